"""The Strategy page and the page that records for it: choices, lists, actions, pledges, with and without records."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.figures.coverage import CoveredBy
from components.figures.grid import Grid
from components.ui.strategy_loaders import coverage_drawing, resources_behind, resources_of
from data_access.engine import get_engine
from data_access.queries.actions import agreed_actions
from data_access.queries.pledges import ways_of_meeting_pledges
from data_access.queries.resources import shared_resources
from domain.vocabulary import UserRole
from tests.pages.conftest import OpenApp
from tests.pages.walking import view_of

pytestmark = pytest.mark.xdist_group("pages")

PAGE, RECORD = "explore/strategy", "record/strategy_work"
OpenSignedIn = Callable[..., AppTest]


def headings(app: AppTest) -> list[str]:
    return [one.value for one in app.subheader]


def pages_html(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def test_activities_cover_the_strategy_first(illustrative: OpenApp) -> None:
    app = illustrative(PAGE)
    assert headings(app) == [
        "How the strategy is covered by activities", "How we work, as activities show it", "Agreed actions",
        "Diversity pledges",
    ]  # fmt: skip
    assert "1.1 Share power in how the network decides things" in pages_html(app)
    assert "/records?list=activities" in pages_html(app)


def test_the_choice_of_what_covers_it_stands_in_the_address(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, covered="outcomes")
    assert headings(app)[0] == "How the strategy is covered by outcomes"
    app.radio(key="strategy_covered").set_value("resources").run()
    assert headings(app)[0] == "How the strategy is covered by resources"
    assert app.query_params["covered"] == "resources"
    assert re.fullmatch(r"[\d,]+ resources", headings(app)[1])
    assert headings(app)[2] == "How we work, as activities show it"


def test_every_number_of_resources_opens_a_list_of_as_many(illustrative: OpenApp) -> None:
    illustrative()
    for asked in ({}, {"year": "2024-25"}, {"network": ["GM", "SL"]}):
        key = view_of(**asked)
        drawing = coverage_drawing(key, CoveredBy.RESOURCES)
        assert isinstance(drawing.figure, Grid)
        numbers = {
            key_: text
            for texts, keys in zip(drawing.figure.texts, drawing.figure.keys, strict=True)
            for text, key_ in zip(texts, keys, strict=True)
        }
        for cell, text in numbers.items():
            line, network = cell.split("|")
            assert len(resources_behind(key, line=line, network=network)) == int(text), cell
            assert (cell in drawing.addresses) is (text != "0"), cell
        assert resources_of(key)


def test_the_list_behind_a_number_of_resources_says_what_it_holds(illustrative: OpenApp) -> None:
    illustrative()
    key = view_of()
    address = next(iter(coverage_drawing(key, CoveredBy.RESOURCES).addresses))
    line, network = address.split("|")
    app = illustrative(PAGE, covered="resources", line=line, **{"from-network": network})
    many = len(resources_behind(key, line=line, network=network))
    assert headings(app)[1].split()[0] == str(many)
    assert any(text.value.startswith("For ") for text in app.text)


@pytest.mark.parametrize("line", ["9.9", "<script>", ""])
def test_a_line_that_nobody_knows_shows_all_resources(illustrative: OpenApp, line: str) -> None:
    app = illustrative(PAGE, covered="nonsense", line=line, **{"from-network": "GM"})
    assert not app.exception
    assert headings(app)[0] == "How the strategy is covered by activities"
    app = illustrative(PAGE, covered="resources", line=line, **{"from-network": "GM"})
    assert not any(text.value.startswith("For ") for text in app.text)


def test_actions_show_open_ones_first_and_what_is_late(illustrative: OpenApp) -> None:
    app = illustrative(PAGE)
    assert "actions are open**" in " ".join(one.value for one in app.markdown)
    app.radio(key="strategy_actions_shown").set_value("late").run()
    assert "days late" in pages_html(app)
    app.radio(key="strategy_actions_shown").set_value("done").run()
    assert "Done on" in pages_html(app)


def test_without_records_every_part_says_so(without_records: OpenApp) -> None:
    app = without_records(PAGE, covered="resources")
    assert not app.exception
    said = " ".join(one.value for one in [*app.text, *app.markdown])
    for sentence in (
        "No resource here is recorded as serving any line of the strategy.",
        "No network has shared a resource here yet.",
        "No activity here is recorded as showing a way of working.",
        "No action is recorded here yet.",
        "No network here has said yet how it meets the pledges.",
    ):
        assert sentence in said


def test_a_contributor_records_an_action_for_the_own_network(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), page=RECORD)
    assert app.selectbox(key="strategy_work_network").options == ["Manchester"]
    app.button(key="action_GM_0_save").click().run()
    assert "this is needed" in app.error[0].value
    before = len(agreed_actions(get_engine()))
    app.text_input(key="action_GM_0_title").set_value("Ask the night shift").run()
    app.text_input(key="action_GM_0_owner").set_value("Head of involvement").run()
    app.date_input(key="action_GM_0_due_on").set_value("2026-12-24").run()
    app.button(key="action_GM_0_save").click().run()
    assert app.success[0].value.startswith("Saved")
    assert app.text_input(key="action_GM_0_title").value == ""
    assert len(agreed_actions(get_engine())) == before + 1
    assert "Ask the night shift" in {one.title for one in agreed_actions(get_engine())}


def test_the_forum_may_record_for_all_networks_and_a_pledge_for_each(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.FORUM, (), page=RECORD)
    assert app.selectbox(key="strategy_work_network").options[0] == "All networks"
    assert len(app.selectbox(key="strategy_work_network").options) == 16
    app.radio(key="strategy_work_kind").set_value("pledge").run()
    app.selectbox(key="strategy_work_network").set_value("GM").run()
    app.text_area(key="pledge_GM_ORG1_how").set_value("We ask lay partners first.").run()
    app.button(key="pledge_GM_ORG1_save").click().run()
    assert ways_of_meeting_pledges(get_engine())["ORG1", "GM"].how == "We ask lay partners first."


def test_a_resource_goes_only_once_that_is_confirmed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.FORUM, (), page=RECORD)
    app.radio(key="strategy_work_kind").set_value("resource").run()
    app.text_input(key="resource__0_title").set_value("A shared form").run()
    app.button(key="resource__0_save").click().run()
    number = next(one.id for one in shared_resources(get_engine()) if one.title == "A shared form")
    app.selectbox(key="strategy_work_resource_").set_value(number).run()
    assert app.button(key=f"resource__{number}_remove").disabled
    app.checkbox(key=f"resource__{number}_sure").check().run()
    app.button(key=f"resource__{number}_remove").click().run()
    assert app.success[0].value.startswith("Removed")
