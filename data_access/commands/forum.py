"""Records work for the strategy: agreed actions, shared resources, and each network's way of meeting a pledge."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import Field, ValidationError
from sqlmodel import col

from data_access.commands.accounts import OF_A_DEMONSTRATION, is_of_demonstration
from data_access.commands.draft_faults import sentences_of
from data_access.commands.drafts import BrokenRule, CleanText, Draft
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.tables import Action, Meeting, Network, Pledge, PledgeResponse, Priority, Resource, Table
from data_access.unit_of_work import UnitOfWork, row_values
from domain.errors import InvalidRecordError, NotFoundError, StaleRecordError
from domain.permissions import Action as Permission
from domain.permissions import check_may, check_may_record_strategy_work
from domain.vocabulary import ActionState, ChangeAction, Provenance, ResourceKind
from domain.web_address import is_web_address

Handed = TypeVar("Handed", bound=Draft)

_LABELS = {
    "title": "Title", "owner": "Owner", "due_on": "Due", "done_on": "Done on", "note": "Note", "kind": "Kind",
    "description": "What it is", "link": "Link", "shared_on": "Shared on", "how": "How it is met",
}  # fmt: skip
_KINDS: dict[type[Table], str] = {Action: "action", Resource: "resource", PledgeResponse: "pledge_response"}


class ActionDraft(Draft):
    """An action as handed in; without a network it belongs to all networks together.

    `meeting_id` is the meeting that agreed it, which counts for a new action alone: one keeps the meeting that it has.
    """

    title: CleanText = Field(min_length=1, max_length=400)
    owner: CleanText = Field(min_length=1, max_length=120)
    due_on: date
    state: ActionState = ActionState.OPEN
    done_on: date | None = None
    network_code: str | None = None
    priority_code: str | None = None
    note: CleanText = Field(default="", max_length=1000)
    meeting_id: int | None = None

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """What is done has its day, which has come; nothing else has one."""
        if self.state is ActionState.DONE and (self.done_on is None or self.done_on > today):
            yield BrokenRule("done_on", "the day on which it was done, today or earlier")
        if self.state is not ActionState.DONE and self.done_on is not None:
            yield BrokenRule("done_on", "no day, because the action is not done")


class ResourceDraft(Draft):
    """A resource as handed in; without a network it is shared by all networks together."""

    title: CleanText = Field(min_length=1, max_length=200)
    kind: ResourceKind
    description: CleanText = Field(default="", max_length=1000)
    link: CleanText = Field(default="", max_length=600)
    network_code: str | None = None
    priority_code: str | None = None
    shared_on: date

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """A link is a web address, and what will be shared one day is not shared yet."""
        if self.link and not is_web_address(self.link):
            yield BrokenRule("link", "a web address that starts with https://, or nothing")
        if self.shared_on > today:
            yield BrokenRule("shared_on", "today or an earlier day")


class PledgeResponseDraft(Draft):
    """How a network meets a pledge, in its own words; "" takes them back."""

    network_code: str
    pledge_code: str
    how: CleanText = Field(max_length=1000)


@dataclass(frozen=True)
class Saved:
    """A record as it was saved; `action` is None where nothing had to change, or the form had been handed in."""

    id: int
    action: ChangeAction | None


def mark_of(row: Table | None) -> str:
    """What tells whether a record is still as somebody has seen it; "" for none."""
    return hashlib.sha256(repr(sorted(row_values(row).items())).encode()).hexdigest() if row else ""


def save_action(
    work: UnitOfWork, draft: ActionDraft, *, key: str, number: int | None = None, seen: str = ""
) -> Saved:
    """Add an action, or change the one with this number.

    `key` is that of the form, so that a second click saves nothing; `seen` is the mark of the action as it was
    shown. Raises NotAllowedError, NotFoundError, and StaleRecordError where somebody changed it meanwhile.
    """
    if draft.meeting_id is not None:
        check_may(work.actor, Permission.RUN_MEETINGS)
        if work.session.get(Meeting, draft.meeting_id) is None:
            raise NotFoundError("There is no such meeting any more.")
    return _save(work, draft, Action, key=key, number=number, seen=seen)


def save_resource(
    work: UnitOfWork, draft: ResourceDraft, *, key: str, number: int | None = None, seen: str = ""
) -> Saved:
    """Add a shared resource, or change the one with this number; raises as `save_action` does."""
    return _save(work, draft, Resource, key=key, number=number, seen=seen)


def remove_resource(work: UnitOfWork, number: int, *, seen: str) -> None:
    """Remove a resource that is shared no more; raises as `save_action` does."""
    row = work.session.get(Resource, number)
    check_may_record_strategy_work(work.actor, row.network_code if row else None)
    if row is None:
        raise NotFoundError("There is no such resource any more.")
    check_fresh(mark_of(row), seen)
    _remove(work, row)


def save_pledge_response(work: UnitOfWork, draft: PledgeResponseDraft, *, seen: str) -> Saved:
    """Say how a network meets a pledge, in place of what it said before, or take it back; raises as `save_action`."""
    check_may_record_strategy_work(work.actor, draft.network_code)
    if work.session.get(Pledge, draft.pledge_code) is None:
        raise NotFoundError("There is no such pledge.")
    row = work.session.scalars(
        sa.select(PledgeResponse).where(
            col(PledgeResponse.network_code) == draft.network_code,
            col(PledgeResponse.pledge_code) == draft.pledge_code,
        )
    ).one_or_none()
    if (row.how if row else "") == draft.how:
        return Saved(row.id or 0 if row else 0, None)
    check_fresh(mark_of(row), seen)
    if row is None:
        return _add(work, draft, PledgeResponse)
    return _change(work, row, draft) if draft.how else _remove(work, row)


def _save(
    work: UnitOfWork,
    draft: ActionDraft | ResourceDraft,
    table: type[Any],
    *,
    key: str,
    number: int | None,
    seen: str,
) -> Saved:
    check_may_record_strategy_work(work.actor, draft.network_code)
    if done := handed_in(work.session, key):
        return Saved(int(done.record_id), None)
    _check_known(work, draft)
    if number is None:
        saved = _add(work, draft, table)
    else:
        row = work.session.get(table, number)
        if row is None:
            raise NotFoundError(f"There is no such {_KINDS[table]} any more.")
        # Nobody takes over what belongs to others.
        check_may_record_strategy_work(work.actor, row.network_code)
        check_fresh(mark_of(row), seen)
        saved = _change(work, row, draft)
    if saved.action is not None:
        note_handed_in(work.session, key, record_type=_KINDS[table], record_id=saved.id)
    return saved


def _check_known(work: UnitOfWork, draft: ActionDraft | ResourceDraft) -> None:
    if draft.network_code and work.session.get(Network, draft.network_code) is None:
        raise NotFoundError("There is no such network.")
    if draft.priority_code and work.session.get(Priority, draft.priority_code) is None:
        raise NotFoundError("There is no such line of the strategy.")


def check_fresh(held: str, seen: str) -> None:
    """Raise StaleRecordError unless the mark of what is stored is the one that somebody has seen."""
    if held != seen:
        raise StaleRecordError(
            "Somebody else changed this since you opened it. Nothing was saved, and what you typed is still here. "
            "Press “Start again” to see it as it is now."
        )


def _add(work: UnitOfWork, draft: Draft, table: type[Any]) -> Saved:
    row = table(**dict(draft), **origin_of(work))
    work.session.add(row)
    work.session.flush()
    work.audit(ChangeAction.ADDED.value, _KINDS[table], row.id, after=row_values(row))
    return Saved(row.id, ChangeAction.ADDED)


def _change(work: UnitOfWork, row: Any, draft: Draft) -> Saved:
    given: dict[str, Any] = {name: value for name, value in draft if name != "meeting_id"}
    before = row_values(row)
    if all(getattr(row, name) == value for name, value in given.items()):
        return Saved(row.id, None)
    origin = origin_of(work)
    if row.provenance is Provenance.ILLUSTRATIVE and origin["provenance"] is not row.provenance:
        # Now it is a real one, which stays when a demonstration goes.
        given |= origin
    for name, value in given.items():
        setattr(row, name, value)
    work.session.flush()
    work.audit(ChangeAction.CHANGED.value, _KINDS[type(row)], row.id, before=before, after=row_values(row))
    return Saved(row.id, ChangeAction.CHANGED)


def _remove(work: UnitOfWork, row: Any) -> Saved:
    work.audit(ChangeAction.REMOVED.value, _KINDS[type(row)], row.id, before=row_values(row))
    work.session.delete(row)
    return Saved(row.id, ChangeAction.REMOVED)


def origin_of(work: UnitOfWork) -> dict[str, Any]:
    """Where it comes from: what a demonstration's account records is illustrative, and goes with it."""
    if is_of_demonstration(work.session, work.actor.user_id):
        return {"provenance": Provenance.ILLUSTRATIVE, "provenance_note": OF_A_DEMONSTRATION}
    return {"provenance": Provenance.SUBMITTED, "provenance_note": f"Recorded in Heard by {work.actor.name}"}


def draft_of(kind: type[Handed], /, labels: Mapping[str, str] = _LABELS, **typed: Any) -> Handed:
    """A draft from what a form holds. Raises InvalidRecordError with a sentence for each field that is wrong.

    `labels` are what the form calls its fields.
    """
    try:
        return kind(**typed)
    except ValidationError as error:
        raise InvalidRecordError(" ".join(sentences_of(error, labels))) from error
