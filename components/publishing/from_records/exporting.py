"""An export from the store: the gate first, the files made apart, and each noted in the ledger."""

import io
import json
import zipfile
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TypedDict

from sqlalchemy.engine import Engine

from components.publishing.apart import export_apart
from components.publishing.document import Document
from components.publishing.export import Told
from components.publishing.formats import FORMATS, Format, formats_for
from components.publishing.from_records.freezing import MADE_OF, fingerprint, frozen, made_of
from components.publishing.from_records.to_export import issue_to_export, story_to_export
from components.publishing.manifest import MANIFEST
from components.publishing.theme import Theme
from data_access.commands.stories import PublicationDraft, record_publications
from data_access.queries.stories import (
    IssueRecord,
    StoryRecord,
    check_ready_for,
    story_gaps,
)
from domain.permissions import Actor
from domain.story_gate import Gap
from domain.vocabulary import Channel

Record = StoryRecord | IssueRecord


def gaps_of(
    engine: Engine, record: StoryRecord, *, actor: Actor, channels: Collection[Channel], on: date
) -> tuple[Gap, ...]:
    """What keeps this story, as it was saved last, from these channels on this day."""
    return story_gaps(engine, actor=actor, story_id=record.id, channels=channels, on=on)


def check_export(
    engine: Engine, record: Record, *, actor: Actor, formats: Iterable[Format], on: date
) -> None:
    """Raise NotAllowedError, or InvalidRecordError that names every story and every reason that stand in the way."""
    check_ready_for(
        engine, actor=actor, channels={FORMATS[one].channel for one in formats}, on=on, **_number_of(record)
    )


class _Number(TypedDict, total=False):
    """The number of a story, or of an issue."""

    story_id: int
    issue_id: int


def formats_of_record(record: Record) -> tuple[Format, ...]:
    """The formats that this record can become, in the order in which they are offered; no document is made for it."""
    return formats_for(is_issue=isinstance(record, IssueRecord))


def _number_of(record: Record) -> _Number:
    return {"issue_id": record.id} if isinstance(record, IssueRecord) else {"story_id": record.id}


def _document(engine: Engine, record: Record, *, actor: Actor) -> Document:
    if isinstance(record, IssueRecord):
        return issue_to_export(engine, record, actor=actor)
    return story_to_export(engine, record, actor=actor)


def export_record(
    engine: Engine,
    record: Record,
    *,
    actor: Actor,
    formats: Sequence[Format],
    theme: Theme,
    on: date,
    told: Told | None = None,
) -> bytes:
    """The zip of an export, noted in the ledger format by format; the same version gives the same bytes.

    Raises as `check_export` does, ExportError where the files could not be made, and StaleRecordError where the
    record changed meanwhile; then nothing is noted, and there is no zip.
    """
    check_export(engine, record, actor=actor, formats=formats, on=on)
    document = _document(engine, record, actor=actor)
    packed = export_apart(document, formats, theme=theme, told=told)
    content = {**frozen(document), MADE_OF: made_of(record)}
    drafts = [
        PublicationDraft(
            **_number_of(record), format=one.value, channel=FORMATS[one].channel, version=record.version,
            fingerprint=made, size=size, theme=theme.name, content=content,
        )
        for one, (made, size) in _made(packed, formats).items()
    ]  # fmt: skip
    record_publications(engine, actor=actor, drafts=drafts)
    return packed


def _made(packed: bytes, formats: Sequence[Format]) -> dict[Format, tuple[str, int]]:
    """SHA-256 and bytes by format, from the manifest; several files count as one, in the order of their names."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        files = json.loads(archive.read(MANIFEST))["files"]
    found = {}
    for one in formats:
        own = sorted(
            (file for file in files if file["format"] == one.value), key=lambda file: str(file["name"])
        )
        prints = [str(file["sha256"]) for file in own]
        whole = prints[0] if len(prints) == 1 else fingerprint("".join(prints).encode())
        found[one] = (whole, sum(int(file["bytes"]) for file in own))
    return found
