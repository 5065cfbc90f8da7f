"""The graphics of a story, drawn from the records of its network: its place on the spectrum, and whom it reached."""

from datetime import date
from functools import lru_cache

from components.publishing.document import ReachPart, ReachRow, SpectrumLine
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts
from data_access.queries.people import benchmarks, people_counts
from data_access.queries.spectrum import spectrum_markers
from domain.disclosure import ENGLAND_ONLY_GROUPS, ROUNDING_NOTE
from domain.errors import InvalidRecordError
from domain.people import protect_people
from domain.periods import FinancialYear, Period
from domain.reach import ReachRow as RowOfReach
from domain.reach import reach_rows
from domain.spectrum import Position, describe_gap, describe_position, gap, newest_levels, position
from domain.vocabulary import RaterKind
from domain.wording import day, rounded_half_up

ILLUSTRATIVE = "Illustrative, not a real network's figures: "


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


@lru_cache(maxsize=8)
def _rows_of_reach(version: int, year: FinancialYear) -> tuple[RowOfReach, ...]:  # noqa: ARG001  the version is the key
    facts = current_facts(get_engine())
    people = protect_people(people_counts(facts, Period(year.first, year.last, year.label)))
    return tuple(reach_rows(people, benchmarks=benchmarks(facts)))


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
    rows = _rows_of_reach(facts.version, year)
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
    sentences = ". ".join(f"{row.group}: {row.people}" for row in drawn)
    prefix = ILLUSTRATIVE if facts.has_illustrative else ""
    return ReachPart(
        network=facts.reference.networks[network].short_name,
        period=year.label,
        rows=drawn,
        sentence=f"{prefix}People recorded as involved in {year.label}. {sentences}.",
        note=ROUNDING_NOTE,
        is_illustrative=facts.has_illustrative,
    )


def forget_reach() -> None:
    """Forget what was counted, for another store in the same process."""
    _rows_of_reach.cache_clear()
