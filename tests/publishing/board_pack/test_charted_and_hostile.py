"""Small drawings, worked by hand: gaps with their words, hostile names, tables that go on, nothing at all."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pptx
import pytest

from components.figures.drawing import Drawing
from components.figures.grid import NOBODY, SOME, Grid
from components.figures.two_periods import Names, two_periods
from components.publishing.board_pack.charted import charts_of, number_of
from components.publishing.board_pack.document import BoardPack, HeadFigure, PackPage, PackSection
from components.publishing.board_pack.from_drawings import page_of, pages_of_two, sentences
from components.publishing.board_pack.native import NativeChart
from components.publishing.board_pack.pages import board_pdf
from components.publishing.board_pack.slides import board_pptx
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.reading_pdf import faults_of, spoken, squeezed
from tests.publishing.reading_slides import plain, shown_on

HOSTILE = (
    "<script>alert(1)</script> & \"quotes\" 'single' ]]>",
    '=HYPERLINK("http://example.org")',
    '#import "/etc/passwd" $x$ *bold* _it_ @ref',
    "עברית العربية \u202e turned",
    "W" * 400,
    "a \x00 null",
)


def a_drawing(table: pd.DataFrame, figure: Any = None, **changes: Any) -> Drawing:
    given: dict[str, Any] = {
        "title": "A drawing",
        "finding": "**2** of 3 networks. The rest: none.",
        "alt": "Alt",
        "figure": figure or go.Figure(),
        "table": table,
        "measures": ("activities",),
    }
    return Drawing(**(given | changes))


def values_of(chart: NativeChart) -> list[tuple[float | None, ...]]:
    return [one.values for one in chart.series]  # noqa: PD011  no frame


def a_pack(*pages: PackPage, **changes: Any) -> BoardPack:
    given: dict[str, Any] = {
        "sentence": "All 15 networks",
        "dated": date(2026, 11, 22),
        "notice": "Illustrative records are included.",
        "headlines": (HeadFigure("Activities", "345", "Up from 343."),),
        "missing": (),
        "sections": (PackSection("overview", "Overview", "Where do we stand?", pages),),
        "protection": "",
        "sources": "ONS",
    }
    return BoardPack(**(given | changes))


def opened(pack: BoardPack) -> Any:
    return pptx.Presentation(io.BytesIO(board_pptx(pack, HEARD)))


@pytest.mark.parametrize(
    ("cell", "number"),
    [(7, 7.0), ("12", 12.0), ("14%", 14.0), (0, 0.0), ("fewer than 8", None), ("under 1%", None), ("", None)],
)
def test_a_number_is_a_number_and_words_are_none(cell: object, number: float | None) -> None:
    assert number_of(cell) == number


def test_a_hidden_count_is_a_gap_that_bears_its_words() -> None:
    table = pd.DataFrame({"Network": ["East", "Wessex"], "Activities": ["fewer than 8", 12]})
    (chart,) = charts_of("stages", a_drawing(table))
    assert chart.labels == ("East (fewer than 8)", "Wessex")
    assert values_of(chart) == [(None, 12.0)]


def test_what_counts_nothing_at_all_is_not_drawn() -> None:
    table = pd.DataFrame({"Stage": ["Design"], "Activities": [0]})
    assert charts_of("stages", a_drawing(table)) == ()
    assert charts_of("stages", a_drawing(table.head(0))) == ()
    assert page_of("stages", a_drawing(table)).table.rows == ()
    empty = page_of("stages", a_drawing(table.head(0), finding="No activity started in this period."))
    assert "There is nothing to draw here." in shown_on(opened(a_pack(empty)).slides[3])


def test_a_table_that_lost_a_column_of_its_plan_is_a_fault() -> None:
    with pytest.raises(KeyError):
        charts_of("stages", a_drawing(pd.DataFrame({"Stage": ["Design"], "Counted": [3]})))


def test_a_place_that_could_be_anywhere_between_is_a_range_and_a_known_one_is_none() -> None:
    table = pd.DataFrame(
        {
            "Network": ["East", "Wessex"],
            "Staff position": ["65", "not placed"],
            "Lay position": ["40", "not placed"],
            "Staff range": ["65 to 65", "22 to 82"],
        }
    )
    (chart,) = charts_of("spectrum", a_drawing(table))
    assert chart.ranges == (None, (22.0, 82.0))
    assert values_of(chart) == [(65.0, None), (40.0, None)]


def test_a_finding_falls_into_sentences_and_keeps_its_numbers() -> None:
    assert sentences("Of **1,204** outcomes, 1.3 is “1.3 Appoint”. The rest: none.") == [
        "Of 1,204 outcomes, 1.3 is “1.3 Appoint”.",
        "The rest: none.",
    ]


def test_a_long_first_sentence_gives_the_part_before_its_list_and_is_told_whole_below() -> None:
    long = f"10 of 16 groups were reached less than in the population: {', '.join(['a group'] * 20)}."
    page = page_of("a table", a_drawing(pd.DataFrame({"Group": ["x"]}), finding=long))
    assert page.heading == "10 of 16 groups were reached less than in the population."
    assert page.rest == long


@pytest.mark.parametrize("theme", [HEARD, ARIAL], ids=lambda theme: theme.name)
def test_hostile_names_stay_text_in_both_files(theme: Any, tmp_path: Path) -> None:
    table = pd.DataFrame({"Network": list(HOSTILE), "Activities": range(1, len(HOSTILE) + 1)})
    grid = Grid(
        corner="Network",
        rows=HOSTILE,
        columns=HOSTILE,
        texts=((HOSTILE[0],) * 6,) * 6,
        tints=((NOBODY, SOME) * 3,) * 6,
        in_full=(("",) * 6,) * 6,
    )
    pack = a_pack(
        page_of("stages", a_drawing(table, title=HOSTILE[0], finding=f"{HOSTILE[2]}. {HOSTILE[3]}")),
        page_of("grid", a_drawing(table, grid, title=HOSTILE[1], finding=HOSTILE[4])),
        sentence=", ".join(HOSTILE),
        missing=HOSTILE,
        headlines=tuple(HeadFigure(name, name, name) for name in HOSTILE),
    )
    deck = pptx.Presentation(io.BytesIO(board_pptx(pack, theme)))
    assert plain(HOSTILE[0]) in " ".join(shown_on(slide) for slide in deck.slides)
    pdf = board_pdf(pack, theme)
    assert squeezed("<script>alert(1)</script>") in spoken(pdf, tmp_path)


def test_a_long_table_goes_on_is_cut_after_five_slides_and_says_so() -> None:
    table = pd.DataFrame({"Network": [f"Row {number}" for number in range(200)], "Note": ["x"] * 200})
    deck = opened(a_pack(page_of("a table", a_drawing(table))))
    parts = [slide for slide in deck.slides if any(shape.has_table for shape in slide.shapes)]
    assert len(parts) == 5
    assert "The PDF of this pack has all 200 rows." in shown_on(parts[-1])
    assert "The PDF" not in shown_on(parts[0])


def test_a_long_table_is_whole_in_the_pdf(tmp_path: Path) -> None:
    table = pd.DataFrame({"Network": [f"Row {number}." for number in range(200)], "Note": ["x"] * 200})
    pdf = board_pdf(a_pack(page_of("a table", a_drawing(table))), HEARD)
    said = spoken(pdf, tmp_path)
    assert all(squeezed(f"Row {number}.") in said for number in range(200))
    assert faults_of(pdf, tmp_path) == []


def test_two_periods_are_drawn_on_one_scale_and_a_grid_of_each() -> None:
    names = Names("2026/27 so far", "2025/26")
    this, other = (
        a_drawing(pd.DataFrame({"Stage": ["Design"], "Activities": [count]})) for count in (40, 90)
    )
    (page,) = pages_of_two("stages", two_periods(this, other, names=names), names=names)
    assert [(one.title, *values_of(one), one.end) for one in page.charts] == [
        ("2026/27 so far", (40.0,), 90.0),
        ("2025/26", (90.0,), 90.0),
    ]
    assert page.table.rows == (("Design", "40", "90"),)
    grid = Grid("Network", ("East",), ("A",), (("1",),), ((SOME,),), (("",),))
    this, other = (
        a_drawing(pd.DataFrame({"Network": ["East"], "A": [1]}), grid, finding=text) for text in "ab"
    )
    pages = pages_of_two("coverage", two_periods(this, other, names=names), names=names)
    assert [page.heading for page in pages] == ["A drawing, 2026/27 so far", "A drawing, 2025/26"]


def test_a_table_of_zeros_is_left_out_and_one_with_a_hidden_count_stays() -> None:
    zeros = pd.DataFrame({"Stage": ["Design", "Delivery"], "Activities": [0, 0], "Share": ["0%", "–"]})
    hidden = pd.DataFrame({"Stage": ["Design", "Delivery"], "Activities": [0, "fewer than 8"]})
    assert not page_of("a table", a_drawing(zeros)).has_rows
    assert len(page_of("a table", a_drawing(hidden)).table.rows) == 2


def test_the_foot_of_slides_begins_with_the_days_and_keeps_them_when_it_is_cut() -> None:
    days = "1 April 2025 to 30 September 2025, as things stood on 30 September 2025"
    deck = opened(a_pack(dates_first=f"{days}, {', '.join(['a network'] * 20)}"))
    assert f"{days}, a network" in shown_on(deck.slides[1])
    assert "All 15 networks" in shown_on(opened(a_pack()).slides[1])


def test_words_in_the_place_of_a_number_are_smaller_than_a_number() -> None:
    heads = (HeadFigure("Activities", "345", ""), HeadFigure("People involved", "by network", ""))
    slide = opened(a_pack(headlines=heads)).slides[1]
    sizes = {
        run.text: run.font.size.pt
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
        if run.text in {"345", "by network"}
    }
    assert sizes == {"345": 40.0, "by network": 22.0}


def test_long_labels_give_each_period_a_page_and_the_table_of_both_no_period_in_its_name() -> None:
    names = Names("2026/27 so far", "2025/26")
    this, other = (
        a_drawing(pd.DataFrame({"Stage": ["Design " * 14], "Activities": [count]})) for count in (40, 90)
    )
    first, last = pages_of_two("stages", two_periods(this, other, names=names), names=names)
    assert not first.has_rows
    assert (last.title, last.table_title) == ("A drawing, 2025/26", "A drawing")
