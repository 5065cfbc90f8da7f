"""Agenda and minutes of a meeting as neutral documents: what every format of them says."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.forum import starts_of_points
from domain.vocabulary import ActionState


@dataclass(frozen=True)
class MeetingHead:
    """What agenda and minutes share; "" and None stand for what nobody has said. Times are those of England.

    `chair` and `secretariat` are the names of the networks whose turn it is, `address` is the meeting's page.
    """

    title: str
    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    join_link: str = ""
    lay_co_chair: str = ""
    staff_co_chair: str = ""
    chair: str = ""
    secretariat: str = ""
    address: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True)
class AgendaPoint:
    """A point of the agenda: how long it takes, 0 where nobody said, who leads it, and what is shown for it.

    `shown` names it in words, and `link` leads to it.
    """

    title: str
    minutes: int = 0
    lead: str = ""
    shown: str = ""
    link: str = ""


@dataclass(frozen=True)
class AgendaDocument:
    """What a meeting is to talk about, in order; `dated` is the day on which the document was made."""

    head: MeetingHead
    points: tuple[AgendaPoint, ...]
    dated: date

    @property
    def minutes(self) -> int:
        """How long all points take together."""
        return sum(point.minutes for point in self.points)

    @property
    def timed(self) -> tuple[tuple[time | None, AgendaPoint], ...]:
        """Each point with the time at which it begins, None where the meeting's start or all lengths are not said."""
        starts_at = self.head.starts_at if self.minutes else None
        lengths = (point.minutes for point in self.points)
        return tuple(zip(starts_of_points(lengths, starts_at=starts_at), self.points, strict=True))


@dataclass(frozen=True)
class Attended:
    """How many came from a network: numbers only."""

    network: str
    staff: int
    lay: int


@dataclass(frozen=True)
class LookedAt:
    """The figures that a decision was made on: the page, what it said in words, and the address of the view.

    `frozen_at` is when they were frozen, None where they were not: then `headlines` are ().
    """

    page: str
    headlines: tuple[str, ...] = ()
    link: str = ""
    frozen_at: datetime | None = None


@dataclass(frozen=True)
class DotResult:
    """A question to the room, and what came of it in sentences: staff and lay members apart (`domain.dot_words`)."""

    asked: str
    findings: tuple[str, ...]


@dataclass(frozen=True)
class DecisionPart:
    """A decision, what it was made on, and by when it is to be done."""

    text: str
    looked_at: LookedAt | None = None
    result: DotResult | None = None
    due_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class ActionPart:
    """An action; `agreed_on` is the day of the earlier meeting that it is carried over from, None for a new one."""

    title: str
    owner: str
    due_on: date
    state: ActionState
    done_on: date | None = None
    agreed_on: date | None = None


@dataclass(frozen=True)
class MinutesDocument:
    """What a meeting came to. `results` are those of questions that no decision names.

    `has_illustrative` says that figures or actions in it are illustrative although the meeting is not; `next_on` is
    None where no later meeting is planned.
    """

    head: MeetingHead
    points: tuple[AgendaPoint, ...]
    dated: date
    attendance: tuple[Attended, ...] = ()
    decisions: tuple[DecisionPart, ...] = ()
    results: tuple[DotResult, ...] = ()
    actions: tuple[ActionPart, ...] = ()
    carried_over: tuple[ActionPart, ...] = ()
    next_on: date | None = None
    notes: str = ""
    has_illustrative: bool = False
