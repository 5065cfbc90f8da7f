"""Open data as a program meets it: what each set answers, in which form, and where it leads."""

import csv
import html
import io
import re
from datetime import date

import pandas as pd
import pytest
from sqlalchemy.engine import Engine

from components.server.api.negotiation import accepted_form
from data_access.tables import Evidence, Story
from domain.counted_people import COUNT_OF_PEOPLE
from domain.vocabulary import EvidenceKind, Mode, OutcomeStatus, Provenance, Stage, StoryStatus, Who
from tests.integration.api.answers import NAMES, read
from tests.integration.factories import an_activity
from tests.integration.feedback_visitor import Visitor
from tests.integration.worked_example import an_outcome, write

pytestmark = pytest.mark.xdist_group("api")
LINES_ABOVE = 8
LIGHT = 60_000


@pytest.mark.usefixtures("served")
def test_an_answer_carries_its_filters_its_day_and_where_it_comes_from(visitor: Visitor) -> None:
    answer = read(visitor, "/api/v1/networks?network=SL")
    assert answer["sentence"] == "Health Innovation SL, 1 April 2026 to 22 November 2026"
    assert answer["filters"] == {"year": ["2026-27"], "network": ["SL"]}
    assert answer["made_on"] == "2026-11-22"
    assert answer["provenance"]["has_illustrative"]
    assert "Illustrative records are included" in answer["provenance"]["note"]
    assert "fewer than 8" in answer["disclosure"]
    assert "Open Government Licence" in answer["licence"]["attribution"]
    assert answer["links"]["self"] == "/api/v1/networks?year=2026-27&network=SL"


@pytest.mark.usefixtures("served")
def test_the_networks_are_counted_as_by_hand_and_people_only_as_protected(visitor: Visitor) -> None:
    rows = {row["network"]: row for row in read(visitor, "/api/v1/networks")["rows"]}
    assert {code: row["activities"] for code, row in rows.items()} == {"SL": 1, "GM": 3}
    assert {code: row["outcomes"] for code, row in rows.items()} == {"SL": 2, "GM": 1}
    assert {code: row["people_involved"] for code, row in rows.items()} == {"SL": None, "GM": None}
    assert rows["GM"]["people_involved_text"] == "hidden"
    cut = read(visitor, "/api/v1/networks?rung=CODESIGN")["rows"]
    assert {row["people_involved"] for row in cut} == {None}


@pytest.mark.usefixtures("served")
def test_reach_tells_no_small_number(visitor: Visitor) -> None:
    rows = read(visitor, "/api/v1/reach")["rows"]
    told = {row["people"] for row in rows} | {row["area_people"] for row in rows}
    assert told.isdisjoint(range(1, 8))
    black = next(row for row in rows if (row["area"], row["group"]) == ("SL", "ETH_BLACK"))
    assert (black["people"], black["people_text"]) == (None, "fewer than 8")


@pytest.mark.usefixtures("served")
def test_reach_with_a_rung_counts_activities_and_no_people(visitor: Visitor) -> None:
    rows = read(visitor, "/api/v1/reach?rung=CONSULTATION")["rows"]
    assert {row["people"] for row in rows} == {None}
    assert {(row["area"], row["group"]): row["activities"] for row in rows}["GM", "CARER"] == 1


@pytest.mark.usefixtures("served")
def test_a_list_comes_in_pages_that_lead_to_one_another(visitor: Visitor) -> None:
    first = read(visitor, "/api/v1/activities?limit=3")
    assert first["page"] == {"number": 1, "of": 2, "limit": 3, "total": 4}
    assert first["links"]["prev"] is None
    second = read(visitor, first["links"]["next"])
    assert second["links"]["next"] is None
    assert read(visitor, second["links"]["prev"])["rows"] == first["rows"]
    starts = [row["start"] for row in first["rows"] + second["rows"]]
    assert starts == ["2026-07-01", "2026-06-30", "2026-04-01", "2026-04-01"]


@pytest.mark.usefixtures("served")
def test_facets_narrow_outcomes(visitor: Visitor) -> None:
    answer = read(visitor, "/api/v1/outcomes?status=not-possible")
    assert [row["reason_not_possible"] for row in answer["rows"]] == ["No money."]
    assert answer["sentence"].endswith("with the status Not possible")
    assert read(visitor, "/api/v1/outcomes?status=made&direction=negative")["page"]["total"] == 0


