"""As of a past day records tell what was known by then: worked by hand, and held against plain loops over the rows."""

import shutil
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from data_access.facts import Facts, read_facts
from data_access.facts.as_of import facts_as_of
from data_access.queries.actions import actions_as_of, agreed_actions
from data_access.queries.activities import activities_by_network
from data_access.queries.changes import times_to_decision, waiting_longest, with_number
from data_access.queries.outcomes import evidence_facts, newest_changes, outcomes_by_status_and_direction
from data_access.queries.record_lines import outcome_lines
from data_access.queries.told_and_heard import Told, told_by_network
from data_access.tables import Action, Evidence
from data_access.unit_of_work import unit_of_work
from domain.filters import Filters
from domain.how_long import Took
from domain.periods import FinancialYear, period_of
from domain.permissions import OPERATOR
from domain.vocabulary import ActionState, EvidenceKind, OutcomeStatus, Provenance
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_reference
from tests.integration.factories import an_activity
from tests.integration.worked_example import an_outcome, write, write_reference

DAY = date(2026, 6, 30)
YEAR = FinancialYear(2026)
ALL = Filters(year=YEAR.code, as_of=DAY)
UNTIL_THEN = period_of(YEAR, today=DAY)


@pytest.fixture
def three_outcomes(store: Engine) -> Engine:
    """An activity of 1 May, told on 1 July: one change was made on the day looked back to, one on the next day.

    A third has no day of its decision. All have a number, a source and "you said, we did".
    """
    write_reference(store)
    activity = an_activity("A1", start_date=date(2026, 5, 1), reported_back_on=date(2026, 7, 1))
    told = an_activity("A2", start_date=date(2026, 5, 2), reported_back_on=DAY)
    write(store, activity, told)
    texts = {
        "you_said": "Too long.",
        "metric_label": "Waits",
        "metric_value": 3.0,
        "metric_comparator": "2025",
    }
    outcomes = [
        an_outcome(activity, "1", decided_on=DAY, we_did="On the day.", **texts),
        an_outcome(activity, "2", we_did="Some day.", **texts),
        an_outcome(activity, "3", decided_on=date(2026, 7, 1), we_did="The day after.", **texts),
    ]
    write(store, *outcomes)
    write(
        store,
        *(
            Evidence(outcome_id=one.id, local_reference="1", kind=EvidenceKind.DOCUMENT, title="A report")
            for one in outcomes
        ),
    )
    return store


def test_an_outcome_that_was_decided_later_is_planned_and_says_nothing_of_what_came(
    three_outcomes: Engine,
) -> None:
    now, then = read_facts(three_outcomes), facts_as_of(read_facts(three_outcomes), DAY)
    statuses = list(OutcomeStatus)
    assert [statuses[place].value for place in now.outcomes.status] == ["made"] * 3
    assert [statuses[place].value for place in then.outcomes.status] == ["made", "made", "planned"]
    for known in (then.outcomes.has_source, then.outcomes.has_metric, then.outcomes.was_compared):
        assert known.tolist() == [True, True, False]
    assert then.outcomes.has_pair.tolist() == [True, True, False]
    assert then.version == now.version


def test_what_is_left_as_it_is_is_not_touched(three_outcomes: Engine) -> None:
    facts = read_facts(three_outcomes)
    facts_as_of(facts, DAY)
    assert facts.outcomes.has_pair.tolist() == [True] * 3
    assert facts.activities.was_reported_back.tolist() == [True, True]


def test_the_day_after_everything_the_facts_are_those_of_today(three_outcomes: Engine) -> None:
    now, then = read_facts(three_outcomes), facts_as_of(read_facts(three_outcomes), date(2026, 7, 1))
    assert then.outcomes.status.tolist() == now.outcomes.status.tolist()
    assert then.outcomes.decided.tolist() == now.outcomes.decided.tolist()
    assert then.activities.reported_back.tolist() == now.activities.reported_back.tolist()


def test_who_was_told_later_was_not_told_yet(three_outcomes: Engine) -> None:
    then = facts_as_of(read_facts(three_outcomes), DAY)
    assert told_by_network(then, today=DAY)["SL"] == Told(activities=2, reported_back=1)


def test_counts_follow(three_outcomes: Engine) -> None:
    then = facts_as_of(read_facts(three_outcomes), DAY)
    frame = outcomes_by_status_and_direction(then, ALL, UNTIL_THEN)
    assert frame.groupby("status")["outcomes"].sum().to_dict() == {"made": 2, "planned": 1, "not-possible": 0}
    assert evidence_facts(then, ALL, UNTIL_THEN)["outcomes"].tolist() == [2, 2, 0]
    assert with_number(then, ALL, UNTIL_THEN).compared == 2
    made = times_to_decision(then, ALL, UNTIL_THEN)[0]
    assert (made.by_stretch[Took.NO_DAY], sum(made.by_stretch.values())) == (1, 2)


