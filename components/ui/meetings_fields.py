"""The fields of the forms for a meeting, a point of its agenda, a decision and an action."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from components.ui.kept_form import NOTHING, Field, Form, Shape
from components.ui.meetings_address import open_meeting
from components.ui.strategy_work_fields import action_fields
from components.ui.view import View
from data_access.commands.forum import ActionDraft, Saved, draft_of, save_action
from data_access.commands.meetings import LABELS, MeetingDraft, save_meeting
from data_access.facts.reference import NetworkEntry
from data_access.queries.meetings import MeetingAction, MeetingRecord
from data_access.unit_of_work import UnitOfWork
from domain.forum import Sitting, next_day_for_a_meeting, turns_of_secretariat, turns_to_chair
from domain.vocabulary import ChangeAction, MeetingState, RaterKind

SAVED: Mapping[Any, str] = {
    ChangeAction.ADDED: "Saved.",
    ChangeAction.CHANGED: "Changed. The history keeps what stood before.",
}
LABEL_OF = {RaterKind.STAFF: "Staff", RaterKind.LAY: "Lay"}
"""What people of the staff and lay members are called in lists."""
BEGINS, ENDS = time(14), time(16)
NAMES = "A role, such as “A lay member of South London”. Write a name only if this person agreed to be named."


def network_name(networks: Mapping[str, NetworkEntry], code: str | None, *, otherwise: str) -> str:
    """The short name of a network, or what is said where none is named."""
    return networks[code].short_name if code is not None and code in networks else otherwise


def meeting_form(
    networks: Mapping[str, NetworkEntry],
    sittings: Sequence[Sitting],
    *,
    today: date,
    record: MeetingRecord | None = None,
) -> Form:
    """The form for a new meeting, which suggests a day and whose turn it is, or for what is said of one."""
    number = record.head.id if record else None
    has_begun = record is not None and record.head.state is not MeetingState.PLANNED

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        draft = draft_of(MeetingDraft, labels=LABELS, **typed)
        return save_meeting(work, draft, key=key, number=number, seen=form.mark() if record else "")

    form = Form(
        name=f"meeting_{number or 'new'}",
        where=f"meetings/head/{number or 'new'}",
        fields=_meeting_fields(networks, sittings, today=today, has_begun=has_begun),
        row=record.head if record else None,
        seen=record.mark if record else "",
        save=save,
        said=SAVED,
        label="Save" if record else "Plan this meeting",
        changes_facts=False,
        done=None if record else open_meeting,
    )
    return form


def _meeting_fields(
    networks: Mapping[str, NetworkEntry], sittings: Sequence[Sitting], *, today: date, has_begun: bool
) -> Sequence[Field]:
    names = {NOTHING: "Not named yet", **{code: one.short_name for code, one in networks.items()}}
    chair = next((turn.network for turn in turns_to_chair(sittings, networks=networks)), None)
    secretariat = next((turn.network for turn in turns_of_secretariat(sittings, networks=networks)), None)
    whose = "The network whose turn is next is chosen for a new meeting."
    return (
        Field("title", "Title", Shape.LINE, 200, begins_with="PPI Forum"),
        Field(
            "held_on",
            "Day",
            Shape.DAY,
            hint="The meeting has begun, so its day stays." if has_begun else "",
            begins_with=next_day_for_a_meeting(sittings, today=today),
            is_fixed=has_begun,
        ),
        Field("starts_at", "Starts at", Shape.TIME, begins_with=BEGINS),
        Field("ends_at", "Ends at", Shape.TIME, begins_with=ENDS),
        Field("place", "Place", Shape.LINE, 200),
        Field(
            "join_link",
            "Link to join",
            Shape.LINE,
            600,
            "A whole address that starts with https://, or nothing.",
        ),
        Field("lay_co_chair", "Lay co-chair", Shape.LINE, 120, NAMES),
        Field("staff_co_chair", "Staff co-chair", Shape.LINE, 120),
        Field("chair_network", "Chair", Shape.CHOICE, choices=names, begins_with=chair),
        Field(
            "secretariat_network",
            "Secretariat",
            Shape.CHOICE,
            hint=whose,
            choices=names,
            begins_with=secretariat,
        ),
        Field("notes", "Notes", Shape.TEXT, 4_000),
    )


def action_form(
    view: View,
    record: MeetingRecord,
    *,
    number: int | None = None,
    found: MeetingAction | None = None,
) -> Form:
    """The form for an action that this meeting agrees, or for one of this or an earlier meeting."""
    meeting_id = record.head.id

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        if found is None:
            draft = draft_of(ActionDraft, meeting_id=meeting_id, **typed)
        else:
            draft = draft_of(ActionDraft, **typed)
        return save_action(work, draft, key=key, number=number, seen=form.mark() if found else "")

    names = {NOTHING: "All networks together"}
    names |= {code: one.short_name for code, one in view.facts.reference.networks.items()}
    whose = Field("network_code", "Network", Shape.CHOICE, choices=names, begins_with=None)
    fields = (*action_fields(view), whose)
    if found is None:
        fields = tuple(one for one in fields if one.name not in {"state", "done_on"})
    form = Form(
        name=f"meeting_{meeting_id}_action_{number or 'new'}",
        where=f"meetings/actions/{meeting_id}",
        fields=fields,
        row=_stored(found),
        seen=found.mark if found else "",
        save=save,
        said=SAVED,
        label="Save" if found else "Add this action",
    )
    return form


class _Stored:
    """An action under the names of its columns."""

    def __init__(self, found: MeetingAction) -> None:
        action = found.action
        self.title, self.owner, self.due_on, self.state = (
            action.title,
            action.owner,
            action.due_on,
            action.state,
        )
        self.done_on, self.note = action.done_on, action.note
        self.network_code, self.priority_code = action.network, action.line


def _stored(found: MeetingAction | None) -> _Stored | None:
    return _Stored(found) if found else None
