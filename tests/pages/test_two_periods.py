"""Another year stands beside the one that is shown: on every page that explores, with both values of each number."""

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.chart_block import file_notes
from components.ui.overview_loaders import outcomes_drawing
from components.ui.reach_loaders import representation_drawing
from components.ui.two_periods import MORE_TIME, PART_OF_PEOPLE, of_two_views, view_beside
from domain.filters import read_filters
from tests.pages.conftest import OpenApp, texts
from tests.pages.walking import view_at

pytestmark = pytest.mark.xdist_group("pages")

PAGES = {
    "explore/overview": ("tile_map", "spectrum_small", "outcomes"),
    "explore/spectrum": ("spectrum", "practices"),
    "explore/reach": ("representation", "reach_map", "not_known", "intersections"),
    "explore/activities": ("design_delivery", "stages", "modes", "programmes"),
    "explore/change": ("outcomes", "how_long", "levels", "evidence"),
    "explore/strategy": ("coverage_activities", "ways_activities"),
}
"""The pages, with the blocks that draw each period for itself."""
VIEWS: tuple[dict[str, str], ...] = (
    {"compare": "2025-26"},
    {"year": "2025-26", "compare": "2026-27"},
    {"as_of": "2025-09-30", "compare": "2024-25", "network": "GM"},
    {"programme": "MEDSIP", "compare": "2023-24"},
)


def beside(app: AppTest) -> str:
    """The sentence under that of the filters; "" where there is none."""
    said = [str(one.value) for one in app.container(key="filter_sentence").text]
    return said[1] if len(said) > 1 else ""


def names(app: AppTest) -> set[str]:
    """What the periods are called in the blocks."""
    return {one.proto.body for one in app.get("html") if "heard-period" in one.proto.body}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_page_shows_both_periods(illustrative: OpenApp, page: str, view: dict[str, str]) -> None:
    app = illustrative(page, **view)
    assert not app.exception
    assert app.query_params["compare"] == view["compare"]
    assert beside(app).startswith("Beside it: ")
    assert len(names(app)) in {2, 3}


@pytest.mark.parametrize("page", PAGES)
def test_each_block_says_what_is_found_in_either_year(illustrative: OpenApp, page: str) -> None:
    app = illustrative(page, year="2025-26", compare="2024-25")
    assert names(app) == {f'<h4 class="heard-period">{year}</h4>' for year in ("2025/26", "2024/25")}
    for block in PAGES[page]:
        parts = [
            key
            for stands in ("below", "abreast")
            for key in (f"{stands}_{block}", f"{stands}_{block}_other")
            if _is_there(app, key)
        ]
        assert len(parts) == 2
        assert all(app.container(key=key).markdown[0].value for key in parts)


def _is_there(app: AppTest, key: str) -> bool:
    try:
        return bool(app.container(key=key))
    except KeyError:
        return False


