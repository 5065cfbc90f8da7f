"""Pairs of groups: the largest are drawn, the table has all that may be told, and silence is not none."""

from collections.abc import Collection

import pytest

from components.figures.drawing import Drawing
from components.figures.intersections import MOST_DRAWN, intersections_figure
from components.figures.palette import DARK, LIGHT, Palette
from domain.reach import Intersection
from domain.shown import HIDDEN, KEPT_BACK, NONE_RECORDED, ONLY_FOR_ENGLAND, Shown, shown

LABELS = {"CARER": "Unpaid carers", "LD": "People with a learning disability", "TRANS": "Trans people"}


def pair(first: str, second: str, people: Shown) -> Intersection:
    return Intersection("NENC", first, second, people)


def drawn(
    *pairs: Intersection,
    chosen: Collection[str] = (),
    palette: Palette = LIGHT,
    labels: dict[str, str] = LABELS,
) -> Drawing:
    return intersections_figure(pairs, area="North East", labels=labels, chosen=chosen, palette=palette)


ALL = (
    pair("CARER", "LD", shown(12)),
    pair("CARER", "TRANS", shown(1235)),
    pair("LD", "TRANS", shown(3)),
)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_largest_pair_stands_on_top(palette: Palette) -> None:
    bars, names = drawn(*ALL, palette=palette).figure.data
    assert list(bars.x) == [1235, 10]
    assert list(bars.text) == ["1,235", "10"]
    assert bars.marker.color == palette.accent
    assert "Unpaid carers" in names.text[0]
    assert "Trans people" in names.text[0]


def test_the_finding_names_the_largest_pair() -> None:
    drawing = drawn(*ALL)
    assert "**2 pairs**" in drawing.finding
    assert drawing.finding.endswith("Unpaid carers and Trans people, 1,235 people.")
    assert drawing.alt == drawing.finding.replace("**", "")


def test_the_table_has_small_and_hidden_pairs_in_words() -> None:
    table = drawn(*ALL, pair("LD", "CARER", HIDDEN)).table
    assert table["People"].tolist() == [10, 1235, "fewer than 8", "hidden"]
    assert table.iloc[0].tolist() == ["Unpaid carers", "People with a learning disability", 10]


@pytest.mark.parametrize("people", [shown(0), NONE_RECORDED, KEPT_BACK, ONLY_FOR_ENGLAND])
def test_pairs_that_say_nothing_are_not_listed(people: Shown) -> None:
    drawing = drawn(pair("CARER", "LD", people))
    assert drawing.table.empty
    assert list(drawing.table.columns) == ["First group", "Second group", "People"]
    assert len(drawing.figure.data[0].x) == 0


@pytest.mark.parametrize("people", [shown(3), HIDDEN, KEPT_BACK, ONLY_FOR_ENGLAND])
def test_where_numbers_are_not_told_nobody_is_not_claimed(people: Shown) -> None:
    assert drawn(pair("CARER", "LD", people)).finding == (
        "In North East no two groups share enough people for a number to be shown."
    )


@pytest.mark.parametrize("pairs", [[], [pair("CARER", "LD", shown(0))]])
def test_none_at_all_is_said_plainly(pairs: list[Intersection]) -> None:
    assert drawn(*pairs).finding == "Nobody recorded in North East is known to belong to two groups."


def test_only_pairs_of_the_chosen_groups_are_shown() -> None:
    drawing = drawn(*ALL, chosen=("LD",))
    assert drawing.table["People"].tolist() == [10, "fewer than 8"]
    none = drawn(pair("CARER", "LD", shown(0)), pair("CARER", "TRANS", KEPT_BACK), chosen=("LD",))
    assert none.finding == (
        "Nobody recorded in North East is known to belong to one of these groups and to another."
    )


def test_no_more_than_a_dozen_are_drawn_and_all_are_in_the_table() -> None:
    labels = {f"G{number}": f"Group {number}" for number in range(MOST_DRAWN + 3)}
    pairs = [pair("G0", group, shown(10 + 5 * number)) for number, group in enumerate(labels) if number]
    drawing = drawn(*pairs, labels=labels)
    assert len(drawing.figure.data[0].x) == MOST_DRAWN
    assert len(drawing.table) == MOST_DRAWN + 2
