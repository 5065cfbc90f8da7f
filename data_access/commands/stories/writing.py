"""Saving what a story says: each version kept whole, and never over another's change."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.commands.stories.content import check_content, cleaned, own_numbers, write_content
from data_access.commands.stories.held import check_read, held_story, touch
from data_access.queries.stories.history import changed_parts
from data_access.queries.stories.record import StoryRecord
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import NotFoundError
from domain.permissions import Actor
from domain.story import StoryContent
from domain.story_gate import after_saving, check_may_write_story
from domain.vocabulary import StoryStatus

_TABLES = Table.metadata.tables
_REVISION = _TABLES["story_revision"]
BEFORE_HEARD = "As it came"
"""Who saved the first version of a story that came with Heard."""


@dataclass(frozen=True)
class SavedStory:
    """A story after a write: `changed` is false where everything was so already, and nothing was done."""

    story_id: int
    slug: str
    version: int
    status: StoryStatus
    changed: bool = True


def save_story(
    engine: Engine, *, actor: Actor, story_id: int, content: StoryContent, read_version: int
) -> SavedStory:
    """Save what the story says now as its next version; it is a draft from then on, wherever it stood.

    Control and direction characters are taken out of texts first. Raises NotAllowedError for its network, the
    one before included; RefusedFieldsError that names each field that is too long, unknown or no web address;
    StaleRecordError that says who saved what and when, where the story is no longer at `read_version` (then
    nothing is saved, and nothing that was typed is lost: the form still holds it); NotFoundError.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _to_write(work, story_id, read_version=read_version)
        return save_content(work, record, content, status=after_saving(record.status))


def _to_write(work: UnitOfWork, story_id: int, *, read_version: int) -> StoryRecord:
    record = held_story(work, story_id)
    check_may_write_story(work.actor, record.content.network)
    check_read(work, record, version=read_version)
    return record


def save_content(
    work: UnitOfWork,
    record: StoryRecord,
    content: StoryContent,
    *,
    status: StoryStatus,
    note: str = "",
) -> SavedStory:
    """As `save_story`, within a transaction, for a story that was found not to be stale."""
    given = cleaned(content)
    check_may_write_story(work.actor, given.network)
    return write_version(work, record, given, status=status, note=note)


def write_version(
    work: UnitOfWork, record: StoryRecord, given: StoryContent, *, status: StoryStatus, note: str = ""
) -> SavedStory:
    """Write cleaned content as the next version, whoever does it. Raises RefusedFieldsError."""
    connection = work.session.connection()
    if given == record.content:
        return SavedStory(record.id, record.slug, record.version, record.status, changed=False)
    check_content(connection, given, story_id=record.id, provenance=record.provenance)
    _keep_first(connection, record)
    version = record.version + 1
    write_content(connection, given, story_id=record.id)
    touch(work, record, status=status, version=version)
    keep_revision(work, record.id, version=version, content=given, note=note)
    work.audit(
        AuditAction.CHANGED.value, AuditedKind.STORY.value, record.id,
        before={"title": record.content.title, "version": record.version, "status": record.status},
        after={
            "title": given.title, "version": version, "status": status, "network_code": given.network,
            "parts": list(changed_parts(record.content, given)),
        },
        note=note,
    )  # fmt: skip
    return SavedStory(record.id, record.slug, version, status)


def keep_revision(
    work: UnitOfWork, story_id: int, *, version: int, content: StoryContent, note: str = ""
) -> None:
    """Keep what the story says at this version, as saved by the actor now."""
    _insert(
        work.session.connection(), story_id, version=version, content=content, note=note,
        saved_at=now(), saved_by=work.actor.name, user_id=work.actor.user_id,
    )  # fmt: skip


def _keep_first(connection: Connection, record: StoryRecord) -> None:
    """Keep what a story says that came without history, before it is changed for the first time."""
    own = (_REVISION.c.story_id == record.id, _REVISION.c.version == record.version)
    if connection.execute(sa.select(_REVISION.c.version).where(*own)).first() is None:
        _insert(
            connection, record.id, version=record.version, content=record.content,
            note=record.provenance_note[:200], saved_at=record.created_at, saved_by=BEFORE_HEARD, user_id=None,
        )  # fmt: skip


def _insert(
    connection: Connection,
    story_id: int,
    *,
    version: int,
    content: StoryContent,
    note: str,
    saved_at: datetime,
    saved_by: str,
    user_id: int | None,
) -> None:
    connection.execute(
        sa.insert(_REVISION).values(
            story_id=story_id, version=version, saved_at=saved_at, saved_by=saved_by, user_id=user_id,
            note=note, content=content.model_dump(mode="json"),
        )
    )  # fmt: skip


def restore_revision(
    engine: Engine, *, actor: Actor, story_id: int, version: int, read_version: int
) -> SavedStory:
    """Save what the story said at an earlier version as its next one.

    Pictures, consents and records that are gone since are left out. Raises as `save_story` does.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        record = _to_write(work, story_id, read_version=read_version)
        connection = work.session.connection()
        kept = connection.execute(
            sa.select(_REVISION.c.content).where(
                _REVISION.c.story_id == story_id, _REVISION.c.version == version
            )
        ).scalar_one_or_none()
        if kept is None:
            raise NotFoundError(f"There is no version {version} of this story.")
        content = _without_what_is_gone(connection, StoryContent.model_validate(kept), story_id)
        return save_content(
            work, record, content, status=after_saving(record.status), note=f"Version {version} again"
        )


def _without_what_is_gone(connection: Connection, content: StoryContent, story_id: int) -> StoryContent:
    pictures = own_numbers(connection, "story_picture", story_id)
    consents = own_numbers(connection, "consent", story_id)
    there = {
        name: set(connection.scalars(sa.select(table.c.id).where(table.c.id.in_(numbers))))
        for name, table, numbers in (
            ("activities", _TABLES["activity"], content.activities),
            ("outcome_records", _TABLES["outcome"], content.outcome_records),
        )
    }

    def consented(number: int | None) -> int | None:
        return number if number in consents else None

    return content.model_copy(
        update={
            "pictures": tuple(
                one.model_copy(update={"consent_id": consented(one.consent_id)})
                for one in content.pictures
                if one.picture_id in pictures
            ),
            "quotes": tuple(
                one.model_copy(update={"consent_id": consented(one.consent_id)}) for one in content.quotes
            ),
            "activities": tuple(one for one in content.activities if one in there["activities"]),
            "outcome_records": tuple(
                one for one in content.outcome_records if one in there["outcome_records"]
            ),
        }
    )
