"""Completeness counted from a small store by hand, and records found page by page."""

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine

from data_access.facts import read_facts
from data_access.queries.health import keepers_by_network, network_health
from data_access.queries.record_gaps import comments_with_details, records_with_details, records_with_gaps
from data_access.tables import Cohort, Evidence, Experience, Marker, MarkerAssessment, Outcome
from domain.completeness import NetworkHealth, Part
from domain.vocabulary import (
    Answer,
    Direction,
    EvidenceKind,
    Level,
    OutcomeStatus,
    Pole,
    Provenance,
    RaterKind,
    UserRole,
    Who,
)
from tests.integration.factories import an_account, an_activity, reference_rows, save

TODAY = date(2026, 11, 22)
LAST_YEAR = date(2025, 11, 22)


def an_outcome(activity: int, number: int, **changes: object) -> Outcome:
    values = {
        "direction": Direction.POSITIVE, "status": OutcomeStatus.MADE, "level": Level.INDIVIDUALS,
    } | changes  # fmt: skip
    return Outcome(id=number, activity_id=activity, local_reference=str(number), **values)


@pytest.fixture
def filled(store: Engine) -> Engine:
    """In SL one whole record, one of half, one blank and one of long ago; in GM nothing at all."""
    save(
        store,
        *(row for row in reference_rows() if not isinstance(row, Marker)),
        *(
            Marker(
                code=code, label=code, pole=pole, source_text="x", level_0="0", level_1="1", level_2="2",
                level_3="3", wording_status="x", position=place, source="x",
            )
            for place, (code, pole) in enumerate([("COO1", Pole.CO_ORDINATING), ("INF1", Pole.INFLUENCING)])
        ),
    )  # fmt: skip
    whole = {
        "rung_code": "CODESIGN", "programme_code": "MEDSIP", "design_role": Who.TOGETHER,
        "delivery_role": Who.TOGETHER, "payment_offered": Answer.NO, "reported_back_on": date(2026, 6, 1),
    }  # fmt: skip
    save(
        store,
        an_activity("WHOLE", id=1, start_date=date(2026, 5, 1), **whole),
        an_activity(
            "HALF", id=2, start_date=date(2026, 6, 1), rung_code="CODESIGN", design_role=Who.TOGETHER
        ),
        an_activity("BLANK", id=3, start_date=date(2026, 4, 1)),
        an_activity("OLD", id=4, start_date=date(2024, 1, 1), **whole),
        an_activity("AHEAD", id=5, start_date=TODAY + timedelta(days=9)),
        Cohort(activity_id=1, people=5),
        Cohort(activity_id=2, people=5),
        Cohort(activity_id=2, people=5, groups_key="?", is_known=False),
        an_outcome(1, 1, metric_label="Trust", metric_value=4.5, metric_comparator="Last year"),
        Evidence(outcome_id=1, local_reference="1", kind=EvidenceKind.DATA, title="A survey"),
        an_outcome(2, 2, metric_label="Trust", metric_value=4.5),
    )
    return store


def health(store: Engine, since: date = LAST_YEAR) -> dict[str, NetworkHealth]:
    return network_health(read_facts(store), since=since, today=TODAY)


def test_each_part_is_counted_by_hand(filled: Engine) -> None:
    found = health(filled)["SL"].completeness
    assert found.activities == 3
    assert found.holding == {
        Part.RUNG: 2, Part.PROGRAMME: 1, Part.ROLES: 1, Part.GROUPS: 1, Part.OUTCOME: 2, Part.SOURCE: 1,
        Part.MEASURED: 1, Part.REPORTED_BACK: 1, Part.PAYMENT: 1,
    }  # fmt: skip
    assert health(filled, date(2013, 4, 1))["SL"].completeness.activities == 4


def test_networks_keep_the_order_of_the_map_and_one_without_records_is_there(filled: Engine) -> None:
    found = health(filled)
    assert list(found) == ["SL", "GM"]
    assert found["GM"].completeness.activities == 0
    assert found["GM"].freshness.text == "no record yet"


def test_quiet_counts_from_the_newest_record_that_has_begun(filled: Engine) -> None:
    assert health(filled)["SL"].freshness.text == "quiet since 1 June 2026"


def a_rating(marker: str, as_of: date, kind: RaterKind) -> MarkerAssessment:
    return MarkerAssessment(
        network_code="SL", marker_code=marker, level=2, as_of=as_of, rater_kind=kind,
        provenance=Provenance.SUBMITTED,
    )  # fmt: skip


def test_ratings_count_for_18_months_and_by_rater(filled: Engine) -> None:
    save(
        filled,
        a_rating("COO1", date(2026, 1, 1), RaterKind.STAFF),
        a_rating("INF1", date(2025, 5, 22), RaterKind.STAFF),
        a_rating("COO1", date(2025, 5, 21), RaterKind.LAY),
    )
    assert (health(filled)["SL"].staff_markers, health(filled)["SL"].lay_markers) == (2, 0)


def test_what_the_list_finds_is_what_the_counts_say(filled: Engine) -> None:
    """Two ways of counting, one from the facts and one from the store, agree for every part."""
    counted = health(filled)["SL"].completeness
    for part in Part:
        found, _ = records_with_gaps(filled, networks=["SL"], since=LAST_YEAR, today=TODAY, part=part)
        assert len(found) == counted.activities - counted.holding[part], part


