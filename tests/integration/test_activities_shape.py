"""Activities by rung and quarter, by who did what, by stage, mode, programme: by hand, and as the lists count."""

from datetime import date

import numpy as np
import pytest
from sqlalchemy.engine import Engine

from data_access.facts import read_facts
from data_access.queries.activities_shape import (
    activities_by_design_and_delivery,
    activities_by_mode,
    activities_by_programme,
    activities_by_rung,
    activities_by_stage,
)
from data_access.queries.selected import rows_of_activities
from domain.filters import Filters
from domain.periods import FinancialYear, Period, period_of, quarters_of
from domain.selection import NONE, YES, Facet, Listed, Selection
from domain.vocabulary import Mode, Stage, Who
from tests.integration.factories import an_activity
from tests.integration.worked_example import write, write_reference

pytestmark = pytest.mark.xdist_group("queries")

YEAR = period_of(FinancialYear(2026), today=date(2026, 11, 22))
ALL = Filters(year="2026-27")


@pytest.fixture
def told(store: Engine) -> Engine:
    """Four activities of 2026/27, and one of the year before that no count may hold."""
    write_reference(store)
    write(
        store,
        an_activity("A1", start_date=date(2026, 3, 31), rung_code="CODESIGN", stage=Stage.DESIGN),
        an_activity(
            "A2", start_date=date(2026, 4, 1), rung_code="CODESIGN", design_role=Who.TOGETHER,
            delivery_role=Who.PROFESSIONALS, stage=Stage.DESIGN, mode=Mode.ONLINE, programme_code="MEDSIP",
        ),
        an_activity(
            "A3", "GM", start_date=date(2026, 6, 30), rung_code="CODESIGN", design_role=Who.TOGETHER,
            delivery_role=Who.PROFESSIONALS, stage=Stage.SPREAD, mode=Mode.ONLINE,
        ),
        an_activity("A4", start_date=date(2026, 7, 1), rung_code="CONSULTATION", design_role=Who.COMMUNITIES),
        an_activity("A5", start_date=date(2026, 11, 22)),
    )  # fmt: skip
    return store


def counted(store: Engine, selection: Selection) -> int:
    """How many the list behind a number holds, by its own code."""
    return int(np.count_nonzero(rows_of_activities(read_facts(store), selection, YEAR)))


def test_rungs_stand_by_quarter_and_those_without_one_last(told: Engine) -> None:
    quarters = quarters_of(YEAR)
    frame = activities_by_rung(read_facts(told), ALL, YEAR, quarters=quarters)
    assert frame["rung"].tolist() == ["CONSULTATION", "CODESIGN", NONE]
    assert frame[[quarter.first for quarter in quarters]].to_numpy().tolist() == [
        [0, 1, 0],
        [2, 0, 0],
        [0, 0, 1],
    ]


def test_a_quarter_counts_its_first_and_its_last_day(told: Engine) -> None:
    one_day = Period(date(2026, 6, 30), date(2026, 6, 30), "a day")
    frame = activities_by_rung(read_facts(told), ALL, YEAR, quarters=[one_day])
    assert frame[one_day.first].tolist() == [0, 1, 0]


def test_design_and_delivery_are_counted_in_pairs(told: Engine) -> None:
    frame = activities_by_design_and_delivery(read_facts(told), ALL, YEAR)
    assert len(frame) == 16
    assert frame[frame["activities"] > 0].to_numpy().tolist() == [
        [Who.TOGETHER, Who.PROFESSIONALS, 2],
        [Who.COMMUNITIES, NONE, 1],
        [NONE, NONE, 1],
    ]


def test_each_pair_agrees_with_its_list(told: Engine) -> None:
    frame = activities_by_design_and_delivery(read_facts(told), ALL, YEAR)
    for design, delivery, count in frame.itertuples(index=False):
        behind = (
            Selection(Listed.ACTIVITIES, ALL).having(Facet.DESIGN, design).having(Facet.DELIVERY, delivery)
        )
        assert counted(told, behind) == count


def test_stages_modes_and_programmes_count_what_does_not_say_last(told: Engine) -> None:
    facts = read_facts(told)
    stages = activities_by_stage(facts, ALL, YEAR)
    assert {code: count for code, count in stages.items() if count} == {"design": 1, "spread": 1, NONE: 2}
    assert list(stages)[-1] == NONE
    assert activities_by_mode(facts, ALL, YEAR) == {
        "in-person": 0, "online": 2, "hybrid": 0, "phone": 0, "post": 0, NONE: 2,
    }  # fmt: skip
    assert activities_by_programme(facts, ALL, YEAR) == {"MEDSIP": 1, NONE: 3}


def test_each_stage_mode_and_programme_agrees_with_its_list(told: Engine) -> None:
    facts, everything = read_facts(told), Selection(Listed.ACTIVITIES, ALL)
    for code, count in activities_by_stage(facts, ALL, YEAR).items():
        assert counted(told, everything.having(Facet.STAGE, code)) == count
    for code, count in activities_by_mode(facts, ALL, YEAR).items():
        assert counted(told, everything.having(Facet.MODE, code)) == count
    assert counted(told, everything.having(Facet.NO_PROGRAMME, YES)) == 3


def test_the_filters_of_the_view_count(told: Engine) -> None:
    only = Filters(year="2026-27", networks=("GM",))
    assert activities_by_programme(read_facts(told), only, YEAR) == {"MEDSIP": 0, NONE: 1}


def test_a_store_without_activities_counts_nothing(store: Engine) -> None:
    write_reference(store)
    facts = read_facts(store)
    assert not any(activities_by_stage(facts, ALL, YEAR).values())
    assert activities_by_design_and_delivery(facts, ALL, YEAR)["activities"].sum() == 0