def test_an_outcome_tells_its_decision_its_evidence_and_its_number(served: Engine, visitor: Visitor) -> None:
    activity = an_activity("A6", start_date=date(2026, 5, 4))
    write(served, activity)
    waits = {"metric_label": "Waits", "metric_value": 12.0, "metric_baseline": 20.0, "metric_unit": "days"}
    outcome = an_outcome(
        activity,
        "1",
        decided_on=date(2026, 6, 3),
        metric_comparator="last year",
        metric_period="2026",
        **waits,
    )
    write(served, outcome)
    evidence = Evidence(outcome_id=outcome.id, local_reference="1", kind=EvidenceKind.LINK, title="A page")
    write(served, evidence)
    asked = "/api/v1/outcomes?from=2026-05-04&until=2026-05-04"
    row = read(visitor, asked)["rows"][0]
    assert (row["decided_on"], row["days_to_decision"]) == ("2026-06-03", 30)
    assert (row["has_source"], row["was_compared"], row["was_confirmed"]) == (True, True, False)
    told = {name.removeprefix("metric_"): value for name, value in row.items() if name.startswith("metric")}
    assert told == {
        "metric": "Waits", "value": 12.0, "baseline": 20.0, "unit": "days", "text": "12 days",
        "comparator": "last year", "period": "2026",
    }  # fmt: skip
    then = read(visitor, f"{asked}&as_of=2026-06-02")["rows"][0]
    assert (then["status"], then["decided_on"], then["days_to_decision"]) == ("planned", None, None)
    assert not any(then[name] for name in ("has_source", "was_compared", "was_confirmed"))
    assert {then[f"metric_{name}"] for name in ("value", "baseline")} == {None}
    assert {then[f"metric_{name}"] for name in ("unit", "text", "comparator", "period")} == {""}


def test_a_number_that_may_count_people_is_not_told(served: Engine, visitor: Visitor) -> None:
    activity = an_activity("A6", start_date=date(2026, 5, 4))
    write(served, activity)
    counted = {
        "metric_label": "Who came",
        "metric_value": 3.0,
        "metric_baseline": 2.0,
        "metric_unit": "people",
    }
    write(served, an_outcome(activity, "1", **counted))
    row = read(visitor, "/api/v1/outcomes?from=2026-05-04&until=2026-05-04")["rows"][0]
    assert (row["metric"], row["metric_value"], row["metric_baseline"]) == ("Who came", None, None)
    assert row["metric_text"] == COUNT_OF_PEOPLE


def test_an_activity_tells_how_it_was_done_and_since_when_people_know(
    served: Engine, visitor: Visitor
) -> None:
    known = {"design_role": Who.TOGETHER, "delivery_role": Who.COMMUNITIES, "stage": Stage.TESTING}
    day = {"start_date": date(2026, 5, 4), "reported_back_on": date(2026, 8, 1)}
    write(served, an_activity("A6", mode=Mode.PHONE, **known, **day))
    asked = "/api/v1/activities?from=2026-05-04&until=2026-05-04"
    row = read(visitor, asked)["rows"][0]
    how = [row[name] for name in ("design", "delivery", "stage", "mode", "reported_back_on")]
    assert how == ["together", "communities", "testing", "phone", "2026-08-01"]
    assert read(visitor, f"{asked}&as_of=2026-07-31")["rows"][0]["reported_back_on"] is None
    plain = read(visitor, "/api/v1/activities?until=2026-04-01")["rows"][0]
    assert {plain[name] for name in ("design", "delivery", "stage", "mode", "reported_back_on")} == {None}


@pytest.mark.usefixtures("served")
def test_a_network_without_people_has_no_0_and_says_so_as_reach_does(visitor: Visitor) -> None:
    network = read(visitor, "/api/v1/networks?year=2025-26&network=GM")["rows"][0]
    assert (network["people_involved"], network["people_involved_text"]) == (None, "none recorded")
    for row in read(visitor, "/api/v1/reach?year=2025-26&network=GM")["rows"]:
        assert (row["people_text"], row["area_people_text"]) == ("none recorded", "none recorded")
        assert (row["area_people"], row["area_known"], row["area_not_known"]) == (None, None, None)


def test_a_past_day_answers_as_things_stood_then(served: Engine, visitor: Visitor) -> None:
    activity = an_activity("A6", start_date=date(2026, 5, 4))
    write(served, activity)
    refused = {"status": OutcomeStatus.NOT_POSSIBLE, "reason_not_possible": "No room."}
    write(served, an_outcome(activity, "1", decided_on=date(2026, 9, 1), **refused))
    for day, told in (("2026-08-31", ("planned", "")), ("2026-09-01", ("not-possible", "No room."))):
        answer = read(visitor, f"/api/v1/outcomes?from=2026-05-04&until=2026-05-04&as_of={day}")
        assert [(row["status"], row["reason_not_possible"]) for row in answer["rows"]] == [told]
        assert answer["made_on"] == "2026-11-22"
        assert answer["filters"]["as_of"] == [day]
    assert read(visitor, "/api/v1/activities?as_of=2026-05-03")["page"]["total"] == 2
    assert read(visitor, "/api/v1/activities?as_of=2026-05-04")["page"]["total"] == 3


