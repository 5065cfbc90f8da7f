"""What stands between a story or an issue and print, with its consents and signatures as they are in the store."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.consents import consent_facts
from data_access.queries.stories.issues import issue_record
from data_access.queries.stories.record import NO_SUCH_STORY, StoryRecord, story_record
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import Action, Actor, check_may
from domain.story_gate import Gap, check_may_export, gaps, may_read_story
from domain.vocabulary import Channel


def gaps_of(
    connection: Connection, record: StoryRecord, *, on: date, channels: Collection[Channel] = ()
) -> tuple[Gap, ...]:
    """What is missing on this day, within a transaction, whoever asks."""
    return gaps(
        record.content,
        consents=consent_facts(connection, story_id=record.id),
        co_signature=record.co_signature,
        on=on,
        channels=channels,
        printed_before=record.printed_before,
        came_published=record.was_printed_before,
    )


def story_gaps(
    engine: Engine, *, actor: Actor, story_id: int, on: date, channels: Collection[Channel] = ()
) -> tuple[Gap, ...]:
    """What is missing in the story as it was saved last. Raises NotFoundError where the actor may not read it."""
    with consistent_read(engine) as connection:
        record = story_record(connection, story_id=story_id)
        _check_readable(actor, record)
        return gaps_of(connection, record, on=on, channels=channels)


def check_ready_for(
    engine: Engine,
    *,
    actor: Actor,
    channels: Collection[Channel],
    on: date,
    story_id: int | None = None,
    issue_id: int | None = None,
) -> None:
    """Raise InvalidRecordError with every reason why the story, or a story of the issue, may not go to these channels.

    To be asked before an export is made. Raises NotAllowedError, NotFoundError.
    """
    with consistent_read(engine) as connection:
        stories = stories_to_export(connection, actor=actor, story_id=story_id, issue_id=issue_id)
        check_stories(connection, stories, channels=channels, on=on)


def stories_to_export(
    connection: Connection, *, actor: Actor, story_id: int | None = None, issue_id: int | None = None
) -> tuple[StoryRecord, ...]:
    """The story, or the stories of the issue. Raises NotAllowedError, NotFoundError, InvalidRecordError for none."""
    check_may(actor, Action.EXPORT_STORIES)
    if issue_id is None:
        stories: tuple[StoryRecord, ...] = (story_record(connection, story_id=story_id),)
    else:
        stories = issue_record(connection, issue_id=issue_id).stories
    if not stories:
        raise InvalidRecordError("This issue holds no story yet.")
    for record in stories:
        _check_readable(actor, record)
    return stories


def check_stories(
    connection: Connection, stories: Collection[StoryRecord], *, channels: Collection[Channel], on: date
) -> None:
    """Raise InvalidRecordError with the reasons of every story that may not go to all of these channels that day."""
    refusals = []
    for record in stories:
        found = gaps_of(connection, record, on=on, channels=channels)
        try:
            check_may_export(record.content.title, record.status, found)
        except InvalidRecordError as error:
            refusals.append(str(error))
    if refusals:
        raise InvalidRecordError(" ".join(refusals))


def _check_readable(actor: Actor, record: StoryRecord) -> None:
    if not may_read_story(actor, record.status, record.content.network):
        raise NotFoundError(NO_SUCH_STORY)
