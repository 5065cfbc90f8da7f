"""The grid of data health says what the records hold, unknown apart from none, and never ranks."""

from datetime import date

from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, Grid
from components.figures.health import health_figure
from domain.completeness import Completeness, NetworkHealth, Part
from domain.freshness import Freshness

NETWORKS = {"YH": "Yorkshire and Humber", "SL": "South London"}


def health(activities: int, held: int, *, lay: int = 0, quiet: bool = False) -> NetworkHealth:
    return NetworkHealth(
        Completeness(activities, dict.fromkeys(Part, held)),
        staff_markers=9,
        lay_markers=lay,
        freshness=Freshness(date(2026, 3, 3), is_quiet=quiet),
    )


def drawn(yh: NetworkHealth, sl: NetworkHealth) -> Grid:
    figure = health_figure({"SL": sl, "YH": yh}, networks=NETWORKS, period="in the last 12 months").figure
    assert isinstance(figure, Grid)
    return figure


def test_networks_keep_the_order_they_are_given_in_whatever_they_hold() -> None:
    assert drawn(health(40, 0), health(40, 40)).rows == ("Yorkshire and Humber", "South London")
    assert drawn(health(40, 40), health(40, 0)).rows == ("Yorkshire and Humber", "South London")


def test_cells_and_tints_worked_by_hand() -> None:
    grid = drawn(health(40, 18, lay=9), health(0, 0, quiet=True))
    assert grid.columns[0] == "Rung of the ladder"
    assert (grid.texts[0][0], grid.tints[0][0]) == ("45%", FEW)
    assert (grid.texts[1][0], grid.tints[1][0]) == ("–", NOT_SHOWN)
    assert grid.texts[0][-3:] == ("9 of 9", "9 of 9", "last record 3 March 2026")
    assert grid.texts[1][-3:] == ("9 of 9", "0 of 9", "quiet since 3 March 2026")
    assert grid.tints[1][-3:] == (MANY, NOBODY, NOBODY)
    assert drawn(health(40, 0), health(40, 30)).tints[0][0] == NOBODY
    assert drawn(health(40, 0), health(40, 30)).tints[1][0] == SOME
    assert "Rung of the ladder: 18 of 40 activities" in grid.in_full[0]


def test_finding_and_table_say_the_same() -> None:
    drawing = health_figure(
        {"YH": health(40, 18, lay=9), "SL": health(0, 0, quiet=True)}, networks=NETWORKS, period="at any time"
    )
    assert drawing.finding.startswith("**1 of 2** networks are quiet, and in **1 of 2** no marker")
    assert list(drawing.table["Activities"]) == [40, 0]
    assert drawing.table["Programme"].tolist() == ["45%", "–"]
    assert "at any time" in drawing.notes[0]
    assert "*" not in drawing.alt
