"""The ledger: what was exported, when, by whom, and where it was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from domain.permissions import Actor
from domain.vocabulary import Channel


@dataclass(frozen=True)
class LedgerEntry:
    """One export. Of `story_id` and `issue_id` one is None; `title` is as it stands now; `size` is in bytes."""

    id: int
    story_id: int | None
    issue_id: int | None
    title: str
    format: str
    channel: Channel
    version: int
    fingerprint: str
    size: int
    theme: str
    exported_at: datetime
    exported_by: str
    where_used: str


def ledger(
    engine: Engine, *, actor: Actor, story_id: int | None = None, issue_id: int | None = None, most: int = 200
) -> list[LedgerEntry]:
    """Exports of this story, of this issue, or of all, newest first; a story's include issues that held it.

    Raises NotAllowedError for somebody who may not export.
    """
    raise NotImplementedError


def read_publication(
    engine: Engine, *, actor: Actor, publication_id: int
) -> tuple[LedgerEntry, Mapping[str, Any]]:
    """One export with its frozen content. Raises NotAllowedError, NotFoundError."""
    raise NotImplementedError
