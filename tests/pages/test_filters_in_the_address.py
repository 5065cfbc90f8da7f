"""Filters travel: from the address to widgets, from widgets to the address, and on to the next page."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, texts

pytestmark = pytest.mark.xdist_group("pages")


def sentence(app: AppTest) -> str:
    return str(app.container(key="filter_sentence").text[0].value)


def test_an_address_fills_the_widgets(illustrative: OpenApp) -> None:
    app = illustrative(year="2024-25", network="yh,gm", programme="medsip", group=["CARER"], rung="Codesign")
    assert not app.exception
    assert app.selectbox(key="filter_year").value == "2024-25"
    assert app.multiselect(key="filter_networks").value == ["GM", "YH"]
    assert app.multiselect(key="filter_programmes").value == ["MEDSIP"]
    assert app.multiselect(key="filter_groups").value == ["CARER"]
    assert app.multiselect(key="filter_rungs").value == ["CODESIGN"]
    assert "1 April 2024 to 31 March 2025" in sentence(app)


def test_widgets_write_the_address_and_that_address_shows_the_same_view(illustrative: OpenApp) -> None:
    app = illustrative()
    app.selectbox(key="filter_year").set_value("2025-26")
    app.multiselect(key="filter_networks").set_value(["YH", "GM"])
    app.multiselect(key="filter_rungs").set_value(["CONSULTATION"]).run()
    query = dict(app.query_params)
    assert query == {"year": "2025-26", "network": ["GM", "YH"], "rung": "CONSULTATION"}
    copied = illustrative(**query)
    assert texts(copied) == texts(app)


def test_an_address_without_a_year_opens_on_the_running_one_after_half_of_it(illustrative: OpenApp) -> None:
    app = illustrative()
    assert app.query_params == {"year": "2026-27"}
    assert sentence(app) == "All 15 networks, 1 April 2026 to 22 November 2026"


def test_unknown_codes_are_named_once_and_the_rest_is_shown(illustrative: OpenApp) -> None:
    app = illustrative(network=["GM", "<b>ATLANTIS</b>"], year="1066-67")
    assert not app.exception
    assert app.container(key="dropped_codes").text[0].value == (
        "The address asks for “<b>ATLANTIS</b>”, “1066-67”, which we do not know. "
        "We left them out and show the rest."
    )
    assert sentence(app).startswith("Health Innovation Manchester, ")
    assert app.query_params == {"year": "2026-27", "network": "GM"}
    assert not any("ATLANTIS" in said for said in texts(app.run()))


def test_more_codes_than_a_sentence_holds_are_counted(illustrative: OpenApp) -> None:
    app = illustrative(network=["A1", "B2", "C3", "D4", "E5"])
    assert app.container(key="dropped_codes").text[0].value == (
        "The address asks for “A1”, “B2”, “C3” and 2 more, which we do not know. We left them out and show the rest."
    )


def test_a_year_beside_itself_is_named_and_left_out(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26", compare="2025-26")
    assert app.container(key="dropped_codes").text[0].value == (
        "The address asks for “2025-26”, the year that is shown, to compare it with itself. "
        "We left it out and show that year alone."
    )
    assert app.query_params == {"year": "2025-26"}


def test_groups_that_are_for_england_only_are_no_filter(illustrative: OpenApp) -> None:
    app = illustrative(group="TRANS")
    assert app.container(key="dropped_codes").text[0].value == (
        "“Trans and non-binary people” is counted for all of England only, to keep people safe, so it cannot be "
        "chosen here."
    )
    assert app.multiselect(key="filter_groups").value == []


def test_all_networks_chosen_are_no_filter_in_the_widget_as_in_the_address(illustrative: OpenApp) -> None:
    app = illustrative()
    rungs = app.multiselect(key="filter_rungs")
    rungs.set_value(["COERCION", "EDUCATING", "INFORMING", "CONSULTATION", "ENGAGEMENT", "CODESIGN"]).run()
    assert "rung" in app.query_params
    every_rung = [*app.multiselect(key="filter_rungs").value, "COPRODUCTION"]
    app.multiselect(key="filter_rungs").set_value(every_rung).run()
    assert app.query_params == {"year": "2026-27"}
    assert sentence(app) == "All 15 networks, 1 April 2026 to 22 November 2026"


def test_clear_all_takes_every_filter_away(illustrative: OpenApp) -> None:
    app = illustrative(network="GM", rung="CODESIGN", year="2024-25")
    app.button(key="filter_clear").click().run()
    assert app.query_params == {"year": "2026-27"}
    assert app.multiselect(key="filter_networks").value == []
    assert app.button(key="filter_clear").disabled


def test_filters_stay_from_page_to_page(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM", year="2025-26")
    assert sentence(app) == "Health Innovation Manchester, 1 April 2025 to 31 March 2026"
    assert app.query_params["network"] == "GM"
    assert app.query_params["year"] == "2025-26"


def test_a_parameter_of_somebody_else_is_left_in_the_address(illustrative: OpenApp) -> None:
    app = illustrative(utm="news", network="gm")
    assert app.query_params["utm"] == "news"
    app.multiselect(key="filter_networks").set_value([]).run()
    assert app.query_params == {"year": "2026-27", "utm": "news"}
