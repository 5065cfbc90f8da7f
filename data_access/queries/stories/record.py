"""A single story: as it stands, and as everybody reads it while a later version is on its way."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.rows import STORY, contents_of
from data_access.tables import Table
from domain.errors import NotFoundError
from domain.permissions import Actor
from domain.story import StoryContent
from domain.story_gate import CoSigned, may_read_story
from domain.vocabulary import Provenance, StoryStatus

_SIGNATURE = Table.metadata.tables["co_signature"]
_REVISION = Table.metadata.tables["story_revision"]


@dataclass(frozen=True)
class StoryRecord:
    """A story as it stands. `co_signatures` are of all its versions, oldest first.

    `updated_by` is "" where nobody has touched it since it came; `published_at` is when it first came out
    here, None where it never did or came as published. `public_version` is what everybody still reads while
    this later version is on its way; None where they read this one, or nothing. `printed_before` are the texts of
    the quotes with which a published story came: they need no consent here. Texts hold `{{key}}` as typed:
    see `domain.story_numbers.bound`.
    """

    id: int
    slug: str
    status: StoryStatus
    version: int
    content: StoryContent
    provenance: Provenance
    provenance_note: str
    created_at: datetime
    updated_at: datetime
    updated_by: str
    published_at: datetime | None = None
    public_version: int | None = None
    public_since: datetime | None = None
    co_signatures: tuple[CoSigned, ...] = field(default=())
    printed_before: tuple[str, ...] = ()

    @property
    def co_signature(self) -> CoSigned | None:
        """The newest signature under this very version; None where nobody has signed it, or it was sent back since.

        Whoever sends back what was signed says that it should not go out like this.
        """
        if self.status in {StoryStatus.DRAFT, StoryStatus.IN_REVIEW}:
            return None
        return next((one for one in reversed(self.co_signatures) if one.version == self.version), None)

    @property
    def was_printed_before(self) -> bool:
        """Whether it came as published, so that the quotes with which it came need no consent here."""
        return self.provenance is Provenance.PUBLISHED


def read_story(
    engine: Engine, *, actor: Actor, slug: str | None = None, story_id: int | None = None
) -> StoryRecord:
    """The story with this slug or number, all parts of one moment: as it stands for those who work on it.

    Everybody else reads the version that is public. Raises NotFoundError where there is none, and also for one
    that the actor may not read yet, so that nobody learns of it.
    """
    with consistent_read(engine) as connection:
        record = story_record(connection, slug=slug, story_id=story_id)
        if may_read_story(actor, record.status, record.content.network):
            return record
        public = public_record(connection, record)
    if public is None:
        raise NotFoundError(NO_SUCH_STORY)
    return public


def public_record(connection: Connection, record: StoryRecord) -> StoryRecord | None:
    """The story as it is still out while a later version is on its way; None where no such version is out."""
    if record.public_version is None or record.public_since is None:
        return None
    content = public_contents(connection, {record.id: record.public_version})[record.id]
    return replace(
        record, content=content, version=record.public_version, status=StoryStatus.PUBLISHED,
        updated_at=record.public_since, public_version=None, public_since=None,
    )  # fmt: skip


def public_contents(connection: Connection, versions: Mapping[int, int]) -> dict[int, StoryContent]:
    """What these stories said at these versions, by number."""
    own = sa.tuple_(_REVISION.c.story_id, _REVISION.c.version).in_(list(versions.items()))
    asked = sa.select(_REVISION.c.story_id, _REVISION.c.content).where(own)
    return {number: StoryContent.model_validate(said) for number, said in connection.execute(asked)}


FIRST = 1
"""The version with which every story begins."""
NO_SUCH_STORY = "There is no such story, or it is not published."


def story_record(
    connection: Connection, *, slug: str | None = None, story_id: int | None = None
) -> StoryRecord:
    """As `read_story`, within a transaction, whoever asks. Raises NotFoundError."""
    where = STORY.c.slug == slug if story_id is None else STORY.c.id == story_id
    row = connection.execute(sa.select(STORY).where(where)).one_or_none()
    if row is None:
        raise NotFoundError(NO_SUCH_STORY)
    return records_of(connection, [row])[0]


def records_of(connection: Connection, rows: list[Any]) -> list[StoryRecord]:
    """The stories of these rows of the table of stories, in the same order."""
    contents = contents_of(connection, rows)
    signatures = _signatures(connection, list(contents))
    printed = _printed_before(connection, rows, contents)
    return [
        StoryRecord(
            id=row.id,
            slug=row.slug,
            status=StoryStatus(row.status),
            version=row.version,
            content=contents[row.id],
            provenance=Provenance(row.provenance),
            provenance_note=row.provenance_note,
            created_at=row.created_at,
            updated_at=row.updated_at,
            updated_by=row.updated_by,
            published_at=row.published_at,
            public_version=row.public_version,
            public_since=row.public_since,
            co_signatures=tuple(signatures.get(row.id, ())),
            printed_before=printed.get(row.id, ()),
        )
        for row in rows
    ]


def _printed_before(
    connection: Connection, rows: list[Any], contents: Mapping[int, StoryContent]
) -> dict[int, tuple[str, ...]]:
    """Of published stories the quotes with which they came, which their first version keeps once they are changed."""
    came = [row for row in rows if row.provenance == Provenance.PUBLISHED]
    later = {row.id: FIRST for row in came if row.version > FIRST}
    first = public_contents(connection, later) if later else {}
    kept = {row.id: contents[row.id] for row in came if row.id not in later} | first
    return {number: tuple(quote.text for quote in content.quotes) for number, content in kept.items()}


def _signatures(connection: Connection, ids: list[int]) -> dict[int, list[CoSigned]]:
    asked = (
        sa.select(_SIGNATURE)
        .where(_SIGNATURE.c.story_id.in_(ids))
        .order_by(_SIGNATURE.c.signed_at, _SIGNATURE.c.id)
    )
    found: dict[int, list[CoSigned]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.story_id, []).append(CoSigned(row.story_version, row.signed_as, row.signed_at))
    return found
