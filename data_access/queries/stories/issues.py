"""Issues of the magazine: which stories, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.record import StoryRecord, records_of
from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from domain.errors import NotFoundError
from domain.permissions import Action, Actor, check_may, may
from domain.vocabulary import Provenance

_ISSUE, _PLACE = Table.metadata.tables["issue"], Table.metadata.tables["issue_story"]


@dataclass(frozen=True)
class IssueLine:
    """An issue in a list; `stories` is how many it holds."""

    id: int
    slug: str
    title: str
    dated: date
    stories: int
    version: int
    provenance: Provenance


@dataclass(frozen=True)
class IssueRecord:
    """An issue whole. Long texts hold paragraphs parted by an empty line.

    `cover_story_id` is None where no cover was chosen: the first story then leads. A `cover_line`, a picture and a
    drawn crowd of its own are "", None and 0 where the cover has those of its story.
    """

    id: int
    slug: str
    title: str
    dated: date
    editorial: str
    back_page: str
    cover_story_id: int | None
    stories: tuple[StoryRecord, ...]
    version: int
    provenance: Provenance
    provenance_note: str
    updated_at: datetime | None
    updated_by: str
    cover_line: str = ""
    cover_picture_id: int | None = None
    cover_crowd: int = 0
    editorial_signed: str = ""


def list_issues(engine: Engine, *, actor: Actor) -> list[IssueLine]:
    """All issues, newest first. Raises NotAllowedError for somebody who may neither compose nor export."""
    _check_reader(actor)
    count = sa.select(sa.func.count()).where(_PLACE.c.issue_id == _ISSUE.c.id).scalar_subquery()
    asked = sa.select(_ISSUE, count.label("stories")).order_by(_ISSUE.c.dated.desc(), _ISSUE.c.id.desc())
    with engine.connect() as connection:
        return [
            IssueLine(
                row.id, row.slug, row.title, row.dated, row.stories, row.version, Provenance(row.provenance)
            )
            for row in connection.execute(asked)
        ]


def read_issue(
    engine: Engine, *, actor: Actor, slug: str | None = None, issue_id: int | None = None
) -> IssueRecord:
    """The issue with this slug or number, all parts of one moment. Raises NotAllowedError, NotFoundError."""
    _check_reader(actor)
    with consistent_read(engine) as connection:
        return issue_record(connection, slug=slug, issue_id=issue_id)


def stories_for_issue(engine: Engine, *, actor: Actor, numbers: Sequence[int]) -> tuple[StoryRecord, ...]:
    """The stories with these numbers, in this order, for an issue that is being composed; missing ones are left out.

    Raises NotAllowedError.
    """
    _check_reader(actor)
    with consistent_read(engine) as connection:
        rows = connection.execute(sa.select(STORY).where(STORY.c.id.in_(numbers)))
        found = {one.id: one for one in records_of(connection, list(rows))}
    return tuple(found[number] for number in numbers if number in found)


def issue_record(
    connection: Connection, *, slug: str | None = None, issue_id: int | None = None
) -> IssueRecord:
    """As `read_issue`, within a transaction, whoever asks. Raises NotFoundError."""
    where = _ISSUE.c.slug == slug if issue_id is None else _ISSUE.c.id == issue_id
    row = connection.execute(sa.select(_ISSUE).where(where)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such issue.")
    stories = connection.execute(
        sa.select(STORY).join(_PLACE).where(_PLACE.c.issue_id == row.id).order_by(_PLACE.c.position)
    )
    return IssueRecord(
        id=row.id,
        slug=row.slug,
        title=row.title,
        dated=row.dated,
        editorial=row.editorial,
        back_page=row.back_page,
        cover_story_id=row.cover_story_id,
        stories=tuple(records_of(connection, list(stories))),
        version=row.version,
        provenance=Provenance(row.provenance),
        provenance_note=row.provenance_note,
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        cover_line=row.cover_line,
        cover_picture_id=row.cover_picture_id,
        cover_crowd=row.cover_crowd,
        editorial_signed=row.editorial_signed,
    )


def _check_reader(actor: Actor) -> None:
    if not may(actor, Action.COMPOSE_ISSUES):
        check_may(actor, Action.EXPORT_STORIES)
