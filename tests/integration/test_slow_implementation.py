"""Reach, spectrum and counts on 1,500 illustrative activities are what plain loops over the rows find."""

import shutil
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.consistent_read import consistent_read
from data_access.engine import open_engine
from data_access.facts import Facts, read_facts
from data_access.facts.forward import brought_forward
from data_access.queries.activities import (
    activities_by_group_and_network,
    activities_by_network,
    activities_by_quarter,
    newest_by_network,
)
from data_access.queries.outcomes import (
    activities_without_outcome,
    evidence_facts,
    outcomes_by_status_and_direction,
)
from data_access.queries.people import benchmarks, people_counts
from data_access.queries.selected import numbers_of
from data_access.queries.spectrum import practice_levels, spectrum_markers
from data_access.unit_of_work import unit_of_work
from domain.filters import Filters
from domain.freshness import freshness
from domain.people import ProtectedPeople, people_involved, protect_people
from domain.periods import FinancialYear, Period, period_of
from domain.permissions import OPERATOR
from domain.reach import Comparison, areas_reached, reach_rows
from domain.selection import Listed, Selection
from domain.shown import Kind, Shown
from domain.spectrum import Position, gap, newest_levels, position
from domain.vocabulary import RaterKind
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_reference
from tests.integration.slow_counts import (
    SlowActivity,
    SlowPeople,
    SlowStore,
    dot_slowly,
    levels_slowly,
    month_ends,
    people_slowly,
    percentage_slowly,
    range_slowly,
    read_slowly,
    rounded_slowly,
)
from tests.integration.slow_views import TODAY, UNTIL, newest_first, passes, views

pytestmark = pytest.mark.xdist_group("slow_implementation")

YEARS = [FinancialYear(start) for start in range(2023, 2027)]
TELLS_A_NUMBER = {Kind.ZERO, Kind.SMALL, Kind.ROUNDED}


CHANGES = (
    "DELETE FROM activity WHERE id % 50 = 7",
    "UPDATE activity SET rung_code = 'CODESIGN' WHERE id % 40 = 3",
    "UPDATE activity SET start_date = '2025-05-05', end_date = NULL, reported_back_on = NULL WHERE id % 40 = 5",
    "UPDATE cohort SET people = people + 9 WHERE activity_id % 40 = 9",
    "DELETE FROM cohort WHERE activity_id % 60 = 11",
    "DELETE FROM outcome WHERE activity_id % 40 = 13",
    "DELETE FROM marker_assessment WHERE id % 30 = 5",
)


class Both(NamedTuple):
    """The same store, read for the app and read slowly."""

    facts: Facts
    slow: SlowStore


class Year(NamedTuple):
    """One financial year: true counts found slowly, and the same protected."""

    period: Period
    slow: SlowPeople
    protected: ProtectedPeople