def test_without_another_year_nothing_stands_beside(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26")
    assert beside(app) == ""
    assert names(app) == set()


def test_the_days_of_the_other_period_are_said(illustrative: OpenApp) -> None:
    assert beside(illustrative(year="2025-26", compare="2024-25")) == (
        "Beside it: 1 April 2024 to 31 March 2025."
    )
    assert beside(illustrative(compare="2025-26")) == (
        "Beside it: 1 April 2025 to 22 November 2025, as things stood on 22 November 2025."
    )
    assert beside(illustrative(as_of="2025-09-30", compare="2024-25")) == (
        "Beside it: 1 April 2024 to 30 September 2024, as things stood on 30 September 2024."
    )
    assert beside(illustrative(year="2025-26", compare="2026-27")) == (
        "Beside it: 1 April 2026 to 22 November 2026. A part of a year stands beside a whole one."
    )


@pytest.mark.parametrize("odd", ["2031-32", "1066-67", "<b>2024</b>", "2024/25", "2025-27", "0"])
def test_a_year_that_nobody_knows_is_named_and_left_out(illustrative: OpenApp, odd: str) -> None:
    app = illustrative(year="2025-26", compare=odd)
    assert not app.exception
    assert f"“{odd}”" in app.container(key="dropped_codes").text[0].value
    assert beside(app) == ""
    assert "compare" not in app.query_params


@pytest.mark.parametrize(
    "odd", [{"compare": "2025-26"}, {"compare": ""}, {"as_of": "2025-09-30", "compare": "2026-27"}]
)
def test_the_same_year_no_year_and_one_that_had_not_begun_stand_beside_nothing(
    illustrative: OpenApp, odd: dict[str, str]
) -> None:
    app = illustrative(year="2025-26", **odd)
    assert not app.exception
    assert beside(app) == ""


def test_of_several_years_the_last_stands_beside(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26", compare=["2023-24", "2024-25"])
    assert beside(app) == "Beside it: 1 April 2024 to 31 March 2025."


def test_people_of_a_running_year_stand_beside_a_whole_one_and_that_is_said(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", compare="2025-26")
    assert (
        beside(app) == "Beside it: 1 April 2025 to 31 March 2026. A part of a year stands beside a whole one."
    )
    assert [one.value for one in app.caption].count(PART_OF_PEOPLE) == len(PAGES["explore/reach"])
    whole = illustrative("explore/reach", year="2025-26", compare="2024-25")
    assert PART_OF_PEOPLE not in texts(whole)


def test_where_people_may_not_be_counted_activities_of_both_periods_are(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", as_of="2025-09-30", compare="2024-25")
    assert "Which groups these activities reached" in texts(app)
    assert _is_there(app, "below_reach_activities_other")


def test_whole_years_say_that_one_had_more_time(illustrative: OpenApp) -> None:
    whole = illustrative("explore/change", year="2025-26", compare="2024-25")
    assert MORE_TIME in texts(whole)
    assert MORE_TIME not in texts(illustrative("explore/change", compare="2025-26"))


def comparison(app: AppTest, place: int) -> str:
    return str(app.container(key=f"headline_{place}").caption[0].value)


def test_headlines_name_both_values_and_both_periods_without_an_arrow(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26", compare="2023-24")
    for place in range(5):
        said = comparison(app, place)
        assert "in 2025/26" in said
        assert "in 2023/24" in said
        assert not {"▲", "▼"} & set(said)


def test_a_later_year_is_what_a_value_went_to(illustrative: OpenApp) -> None:
    app = illustrative(year="2024-25", compare="2025-26")
    now = app.container(key="headline_0").subheader[0].value
    said = comparison(app, 0)
    assert said.endswith(f" {now} in 2024/25.")
    assert " in 2025/26, " in said


def test_people_of_a_part_of_a_year_go_neither_up_nor_down(illustrative: OpenApp) -> None:
    said = comparison(illustrative(compare="2025-26"), 1)
    assert "in 2026/27 so far; " in said
    assert "in 2025/26. A part of a year stands beside a whole one" in said


def test_what_is_missing_is_said_of_both_periods(illustrative: OpenApp) -> None:
    app = illustrative(year="2025-26", compare="2024-25")
    assert {"2025/26", "2024/25"} <= {one.value for one in app.subheader}
    assert _is_there(app, "gap_0")
    assert _is_there(app, "gap_other_0")


def test_lists_say_that_they_are_of_one_period(illustrative: OpenApp) -> None:
    for page in ("explore/overview", "explore/activities", "explore/change"):
        assert "These are records of 2025/26 alone." in texts(
            illustrative(page, year="2025-26", compare="2024-25")
        )
    assert beside(illustrative("explore/records", year="2025-26", compare="2024-25")) == (
        "No other year stands beside this list."
    )


def test_the_evidence_of_a_marker_stands_under_each_period(illustrative: OpenApp) -> None:
    app = illustrative("explore/spectrum", year="2025-26", compare="2024-25", look="GM")
    assert len(app.container(key="block_evidence").table) == 2


def test_files_name_both_periods(illustrative: OpenApp) -> None:
    illustrative()
    view = view_at(compare="2025-26")
    for load, days in (
        (outcomes_drawing, "1 April 2025 to 22 November 2025, as things stood on 22 November 2025"),
        (representation_drawing, "1 April 2025 to 31 March 2026"),
    ):
        other = view_beside(view, load(view.key))
        assert other is not None
        both = of_two_views(load, view, other).both
        notes = file_notes(both, view, other=other)
        assert notes[:2] == (view.sentence, f"Beside it: All 15 networks, {days}")
        assert any(note.startswith("2026/27 so far: ") for note in notes)
    assert view.filters.file_stem() == "2026-27-and-2025-26"


def test_the_key_of_a_view_does_not_hold_the_other_year(illustrative: OpenApp) -> None:
    illustrative()
    view = view_at(compare="2025-26")
    assert view.key == view_at().key
    assert view.other is not None
    assert view.other.key == view_at(year="2025-26", as_of="2025-11-22").key
    assert read_filters(view.other.filters.to_query(), view.known).dropped == ()