@pytest.mark.usefixtures("served")
def test_people_are_not_counted_up_to_a_day_within_a_year(visitor: Visitor) -> None:
    for day in ("2026-11-21", "2025-09-30"):
        for row in read(visitor, f"/api/v1/reach?as_of={day}")["rows"]:
            assert (row["people"], row["area_people"], row["area"] == "england") == (None, None, False)
            assert row["people_text"] == "not counted up to a day within a year"
        for row in read(visitor, f"/api/v1/networks?as_of={day}")["rows"]:
            assert row["people_involved_text"] == "not counted up to a day within a year"
    whole = read(visitor, "/api/v1/reach?year=2025-26")["rows"]
    assert read(visitor, "/api/v1/reach?year=2025-26&as_of=2026-03-31")["rows"] == whole


@pytest.mark.usefixtures("served")
def test_today_is_no_past_day_and_changes_nothing(visitor: Visitor) -> None:
    today = read(visitor, "/api/v1/activities?as_of=2026-11-22")
    assert today["rows"] == read(visitor, "/api/v1/activities")["rows"]
    assert "as_of" not in today["filters"]


@pytest.mark.usefixtures("served")
def test_no_row_of_a_list_tells_of_people(visitor: Visitor) -> None:
    for name in ("activities", "outcomes"):
        for row in read(visitor, f"/api/v1/{name}")["rows"]:
            assert not [field for field in row if "people" in field or "group" in field]


def test_only_published_stories_are_told(served: Engine, visitor: Visitor) -> None:
    for slug, status in (("tea", StoryStatus.PUBLISHED), ("draft", StoryStatus.DRAFT)):
        write(served, Story(slug=slug, title=slug, status=status, provenance=Provenance.PUBLISHED))
    assert [row["address"] for row in read(visitor, "/api/v1/stories")["rows"]] == ["/s/tea"]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("name", NAMES)
def test_json_and_csv_tell_the_same(visitor: Visitor, name: str) -> None:
    answer = read(visitor, f"/api/v1/{name}")
    seen = visitor.get(f"/api/v1/{name}.csv")
    assert seen.header("content-type") == "text/csv; charset=utf-8"
    assert f'filename="heard-{name}-2026-27.csv"' in seen.header("content-disposition")
    assert visitor.get(f"/api/v1/{name}?format=csv").body == seen.body
    assert visitor.get(f"/api/v1/{name}", accept="text/csv").body == seen.body
    lines = list(csv.reader(io.StringIO(seen.body.decode("utf-8-sig"))))
    assert lines[LINES_ABOVE - 1] == []
    assert all(line != [""] and len(line) == 1 for line in lines[: LINES_ABOVE - 1])
    assert lines[1] == [answer["sentence"]]
    table = pd.read_csv(io.BytesIO(seen.body), skiprows=LINES_ABOVE - 1, dtype=str, keep_default_na=False)
    assert len(table) == len(answer["rows"])
    for row, told in zip(table.to_dict("records"), answer["rows"], strict=True):
        assert list(row) == list(told)
        for field, value in told.items():
            if isinstance(value, str):
                assert row[field].removeprefix("'") == value
            elif isinstance(value, int) and not isinstance(value, bool):
                assert row[field] == str(value)
            elif value is None:
                assert row[field] == ""


def test_a_title_that_is_a_formula_stays_text_in_the_csv(served: Engine, visitor: Visitor) -> None:
    write(served, an_activity("F", title='=HYPERLINK("http://evil.example")'))
    body = visitor.get("/api/v1/activities.csv").body.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(body)) for cell in line]
    assert [cell for cell in cells if "HYPERLINK" in cell] == ['\'=HYPERLINK("http://evil.example")']


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/json", "json"),
        ("text/csv", "csv"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/*", "csv"),
        ("image/png", None),
        ("application/json;q=0, text/csv;q=0", None),
        ("text/csv;q=words", None),
    ],
)
def test_the_form_is_the_one_that_is_wanted_more(accept: str, form: str | None) -> None:
    assert accepted_form(accept) == form


@pytest.mark.usefixtures("served")
def test_the_page_has_an_example_of_each_set_and_every_link_of_it_answers(visitor: Visitor) -> None:
    page = visitor.get("/api/").body.decode()
    links = [html.unescape(link) for link in re.findall(r'href="(/api/[^"]*)"', page)]
    asked = {link.partition("?")[0].rpartition("/")[2] for link in links if "?" in link}
    assert asked == set(NAMES) - {"codes"}
    assert {visitor.get(link).status for link in links} == {200}
    assert "Illustrative records are included" in page
    assert len(page) < LIGHT
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_a_write_shows_at_the_next_question(served: Engine, visitor: Visitor) -> None:
    before = read(visitor, "/api/v1/activities")["page"]["total"]
    write(served, an_activity("NEW"))
    assert read(visitor, "/api/v1/activities")["page"]["total"] == before + 1


def test_the_list_of_what_there_is_leads_to_the_description(visitor: Visitor) -> None:
    for path in ("/api/v1", "/api/v1/"):
        listed = read(visitor, path)
        assert [one["name"] for one in listed["resources"]] == NAMES
        assert listed["description"] == "/api/v1/openapi.json"
    seen = visitor.get("/api")
    assert (seen.status, seen.header("location")) == (308, "/api/")