def test_a_list_tells_of_a_later_decision_only_that_it_came_later(three_outcomes: Engine) -> None:
    facts = facts_as_of(read_facts(three_outcomes), DAY)
    [waiting] = waiting_longest(facts, ALL, UNTIL_THEN, most=9)
    [line] = outcome_lines(three_outcomes, [waiting], on=DAY)
    assert (line.status, line.we_did, line.metric_label, line.is_told_later) == (
        OutcomeStatus.PLANNED, "", "", True,
    )  # fmt: skip
    assert line.you_said == "Too long."
    [today] = outcome_lines(three_outcomes, [waiting])
    assert (today.status, today.we_did, today.is_told_later) == (OutcomeStatus.MADE, "The day after.", False)


def test_no_later_decision_is_quoted(three_outcomes: Engine) -> None:
    facts = facts_as_of(read_facts(three_outcomes), DAY)
    quoted = newest_changes(three_outcomes, facts, ALL, UNTIL_THEN, most=3)
    assert quoted["we_did"].tolist() == ["Some day."]
    today = newest_changes(three_outcomes, read_facts(three_outcomes), ALL, UNTIL_THEN, most=3)
    assert today["we_did"].tolist() == ["The day after."]


def test_an_action_that_was_done_later_was_open_and_late(filled_sqlite: Engine) -> None:
    values = {"owner": "Lead", "provenance": Provenance.SUBMITTED}
    done = {"state": ActionState.DONE}
    write(
        filled_sqlite,
        Action(title="later", due_on=date(2026, 6, 1), done_on=date(2026, 7, 1), **done, **values),
        Action(title="by then", due_on=date(2026, 5, 1), done_on=DAY, **done, **values),
        Action(title="open", due_on=date(2026, 8, 1), **values),
        Action(title="dropped", due_on=date(2026, 5, 2), state=ActionState.DROPPED, **values),
    )
    now = agreed_actions(filled_sqlite)
    assert [one.title for one in now] == ["open", "later", "dropped", "by then"]
    then = actions_as_of(now, DAY)
    assert [(one.title, one.state.value, one.done_on) for one in then] == [
        ("later", "open", None),
        ("open", "open", None),
        ("dropped", "dropped", None),
        ("by then", "done", DAY),
    ]
    assert then[0].is_late(today=DAY)


# Against plain loops over the rows


class Both(NamedTuple):
    """The same store, read for the app, and its rows."""

    facts: Facts
    rows: list[sqlite3.Row]


@pytest.fixture(scope="module")
def both(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    path = tmp_path_factory.mktemp("looking_back") / "heard.db"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_illustrative(work, until=date(2026, 11, 20), activities=1500)
    facts = read_facts(engine)
    engine.dispose()
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    rows = connection.execute(
        "SELECT a.id, a.network_code, a.start_date, a.reported_back_on, o.id AS outcome, o.status, o.decided_on "
        "FROM activity a LEFT JOIN outcome o ON o.activity_id = a.id"
    ).fetchall()
    connection.close()
    return Both(facts, rows)


DAYS = [date(2025, 9, 30), date(2025, 12, 25), date(2026, 3, 31), date(2026, 8, 1)]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_activities_and_outcomes_by_status_are_those_of_plain_loops(both: Both, day: date) -> None:
    then, year = facts_as_of(both.facts, day), FinancialYear(2025)
    period, filters = period_of(year, today=day), Filters(year=year.code, as_of=day)
    first, last = year.first.isoformat(), min(year.last, day).isoformat()
    chosen = [row for row in both.rows if first <= row["start_date"] <= last]
    networks = Counter(network for network, _ in {(row["network_code"], row["id"]) for row in chosen})
    counted = activities_by_network(then, filters, period)
    assert {
        code: n for code, n in zip(counted["network"], counted["activities"], strict=True) if n
    } == networks
    outcomes = [row for row in chosen if row["outcome"]]
    statuses = Counter(
        "planned" if (row["decided_on"] or "") > day.isoformat() else row["status"] for row in outcomes
    )
    assert statuses["planned"] > 0
    found = outcomes_by_status_and_direction(then, filters, period).groupby("status")["outcomes"].sum()
    assert {status: n for status, n in found.to_dict().items() if n} == dict(statuses)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_was_told_by_then_is_that_of_plain_loops(both: Both, day: date) -> None:
    last = day.isoformat()
    rows = {row["id"]: row for row in both.rows if row["start_date"] <= last}.values()
    begun = Counter(row["network_code"] for row in rows)
    told = Counter(
        row["network_code"] for row in rows if row["reported_back_on"] and row["reported_back_on"] <= last
    )
    found = told_by_network(facts_as_of(both.facts, day), today=day)
    assert found == {code: Told(begun[code], told[code]) for code in both.facts.reference.networks}
    assert sum(told.values()) < sum(1 for row in rows if row["reported_back_on"])
