"""What meetings decided and agreed to do: what is late, has no day, is to come, and was done since a meeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from components.ui.meetings_address import meeting_address
from components.ui.strategy_loaders import actions_of, named_by_provenance
from components.ui.view import ViewKey, facts_of
from data_access.engine import get_engine
from data_access.queries.decisions import decisions_of_all_meetings
from data_access.queries.meetings import MeetingLine
from domain.permissions import Actor
from domain.vocabulary import ActionState, Provenance
from domain.wording import counted, day, whole

NO_DATE = "No date yet"


@dataclass(frozen=True)
class Promise:
    """A decision or an action: `whose` says which meeting took it or who owns it.

    `due_on` is None without a date, `done_on` None while it is not done; `address` leads to it, "" for none.
    """

    text: str
    whose: str
    due_on: date | None
    done_on: date | None
    address: str = ""

    def state(self, today: date) -> str:
        """How far it has come, in words."""
        if self.done_on:
            return f"Done on {day(self.done_on)}"
        if self.due_on is None:
            return NO_DATE
        late = (today - self.due_on).days
        return f"{counted(late, 'day', 'days')} late" if late > 0 else f"Due {day(self.due_on)}"


@dataclass(frozen=True)
class Agreed:
    """The promises of one kind, parted as a meeting asks for them: by their days, what was done last first."""

    late: tuple[Promise, ...]
    undated: tuple[Promise, ...]
    coming: tuple[Promise, ...]
    done: tuple[Promise, ...]

    @property
    def all(self) -> tuple[Promise, ...]:
        """What needs a word first."""
        return (*self.late, *self.undated, *self.coming, *self.done)

    def first(self, most: int) -> tuple[Promise, ...]:
        """All that is late, and the first few of each other part."""
        return (*self.late, *self.undated[:most], *self.coming[:most], *self.done[:most])

    def finding(self, *, since: date) -> str:
        """How many of each part, in short sentences; of the parts between them only those that there are."""
        parts = [
            _so_many(self.late, "is late", "are late"),
            *([_so_many(self.undated, "has no date", "have no date")] if self.undated else []),
            *([_so_many(self.coming, "is to come", "are to come")] if self.coming else []),
            _so_many(self.done, f"was done since {day(since)}", f"were done since {day(since)}"),
        ]
        return " ".join(f"{part}." for part in parts)


def _so_many(promises: tuple[Promise, ...], one: str, many: str) -> str:
    number = len(promises)
    return f"{whole(number) if number else 'None'} {many if number > 1 else one}"


def decisions_since(key: ViewKey, held: Iterable[MeetingLine], *, since: date, actor: Actor) -> Agreed:
    """The decisions of these meetings. Raises NotAllowedError."""
    meetings = {one.id: one.provenance for one in held}
    found = [
        one for one in decisions_of_all_meetings(get_engine(), actor=actor) if one.meeting_id in meetings
    ]
    named = named_by_provenance(
        (meetings[one.meeting_id] for one in found), is_said=facts_of(key).has_illustrative
    )
    promises = [
        Promise(
            _marked(one.text, meetings[one.meeting_id], named),
            f"Meeting of {day(one.held_on)}",
            one.due_on,
            one.done_on,
            meeting_address(one.meeting_id),
        )
        for one in found
    ]
    return _parted(promises, since=since, today=key.today)


def actions_since(key: ViewKey, *, since: date) -> Agreed:
    """The actions of all networks, whoever agreed them; those that were dropped are left out."""
    found = [one for one in actions_of(key) if one.state is not ActionState.DROPPED]
    named = named_by_provenance((one.provenance for one in found), is_said=facts_of(key).has_illustrative)
    promises = [
        Promise(_marked(one.title, one.provenance, named), one.owner, one.due_on, one.done_on)
        for one in sorted(found, key=lambda one: one.due_on)
    ]
    return _parted(promises, since=since, today=key.today)


def _parted(promises: Iterable[Promise], *, since: date, today: date) -> Agreed:
    """The same in parts, each in the order in which it came, but what was done with the latest first.

    What was done by the day of the meeting is no news.
    """
    found = tuple(promises)
    is_open = tuple(one for one in found if one.done_on is None)
    done = [one for one in found if one.done_on and since < one.done_on <= today]
    return Agreed(
        late=tuple(one for one in is_open if one.due_on and one.due_on < today),
        undated=tuple(one for one in is_open if one.due_on is None),
        coming=tuple(one for one in is_open if one.due_on and one.due_on >= today),
        done=tuple(sorted(done, key=lambda one: one.done_on or since, reverse=True)),
    )


def _marked(text: str, provenance: Provenance, named: frozenset[Provenance]) -> str:
    return f"{text} (illustrative)" if provenance in named else text
