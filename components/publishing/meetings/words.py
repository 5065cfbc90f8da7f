"""The sentences of agenda, minutes and calendar files."""

from datetime import date, time
from typing import Final

from components.publishing.meetings.document import ActionPart, LookedAt, MeetingHead
from domain.vocabulary import ActionState
from domain.wording import clock, day, in_uk

FORUM: Final = "PPI Forum"
AGENDA: Final = "Agenda"
MINUTES: Final = "Minutes"
MEETING_IS_ILLUSTRATIVE: Final = "This meeting is illustrative: it is made up to show how Heard works."
SOME_ARE_ILLUSTRATIVE: Final = (
    "Illustrative records are included. They show how Heard works, not how any network performs."
)
NO_POINTS: Final = "No point is on the agenda yet."
NO_ATTENDANCE: Final = "Nobody has written down how many people came."
ONLY_NUMBERS: Final = "We keep numbers only, no names."
NO_DECISIONS: Final = "No decision is written down."
NO_ACTIONS: Final = "No new action was agreed."
NONE_CARRIED: Final = "No action was carried over from an earlier meeting."
NO_NEXT: Final = "The next meeting has no date yet."
NOT_SAID: Final = "Not said yet"


def notice_of(head: MeetingHead, *, has_illustrative: bool = False) -> str:
    """The sentence that says what is illustrative; "" where nothing is."""
    if head.is_illustrative:
        return MEETING_IS_ILLUSTRATIVE
    return SOME_ARE_ILLUSTRATIVE if has_illustrative else ""


def when(head: MeetingHead) -> str:
    """The day and the times as far as they are said: 3 December 2026, 10am to midday."""
    if head.starts_at is None:
        return day(head.held_on)
    return f"{day(head.held_on)}, {_from_to(head.starts_at, head.ends_at)}"


def _from_to(starts_at: time, ends_at: time | None) -> str:
    return clock(starts_at) if ends_at is None else f"{clock(starts_at)} to {clock(ends_at)}"


def looked_at(one: LookedAt) -> str:
    """What figures a decision was made on, without what they said."""
    if one.frozen_at is None:
        return f"{one.page}, not frozen at the meeting."
    local = in_uk(one.frozen_at)
    return f"{one.page}, as it stood on {day(local)} at {clock(local.time())}."


def state_of(action: ActionPart, *, today: date) -> str:
    """How far an action has come by this day: "Done on 3 December 2026", "Open, late"."""
    if action.state is ActionState.DONE and action.done_on is not None:
        return f"Done on {day(action.done_on)}"
    is_late = action.state is ActionState.OPEN and action.due_on < today
    return f"{action.state.label}, late" if is_late else action.state.label
