"""Rules of the PPI Forum: how often it meets, its lay co-chair, whose turn it is, and whether an agenda fits.

It meets "at least three times per year", chair and secretariat have been rotated, and a lay representative co-chairs
it: Health Innovation Network, page on patient and public involvement; AHSN Network, "Involvement and co-production
strategy 2021-23", PPI Forum. Which year is meant they do not say: here it is the financial year, as in all figures.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from domain.periods import FinancialYear
from domain.wording import counted, day, join_and, whole

MINIMUM_A_YEAR: Final = 3
MINUTES_IN_AN_HOUR: Final = 60
MINUTES_IN_A_DAY: Final = 24 * MINUTES_IN_AN_HOUR


@dataclass(frozen=True)
class Sitting:
    """A meeting as the rules see it. Networks are codes, None where none was named; co-chairs "" where nobody was."""

    held_on: date
    took_place: bool
    chair: str | None = None
    secretariat: str | None = None
    staff_co_chair: str = ""
    lay_co_chair: str = ""


@dataclass(frozen=True)
class YearOfMeetings:
    """How many meetings of a financial year took place, are still to come, or passed without a word."""

    year: FinancialYear
    held: int
    to_come: int
    unnoted: int
    without_lay_co_chair: int

    @property
    def missing(self) -> int:
        """How many are neither held nor planned of those that there have to be."""
        return max(0, MINIMUM_A_YEAR - self.held - self.to_come)

    def is_met(self) -> bool:
        """Whether as many took place as there have to be."""
        return self.held >= MINIMUM_A_YEAR


@dataclass(frozen=True)
class Turn:
    """A network's place in the order of turns; `last` is the day of its latest turn, None where it had none."""

    network: str
    last: date | None


def years_of_meetings(sittings: Iterable[Sitting], *, today: date) -> tuple[YearOfMeetings, ...]:
    """Each year from that of the first meeting to the last one planned, the running year among them, latest first."""
    found = list(sittings)
    running = FinancialYear.containing(today).start_year
    starts = [FinancialYear.containing(one.held_on).start_year for one in found]
    first, last = min([running, *starts]), max([running, *starts])
    return tuple(
        _year(
            [one for one in found if FinancialYear.containing(one.held_on).start_year == start], start, today
        )
        for start in range(last, first - 1, -1)
    )


def _year(sittings: Sequence[Sitting], start: int, today: date) -> YearOfMeetings:
    held = [one for one in sittings if one.took_place]
    open_ = [one for one in sittings if not one.took_place]
    return YearOfMeetings(
        year=FinancialYear(start),
        held=len(held),
        to_come=sum(one.held_on >= today for one in open_),
        unnoted=sum(one.held_on < today for one in open_),
        without_lay_co_chair=sum(not one.lay_co_chair for one in held),
    )


def year_sentences(found: YearOfMeetings, *, today: date) -> tuple[str, ...]:
    """Whether there were, or will be, enough meetings in a year, and whether a lay member co-chaired each."""
    return tuple(filter(None, (_enough(found, today), _unnoted(found), _lay(found))))


def _enough(found: YearOfMeetings, today: date) -> str:
    year = found.year
    if year.first > today:
        said = f"{counted(found.to_come, 'meeting is', 'meetings are')} planned for {year.label}."
        return f"{said} {_to_plan(found)}" if found.missing else said
    if year.last < today:
        said = f"{whole(found.held)} of at least {MINIMUM_A_YEAR} in {year.label}"
        return f"{said}." if found.is_met() else f"{said}: {whole(MINIMUM_A_YEAR - found.held)} too few."
    said = f"{whole(found.held)} of at least {MINIMUM_A_YEAR} this year, {year.label}."
    if found.to_come:
        more = "1 more is" if found.to_come == 1 else f"{whole(found.to_come)} more are"
        said = f"{said[:-1]}; {more} planned."
    return f"{said} {_to_plan(found)}" if found.missing else said


def _to_plan(found: YearOfMeetings) -> str:
    need = "1 more has" if found.missing == 1 else f"{whole(found.missing)} more have"
    return f"{need} to take place by {day(found.year.last)}."


def _unnoted(found: YearOfMeetings) -> str:
    if not found.unnoted:
        return ""
    if found.unnoted == 1:
        return "1 was planned for a day that has passed, and nobody noted that it took place."
    return f"{whole(found.unnoted)} were planned for days that have passed, and nobody noted that they took place."


