"""A story within a transaction that is about to change it: found, not stale, and marked as touched."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.text import line_to_print
from data_access.queries.stories.record import StoryRecord, story_record
from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork
from domain.errors import InvalidRecordError, StaleRecordError
from domain.vocabulary import StoryStatus
from domain.wording import at_in_words

_REVISION = Table.metadata.tables["story_revision"]
LONGEST_REASON = 600


def held_story(work: UnitOfWork, story_id: int) -> StoryRecord:
    """The story as it stands. Raises NotFoundError."""
    return story_record(work.session.connection(), story_id=story_id)


def check_read(work: UnitOfWork, record: StoryRecord, *, version: int) -> None:
    """Raise StaleRecordError, with who saved what and when, unless the story is at the version that was read."""
    if record.version != version:
        who = _who_saved_it(work.session.connection(), record)
        raise StaleRecordError(f"{who}, after you opened it. {_NOTHING_LOST}")


_NOTHING_LOST = "Nothing was saved over it, and what you typed is still here."


def _who_saved_it(connection: Connection, record: StoryRecord) -> str:
    asked = sa.select(_REVISION).where(
        _REVISION.c.story_id == record.id, _REVISION.c.version == record.version
    )
    newest = connection.execute(asked).one_or_none()
    if newest is None:
        return "Somebody changed this story"
    return f"{newest.saved_by} saved version {newest.version} of this story {at_in_words(newest.saved_at)}"


def touch(work: UnitOfWork, record: StoryRecord, *, status: StoryStatus, **values: Any) -> None:
    """Note that the actor moved or changed the story, and where it now stands.

    What was out stays out while its correction is on its way, until that is published or the story withdrawn.
    """
    if StoryStatus.PUBLISHED in {record.status, status}:
        # Only what is published shows in views that remember what they read.
        work.changes_facts = True
    if status in {StoryStatus.PUBLISHED, StoryStatus.WITHDRAWN}:
        values |= {"public_version": None, "public_since": None}
    elif record.status is StoryStatus.PUBLISHED:
        values |= {"public_version": record.version, "public_since": record.updated_at}
    work.session.execute(
        sa.update(STORY)
        .where(STORY.c.id == record.id)
        .values(status=status, updated_at=now(), updated_by=work.actor.name, **values)
    )


def cleaned_reason(text: str, *, what: str) -> str:
    """The reason in one line, as it may be printed. Raises InvalidRecordError where it is empty or too long."""
    reason = line_to_print(text)
    if not reason:
        raise InvalidRecordError(f"Say why {what}.")
    if len(reason) > LONGEST_REASON:
        raise InvalidRecordError(f"Say why {what} in at most {LONGEST_REASON} characters.")
    return reason
