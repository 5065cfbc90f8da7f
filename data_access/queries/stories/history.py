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
from domain.story_gate import check_may_see_consents, part_label

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

    A story that came with Heard and was never changed has no history: an empty list. For those who may write
    or approve it, as it holds words that were never out. Raises NotAllowedError, NotFoundError.
    """
    check_may_see_consents(actor, read_story(engine, actor=actor, story_id=story_id).content.network)
    asked = sa.select(_REVISION).where(_REVISION.c.story_id == story_id).order_by(_REVISION.c.version)
    with engine.connect() as connection:
        rows = connection.execute(asked).all()
    found: list[Revision] = []
    for row in rows:
        content = StoryContent.model_validate(row.content)
        changed = changed_parts(found[-1].content, content) if found else ()
        found.append(Revision(row.version, row.saved_at, row.saved_by, row.note, content, changed))
    return found[::-1]


def read_revision(engine: Engine, *, actor: Actor, story_id: int, version: int) -> Revision:
    """What the story said at this version. Raises NotAllowedError, NotFoundError."""
    for revision in story_history(engine, actor=actor, story_id=story_id):
        if revision.version == version:
            return revision
    raise NotFoundError(f"There is no version {version} of this story.")


def changed_parts(before: StoryContent, after: StoryContent) -> tuple[str, ...]:
    """The names of the parts that differ, in the order of a story."""
    return tuple(
        part_label(name)
        for name in StoryContent.model_fields
        if getattr(before, name) != getattr(after, name)
    )
