"""Reach and Spectrum: what each shows, what a filter may not split, and the evidence behind each marker."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlmodel import col
from streamlit.testing.v1 import AppTest

from components.ui.explore_drawings import EXPLORE_DRAWINGS
from data_access.engine import get_engine
from data_access.tables import MarkerAssessment
from domain.vocabulary import RaterKind, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import OpenApp, open_app, sign_in_session, texts
from tests.pages.walking import view_of

pytestmark = pytest.mark.xdist_group("pages")


def blocks(app: AppTest) -> list[str]:
    """Titles of the charts on the page."""
    return [str(one.value) for one in app.subheader]


def linked_tables(app: AppTest) -> list[str]:
    """The tables whose numbers lead to their records, as HTML."""
    return [body for one in app.get("html") if 'class="heard-table"' in (body := str(one.proto.body))]


def test_reach_compares_counts_and_says_what_is_not_known(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM", year="2025-26")
    assert blocks(app) == [
        "Compared with who lives in Manchester",
        "Who was reached, and where",
        "How much we do not know",
        "People who belong to two groups, Manchester",
    ]
    assert any("Groups are not known for " in said for said in texts(app))


@pytest.mark.parametrize("view", [{"programme": "MEDSIP"}, {"rung": "CODESIGN"}])
def test_with_a_programme_or_a_rung_reach_counts_activities_and_says_why(
    illustrative: OpenApp, view: dict[str, str]
) -> None:
    app = illustrative("explore/reach", **view)
    assert blocks(app) == ["Which groups these activities reached"]
    assert any("this page counts **activities**" in said for said in texts(app))
    assert not any("People who belong" in said for said in texts(app))


def test_reach_without_records_claims_nothing(without_records: OpenApp) -> None:
    said = texts(without_records("explore/reach"))
    assert "No people are recorded here yet, so nothing can be said about whom we reached." in said
    assert any(one.startswith("There are not enough people recorded in England") for one in said)


def test_spectrum_asks_which_networks_to_look_at(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum")
    assert app.multiselect(key="compared_networks").value == []
    assert "Choose a network to see how it moved and the evidence behind each marker." in texts(app)
    assert not app.table


def test_a_chosen_network_shows_movement_and_the_evidence_of_nine_markers(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum")
    app.multiselect(key="compared_networks").set_value(["GM", "YH"]).run()
    assert not app.exception
    assert "How it moved" in blocks(app)
    assert [table.value.shape for table in app.table] == [(9, 2), (9, 2)]
    assert app.query_params["look"] == ["GM", "YH"]
    assert any(str(cell).startswith("Level") for cell in app.table[0].value["Staff"])


def test_networks_to_look_at_come_from_the_address_up_to_four(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum", look=["GM", "YH", "ATLANTIS"])
    assert app.multiselect(key="compared_networks").value == ["GM", "YH"]


def test_the_last_network_can_be_cleared(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum")
    app.multiselect(key="compared_networks").set_value(["GM"]).run()
    app.multiselect(key="compared_networks").set_value([]).run()
    assert app.multiselect(key="compared_networks").value == []
    assert "look" not in app.query_params


def test_up_to_four_networks_of_the_filter_are_looked_at_without_asking(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum", network=["GM", "YH"])
    assert app.multiselect(key="compared_networks").value == ["GM", "YH"]


def test_spectrum_without_ratings_places_nobody(without_records: OpenApp) -> None:
    app = without_records("explore/spectrum", network="GM")
    assert "No network here has enough ratings to be placed on the spectrum yet." in texts(app)
    assert all(set(row) == {"Not rated"} for row in app.table[0].value.to_numpy().tolist())


def test_a_table_opens_one_step_away_with_its_downloads(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM", year="2025-26")
    assert not linked_tables(app)
    app.session_state["table_reach_map"] = True
    app.run()
    assert not app.exception
    (table,) = linked_tables(app)
    assert '<th scope="col">Group</th><th scope="col" class="number">Manchester</th>' in table
    assert '<a href="/records?list=people&amp;year=2025-26&amp;network=GM&amp;group=' in table
    labels = [button.label for button in app.get("download_button")]
    assert [label for label in labels if not label.startswith("This page")] == [
        "Download as CSV",
        "Download for Excel",
    ]


def test_a_lay_partner_with_questions_left_is_asked_to_answer_before_the_evidence_shows(
    open_signed_in: Callable[..., AppTest],
) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("GM",), page="explore/spectrum", look=["GM", "YH"])
    assert len(app.table) == 1  # the other network's: there is no rating of one's own to wait for
    assert any(one.startswith("This is your network") for one in texts(app))
    app.button(key="show_staff_GM").click().run()
    assert len(app.table) == 2
    assert "Show what staff said" not in [one.label for one in app.button]
    assert not app.exception


def test_a_lay_partner_is_not_asked_to_answer_first_where_staff_said_nothing(
    open_signed_in: Callable[..., AppTest],
) -> None:
    open_signed_in(None)
    with get_engine().begin() as connection:
        connection.execute(
            sa.delete(MarkerAssessment).where(col(MarkerAssessment.rater_kind) == RaterKind.STAFF)
        )
    user_id = an_account(get_engine(), UserRole.LAY_PARTNER, ("GM",))
    app = open_app("explore/spectrum", session=sign_in_session(user_id), look=["GM"])
    assert len(app.table) == 1


@pytest.mark.parametrize("role", [UserRole.CONTRIBUTOR, UserRole.LEADERSHIP])
def test_nobody_else_is_asked_before_the_evidence_shows(
    open_signed_in: Callable[..., AppTest], role: UserRole
) -> None:
    app = open_signed_in(role, ("GM",), page="explore/spectrum", look=["GM"])
    assert len(app.table) == 1
    assert "Show what staff said" not in [one.label for one in app.button]


@pytest.mark.usefixtures("illustrative")
def test_movement_says_which_of_how_many_networks_are_drawn() -> None:
    (movement,) = (one for one in EXPLORE_DRAWINGS if one.name == "movement")
    said = movement.load(view_of()).notes[0]
    assert said.startswith("Here are 4 of 15 networks: North East and North Cumbria, ")
    assert said.endswith("To see another, choose it in the filters.")
    assert not any(note.startswith("Here are") for note in movement.load(view_of(network="SL")).notes)