@pytest.fixture(scope="module")
def both(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The app's facts are those of a store before many of its records changed, brought forward to what it is now."""
    path = tmp_path_factory.mktemp("illustrative") / "heard.db"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_illustrative(work, until=UNTIL, activities=1500)
    before = read_facts(engine)
    with unit_of_work(engine, actor=OPERATOR) as work:
        for statement in CHANGES:
            work.session.connection().execute(sa.text(statement))
        work.audit("changed", "network", "SL")
    with consistent_read(engine) as connection:
        facts = brought_forward(connection, before)
    engine.dispose()
    assert facts is not None
    assert facts.activities.ids.size < before.activities.ids.size
    return Both(facts, read_slowly(path))


@pytest.fixture(scope="module", params=YEARS, ids=lambda year: year.code)
def year(request: pytest.FixtureRequest, both: Both) -> Year:
    period = period_of(request.param, today=TODAY)
    return Year(
        period,
        people_slowly(both.slow, period.first, period.last),
        protect_people(people_counts(both.facts, period)),
    )


# Reach


def test_true_counts_of_people_groups_and_pairs_agree(both: Both, year: Year) -> None:
    counts = people_counts(both.facts, year.period)
    assert sum(counts.known.values()) > 100
    for network in both.slow.networks:
        assert counts.known[network] == year.slow.known[network]
        assert counts.unknown[network] == year.slow.unknown[network]
        for group in both.slow.groups:
            assert counts.people[network, group] == year.slow.people[network, group]
    pairs = {key: people for key, people in year.slow.pairs.items() if key[0] != "ENGLAND"}
    assert {key: people for key, people in counts.pairs.items() if people} == pairs


def test_activities_that_reached_a_group_agree_and_leave_out_what_is_for_england_only(
    both: Both, year: Year
) -> None:
    counts = people_counts(both.facts, year.period)
    chosen = both.slow.started(year.period.first, year.period.last)
    told = set(both.slow.groups) - {"MODSLAV", "SEXW", "PRISON", "TRANS", "GRT", "GYPSY_IT", "ROMA"}
    reached = Counter((one.network, group) for one in chosen for group in one.groups & told)
    assert {key: count for key, count in counts.activities.items() if count} == reached
    any_group = Counter(one.network for one in chosen if one.groups & told)
    assert {network: count for network, count in counts.with_groups.items() if count} == any_group


def check_shown(cell: Shown, true: int) -> bool:
    """Whether the cell tells a number; fails where it is not the number that the true count rounds to."""
    if cell.kind in TELLS_A_NUMBER:
        assert cell.text == rounded_slowly(true)
        return True
    if cell.kind is Kind.NONE_RECORDED:
        assert true == 0
    if cell.kind is Kind.HIDDEN:
        assert true > 0
    return False


def test_what_is_shown_is_the_true_count_rounded(year: Year) -> None:
    shown, slow = year.protected, year.slow
    told = [check_shown(cell, slow.people[area, group]) for (area, group), cell in shown.people.items()]
    assert sum(told) > len(told) / 2
    told_pairs = [check_shown(cell, slow.pairs[key]) for key, cell in shown.pairs.items()]
    assert any(told_pairs)
    for area in shown.areas:
        check_shown(shown.known[area], slow.known[area])
        check_shown(shown.unknown[area], slow.unknown[area])
        check_shown(people_involved(shown, area=area), slow.known[area] + slow.unknown[area])


def slow_percentage(part: Shown, whole: Shown) -> int | None:
    if part.value is None or whole.value is None or whole.value < 50:
        return None
    return percentage_slowly(part.value, whole.value)


def test_shares_are_those_of_the_rounded_numbers(both: Both, year: Year) -> None:
    rows = reach_rows(year.protected, benchmarks=benchmarks(both.facts))
    assert len(rows) == 16 * len(both.slow.groups)
    shares = [row.reached_percent for row in rows]
    assert shares == [slow_percentage(row.people, row.known_people) for row in rows]
    assert any(share is not None for share in shares)
    for one in areas_reached(year.protected):
        assert one.not_known_percent == slow_percentage(one.not_known, one.total)


def test_representation_is_the_share_reached_over_the_share_in_the_population(both: Both, year: Year) -> None:
    rows = reach_rows(year.protected, benchmarks=benchmarks(both.facts))
    compared = Counter(row.representation.comparison for row in rows)
    assert compared[Comparison.NO_FIGURE] > 0
    assert sum(compared[one] for one in (Comparison.SMALLER, Comparison.SAME, Comparison.LARGER)) > 20
    for row in rows:
        share = both.slow.shares.get((row.area, row.group))
        people, known, found = row.people.value, row.known_people.value, row.representation
        if row.people.kind is Kind.ENGLAND_ONLY:
            assert found.comparison is Comparison.ENGLAND_ONLY
        elif not share:
            assert found.comparison is Comparison.NO_FIGURE
        elif people is None or known is None or known < 50:
            assert found.comparison is Comparison.NOT_ENOUGH
        else:
            ratio = Fraction(min(people, known), known) / Fraction(share)
            assert found.ratio == pytest.approx(float(ratio), abs=0.0500001)
            assert found.comparison is compared_slowly(ratio)


def compared_slowly(ratio: Fraction) -> Comparison:
    if round(ratio, 6) < Fraction(8, 10):
        return Comparison.SMALLER
    return Comparison.LARGER if round(ratio, 6) > Fraction(125, 100) else Comparison.SAME


def test_every_population_share_is_the_published_one(both: Both) -> None:
    assert {key: one.share for key, one in benchmarks(both.facts).items()} == both.slow.shares


# Spectrum


def placed(both: Both, network: str, rater: RaterKind, on: date) -> Position:
    ratings = both.facts.assessments_by_rater[network, rater]
    levels = newest_levels(ratings, network=network, rater_kind=rater, on=on)
    return position(levels, markers=spectrum_markers(both.facts))


@pytest.mark.parametrize("on", month_ends(date(2024, 3, 1), TODAY), ids=str)
def test_positions_ranges_and_gaps_agree_at_the_end_of_each_quarter(both: Both, on: date) -> None:
    for network in both.slow.networks:
        found = {rater: placed(both, network, rater, on) for rater in RaterKind}
        dots = {}
        for rater, one in found.items():
            levels = levels_slowly(both.slow, network, rater.value, on)
            of_spectrum = {code: level for code, level in levels.items() if both.slow.poles[code] != "both"}
            dots[rater] = dot_slowly(both.slow, of_spectrum)
            assert one.levels == of_spectrum
            assert (one.assessed, one.of) == (len(of_spectrum), 9)
            assert one.value == (None if dots[rater] is None else pytest.approx(dots[rater]))
            reach = range_slowly(both.slow, of_spectrum)
            assert (one.low, one.high) == ((None, None) if reach is None else pytest.approx(reach))
        staff, lay = dots[RaterKind.STAFF], dots[RaterKind.LAY]
        apart = gap(found[RaterKind.STAFF], lay=found[RaterKind.LAY])
        assert apart == (None if staff is None or lay is None else pytest.approx(lay - staff))


def test_the_illustrative_ratings_try_the_rule_in_every_way(both: Both) -> None:
    """Without dots, without lay views and with gaps both ways, the comparison above would prove little."""
    pairs = [
        tuple(placed(both, network, rater, UNTIL) for rater in RaterKind) for network in both.slow.networks
    ]
    gaps = [gap(staff, lay=lay) for staff, lay in pairs]
    assert any(staff.value is not None for staff, _ in pairs)
    assert any(one is None for one in gaps)
    assert any(one is not None and one < 0 for one in gaps)
    assert any(staff.assessed not in (0, 9) or lay.assessed not in (0, 9) for staff, lay in pairs)


def test_levels_of_further_practices_agree(both: Both) -> None:
    slow = {
        (network, practice): tuple(
            levels_slowly(both.slow, network, rater, TODAY).get(practice) for rater in ("staff", "lay")
        )
        for network in both.slow.networks
        for practice, pole in both.slow.poles.items()
        if pole == "both"
    }
    assert practice_levels(both.facts, on=TODAY) == slow


# Activities, outcomes, evidence


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_filter_selects_and_counts_what_loops_find(both: Both, data: st.DataObject) -> None:
    filters, period = data.draw(views(both.slow))
    view = (both.facts, filters, period)
    chosen = {number: one for number, one in both.slow.activities.items() if passes(one, filters, period)}
    assert numbers_of(both.facts, Selection(Listed.ACTIVITIES, filters), period).tolist() == newest_first(
        {number: one.start for number, one in chosen.items()}
    )
    check_activities(both.slow, list(chosen.values()), *view)
    check_outcomes(list(chosen.values()), *view)


def check_activities(
    slow: SlowStore, chosen: list[SlowActivity], facts: Facts, filters: Filters, period: Period
) -> None:
    shown = list(filters.networks or slow.networks)
    by_network = activities_by_network(facts, filters, period)
    assert dict(by_network.itertuples(index=False, name=None)) == {
        network: sum(one.network == network for one in chosen) for network in shown
    }
    by_quarter = activities_by_quarter(facts, filters, period)
    assert by_quarter["quarter"].tolist()[0] == period.first
    assert Counter((one.start.year, (one.start.month - 1) // 3) for one in chosen) == Counter(
        {
            (quarter.year, (quarter.month - 1) // 3): count
            for quarter, count in by_quarter.itertuples(index=False, name=None)
            if count
        }
    )
    by_group = activities_by_group_and_network(facts, filters, period)
    assert {
        (group, network): count
        for group, network, count in by_group.itertuples(index=False, name=None)
        if count
    } == Counter((group, one.network) for one in chosen for group in one.groups)


def check_outcomes(chosen: list[SlowActivity], facts: Facts, filters: Filters, period: Period) -> None:
    outcomes = [outcome for one in chosen for outcome in one.outcomes]
    frame = outcomes_by_status_and_direction(facts, filters, period)
    assert {
        (row.status, row.direction): row.outcomes for row in frame.itertuples() if row.outcomes
    } == Counter((outcome["status"], outcome["direction"]) for outcome in outcomes)
    sources = sum(bool(outcome["evidence"]) for outcome in outcomes)
    compared = sum(
        outcome["metric_value"] is not None and bool(outcome["metric_comparator"]) for outcome in outcomes
    )
    confirmed = sum(
        outcome["confirmed_by_people"] == "yes" or "testimony" in outcome["evidence"] for outcome in outcomes
    )
    facts_of_evidence = evidence_facts(facts, filters, period)
    assert facts_of_evidence["outcomes"].tolist() == [sources, compared, confirmed]
    assert facts_of_evidence["of"].tolist() == [len(outcomes)] * 3
    assert activities_without_outcome(facts, filters, period) == sum(not one.outcomes for one in chosen)


def test_a_whole_year_counts_what_loops_find(both: Both, year: Year) -> None:
    filters = Filters(year="2026-27")
    chosen = both.slow.started(year.period.first, year.period.last)
    assert len(chosen) > 100
    check_activities(both.slow, chosen, both.facts, filters, year.period)
    check_outcomes(chosen, both.facts, filters, year.period)


@pytest.mark.parametrize(
    "today", [TODAY, date(2026, 6, 30), UNTIL + timedelta(days=89), UNTIL + timedelta(days=90)]
)
def test_the_same_networks_are_quiet(both: Both, today: date) -> None:
    newest = newest_by_network(both.facts, until=TODAY)
    for network in both.slow.networks:
        days = [one.start for one in both.slow.activities.values() if one.network == network]
        assert newest[network] == max(days)
        found = freshness(newest[network], today=today)
        assert found.is_quiet == (max(days) <= today - timedelta(days=90))


def test_some_networks_are_quiet_and_some_are_not(both: Both) -> None:
    quiet = [
        freshness(day, today=TODAY).is_quiet for day in newest_by_network(both.facts, until=TODAY).values()
    ]
    assert {True, False} == set(quiet)
