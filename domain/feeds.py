"""What a record feeds: the figures that it counts in, and what keeps it out of others, in plain sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.filters import Filters
from domain.periods import FinancialYear
from domain.wording import counted, day, join_and

OVERVIEW: Final = "overview"
REACH: Final = "reach"
MOST_NAMED: Final = 4


@dataclass(frozen=True)
class OutcomeShape:
    """What figures ask of an outcome."""

    is_planned: bool = False
    has_pair: bool = False
    has_source: bool = False


@dataclass(frozen=True)
class RecordShape:
    """What figures ask of a record: codes, and how many people were asked about their groups and how many not."""

    network: str
    start: date
    programme: str | None = None
    rung: str | None = None
    groups: tuple[str, ...] = ()
    asked: int = 0
    not_asked: int = 0
    outcomes: tuple[OutcomeShape, ...] = ()

    @property
    def people(self) -> int:
        """All people of the record."""
        return self.asked + self.not_asked


@dataclass(frozen=True)
class Labels:
    """The names of codes, for the sentences."""

    networks: Mapping[str, str]
    programmes: Mapping[str, str]
    rungs: Mapping[str, str]
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Feed:
    """A figure that the record counts in: a sentence, and the page and filters that show it."""

    sentence: str
    page: str
    filters: Filters


@dataclass(frozen=True)
class Feeds:
    """All figures that a record counts in, and what keeps it out of others."""

    counted_in: tuple[Feed, ...]
    kept_out: tuple[str, ...]


def feeds_of(record: RecordShape, labels: Labels, *, today: date) -> Feeds:
    """What the record feeds as of a day. A record of a day to come feeds nothing yet."""
    if record.start > today:
        later = f"It starts on {day(record.start)}. No figure counts it before that day."
        return Feeds((), (later, *_kept_out(record)))
    return Feeds(tuple(_counted_in(record, labels)), tuple(_kept_out(record)))


def _counted_in(record: RecordShape, labels: Labels) -> Iterator[Feed]:
    year = FinancialYear.containing(record.start)
    view = Filters(year=year.code, networks=(record.network,))
    network = labels.networks[record.network]
    yield Feed(f"It is one of the activities of {network} in {year.label}.", OVERVIEW, view)
    if record.programme:
        name = labels.programmes[record.programme]
        chosen = Filters(year=year.code, programmes=(record.programme,))
        yield Feed(f"It counts for the programme {name}.", OVERVIEW, chosen)
    if record.rung:
        chosen = Filters(year=year.code, networks=(record.network,), rungs=(record.rung,))
        yield Feed(f"On the ladder it stands at {labels.rungs[record.rung]}.", OVERVIEW, chosen)
    yield from _people_counted(record, labels, view)
    if record.outcomes:
        some = counted(len(record.outcomes), "outcome counts", "outcomes count")
        yield Feed(f"{some} in what changed for people.", OVERVIEW, view)
    if any(outcome.has_pair and not outcome.is_planned for outcome in record.outcomes):
        yield Feed("What people said and what you did can show under “You said, we did”.", OVERVIEW, view)


def _people_counted(record: RecordShape, labels: Labels, view: Filters) -> Iterator[Feed]:
    if record.people:
        some = counted(record.people, "person counts", "people count")
        yield Feed(f"{some} in “People involved”, rounded there to protect them.", OVERVIEW, view)
    placed = tuple(sorted(code for code in record.groups if code not in ENGLAND_ONLY_GROUPS))
    if placed:
        names = [labels.groups[code] for code in placed]
        if len(names) > MOST_NAMED:
            names = [*names[:MOST_NAMED], counted(len(placed) - MOST_NAMED, "more group", "more groups")]
        chosen = Filters(year=view.year, networks=view.networks, groups=placed)
        yield Feed(f"Reach counts it for: {join_and(names)}.", REACH, chosen)
    for_england = sorted(labels.groups[code] for code in record.groups if code in ENGLAND_ONLY_GROUPS)
    if for_england:
        sentence = f"Reach counts {join_and(for_england)} for England only, as the numbers are small."
        yield Feed(sentence, REACH, Filters(year=view.year))


def _kept_out(record: RecordShape) -> Iterator[str]:
    if not record.rung:
        yield "No rung: not in the ladder figures."
    if not record.programme:
        yield "No programme: not in the figures of any programme."
    if not record.people:
        yield "No people: it adds nobody to “People involved” and no group to Reach."
    elif record.not_asked == record.people:
        yield "Nobody was asked about groups: on Reach its people stand as “not known”."
    elif not record.groups:
        yield "No group: on Reach its people count as people of no seldom-heard group."
    yield from _outcomes_kept_out(record.outcomes)


def _outcomes_kept_out(outcomes: tuple[OutcomeShape, ...]) -> Iterator[str]:
    if not outcomes:
        yield "No outcome: it is among the activities of which nobody knows yet what came of them."
        return
    planned = sum(outcome.is_planned for outcome in outcomes)
    if planned:
        yield f"{counted(planned, 'outcome is', 'outcomes are')} planned: not counted as made."
    without_source = sum(not outcome.has_source for outcome in outcomes)
    if without_source:
        yield f"{counted(without_source, 'outcome has', 'outcomes have')} no evidence: not counted as having a source."
