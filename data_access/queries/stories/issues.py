"""Issues of the magazine: which stories, in which order."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.engine import Engine

from data_access.queries.stories.record import StoryRecord
from domain.permissions import Actor
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class IssueLine:
    """An issue in a list."""

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

    `cover_story_id` is None where no cover was chosen: the first story then leads.
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


def list_issues(engine: Engine, *, actor: Actor) -> list[IssueLine]:
    """All issues, newest first. Raises NotAllowedError for somebody who may neither compose nor export."""
    raise NotImplementedError


def read_issue(
    engine: Engine, *, actor: Actor, slug: str | None = None, issue_id: int | None = None
) -> IssueRecord:
    """The issue with this slug or number, all parts of one moment. Raises NotAllowedError, NotFoundError."""
    raise NotImplementedError
