"""Lists of records by any filters and facets hold what plain loops over the rows find, in the same order."""

import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_access.engine import open_engine
from data_access.facts import Facts, read_facts
from data_access.queries.selected import known_facets, numbers_of, rows_of_activities, rows_of_outcomes
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.selection import YES, Facet, Listed, Selection
from domain.vocabulary import EvidenceFact
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_reference
from tests.integration.slow_counts import SlowStore, read_slowly
from tests.integration.slow_views import UNTIL, newest_first, passes, views

ACTIVITIES = 400


class Both(NamedTuple):
    """The same store, read for the app and read slowly."""

    facts: Facts
    slow: SlowStore


@pytest.fixture(scope="module")
def both(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Both:
    path = tmp_path_factory.mktemp("lists") / "heard.db"
    shutil.copy(migrated_sqlite, path)
    engine = open_engine(f"sqlite:///{path.as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_illustrative(work, until=UNTIL, activities=ACTIVITIES)
    facts = read_facts(engine)
    engine.dispose()
    return Both(facts, read_slowly(path))


OF_ACTIVITIES = {
    Facet.DESIGN: lambda one, value: (one.row["design_role"] or "none") == value,
    Facet.STAGE: lambda one, value: (one.row["stage"] or "none") == value,
    Facet.PAYMENT: lambda one, value: one.row["payment_offered"] == value,
    Facet.PRIORITY: lambda one, value: value in one.priorities,
    Facet.WAY: lambda one, value: value in one.ways,
    Facet.NO_RUNG: lambda one, _: one.rung is None,
    Facet.WITHOUT_OUTCOME: lambda one, _: not one.outcomes,
    Facet.REPORTED_BACK: lambda one, value: (one.row["reported_back_on"] is not None) == (value == YES),
}
OF_OUTCOMES = {
    Facet.STATUS: lambda outcome, value: outcome["status"] == value,
    Facet.LEVEL: lambda outcome, value: outcome["level"] == value,
    Facet.METRIC: lambda outcome, _: outcome["metric_value"] is not None,
    Facet.PAIR: lambda outcome, _: bool(outcome["you_said"] and outcome["we_did"]),
    Facet.EVIDENCE: lambda outcome, _: bool(outcome["evidence"]),
}


@st.composite
def facets(draw: st.DrawFn, facts: Facts) -> dict[Facet, str]:
    """Any three or fewer facets; of the three facts of evidence only whether there is a source."""
    known = known_facets(facts)
    asked = draw(st.sets(st.sampled_from([*OF_ACTIVITIES, *OF_OUTCOMES]), max_size=3))
    values = {facet: st.sampled_from(sorted(known.values_of(facet))) for facet in sorted(asked)}
    if Facet.EVIDENCE in values:
        values[Facet.EVIDENCE] = st.just(EvidenceFact.SOURCE.value)
    return {facet: draw(value) for facet, value in values.items()}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_list_holds_what_loops_find_newest_first(both: Both, data: st.DataObject) -> None:
    (filters, period), asked = data.draw(views(both.slow)), data.draw(facets(both.facts))
    starts: dict[Listed, dict[int, date]] = {Listed.ACTIVITIES: {}, Listed.OUTCOMES: {}}
    for number, one in both.slow.activities.items():
        if passes(one, filters, period) and all(
            test(one, asked[facet]) for facet, test in OF_ACTIVITIES.items() if facet in asked
        ):
            of_outcomes = {facet: test for facet, test in OF_OUTCOMES.items() if facet in asked}
            found = [
                outcome
                for outcome in one.outcomes
                if all(test(outcome, asked[facet]) for facet, test in of_outcomes.items())
            ]
            if found or not of_outcomes:
                starts[Listed.ACTIVITIES][number] = one.start
            starts[Listed.OUTCOMES] |= {outcome["id"]: one.start for outcome in found}
    for listed, by_number in starts.items():
        selection = Selection(listed, filters)
        for facet, value in asked.items():
            selection = selection.having(facet, value)
        assert numbers_of(both.facts, selection, period).tolist() == newest_first(by_number)
        rows = rows_of_outcomes if listed is Listed.OUTCOMES else rows_of_activities
        assert rows(both.facts, selection, period).sum() == len(by_number)
