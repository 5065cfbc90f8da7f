"""Composing issues of the magazine."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Connection, Engine

from data_access.commands.stories.slugs import free_slug
from data_access.commands.text import line_to_print, text_to_print
from data_access.queries.stories.issues import IssueRecord, issue_record
from data_access.queries.stories.record import records_of
from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import RefusedFieldsError, StaleRecordError
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Provenance, StoryStatus
from domain.wording import at_in_words

_ISSUE, _PLACE = Table.metadata.tables["issue"], Table.metadata.tables["issue_story"]
LONGEST_TITLE = 200
LONGEST_TEXT = 20_000
MOST_STORIES = 60
MOST_CROWDS = 999
_LENGTHS = {
    "title": ("Title of the issue", LONGEST_TITLE),
    "cover_line": ("Line on the cover", LONGEST_TITLE),
    "editorial_signed": ("Who signs the welcome", LONGEST_TITLE),
    "editorial": ("Welcome", LONGEST_TEXT),
    "back_page": ("Back page", LONGEST_TEXT),
}
"""Texts of an issue: what they are called on screen, and their greatest length."""


class IssueDraft(BaseModel):
    """An issue as composed: numbers of stories in the order of printing; the cover is one of them or None.

    The picture on the cover is one that a story of the issue shows, or a drawing by its number, from 1; None and 0
    leave it to the cover's story.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    dated: date
    editorial: str = ""
    back_page: str = ""
    cover_story_id: int | None = None
    stories: tuple[int, ...] = ()
    cover_line: str = ""
    cover_picture_id: int | None = None
    cover_crowd: int = 0
    editorial_signed: str = ""


def make_issue(engine: Engine, *, actor: Actor, draft: IssueDraft) -> int:
    """Begin an issue; answers its number. Raises NotAllowedError, RefusedFieldsError."""
    check_may(actor, Action.COMPOSE_ISSUES)
    given = cleaned_issue(draft)
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        _check(connection, given)
        number: int = connection.execute(
            sa.insert(_ISSUE)
            .values(
                slug=free_slug(connection, given.title, kind="issue"),
                provenance=_provenance(connection, given),
                provenance_note=f"Composed in Heard by {actor.name}",
                **_own_values(work, given),
                version=1,
            )
            .returning(_ISSUE.c.id)
        ).scalar_one()
        _place(connection, number, given)
        work.audit(AuditAction.ADDED.value, AuditedKind.ISSUE.value, number, after=_audited(given, version=1))
        return number


def save_issue(engine: Engine, *, actor: Actor, issue_id: int, draft: IssueDraft, read_version: int) -> int:
    """Save an issue as composed now; answers its version, the same where nothing changed.

    Raises NotAllowedError, NotFoundError, RefusedFieldsError, and StaleRecordError that says who saved and when.
    """
    check_may(actor, Action.COMPOSE_ISSUES)
    given = cleaned_issue(draft)
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        held = issue_record(connection, issue_id=issue_id)
        _check_read(held, read_version)
        before = draft_of_issue(held)
        if given == before:
            return held.version
        _check(connection, given)
        version = held.version + 1
        connection.execute(
            sa.update(_ISSUE)
            .where(_ISSUE.c.id == issue_id)
            .values(
                version=version, provenance=_provenance(connection, given, held), **_own_values(work, given)
            )
        )
        _place(connection, issue_id, given)
        work.audit(
            AuditAction.CHANGED.value, AuditedKind.ISSUE.value, issue_id,
            before=_audited(before, version=held.version), after=_audited(given, version=version),
        )  # fmt: skip
        return version


def _check_read(held: IssueRecord, version: int) -> None:
    if held.version != version:
        when = f" {at_in_words(held.updated_at)}" if held.updated_at else ""
        raise StaleRecordError(
            f"{held.updated_by or 'Somebody'} saved version {held.version} of this issue{when}, after you opened "
            "it. Nothing was saved over it, and what you chose is still here."
        )


def cleaned_issue(draft: IssueDraft) -> IssueDraft:
    """The issue as it would be saved: texts fit to print, each story once."""
    return draft.model_copy(
        update={
            "title": line_to_print(draft.title),
            "editorial": text_to_print(draft.editorial),
            "back_page": text_to_print(draft.back_page),
            "cover_line": line_to_print(draft.cover_line),
            "editorial_signed": line_to_print(draft.editorial_signed),
            "stories": tuple(dict.fromkeys(draft.stories)),
        }
    )


