"""Whom a network reached, for one story."""

from components.figures.palette import LIGHT
from components.figures.story_reach import ComparedGroup, story_reach_figure
from components.figures.two_shares import ROW_HEIGHT

OLDER = ComparedGroup("Older people", 31, 20)
HIDDEN = ComparedGroup("Carers", None, 9)
NO_FIGURE = ComparedGroup("Travellers", 4, None)


def test_a_group_with_both_shares_is_a_dot_a_diamond_and_a_line_between() -> None:
    figure = story_reach_figure([OLDER], palette=LIGHT)
    assert figure is not None
    line, names, lives, reached = figure.data
    assert list(line.x) == [31, 20, None]
    assert names.text[0] == "<b>Older people</b><br>31% of those involved, 20% of the population"
    assert (lives.marker.symbol, list(lives.x)) == ("diamond", [20])
    assert (reached.marker.symbol, list(reached.x)) == ("circle", [31])


def test_a_share_that_is_missing_is_said_and_has_no_mark() -> None:
    figure = story_reach_figure([HIDDEN, NO_FIGURE], palette=LIGHT)
    assert figure is not None
    line, names, lives, reached = figure.data
    assert list(line.x) == []
    assert list(names.text) == [
        "<b>Carers</b><br>share not shown, 9% of the population",
        "<b>Travellers</b><br>4% of those involved, no population figure",
    ]
    assert list(lives.x) == [9, None]
    assert list(reached.x) == [None, 4]


def test_each_group_has_a_row_and_one_without_any_share_has_none() -> None:
    empty = ComparedGroup("Nobody", None, None)
    one, two = (story_reach_figure(groups, palette=LIGHT) for groups in ([OLDER, empty], [OLDER, HIDDEN]))
    assert one is not None
    assert two is not None
    assert two.layout.height - one.layout.height == ROW_HEIGHT
    assert story_reach_figure([empty], palette=LIGHT) is None
