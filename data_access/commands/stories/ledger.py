"""The ledger of exports: written once for each, and where it was used added later."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Connection, Engine

from data_access.commands.text import line_to_print
from data_access.queries.stories.gate import check_stories, stories_to_export
from data_access.queries.stories.issues import issue_record
from data_access.queries.stories.ledger import publication_entry
from data_access.queries.stories.record import StoryRecord
from data_access.settings import get_settings
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, plain, unit_of_work
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
    """As `record_publications`, for one file; answers its number."""
    [number] = record_publications(engine, actor=actor, drafts=[draft])
    return number


def record_publications(
    engine: Engine, *, actor: Actor, drafts: Sequence[PublicationDraft]
) -> tuple[int, ...]:
    """Note the files of an export with the consents on which they stand, all or none; answers their numbers.

    Asks the gate once more, for every story and all their channels, on the present day: raises NotAllowedError,
    NotFoundError, InvalidRecordError with every reason, StaleRecordError where the story or issue is no longer
    at `version`.
    """
    for draft in drafts:
        is_of_one = (draft.story_id is None) != (draft.issue_id is None)
        if not is_of_one or not _FINGERPRINT.fullmatch(draft.fingerprint):
            raise InvalidRecordError("An export is of one story or one issue, and carries its fingerprint.")
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        by_source: dict[tuple[int | None, int | None], list[PublicationDraft]] = {}
        for draft in drafts:
            by_source.setdefault((draft.story_id, draft.issue_id), []).append(draft)
        sources = {source: _checked(work, *source, files) for source, files in by_source.items()}
        return tuple(_noted(work, draft, *sources[draft.story_id, draft.issue_id]) for draft in drafts)


def _checked(
    work: UnitOfWork, story_id: int | None, issue_id: int | None, files: Collection[PublicationDraft]
) -> tuple[str, list[int]]:
    """The title of what was exported, and the consents on which it stands, once nothing stands in the way."""
    connection = work.session.connection()
    stories = stories_to_export(connection, actor=work.actor, story_id=story_id, issue_id=issue_id)
    title, version = _title_and_version(connection, stories, issue_id=issue_id)
    if any(file.version != version for file in files):
        raise StaleRecordError(f"“{title}” was changed while it was exported. Export it again.")
    channels = {file.channel for file in files}
    check_stories(connection, stories, channels=channels, on=get_settings().current_day())
    return title, _consents_in(stories)


def _noted(work: UnitOfWork, draft: PublicationDraft, title: str, consents: list[int]) -> int:
    values = {**draft.model_dump(), "content": plain(draft.content)}
    number: int = work.session.execute(
        sa.insert(_PUBLICATION)
        .values(exported_at=now(), exported_by=work.actor.name, where_used="", **values)
        .returning(_PUBLICATION.c.id)
    ).scalar_one()
    if consents:
        rows = [{"publication_id": number, "consent_id": one} for one in consents]
        work.session.execute(sa.insert(_STOOD_ON), rows)
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
    said = line_to_print(where)
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
