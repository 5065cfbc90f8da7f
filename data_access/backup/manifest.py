"""The manifest of a backup: what the file holds, of which moment, and the fingerprint of each part."""

import json
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from domain.errors import RefusedFileError

FORMAT = 1
"""Rises when a file of this release could not be read by the release before."""
NAME = "manifest.json"
NOT_A_BACKUP = "This file is not a backup of Heard."
NEWER = "This backup was made by a newer release of Heard. Bring this one up to date first."

_Whole = Annotated[int, Field(ge=0)]
_Fingerprint = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class TablePart(BaseModel):
    """One table: its columns in the order of the values in a line, its rows, and the SHA-256 of its lines."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: tuple[str, ...]
    rows: _Whole
    sha256: _Fingerprint


class Manifest(BaseModel):
    """What a backup says of itself. The end of the audit trail is None where the store had no chain yet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = FORMAT
    revision: str = Field(max_length=32)
    moment: datetime
    version: _Whole
    audit_count: _Whole | None
    audit_head: _Fingerprint | None
    tables: dict[str, TablePart]

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return sum(part.rows for part in self.tables.values())

    def as_text(self) -> str:
        """The manifest as the file holds it."""
        return f"{self.model_dump_json(indent=1)}\n"


def read_manifest(text: bytes) -> Manifest:
    """The manifest of a file. Raises RefusedFileError for what is none, or of a newer release."""
    try:
        found = json.loads(text)
        stated = found["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise RefusedFileError(NOT_A_BACKUP) from error
    if isinstance(stated, int) and stated > FORMAT:
        raise RefusedFileError(NEWER)
    try:
        return Manifest.model_validate(found)
    except ValidationError as error:
        raise RefusedFileError(NOT_A_BACKUP) from error
