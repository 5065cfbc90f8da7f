"""Data health: all networks in one grid, what to ask whom, and for those who may edit, the records to mend."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data_access.engine import get_engine
from data_access.unit_of_work import unit_of_work
from domain.completeness import Part
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from tests.integration.factories import an_account, an_activity, save
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "manage/data_health"


def record_links(app: AppTest) -> list[str]:
    return [
        link.proto.label.replace("\\", "")
        for link in app.get("page_link")
        if "activity=" in link.proto.query_string
    ]


def test_all_networks_stand_in_the_order_of_the_map(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LEADERSHIP, (), PAGE)
    assert not app.exception
    [grid] = [one.value for one in app.html if "heard-grid" in one.value]
    rows = re.findall(r'<th scope="row">(.*?)</th>', grid)
    assert len(rows) == 15
    assert rows[0] == "North East and North Cumbria"
    assert "Markers rated by lay partners" in grid
    assert "quiet since" in grid


def test_few_networks_stand_open_and_the_others_fold_away(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LEADERSHIP, (), PAGE)
    [folded] = [one for one in app.expander if one.label == "The other 11 networks"]
    assert len(folded.subheader) == 11
    assert len([one for one in app.subheader if one.value != "What the records hold"]) == 15
    app.selectbox(key="health_network").select("GM").run()
    assert not [one for one in app.expander if one.label.startswith("The other")]


def test_filters_of_other_pages_do_not_reach_it(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LEADERSHIP, (), PAGE, network="GM", rung="CODESIGN")
    [grid] = [one.value for one in app.html if "heard-grid" in one.value]
    assert grid.count('<th scope="row">') == 15


def test_a_contributor_sees_the_own_network_and_its_records_to_mend(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), PAGE)
    assert app.selectbox(key="health_network").value == "GM"
    links = record_links(app)
    assert len(links) == 10
    assert all(link.startswith("GM ") for link in links)
    app.button(key="gaps_first_older").click().run()
    assert not set(record_links(app)) & set(links)
    app.button(key="gaps_first_newer").click().run()
    assert record_links(app) == links


def test_a_contributor_edits_no_record_of_another_network(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), PAGE)
    app.selectbox(key="health_network").select("YH").run()
    assert not app.exception
    assert record_links(app) == []
    assert "Records that miss something" not in texts(app)


def test_leadership_sees_counts_and_names_but_no_record(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LEADERSHIP, (), PAGE)
    an_account(get_engine(), UserRole.CONTRIBUTOR, ("GM",), name="Zoe <b>Bold</b>")
    an_account(get_engine(), UserRole.LAY_PARTNER, ("GM",), name="Lee")
    app.run()
    sheet = app.container(key="sheet_ask_GM")
    assert [one.value for one in sheet.text][:2] == ["Zoe <b>Bold</b>", "Lee"]
    assert record_links(app) == []


def test_one_part_can_be_asked_for(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, (), PAGE)
    app.selectbox(key="gaps_part").select(Part.PAYMENT).run()
    missing = [one.value for one in app.caption if "Missing" in one.value]
    assert len(missing) == 10
    assert all("payment" in one for one in missing)


def test_a_text_with_a_personal_detail_is_counted_and_listed_without_repeating_it(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), PAGE)
    save(get_engine(), an_activity("P1", "GM", start_date=date(2026, 11, 20), title="Ask jo@example.org"))
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        work.audit("added", "activity", "P1")
    app.run()
    assert any("1 text seems to hold one." in text for text in texts(app))
    assert "GM P1" in record_links(app)
    assert any(
        "“Title” seems to hold an e-mail address" in one.value.replace("\\", "") for one in app.caption
    )


@pytest.mark.parametrize("role", [UserRole.COMMS, UserRole.FORUM, UserRole.LAY_PARTNER])
def test_others_do_not_see_it(open_signed_in: OpenSignedIn, role: UserRole) -> None:
    app = open_signed_in(role, ("GM",), PAGE)
    assert app.title[0].value == "This page is not for your account"


def test_two_texts_of_one_record_are_both_listed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), PAGE)
    record = an_activity("P2", "GM", start_date=date(2026, 11, 20), title="Ask jo@example.org")
    record.description = "Or jo@example.org"
    save(get_engine(), record)
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        work.audit("added", "activity", "P2")
    app.run()
    assert not app.exception
    assert record_links(app)[-2:] == ["GM P2", "GM P2"]


def test_a_link_opens_the_record_itself(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), PAGE)
    first = next(link for link in app.get("page_link") if "activity=" in link.proto.query_string)
    record = first.proto.query_string.partition("activity=")[2]
    opened = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), "record/activity", activity=record)
    assert not opened.exception
    title = first.proto.label.replace("\\", "").partition(": ")[2]
    assert title in [one.value for one in (*opened.text_input, *opened.title)]
