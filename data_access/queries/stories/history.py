"""The earlier versions of a story."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.queries.stories.record import read_story
from data_access.tables import Table
from domain.errors import NotFoundError
from domain.permissions import Actor
from domain.story import StoryContent

_REVISION = Table.metadata.tables["story_revision"]


@dataclass(frozen=True)
class Revision:
    """What was said at a version. `changed` names the parts that differ from the version before."""

    version: int
    saved_at: datetime
    saved_by: str
    note: str
    content: StoryContent
    changed: tuple[str, ...] = ()


def story_history(engine: Engine, *, actor: Actor, story_id: int) -> list[Revision]:
    """All versions of the story, newest first; the newest is the story as it stands.

    A story that came with Heard and was never changed has no history: an empty list. Raises NotFoundError.
    """
    raise NotImplementedError


def read_revision(engine: Engine, *, actor: Actor, story_id: int, version: int) -> Revision:
    """What the story said at this version. Raises NotFoundError."""
    for revision in story_history(engine, actor=actor, story_id=story_id):
        if revision.version == version:
            return revision
    raise NotFoundError(f"There is no version {version} of this story.")
