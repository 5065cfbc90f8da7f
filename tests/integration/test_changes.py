"""What came of it, what waits, and told and heard, on stores worked by hand, on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine

from data_access.facts import read_facts
from data_access.queries.changes import (
    metric_lines,
    newest_not_possible,
    outcomes_by_level_and_direction,
    times_to_decision,
    waiting_longest,
    with_number,
)
from data_access.queries.feedback import network_answers
from data_access.queries.record_lines import outcome_lines
from data_access.queries.selected import rows_of_activities, rows_of_outcomes
from data_access.queries.told_and_heard import heard_by_network, told_by_network
from data_access.tables import Activity, Experience
from domain.experience import Statement
from domain.filters import Filters
from domain.how_long import HowLong, Took
from domain.periods import FinancialYear, period_of
from domain.permissions import OPERATOR
from domain.selection import YES, Facet, Listed, Selection
from domain.shown import ENGLAND
from domain.vocabulary import Answer, Direction, Level, OutcomeStatus, Provenance
from tests.integration.factories import an_activity
from tests.integration.worked_example import an_outcome, write, write_reference

TODAY = date(2026, 11, 22)
LONG_AGO = date(2026, 9, 7)
PERIOD = period_of(FinancialYear(2026), today=TODAY)
ALL = Filters(year="2026-27")
NOT_POSSIBLE = {"status": OutcomeStatus.NOT_POSSIBLE, "reason_not_possible": "No money."}


@pytest.fixture
def decided(store: Engine) -> Engine:
    """Three activities of this year and one of the last, with decisions after 10 to 400 days, and without."""
    write_reference(store)
    april, june, last_year, july = (
        an_activity("A1", start_date=date(2026, 4, 1), reported_back_on=date(2026, 5, 1)),
        an_activity("A2", start_date=date(2026, 6, 1)),
        an_activity("A3", "GM", start_date=date(2025, 6, 1), reported_back_on=date(2025, 7, 1)),
        an_activity("A4", "GM", start_date=date(2026, 7, 1)),
    )
    write(store, april, june, last_year, july)
    day = april.start_date
    write(
        store,
        an_outcome(april, "1", decided_on=day + timedelta(10), metric_label="Waits", metric_value=3.0,
                   metric_unit="weeks", metric_baseline=5.0, metric_comparator="last year", metric_period="June"),
        an_outcome(april, "2", decided_on=day + timedelta(40)),
        an_outcome(april, "3"),
        an_outcome(april, "4", decided_on=day - timedelta(2)),
        an_outcome(june, "1", **NOT_POSSIBLE, you_said="Open at night.", decided_on=june.start_date + timedelta(400)),
        an_outcome(june, "2", status=OutcomeStatus.PLANNED, you_said="Ask us.",
                   level=Level.SOCIETY, direction=Direction.NEGATIVE),
        an_outcome(july, "1", status=OutcomeStatus.PLANNED, you_said="Pay us."),
        an_outcome(july, "2", **NOT_POSSIBLE, you_said="Come to us.", metric_label="Visits", metric_value=7.0),
        an_outcome(last_year, "1", decided_on=date(2025, 6, 2)),
    )  # fmt: skip
    return store


def named(store: Engine, numbers: list[int]) -> list[str]:
    """What people said that led to these outcomes, by which the tests know them."""
    return [line.you_said for line in outcome_lines(store, numbers)]


def test_decisions_are_counted_by_the_days_they_took_and_planned_is_none_of_them(decided: Engine) -> None:
    made, not_possible = times_to_decision(read_facts(decided), ALL, PERIOD)
    counts = {stretch: count for stretch, count in made.by_stretch.items() if count}
    assert counts == {Took.BEFORE: 1, Took.TWO_WEEKS: 1, Took.TWO_MONTHS: 1, Took.NO_DAY: 1}
    assert made.days == HowLong(counted=2, shortest=10, middle=25, longest=40)
    assert not_possible.days == HowLong(counted=1, shortest=400, middle=400, longest=400)
    assert not_possible.by_stretch[Took.NO_DAY] == 1


def test_the_lists_behind_hold_as_many_decisions_as_each_bar(decided: Engine) -> None:
    facts = read_facts(decided)
    for one in times_to_decision(facts, ALL, PERIOD):
        behind = Selection(Listed.OUTCOMES, ALL).having(Facet.STATUS, one.status)
        listed = {
            stretch: int(rows_of_outcomes(facts, behind.having(Facet.TOOK, stretch), PERIOD).sum())
            for stretch in Took
        }
        assert listed == one.by_stretch


def test_what_is_planned_has_taken_no_time_yet(decided: Engine) -> None:
    facts = read_facts(decided)
    planned = Selection(Listed.OUTCOMES, ALL).having(Facet.STATUS, OutcomeStatus.PLANNED)
    assert rows_of_outcomes(facts, planned, PERIOD).sum() == 2
    assert not rows_of_outcomes(facts, planned.having(Facet.TOOK, Took.NO_DAY), PERIOD).any()


def test_the_planned_that_began_first_waits_longest(decided: Engine) -> None:
    facts = read_facts(decided)
    assert named(decided, waiting_longest(facts, ALL, PERIOD, most=5)) == ["Ask us.", "Pay us."]
    assert named(decided, waiting_longest(facts, ALL, PERIOD, most=1)) == ["Ask us."]


def test_what_was_not_possible_is_named_with_the_newest_first(decided: Engine) -> None:
    newest = newest_not_possible(read_facts(decided), ALL, PERIOD, most=5)
    assert named(decided, newest) == ["Come to us.", "Open at night."]
    assert {line.reason_not_possible for line in outcome_lines(decided, newest)} == {"No money."}


def test_every_level_and_direction_is_counted_zeros_too(decided: Engine) -> None:
    frame = outcomes_by_level_and_direction(read_facts(decided), ALL, PERIOD)
    assert len(frame) == len(Level) * len(Direction)
    counts = frame.set_index(["level", "direction"])["outcomes"]
    assert counts[counts > 0].to_dict() == {("individuals", "positive"): 7, ("society", "negative"): 1}


def test_numbers_are_read_as_they_were_recorded_the_newest_first(decided: Engine) -> None:
    found = with_number(read_facts(decided), ALL, PERIOD)
    assert found.compared == 1
    visits, waits = metric_lines(decided, found.numbers.tolist())
    assert (visits.label, visits.value, visits.baseline, visits.comparator) == ("Visits", 7.0, None, "")
    assert (waits.value, waits.unit, waits.baseline) == (3.0, "weeks", 5.0)
    assert (waits.comparator, waits.period, waits.network) == ("last year", "June", "SL")


def test_what_staff_recorded_is_counted_over_all_years_and_its_list_agrees(decided: Engine) -> None:
    facts = read_facts(decided)
    told = told_by_network(facts, today=TODAY)
    assert {code: (one.activities, one.reported_back) for code, one in told.items()} == {
        "SL": (2, 1), "GM": (2, 1),
    }  # fmt: skip
    behind = Selection(Listed.ACTIVITIES, Filters("2026-27", networks=("GM",))).having(Facet.EVER, YES)
    assert rows_of_activities(facts, behind, PERIOD).sum() == 2
    assert rows_of_activities(facts, behind.having(Facet.REPORTED_BACK, YES), PERIOD).sum() == 1


def answers(activity: Activity, many: int, *, on: date = LONG_AGO, **changes: object) -> list[Experience]:
    """So many answers that agree with everything, of people who did not hear back."""
    values: dict[str, object] = dict.fromkeys((one.value for one in Statement), 4) | {
        "heard_back": Answer.NO, "provenance": Provenance.SUBMITTED,
    } | changes  # fmt: skip
    return [Experience(activity_id=activity.id, answered_on=on, **values) for _ in range(many)]


def test_answers_are_read_by_network_once_there_are_enough_of_a_past_week(store: Engine) -> None:
    write_reference(store)
    south, north = an_activity("A1"), an_activity("A2", "GM")
    write(store, south, north)
    write(store, *answers(south, 12), *answers(south, 10, heard_back=Answer.YES), *answers(north, 4))
    write(store, *answers(south, 30, on=TODAY))
    found = heard_by_network(store, read_facts(store), today=TODAY)
    assert set(found) == {"SL", ENGLAND}
    assert (found["SL"].answered, found["SL"].said_whether, found["SL"].heard_people) == ("20", "20", "10")
    assert all(one and one.share.words == "Nearly everyone" for one in found["SL"].agreed.values())
    assert not found["SL"].has_illustrative


def test_everybody_reads_the_same_bundles_as_staff(store: Engine) -> None:
    write_reference(store)
    told, other = an_activity("A1", reported_back_on=date(2026, 9, 1)), an_activity("A2")
    write(store, told, other)
    # 3 and 4 answers of a week are too few each, and of two groups, so they wait; 6 of the next week are a bundle.
    write(store, *answers(told, 3), *answers(other, 4), *answers(other, 6, on=LONG_AGO + timedelta(7)))
    staff = network_answers(store, actor=OPERATOR, network="SL", today=TODAY)
    assert (staff.counted, staff.waiting) == (6, 7)
    assert heard_by_network(store, read_facts(store), today=TODAY)["SL"].answered == "fewer than 8"
    assert set(heard_by_network(store, read_facts(store), today=LONG_AGO + timedelta(7))) == set()


def test_a_store_without_answers_or_records_says_nothing_of_anybody(store: Engine) -> None:
    write_reference(store)
    facts = read_facts(store)
    assert heard_by_network(store, read_facts(store), today=TODAY) == {}
    assert all(not one.activities for one in told_by_network(facts, today=TODAY).values())
    assert [one.days for one in times_to_decision(facts, ALL, PERIOD)] == [None, None]
    assert with_number(facts, ALL, PERIOD).numbers.size == 0
