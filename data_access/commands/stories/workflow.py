"""The way to print: each move with its check, and each in the audit trail."""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.commands.stories.held import check_read, cleaned_reason, held_story, touch
from data_access.commands.stories.slugs import free_slug
from data_access.commands.stories.writing import SavedStory, write_version
from data_access.commands.text import line_to_print
from data_access.queries.stories.gate import gaps_of
from data_access.queries.stories.record import StoryRecord
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.audit_words import AuditedKind
from domain.errors import InvalidRecordError, NotAllowedError
from domain.permissions import Action, Actor, check_may
from domain.story_gate import (
    MOVES,
    StoryMove,
    check_has_words,
    check_may_move,
    check_no_gaps,
    may_move,
    may_write_story,
)
from domain.vocabulary import Channel, StoryStatus

_SIGNATURE = Table.metadata.tables["co_signature"]
_REVISION = Table.metadata.tables["story_revision"]
LONGEST_SIGNATURE = 200


def send_to_review(engine: Engine, *, actor: Actor, story_id: int, read_version: int) -> SavedStory:
    """Hand a draft over for review. It needs a headline and words; what else is missing may still come.

    Each move raises NotAllowedError, NotFoundError, InvalidRecordError where the story is not that far or
    something is missing (every gap in one message), and StaleRecordError where it was changed since
    `read_version`.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _about_to(work, StoryMove.SEND_TO_REVIEW, story_id, read_version)
        check_has_words(record.content)
        return _move(work, StoryMove.SEND_TO_REVIEW, record)


def send_back(engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str) -> SavedStory:
    """Make it a draft again, and say why; raises InvalidRecordError without a reason."""
    why = cleaned_reason(reason, what="it goes back")
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _about_to(work, StoryMove.SEND_BACK, story_id, read_version)
        return _move(work, StoryMove.SEND_BACK, record, note=why)


def co_sign(engine: Engine, *, actor: Actor, story_id: int, read_version: int, signed_as: str) -> SavedStory:
    """Sign the version in review as a lay partner. Nobody who wrote on it may sign it."""
    name = line_to_print(signed_as)
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _about_to(work, StoryMove.CO_SIGN, story_id, read_version)
        _check_signature(work, record, name)
        work.session.execute(
            sa.insert(_SIGNATURE).values(
                story_id=story_id, story_version=record.version, user_id=actor.user_id, signed_as=name,
                signed_at=now(),
            )
        )  # fmt: skip
        return _move(work, StoryMove.CO_SIGN, record, signed_as=name)


def _check_signature(work: UnitOfWork, record: StoryRecord, name: str) -> None:
    if not name or len(name) > LONGEST_SIGNATURE:
        raise InvalidRecordError(
            f"Say how your signature should read, in at most {LONGEST_SIGNATURE} characters, "
            "such as “A lay partner of the network”."
        )
    if work.actor.user_id is None:
        raise NotAllowedError("Sign in to co-sign a story.")
    wrote = sa.select(_REVISION.c.version).where(
        _REVISION.c.story_id == record.id, _REVISION.c.user_id == work.actor.user_id
    )
    if work.session.execute(wrote).first() is not None:
        raise NotAllowedError("You wrote on this story, so another lay partner must co-sign it.")


def say_no_co_signature(
    engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str
) -> SavedStory:
    """Record why nobody could co-sign; it is printed with the story. A new version, which stays where it was.

    For those who write or approve it; only for a draft or a story in review.
    """
    why = cleaned_reason(reason, what="nobody could co-sign")
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = held_story(work, story_id)
        if not may_write_story(actor, record.content.network):
            check_may(actor, Action.APPROVE_STORIES)
        check_read(work, record, version=read_version)
        if record.status not in {StoryStatus.DRAFT, StoryStatus.IN_REVIEW}:
            raise InvalidRecordError(
                f"This story is {record.status.label.lower()}. The reason is recorded before that."
            )
        given = record.content.model_copy(update={"no_co_signature_reason": why})
        return write_version(work, record, given, status=record.status, note="Why nobody could co-sign")


def approve(
    engine: Engine,
    *,
    actor: Actor,
    story_id: int,
    read_version: int,
    on: date,
    channels: Collection[Channel] = (),
) -> SavedStory:
    """Approve a co-signed story, or one in review with its reason; consents must be in force on the day.

    They must cover each of `channels`. A story that never came out gets its address from its headline.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _about_to(work, StoryMove.APPROVE, story_id, read_version)
        connection = work.session.connection()
        check_no_gaps(gaps_of(connection, record, on=on, channels=channels), before="approved")
        if record.published_at is not None or record.was_printed_before:
            return _move(work, StoryMove.APPROVE, record)
        return _move(
            work, StoryMove.APPROVE, record, slug=free_slug(connection, record.content.title, record.id)
        )


def publish(engine: Engine, *, actor: Actor, story_id: int, read_version: int, on: date) -> SavedStory:
    """Put an approved story on its web page, which every consent in it must cover."""
    with unit_of_work(engine, actor=actor) as work:
        record = _about_to(work, StoryMove.PUBLISH, story_id, read_version)
        found = gaps_of(work.session.connection(), record, on=on, channels=(Channel.WEB,))
        check_no_gaps(found, before="published")
        return _move(work, StoryMove.PUBLISH, record, published_at=record.published_at or now())


def withdraw(engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str) -> SavedStory:
    """Take an approved or published story back: no page, no export; raises InvalidRecordError without a reason."""
    why = cleaned_reason(reason, what="it is withdrawn")
    with unit_of_work(engine, actor=actor) as work:
        record = _about_to(work, StoryMove.WITHDRAW, story_id, read_version)
        return _move(work, StoryMove.WITHDRAW, record, note=why)


def _about_to(work: UnitOfWork, move: StoryMove, story_id: int, read_version: int) -> StoryRecord:
    record = held_story(work, story_id)
    if may_move(work.actor, move, network=record.content.network):
        # To those who may, that somebody changed it says more than that it is not that far.
        check_read(work, record, version=read_version)
    check_may_move(work.actor, move, status=record.status, network=record.content.network)
    return record


def _move(
    work: UnitOfWork,
    move: StoryMove,
    record: StoryRecord,
    *,
    note: str = "",
    signed_as: str = "",
    **values: Any,
) -> SavedStory:
    status = MOVES[move].leads_to
    touch(work, record, status=status, **values)
    after: dict[str, Any] = {
        "title": record.content.title, "version": record.version, "status": status,
        "network_code": record.content.network,
    }  # fmt: skip
    if signed_as:
        after["signed_as"] = signed_as
    before = {"status": record.status}
    work.audit(move.value, AuditedKind.STORY.value, record.id, before=before, after=after, note=note)
    return SavedStory(record.id, str(values.get("slug", record.slug)), record.version, status)