def test_records_with_gaps_come_newest_first_and_say_what_they_hold(filled: Engine) -> None:
    found, has_more = records_with_gaps(filled, networks=["SL"], since=LAST_YEAR, today=TODAY)
    assert [one.reference for one in found] == ["HALF", "BLANK"]
    assert not has_more
    assert {part for part, holds in found[0].holding.items() if holds} == {Part.RUNG, Part.OUTCOME}
    assert not any(found[1].holding.values())


def test_records_with_gaps_come_page_by_page(filled: Engine) -> None:
    first, more = records_with_gaps(filled, networks=["SL"], since=LAST_YEAR, today=TODAY, most=1)
    second, no_more = records_with_gaps(
        filled, networks=["SL"], since=LAST_YEAR, today=TODAY, most=1, first=1
    )
    assert ([one.reference for one in (*first, *second)], more, no_more) == (["HALF", "BLANK"], True, False)
    assert records_with_gaps(filled, networks=["GM"], since=LAST_YEAR, today=TODAY) == ([], False)


def test_names_of_those_who_look_after_a_network(filled: Engine) -> None:
    an_account(filled, UserRole.CONTRIBUTOR, ("SL", "GM"), name="Zoe")
    an_account(filled, UserRole.CONTRIBUTOR, ("SL",), name="Ann")
    an_account(filled, UserRole.LAY_PARTNER, ("GM",), name="Lee")
    an_account(filled, UserRole.LEADERSHIP, ("GM",), name="Leader")
    assert keepers_by_network(filled) == {
        ("SL", UserRole.CONTRIBUTOR): ("Ann", "Zoe"),
        ("GM", UserRole.CONTRIBUTOR): ("Zoe",),
        ("GM", UserRole.LAY_PARTNER): ("Lee",),
    }


WRITTEN = {
    "description": "Ring Jo on 0191 498 0123",
    "place": "SW1A 1AA",
    "access_support": "Ask jo@example.org",
}


@pytest.mark.parametrize(("field", "text"), WRITTEN.items())
def test_texts_of_activities_are_read(filled: Engine, field: str, text: str) -> None:
    save(filled, an_activity("D", id=9, start_date=date(2026, 11, 1), **{field: text}))
    found = records_with_details(filled, networks=["SL"])
    assert [(one.id, one.reference) for one in found.found] == [(9, "D")]
    assert text not in repr(found)
    assert (found.read, found.has_more) == (6, False)


def test_texts_of_outcomes_and_evidence_are_read_and_named_as_in_a_workbook(filled: Engine) -> None:
    save(
        filled,
        an_outcome(2, 3, you_said="Write to jo@example.org", metric_unit="calls to 0191 498 0123"),
        Evidence(
            outcome_id=3,
            local_reference="1",
            kind=EvidenceKind.LINK,
            title="x",
            what_it_shows="m1 1ae",
            link="https://example.org/jo@example.org",
        ),
    )
    found = records_with_details(filled, networks=["SL"]).found
    assert [(one.id, one.field, one.kind) for one in found] == [
        (2, "You said", "an e-mail address"),
        (2, "Metric unit", "a telephone number"),
        (2, "Link", "an e-mail address"),
        (2, "What it shows", "a full postcode"),
    ]


def test_texts_of_ratings_are_read_and_counted(filled: Engine) -> None:
    given = {"marker_code": "COO1", "rater_kind": RaterKind.STAFF, "level": 1, "as_of": TODAY}
    for network, reference, text in (
        ("SL", "", "Ask jo@example.org"),
        ("SL", "2", "Minutes"),
        ("GM", "", ""),
    ):
        save(
            filled,
            MarkerAssessment(
                network_code=network, rater_reference=reference, evidence=text,
                provenance=Provenance.SUBMITTED, **given,
            ),
        )  # fmt: skip
    assert records_with_details(filled, networks=["SL"]).in_ratings == 1
    assert records_with_details(filled, networks=["GM"]).in_ratings == 0


def test_reading_is_bounded_and_goes_on_where_it_ended(filled: Engine) -> None:
    save(
        filled,
        *(
            an_activity(f"N{day}", id=10 + day, start_date=date(2026, 10, day), title="jo@example.org")
            for day in (1, 2)
        ),
    )
    pages = [records_with_details(filled, networks=["SL"], first=first, most=3) for first in (0, 3, 6)]
    assert [(one.read, len(one.found), one.has_more) for one in pages] == [
        (3, 2, True),
        (3, 0, True),
        (1, 0, False),
    ]
    assert records_with_details(filled, networks=["GM"]).read == 0


def test_comments_that_were_marked_are_counted_by_network(filled: Engine) -> None:
    for warning in ("a full postcode", ""):
        save(
            filled,
            Experience(
                activity_id=1, answered_on=TODAY, comment="x", comment_warning=warning,
                provenance=Provenance.SUBMITTED,
            ),
        )  # fmt: skip
    assert comments_with_details(filled, networks=["SL"]) == 1
    assert comments_with_details(filled, networks=["GM"]) == 0


def test_an_empty_store_has_no_network_to_ask(sqlite_store: Engine) -> None:
    assert health(sqlite_store) == {}
    assert records_with_gaps(sqlite_store, networks=[], since=LAST_YEAR, today=TODAY) == ([], False)
