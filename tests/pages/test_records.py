"""The list behind a figure: the sum again, the records page by page, and the nearest list to an odd address."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.reach_loaders import people_in
from components.ui.records_loaders import ON_A_PAGE
from domain.shown import ENGLAND
from tests.pages.conftest import go_to, open_app, texts
from tests.pages.walking import texts_behind, view_of

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.usefixtures("illustrative")]


def records(**query: str | list[str]) -> AppTest:
    """The list of an address, whose parameters may have any name."""
    app = open_app()
    for name, value in query.items():
        app.query_params[name] = value
    return go_to(app, "explore/records")


def lines(app: AppTest) -> int:
    """Rows of the table of records."""
    (table,) = [str(one.proto.body) for one in app.get("html") if ": page " in str(one.proto.body)]
    return table.count("<tr>") - 1


def total(app: AppTest) -> int:
    """The number in the last heading."""
    found = re.match(r"([\d,]+) ", str(app.main.header[-1].value))
    assert found
    return int(found[1].replace(",", ""))


def notices(app: AppTest) -> list[str]:
    return [str(one.value).replace("\\", "").replace("\u2060", "") for one in app.info]


def test_a_list_says_its_sum_which_records_and_one_page_of_them() -> None:
    app = records(list="outcomes", status="made", network="GM", year="2025-26")
    assert total(app) > ON_A_PAGE
    assert lines(app) == ON_A_PAGE
    assert "Health Innovation Manchester, 1 April 2025 to 31 March 2026, with the status Made." in texts(app)


def test_pages_are_turned_and_the_address_tells_the_page() -> None:
    app = records(year="2025-26")
    assert app.button(key="page_to_Page before").disabled
    app.button(key="page_to_Next page").click().run()
    assert not app.exception
    assert app.query_params["page"] == "2"
    assert any(said.startswith("Page 2 of ") for said in texts(app))


@pytest.mark.parametrize("page", ["999999", "99999999999999999999", "-3", "0", "²", "<b>", ""])
def test_a_page_that_there_is_not_shows_the_nearest(page: str) -> None:
    app = records(year="2025-26", page=page)
    assert not app.exception
    (where,) = [said for said in texts(app) if re.match(r"Page \d+ of ", said)]
    first, last = re.findall(r"\d+", where)
    assert first == (last if page == "999999" else "1")


@pytest.mark.parametrize(
    "query",
    [
        {"list": "everything"},
        {"stage": "nowhere"},
        {"from": "2026-99-99"},
        {"until": "0001-01-01"},
        {"from": "2027-01-01"},
        {"list": "people", "from": "2025-07-01"},
        {"rater": "lay"},
        {"mode": "<script>alert(1)</script>"},
        {"way": "'; DROP TABLE activity; --"},
        {"status": "[a](javascript:alert)"},
        {"design": "x" * 3000},
        {"list": "ratings", "marker": "\x00\u202e"},
    ],
    ids=str,
)
def test_an_odd_address_shows_the_nearest_list_and_says_what_was_left_out(query: dict[str, str]) -> None:
    app = records(year="2025-26", **query)
    assert not app.exception
    value = next(value for name, value in query.items() if name != "list" or len(query) == 1)
    (notice,) = notices(app)
    assert f"“{value.strip()[:40]}”" in notice
    assert total(app) > 0
    assert not any("<script>" in str(one.proto.body) for one in app.get("html"))


def test_more_oddities_than_a_sentence_holds_are_counted() -> None:
    odd = {"stage": "a1", "mode": "b2", "design": "c3", "delivery": "d4", "way": "e5"}
    (notice,) = notices(records(year="2025-26", **odd))
    assert "and 2 more, which we do not know" in notice


def test_a_list_without_a_record_says_so() -> None:
    app = records(
        list="outcomes", status="not-possible", direction="negative", network="KSS", level="society"
    )
    assert "No record fits. Choose fewer filters, or another year." in texts(app)


def test_ratings_give_the_place_again_and_then_each_rating() -> None:
    app = records(list="ratings", network="GM", rater="staff", dot="yes")
    assert [one.value for one in app.subheader] == ["What these ratings give together", "The ratings"]
    assert "Health Innovation Manchester, as of 22 November 2026" in " ".join(texts(app))
    assert not app.exception


@pytest.mark.parametrize(
    ("query", "head"),
    [
        ({}, "People involved: "),
        ({"group": "CARER"}, "People from the group "),
        ({"of-group": "PRISON"}, "People from the group "),
        ({"people": "not-known"}, "People whose groups are not known: "),
        ({"people": "groups-reached"}, "Groups with at least one person recorded: "),
    ],
)
def test_a_number_of_people_is_said_again_above_activities(query: dict[str, str], head: str) -> None:
    app = records(list="people", year="2025-26", **query)
    assert not app.exception
    assert str(app.main.header[0].value).startswith(head)
    assert total(app) > 0


def test_the_number_of_people_is_the_protected_one() -> None:
    key = view_of(year="2025-26")
    number = max(texts_behind(key, people_in(key, ENGLAND, "CARER")), key=len)
    app = records(list="people", year="2025-26", group="CARER")
    assert str(app.main.header[0].value).endswith(f": {number}")


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ({"programme": "MEDSIP"}, "People are not counted by programme or by rung"),
        ({"network": ["GM", "YH"]}, "Choose one network, or all, to see a number of people"),
        ({"group": ["CARER", "ETH"]}, "Choose one group, or all, to see a number of people"),
    ],
    ids=str,
)
def test_where_people_may_not_be_counted_the_list_says_why(
    query: dict[str, str | list[str]], why: str
) -> None:
    app = records(list="people", year="2025-26", **query)
    assert not app.exception
    assert any(said.startswith(why) for said in texts(app))


def test_a_group_that_is_counted_for_england_only_lists_all_activities_here() -> None:
    everything = total(records(list="activities", year="2025-26", network="GM"))
    app = records(list="people", year="2025-26", network="GM", **{"of-group": "PRISON"})
    assert total(app) == everything
    assert str(app.main.header[0].value).endswith(": England only")


@pytest.mark.parametrize(
    "query", [{"people": "not-known"}, {"of-group": "CARER", "and-group": "ETH"}], ids=str
)
def test_people_who_are_not_known_and_pairs_list_all_activities_here(query: dict[str, str]) -> None:
    everything = total(records(list="activities", year="2025-26"))
    assert total(records(list="people", year="2025-26", **query)) == everything


def test_a_headline_leads_to_its_records() -> None:
    app = open_app(network="GM")
    links = [one.proto for one in app.get("page_link") if one.proto.label == "See the records"]
    assert len(links) >= 4
    assert "list=activities" in links[0].query_string
    assert "network=GM" in links[0].query_string