def _lay(found: YearOfMeetings) -> str:
    if not found.held:
        return ""
    if not found.without_lay_co_chair:
        return "Each had a lay co-chair." if found.held > 1 else "It had a lay co-chair."
    if found.held == 1:
        return "No lay co-chair is recorded for it."
    return f"No lay co-chair is recorded for {whole(found.without_lay_co_chair)} of them."


def co_chair_sentence(sitting: Sitting) -> str:
    """Who chairs a meeting together, and plainly who is missing."""
    named = [
        f"{name} ({kind})"
        for name, kind in ((sitting.lay_co_chair, "lay"), (sitting.staff_co_chair, "staff"))
        if name
    ]
    said = f"{'Co-chairs' if len(named) > 1 else 'Co-chair'}: {join_and(named)}." if named else ""
    if sitting.lay_co_chair and sitting.staff_co_chair:
        return said
    missing = "lay" if sitting.staff_co_chair else "staff" if sitting.lay_co_chair else "lay and no staff"
    if sitting.took_place:
        return f"{said} No {missing} co-chair is recorded.".strip()
    asked = "a lay member" if not sitting.lay_co_chair else "somebody of the staff"
    return f"{said} No {missing} co-chair is named yet: ask {asked} before the meeting.".strip()


def turns_to_chair(sittings: Iterable[Sitting], *, networks: Iterable[str]) -> tuple[Turn, ...]:
    """Whose turn it is to chair: networks that never did in their order, then those that did longest ago.

    A meeting that is still to come counts, so that nobody is asked twice.
    """
    return _turns(networks, ((one.chair, one.held_on) for one in sittings))


def turns_of_secretariat(sittings: Iterable[Sitting], *, networks: Iterable[str]) -> tuple[Turn, ...]:
    """Whose turn it is to be the secretariat, as `turns_to_chair`; whoever chairs next comes after the others."""
    found = list(sittings)
    order = list(networks)
    turns = _turns(order, ((one.secretariat, one.held_on) for one in found))
    chair = turns_to_chair(found, networks=order)[:1]
    chairs_next = {turn.network for turn in chair}
    return tuple(sorted(turns[:2], key=lambda turn: turn.network in chairs_next)) + turns[2:]


def _turns(networks: Iterable[str], taken: Iterable[tuple[str | None, date]]) -> tuple[Turn, ...]:
    latest: dict[str, date] = {}
    for network, held_on in taken:
        if network is not None:
            latest[network] = max(held_on, latest.get(network, held_on))
    turns = [Turn(network, latest.get(network)) for network in networks]
    return tuple(sorted(turns, key=lambda turn: turn.last or date.min))


def turn_sentence(turn: Turn, *, name: str, what: str, today: date) -> str:
    """Whose turn it is, and why; `what` is "chair" or "be the secretariat"."""
    if turn.last is None:
        return f"{name} is next to {what}: it has not had a turn yet."
    when = (
        f"its next turn is on {day(turn.last)}"
        if turn.last > today
        else f"its last turn was on {day(turn.last)}"
    )
    return f"{name} is next to {what}: {when}."


def starts_of_points(minutes: Iterable[int], *, starts_at: time | None) -> tuple[time | None, ...]:
    """When each point of an agenda begins; None where the meeting's start is not said."""
    starts: list[time | None] = []
    passed = 0
    for length in minutes:
        starts.append(later(starts_at, minutes=passed) if starts_at is not None else None)
        passed += length
    return tuple(starts)


def later(start: time, *, minutes: int) -> time:
    """The time of the day so many minutes later; midnight begins the day anew."""
    since_midnight = (start.hour * MINUTES_IN_AN_HOUR + start.minute + minutes) % MINUTES_IN_A_DAY
    return time(*divmod(since_midnight, MINUTES_IN_AN_HOUR))


def agenda_sentence(minutes: int, *, length: int | None) -> str:
    """Whether the points of an agenda, together so many minutes, fit the meeting; its length is None if not said."""
    takes = f"The agenda takes {counted(minutes, 'minute', 'minutes')}"
    if length is None:
        return f"{takes}. Say when the meeting starts and ends to see whether it fits."
    if minutes > length:
        return f"{takes}, {counted(minutes - length, 'minute', 'minutes')} more than the meeting has."
    if minutes == length:
        return f"{takes}, as long as the meeting."
    return f"{takes} of {whole(length)}; {counted(length - minutes, 'minute is', 'minutes are')} left."


def next_day_for_a_meeting(sittings: Iterable[Sitting], *, today: date) -> date:
    """A day to suggest for the next meeting: 4 months after the latest one, and not before 4 weeks from today."""
    latest = max((one.held_on for one in sittings), default=today)
    return max(latest + timedelta(days=122), today + timedelta(weeks=4))
