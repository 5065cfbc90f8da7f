"""The graphics of a story, drawn from the records of its network: its place on the spectrum, and whom it reached."""

from collections.abc import Sequence
from datetime import date
from math import log
from weakref import ref

from components.publishing.document import ReachPart, ReachRow, SpectrumLine
from data_access.facts import Facts
from data_access.queries.people import benchmarks, protected_people
from data_access.queries.spectrum import spectrum_markers
from domain.disclosure import ENGLAND_ONLY_GROUPS, ROUNDING_NOTE
from domain.errors import InvalidRecordError
from domain.periods import FinancialYear, Period
from domain.reach import AreaReach, Comparison, areas_reached, reach_rows
from domain.reach import ReachRow as RowOfReach
from domain.spectrum import Position, describe_gap, describe_position, gap, newest_levels, position
from domain.vocabulary import RaterKind
from domain.wording import day, join_and, rounded_half_up

ILLUSTRATIVE = "Illustrative, not a real network's figures: "
MOST_NAMED = 3
LEAST_RATIO = 0.01
_MOST_COUNTED = 8
_Year = tuple[tuple[RowOfReach, ...], tuple[AreaReach, ...]]
# By the facts and the year; the reference tells other facts apart that took the same place in memory.
_COUNTED: dict[tuple[int, FinancialYear], tuple[ref[Facts], _Year]] = {}


def spectrum_line(facts: Facts, *, network: str, on: date) -> SpectrumLine | None:
    """Where the network stood on a day; None where nobody rated a marker that counts, or there is none."""
    try:
        markers = spectrum_markers(facts)
    except InvalidRecordError:
        return None
    staff, lay = (
        position(
            newest_levels(facts.assessments_by_rater[network, kind], network=network, rater_kind=kind, on=on),
            markers=markers,
        )
        for kind in (RaterKind.STAFF, RaterKind.LAY)
    )
    if not staff.assessed and not lay.assessed:
        return None
    name = facts.reference.networks[network].short_name
    return SpectrumLine(
        network=name,
        as_of=on,
        staff=staff.value,
        staff_low=staff.low,
        staff_high=staff.high,
        lay=lay.value,
        lay_low=lay.low,
        lay_high=lay.high,
        sentence=_spectrum_sentence(name, staff, lay, on=on, is_illustrative=facts.has_illustrative),
        is_illustrative=facts.has_illustrative,
        staff_rated=staff.assessed,
        lay_rated=lay.assessed,
        markers=staff.of,
    )


def _spectrum_sentence(name: str, staff: Position, lay: Position, *, on: date, is_illustrative: bool) -> str:
    place = f"{name} on {day(on)}: staff rate it {describe_position(staff.value)}"
    if staff.value is not None:
        place += f", at {rounded_half_up(staff.value)} of 100"
    compared = describe_gap(gap(staff, lay=lay)) if lay.assessed else "No lay rating yet."
    return f"{ILLUSTRATIVE if is_illustrative else ''}{place}. {compared}"


def _year_of_reach(facts: Facts, year: FinancialYear) -> _Year:
    """The year as these facts count it; kept for as long as they are, as stories of one store ask alike."""
    key = (id(facts), year)
    of, kept = _COUNTED.get(key, (None, None))
    if kept is None or of is None or of() is not facts:
        kept = _counted(facts, year)
        while len(_COUNTED) >= _MOST_COUNTED:
            _COUNTED.pop(next(iter(_COUNTED)), None)
        _COUNTED[key] = (ref(facts), kept)
    return kept


def _counted(facts: Facts, year: FinancialYear) -> _Year:
    people = protected_people(facts, Period(year.first, year.last, year.label))
    return tuple(reach_rows(people, benchmarks=benchmarks(facts))), tuple(areas_reached(people))


def reach_part(facts: Facts, *, network: str, groups: tuple[str, ...], on: date) -> ReachPart | None:
    """Whom the network reached of these groups in the last financial year that had ended by a day.

    A whole year, protected as one family, as the Reach page shows it: stories of two days of a running year
    would let a reader subtract one count from the other. None where the story names no group, or only groups
    that are shown for England alone.
    """
    told = tuple(code for code in groups if code not in ENGLAND_ONLY_GROUPS)
    if not told:
        return None
    year = FinancialYear.containing(on).previous
    rows, areas = _year_of_reach(facts, year)
    own = {row.group: row for row in rows if row.area == network}
    labels = facts.reference.groups
    drawn = tuple(
        ReachRow(
            group=labels[code].label,
            reached=own[code].reached_percent,
            population=None
            if own[code].population_percent is None
            else rounded_half_up(own[code].population_percent or 0),
            people=own[code].people.people,
        )
        for code in told
        if code in own
    )
    if not drawn:
        return None
    return ReachPart(
        network=facts.reference.networks[network].short_name,
        period=year.label,
        rows=drawn,
        sentence=_reach_sentence(
            facts, [own[code] for code in told if code in own], network=network, year=year.label
        ),
        note=ROUNDING_NOTE,
        is_illustrative=facts.has_illustrative,
        not_known=next(one.not_known_text for one in areas if one.area == network),
    )


def _reach_sentence(facts: Facts, rows: Sequence[RowOfReach], *, network: str, year: str) -> str:
    """The groups furthest from their share of the population, three at most; no counts, which the rows hold."""
    name = facts.reference.networks[network].short_name
    begin = f"{ILLUSTRATIVE}in" if facts.has_illustrative else "In"
    all_of_them = _named([row.group for row in rows])
    compared = [row for row in rows if row.representation.ratio is not None]
    if not compared:
        return f"{begin} {year}, {all_of_them} in {name} cannot be compared with the population."
    # A half is as far from 1 as 2 is, and 0 as far as can be.
    furthest = sorted(compared, key=lambda row: -abs(log(max(row.representation.ratio or 0, LEAST_RATIO))))
    found = {
        words: [
            facts.reference.groups[row.group].label
            for row in furthest[:MOST_NAMED]
            if row.representation.comparison is comparison
        ]
        for comparison, words in ((Comparison.SMALLER, "less"), (Comparison.LARGER, "more"))
    }
    told = [(words, labels) for words, labels in found.items() if labels]
    if not told:
        return f"{begin} {year}, {name} reached {all_of_them} about as much as in the population."
    (words, labels), *others = told
    sentence = (
        f"{begin} {year}, {name} reached {_named(labels)} {words} than in the population: {_listed(labels)}."
    )
    return " ".join(
        [sentence, *(f"It reached {_named(more)} {word}: {_listed(more)}." for word, more in others)]
    )


def _named(labels: list[str]) -> str:
    return "this group" if len(labels) == 1 else "these groups"


def _listed(labels: list[str]) -> str:
    """The names in one row; parted by semicolons where one of them holds a comma."""
    return "; ".join(labels) if any("," in label for label in labels) else join_and(labels)


def forget_reach() -> None:
    """Forget what was counted, for another store in the same process."""
    _COUNTED.clear()