def draft_of_issue(held: IssueRecord) -> IssueDraft:
    """The issue as it was saved, to be changed."""
    own = {name: getattr(held, name) for name in IssueDraft.model_fields if name != "stories"}
    return IssueDraft(**own, stories=tuple(story.id for story in held.stories))


def _check(connection: Connection, draft: IssueDraft) -> None:
    if refused := dict(_refused(connection, draft)):
        raise RefusedFieldsError(refused)


def _refused(connection: Connection, draft: IssueDraft) -> Iterator[tuple[str, str]]:
    yield from _refused_texts(draft)
    yield from _refused_cover(connection, draft)
    if len(draft.stories) > MOST_STORIES:
        yield "stories", f"An issue may hold {MOST_STORIES} stories."
    asked = sa.select(STORY.c.id).where(
        STORY.c.id.in_(draft.stories), STORY.c.status != StoryStatus.WITHDRAWN
    )
    if set(draft.stories) - set(connection.scalars(asked)):
        yield "stories", "A story of this issue is gone or withdrawn. Take it out."


def _refused_texts(draft: IssueDraft) -> Iterator[tuple[str, str]]:
    if not draft.title:
        yield "title", f"Give the issue a title of at most {LONGEST_TITLE} characters."
    for name, (label, most) in _LENGTHS.items():
        if len(getattr(draft, name)) > most:
            yield name, f"{label}: use at most {most:,} characters."


def _refused_cover(connection: Connection, draft: IssueDraft) -> Iterator[tuple[str, str]]:
    if draft.cover_story_id is not None and draft.cover_story_id not in draft.stories:
        yield "cover_story_id", "The cover shows a story of this issue. Choose one of them."
    if not _is_shown(connection, draft):
        yield (
            "cover_picture_id",
            "The cover shows a picture that a story of this issue shows. Choose another.",
        )
    if not 0 <= draft.cover_crowd <= MOST_CROWDS:
        yield "cover_crowd", f"Drawings for the cover have a number from 1 to {MOST_CROWDS}."


def _is_shown(connection: Connection, draft: IssueDraft) -> bool:
    """Whether the picture chosen for the cover is among those that its stories print, with their consents."""
    if draft.cover_picture_id is None:
        return True
    stories = connection.execute(sa.select(STORY).where(STORY.c.id.in_(draft.stories)))
    shown = (one.content.pictures for one in records_of(connection, list(stories)))
    return any(draft.cover_picture_id == picture.picture_id for pictures in shown for picture in pictures)


def _provenance(connection: Connection, draft: IssueDraft, held: IssueRecord | None = None) -> Provenance:
    """Illustrative, once it is composed of nothing else: a demonstration takes such an issue with it."""
    rows = connection.scalars(sa.select(STORY.c.provenance).where(STORY.c.id.in_(draft.stories)))
    kinds = {Provenance(one) for one in rows}
    if kinds == {Provenance.ILLUSTRATIVE}:
        return Provenance.ILLUSTRATIVE
    if held is not None and held.provenance is not Provenance.ILLUSTRATIVE:
        return held.provenance
    return Provenance.SUBMITTED


def _own_values(work: UnitOfWork, draft: IssueDraft) -> dict[str, Any]:
    own = draft.model_dump(exclude={"stories"})
    return {**own, "updated_at": now(), "updated_by": work.actor.name}


def _place(connection: Connection, issue_id: int, draft: IssueDraft) -> None:
    connection.execute(sa.delete(_PLACE).where(_PLACE.c.issue_id == issue_id))
    rows = [
        {"issue_id": issue_id, "story_id": story, "position": place}
        for place, story in enumerate(draft.stories, start=1)
    ]
    if rows:
        connection.execute(sa.insert(_PLACE), rows)


def _audited(draft: IssueDraft, *, version: int) -> dict[str, Any]:
    """What the trail keeps of an issue: its texts show in the issue itself."""
    return {
        "title": draft.title, "dated": draft.dated, "version": version, "stories": list(draft.stories),
        "cover_story_id": draft.cover_story_id, "cover_picture_id": draft.cover_picture_id,
        "cover_crowd": draft.cover_crowd,
    }  # fmt: skip
