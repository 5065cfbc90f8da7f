"""Pages as of a past day: chosen beside the year, held by the address, said under the heading, and taken back."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from components.publishing.network_document import FactTable
from components.ui.change_loaders import changes_of, felt_heard_drawing, how_it_was, told_and_heard_drawing
from components.ui.explore_drawings import EXPLORE_DRAWINGS
from components.ui.network_page_loaders import network_document, network_key
from components.ui.page_list import PAGES
from components.ui.stories.browsing import AS_TODAY
from components.ui.strategy_loaders import actions_of, resources_of
from components.ui.view import facts_now, facts_of
from domain.vocabulary import ActionState
from tests.pages.conftest import OpenApp, go_to, open_at, texts
from tests.pages.walking import faults, view_of

pytestmark = pytest.mark.xdist_group("pages")

DAY = date(2025, 9, 30)
LINE = (
    "You look back to 30 September 2025. Records are as we know them now; what was decided or told later is left "
    "out."
)
FILTERED = [entry.file.removeprefix("pages/").removesuffix(".py") for entry in PAGES if entry.filtered]


def sentence(app: AppTest) -> str:
    return str(app.container(key="filter_sentence").text[0].value)


def looks_back(app: AppTest) -> str:
    return str(app.container(key="looking_back").text[0].value)


def has_line(app: AppTest) -> bool:
    return any(text.startswith("You look back") for text in texts(app))


def dropped(app: AppTest) -> str:
    return str(app.container(key="dropped_codes").text[0].value)


def test_a_day_is_chosen_and_stands_in_the_address_and_the_sentence(illustrative: OpenApp) -> None:
    app = illustrative()
    assert app.date_input(key="filter_as_of").value is None
    assert app.date_input(key="filter_as_of").max == date(2026, 11, 21)
    assert not has_line(app)
    app.date_input(key="filter_as_of").set_value(DAY).run()
    assert not app.exception
    assert app.query_params == {"year": "2025-26", "as_of": "2025-09-30"}
    assert app.selectbox(key="filter_year").value == "2025-26"
    assert sentence(app) == (
        "All 15 networks, 1 April 2025 to 30 September 2025, as things stood on 30 September 2025"
    )
    assert looks_back(app) == LINE


def test_years_that_had_not_begun_are_not_offered(illustrative: OpenApp) -> None:
    app = illustrative(as_of="2025-09-30", year="2024-25")
    assert app.selectbox(key="filter_year").value == "2024-25"
    assert app.selectbox(key="filter_year").options[0] == "2025/26 so far"
    assert "1 April 2024 to 31 March 2025, as things stood on 30 September 2025" in sentence(app)
    compare = app.selectbox(key="filter_compare")
    assert "2025/26 so far" in compare.options
    assert "2024/25" not in compare.options
    assert not any(option.startswith("2026") for option in compare.options)


@pytest.mark.parametrize("page", FILTERED)
def test_every_page_with_filters_opens_as_of_a_past_day_and_says_so(page: str, illustrative: OpenApp) -> None:
    app = illustrative(page, as_of="2025-09-30")
    assert not app.exception
    assert not app.error
    assert looks_back(app) == LINE


def test_one_press_leads_back_to_today_and_keeps_the_rest(illustrative: OpenApp) -> None:
    app = illustrative(as_of="2025-09-30", network="GM")
    app.button(key="back_to_today").click().run()
    assert app.query_params == {"year": "2025-26", "network": "GM"}
    assert app.date_input(key="filter_as_of").value is None
    assert not has_line(app)


def test_clear_all_takes_the_day_and_the_other_year_away(illustrative: OpenApp) -> None:
    app = illustrative(as_of="2025-09-30", compare="2024-25")
    assert app.query_params["compare"] == "2024-25"
    app.button(key="filter_clear").click().run()
    assert app.query_params == {"year": "2026-27"}
    assert app.date_input(key="filter_as_of").value is None
    assert app.selectbox(key="filter_compare").value is None


def test_another_year_is_chosen_and_gives_way_when_it_becomes_the_year(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26")
    app.selectbox(key="filter_compare").set_value("2024-25").run()
    assert app.query_params == {"year": "2025-26", "compare": "2024-25"}
    app.selectbox(key="filter_year").set_value("2024-25").run()
    assert app.query_params == {"year": "2024-25"}
    assert app.selectbox(key="filter_compare").value is None


@pytest.mark.parametrize("asked", ["2026-11-23", "2012-01-01", "30/09/2025", "<b>never</b>", "9999-99-99"])
def test_a_day_that_nobody_can_look_back_to_is_named_and_left_out(asked: str, illustrative: OpenApp) -> None:
    app = illustrative(as_of=asked)
    assert not app.exception
    assert f"“{asked}”" in dropped(app)
    assert app.query_params == {"year": "2026-27"}
    assert not has_line(app)


def test_the_first_day_that_may_be_asked_for_has_nothing_yet(illustrative: OpenApp) -> None:
    app = illustrative(as_of="2013-04-01")
    assert not app.exception
    assert sentence(app) == "All 15 networks, 1 April 2013 to 1 April 2013, as things stood on 1 April 2013"
    copied = illustrative(**dict(app.query_params))
    assert sentence(copied) == sentence(app)
    assert not any("which we do not know" in text for text in texts(copied))


def test_reach_says_why_it_counts_activities_and_counts_people_of_a_whole_year(illustrative: OpenApp) -> None:
    within = illustrative("explore/reach", as_of="2025-09-30")
    assert any("look back to a day within the year" in one.value for one in within.markdown)
    split = illustrative("explore/reach", as_of="2025-09-30", rung="CODESIGN")
    assert any("A programme or a rung is chosen" in one.value for one in split.markdown)
    whole = illustrative("explore/reach", as_of="2026-03-31")
    assert not any("this page counts **activities**" in one.value for one in whole.markdown)


def test_a_list_of_people_within_the_year_says_why_there_is_no_number(illustrative: OpenApp) -> None:
    app = illustrative("explore/records", list="people", as_of="2025-09-30")
    assert any("People are counted by whole years" in one for one in texts(app))
    assert not any("fewer than 8" in one for one in texts(app))


@pytest.mark.usefixtures("illustrative")
def test_people_s_answers_are_left_out_with_a_sentence() -> None:
    now, then = view_of(), view_of(as_of="2026-09-30")
    assert how_it_was(now)
    assert how_it_was(then) == {}
    drawing = told_and_heard_drawing(then)
    assert "People's answers are shown as they stand today only" in drawing.finding
    assert list(drawing.table.columns) == ["Network", "Activities", "Staff say: reported back"]
    assert felt_heard_drawing(then).table.empty
    assert "as they stand today only" in felt_heard_drawing(then).finding


def test_the_change_page_leaves_the_four_statements_out(illustrative: OpenApp) -> None:
    titles = [one.value for one in illustrative("explore/change", as_of="2026-09-30").subheader]
    assert "Told and heard" in titles
    assert "Do people feel heard?" not in titles


def test_a_card_says_that_a_decision_came_later(illustrative: OpenApp) -> None:
    app = illustrative("explore/change", as_of="2025-09-30", status="planned")
    said = [one.value for one in app.text]
    assert "It was decided after the day that you look back to." in said


@pytest.mark.usefixtures("illustrative")
def test_quoted_changes_were_decided_by_the_day() -> None:
    key = view_of(as_of="2025-09-30")
    quoted = changes_of(key)
    assert not quoted.empty
    assert set(quoted["status"]) <= {"made", "not-possible"}
    outcomes = facts_of(key).outcomes
    assert outcomes.decided.max() <= DAY.toordinal()


@pytest.mark.usefixtures("illustrative")
def test_actions_and_resources_of_the_strategy_stand_as_on_the_day() -> None:
    now, then = actions_of(view_of()), actions_of(view_of(as_of="2026-03-31"))
    done = {one.id for one in then if one.state is ActionState.DONE}
    assert done < {one.id for one in now if one.state is ActionState.DONE}
    assert all(one.done_on is None or one.done_on <= date(2026, 3, 31) for one in then)
    shared = resources_of(view_of(as_of="2025-09-30"))
    assert all(one.shared_on <= DAY for one in shared)
    assert len(shared) < len(resources_of(view_of()))


def test_the_network_page_takes_its_day_from_the_address_and_gives_it_back(illustrative: OpenApp) -> None:
    app = illustrative("explore/network", n="GM", as_of="2025-09-30")
    assert not app.exception
    assert looks_back(app).startswith(LINE)
    app.button(key="back_to_today").click().run()
    assert not has_line(app)
    assert app.query_params["n"] == "GM"
    assert "as_of" not in app.query_params


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize(
    ("as_of", "year"),
    [
        (DAY, "2025-26"),
        (date(2026, 3, 31), "2025-26"),
        (date(2026, 4, 1), "2026-27"),
        (date(2024, 4, 2), "2024-25"),
    ],
)
def test_the_network_page_shows_the_year_that_every_page_shows_for_its_day(as_of: date, year: str) -> None:
    facts, _ = facts_now()
    key = network_key(facts, "SL", as_of=as_of)
    assert key.filters == view_of(as_of=as_of.isoformat(), network="SL").filters
    assert (key.filters.year, key.today) == (year, as_of)


def test_the_network_page_says_why_people_of_a_part_of_a_year_are_not_there(illustrative: OpenApp) -> None:
    within = "".join(one.value for one in illustrative("explore/network", n="SL", as_of="2025-09-30").html)
    assert "We count people for whole years only." in within
    assert "So people in 2025/26 up to 30 September 2025 are not here." in within
    whole = "".join(one.value for one in illustrative("explore/network", n="SL", as_of="2026-03-31").html)
    assert "whole years only" not in whole


def test_stories_say_that_they_are_not_of_the_day(illustrative: OpenApp) -> None:
    said = texts(illustrative("stories/stories", as_of="2025-09-30"))
    assert AS_TODAY.format(day="30 September 2025") in said
    assert "20 stories here." in said
    assert not any("as they are today" in one for one in texts(illustrative("stories/stories")))


def test_the_network_page_does_not_take_the_day_of_another_page(illustrative: OpenApp) -> None:
    app = illustrative(as_of="2025-09-30")
    for name in ("as_of", "year"):
        del app.query_params[name]
    assert not has_line(go_to(app, "explore/network"))


@pytest.mark.usefixtures("illustrative")
def test_the_network_page_names_a_day_that_is_none() -> None:
    app = open_at("explore/network", {"n": "GM", "as_of": "tomorrow"})
    assert any("“tomorrow” is no past day" in one.value for one in app.info)
    assert not has_line(app)


@pytest.mark.usefixtures("illustrative")
@pytest.mark.parametrize(("as_of", "columns"), [(DAY, 3), (date(2026, 3, 31), 4), (None, 4)])
def test_a_network_s_people_are_those_of_whole_years(as_of: date | None, columns: int) -> None:
    facts, _ = facts_now()
    document = network_document(network_key(facts, "GM", as_of=as_of))
    [section] = [one for one in document.sections if one.key == "reached"]
    [table] = [part for part in section.parts if isinstance(part, FactTable)]
    assert len(table.columns) == columns
    assert all(len(row) == columns for row in table.rows)


@pytest.mark.usefixtures("illustrative")
def test_a_network_s_page_says_nothing_of_what_came_later() -> None:
    facts, _ = facts_now()
    for network in facts.reference.networks:
        said = str(network_document(network_key(facts, network, as_of=DAY)))
        assert "2026" not in said


def test_an_activity_is_shown_as_it_is_now_and_says_so(illustrative: OpenApp) -> None:
    app = illustrative("explore/activity", a="1", as_of="2025-09-30")
    assert not app.exception
    assert looks_back(app).startswith(
        "You come from a list as of 30 September 2025. This page shows the whole"
    )
    assert not any("You come from" in text for text in texts(illustrative("explore/activity", a="1")))


def test_lists_lead_to_activities_with_their_day(illustrative: OpenApp) -> None:
    app = illustrative("explore/records", as_of="2025-09-30")
    [table] = [one.value for one in app.html if "heard-table" in one.value]
    assert table.count("as_of=2025-09-30") == table.count("/activity?a=") == 25


@pytest.mark.usefixtures("illustrative")
def test_without_what_people_answered_every_figure_of_a_short_look_back_opens_too() -> None:
    key = view_of(as_of="2026-11-21", network="SL")
    drawn = [one for one in EXPLORE_DRAWINGS if one.is_drawn(key)]
    assert [fault for one in drawn for fault in faults(one, key)] == []
