"""The ledger of exports: written once for each, and where it was used added later."""

import re
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Connection, Engine

from data_access.commands.text import clean_text
from data_access.queries.stories.gate import check_stories, stories_to_export
from data_access.queries.stories.issues import issue_record
from data_access.queries.stories.ledger import publication_entry
from data_access.queries.stories.record import StoryRecord
from data_access.settings import get_settings
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import plain, unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import InvalidRecordError, StaleRecordError
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Channel

_PUBLICATION = Table.metadata.tables["publication"]
_STOOD_ON = Table.metadata.tables["publication_consent"]
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
LONGEST_WHERE = 600


class PublicationDraft(BaseModel):
    """One exported file. `format` is the code of its format, `fingerprint` the SHA-256 of its bytes as 64 digits,
    `size` their number, `content` what it was made of. Of `story_id` and `issue_id` one is None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    story_id: int | None = None
    issue_id: int | None = None
    format: str
    channel: Channel
    version: int
    fingerprint: str
    size: int
    theme: str
    content: dict[str, Any]


def record_publication(engine: Engine, *, actor: Actor, draft: PublicationDraft) -> int:
    """Note an export with the consents on which it stands; answers its number.

    Asks the gate once more, for every story and the channel, on the present day: raises NotAllowedError,
    NotFoundError, InvalidRecordError with every reason, StaleRecordError where the story or issue is no longer
    at `version`.
    """
    if (draft.story_id is None) == (draft.issue_id is None) or not _FINGERPRINT.fullmatch(draft.fingerprint):
        raise InvalidRecordError("An export is of one story or one issue, and carries its fingerprint.")
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        stories = stories_to_export(connection, actor=actor, story_id=draft.story_id, issue_id=draft.issue_id)
        title, version = _title_and_version(connection, stories, issue_id=draft.issue_id)
        if version != draft.version:
            raise StaleRecordError(f"“{title}” was changed while it was exported. Export it again.")
        check_stories(connection, stories, channel=draft.channel, on=get_settings().current_day())
        values = {**draft.model_dump(), "content": plain(draft.content)}
        number: int = connection.execute(
            sa.insert(_PUBLICATION)
            .values(exported_at=now(), exported_by=actor.name, where_used="", **values)
            .returning(_PUBLICATION.c.id)
        ).scalar_one()
        rows = [{"publication_id": number, "consent_id": one} for one in _consents_in(stories)]
        if rows:
            connection.execute(sa.insert(_STOOD_ON), rows)
        told = draft.model_dump(exclude={"content"}) | {"title": title}
        work.audit(AuditAction.EXPORTED.value, AuditedKind.PUBLICATION.value, number, after=told)
        return number


def _title_and_version(
    connection: Connection, stories: tuple[StoryRecord, ...], *, issue_id: int | None
) -> tuple[str, int]:
    if issue_id is None:
        return stories[0].content.title, stories[0].version
    issue = issue_record(connection, issue_id=issue_id)
    return issue.title, issue.version


def _consents_in(stories: Iterable[StoryRecord]) -> list[int]:
    """The consents that words and pictures of these stories stand on, each once."""
    found: set[int | None] = set()
    for story in stories:
        found |= {quote.consent_id for quote in story.content.quotes}
        found |= {picture.consent_id for picture in story.content.pictures}
    return sorted(one for one in found if one is not None)


def say_where_used(engine: Engine, *, actor: Actor, publication_id: int, where: str) -> None:
    """Note where an export was used, such as a newsletter's date; "" takes it back.

    Raises NotAllowedError, NotFoundError, InvalidRecordError where it is too long.
    """
    check_may(actor, Action.EXPORT_STORIES)
    said = " ".join(clean_text(where).split())
    if len(said) > LONGEST_WHERE:
        raise InvalidRecordError(f"Say where it was used in at most {LONGEST_WHERE} characters.")
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        entry = publication_entry(connection, publication_id)
        if entry.where_used == said:
            return
        connection.execute(
            sa.update(_PUBLICATION).where(_PUBLICATION.c.id == publication_id).values(where_used=said)
        )
        work.audit(
            AuditAction.CHANGED.value, AuditedKind.PUBLICATION.value, publication_id,
            before={"where_used": entry.where_used},
            after={"title": entry.title, "format": entry.format, "where_used": said},
        )  # fmt: skip
