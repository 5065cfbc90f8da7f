"""Every figure of every page that explores opens a list of records that says the same number again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from components.figures.drawing import Drawing
from components.ui.activities_loaders import rungs_drawing
from components.ui.explore_drawings import EXPLORE_DRAWINGS, ExploreDrawing
from components.ui.headline_loaders import headlines
from components.ui.overview_loaders import quarters_drawing, what_is_missing
from components.ui.ratings_behind import ratings_behind
from components.ui.view import ViewKey, facts_now, facts_of, period_shown
from domain.selection import Facet, Listed, Selection
from domain.vocabulary import RaterKind
from domain.wording import join_and
from tests.pages.walking import (
    address_is_whole,
    faults,
    faults_of_two,
    figures_walked,
    texts_behind,
    view_at,
    view_of,
)

pytestmark = pytest.mark.xdist_group("pages")
with_records = pytest.mark.usefixtures("illustrative")

VIEWS: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"year": "2025-26"},
    {"network": "GM"},
    {"network": ["GM", "YH"], "year": "2025-26"},
    {"programme": "MEDSIP", "rung": "CODESIGN"},
    {"group": "CARER"},
    {"group": ["CARER", "ETH"], "network": "SL", "year": "2025-26"},
    {"as_of": "2025-09-30"},
    {"as_of": "2026-03-31", "network": ["GM", "YH"]},
)


COMPARED: tuple[dict[str, str | list[str]], ...] = (
    {"compare": "2025-26"},
    {"year": "2025-26", "compare": "2024-25", "network": ["GM", "YH"]},
    {"year": "2025-26", "compare": "2026-27", "group": "CARER"},
    {"as_of": "2025-09-30", "compare": "2024-25", "network": "GM"},
    {"programme": "MEDSIP", "compare": "2024-25"},
)
HOLD_BOTH_OR_ALL_YEARS = {"quarters", "rungs_over_time", "movement", "told_and_heard"}
BESIDE = [one for one in EXPLORE_DRAWINGS if one.name not in HOLD_BOTH_OR_ALL_YEARS]


@with_records
@pytest.mark.parametrize("one", EXPLORE_DRAWINGS, ids=lambda one: f"{one.page}-{one.name}")
def test_every_number_and_every_mark_opens_a_list_that_agrees(one: ExploreDrawing) -> None:
    keys = [key for view in VIEWS if one.is_drawn(key := view_of(**view))]
    assert [fault for key in keys for fault in faults(one, key)] == []
    assert sum(figures_walked(one, key) for key in keys) > 0


@with_records
def test_the_first_year_opens_and_agrees_too() -> None:
    key = view_of(year=facts_now()[1].years[-1])
    assert [fault for one in EXPLORE_DRAWINGS for fault in faults(one, key)] == []


@pytest.mark.usefixtures("without_records")
def test_without_records_nothing_opens_a_list_that_says_something_else() -> None:
    key = view_of()
    assert not headlines(key)[0].value.strip("0")
    assert [fault for one in EXPLORE_DRAWINGS for fault in faults(one, key)] == []


@with_records
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_headline_opens_a_list_that_says_the_same(view: dict[str, str | list[str]]) -> None:
    key = view_of(**view)
    for one in headlines(key):
        if one.opens is None:
            assert not any(letter.isdigit() for letter in one.value), one
        else:
            assert one.value in texts_behind(key, one.opens)
            assert address_is_whole(key, one.opens)


@with_records
@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_every_count_of_what_is_missing_opens_its_records(view: dict[str, str | list[str]]) -> None:
    key = view_of(**view)
    counted = [gap for gap in what_is_missing(key) if gap.sentence[0].isdigit()]
    for gap in counted:
        assert gap.opens is not None
        assert gap.sentence.split()[0] in texts_behind(key, gap.opens)


@with_records
@pytest.mark.parametrize("view", [*VIEWS, {"year": "2024-25"}], ids=str)
def test_every_line_of_what_is_missing_opens_a_list(view: dict[str, str | list[str]]) -> None:
    key = view_of(**view)
    for gap in what_is_missing(key):
        assert gap.opens is not None, gap.sentence
        assert address_is_whole(key, gap.opens), gap.sentence


@with_records
@pytest.mark.parametrize("view", [{}, {"year": "2024-25"}, {"as_of": "2025-09-30"}], ids=str)
def test_a_network_without_a_place_has_none_in_the_list_either(view: dict[str, str | list[str]]) -> None:
    key = view_of(**view)
    ratings = [gap for gap in what_is_missing(key) if gap.opens and gap.opens.listed is Listed.RATINGS]
    assert ratings
    for gap in ratings:
        assert gap.opens is not None
        placed = ratings_behind(facts_of(key), gap.opens, period_shown(key)).positions
        assert gap.sentence.endswith(f": {join_and([one.label for one in placed])}.")
        is_lay = gap.opens.value_of(Facet.RATER) == RaterKind.LAY
        assert not any(one.lay.is_drawn if is_lay else one.staff.is_drawn for one in placed)


@with_records
@pytest.mark.parametrize("one", BESIDE, ids=lambda one: f"{one.page}-{one.name}")
def test_every_number_of_two_periods_opens_the_list_of_its_own(one: ExploreDrawing) -> None:
    views = [view for asked in COMPARED if one.is_drawn((view := view_at(**asked)).key)]
    assert views
    assert [fault for view in views for fault in faults_of_two(one, view)] == []


@with_records
@pytest.mark.parametrize("load", [quarters_drawing, rungs_drawing])
@pytest.mark.parametrize("view", COMPARED, ids=str)
def test_a_drawing_that_holds_both_periods_opens_both(
    load: Callable[..., Drawing], view: dict[str, str | list[str]]
) -> None:
    shown = view_at(**view)
    assert shown.other is not None
    other = shown.other.key
    one = ExploreDrawing("both", "both", lambda key: load(key, other))
    assert faults(one, shown.key) == []
    years = {selection.filters.year for selection in one.load(shown.key).opens.values()}
    assert years == {shown.filters.year, shown.filters.compare}


@with_records
@pytest.mark.parametrize("view", [*VIEWS, *COMPARED], ids=str)
def test_the_earlier_value_of_a_headline_opens_its_list_too(view: dict[str, str | list[str]]) -> None:
    shown = view_at(**view)
    opened = [one for one in headlines(shown.key, shown.others) if one.opens_other]
    assert {"Activities", "Changes made"} <= {one.label for one in opened}
    for one in opened:
        assert one.opens_other is not None
        behind = texts_behind(shown.key, one.opens_other)
        assert any(f"{text} {one.when}" in one.comparison for text in behind), one
        assert address_is_whole(shown.key, one.opens_other)


def test_the_pages_that_explore_have_their_drawings_in_the_walk() -> None:
    assert {one.page for one in EXPLORE_DRAWINGS} >= {"overview", "spectrum", "reach"}
    assert len({(one.page, one.name) for one in EXPLORE_DRAWINGS}) == len(EXPLORE_DRAWINGS)


@pytest.fixture
def tile_map() -> ExploreDrawing:
    return next(one for one in EXPLORE_DRAWINGS if one.name == "tile_map")


def spoiled(one: ExploreDrawing, **changes: Any) -> ExploreDrawing:
    """The same drawing, with something wrong."""

    def load(key: ViewKey) -> Any:
        drawing = one.load(key)
        return replace(drawing, **{name: change(getattr(drawing, name)) for name, change in changes.items()})

    return replace(one, load=load)


@with_records
def test_the_walk_sees_a_list_that_counts_something_else(tile_map: ExploreDrawing) -> None:
    def one_more_facet(opens: dict[str, Selection]) -> dict[str, Selection]:
        return {
            key: one.having(Facet.REPORTED_BACK, "yes") if one.listed is Listed.ACTIVITIES else one
            for key, one in opens.items()
        }

    found = faults(spoiled(tile_map, opens=one_more_facet), view_of())
    assert any("“Activities” says" in fault and "its list says" in fault for fault in found)


@with_records
def test_the_walk_sees_a_number_and_a_mark_that_open_nothing(tile_map: ExploreDrawing) -> None:
    found = faults(spoiled(tile_map, opens=lambda _: {}), view_of())
    assert any("opens nothing" in fault and fault.startswith("overview/tile_map: row 0") for fault in found)
    assert any("the mark activities:" in fault for fault in found)


@with_records
def test_the_walk_sees_a_grid_whose_cell_opens_the_list_of_another() -> None:
    reach_map = next(one for one in EXPLORE_DRAWINGS if one.name == "reach_map")

    def turned(figure: Any) -> Any:
        return replace(figure, keys=tuple(tuple(reversed(row)) for row in figure.keys))

    assert any("or another list" in fault for fault in faults(spoiled(reach_map, figure=turned), view_of()))


@with_records
def test_the_walk_of_two_periods_sees_a_number_that_opens_the_list_of_the_wrong_one(
    tile_map: ExploreDrawing,
) -> None:
    view = view_at(compare="2025-26")
    opens = tile_map.load(view.key).opens
    wrong = replace(tile_map, load=lambda key: replace(tile_map.load(key), opens=opens))
    found = faults_of_two(wrong, view)
    assert any("“Activities, the same dates in 2025/26” says" in fault for fault in found)
    assert not any("“Activities, 2026/27 so far” says" in fault for fault in found)
