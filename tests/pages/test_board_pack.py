"""The board pack: slides and PDF hold what the screen shows, for every drawing; and the page that makes them."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pptx
import pypdfium2
import pytest

from components.figures.palette import DARK, LIGHT
from components.publishing.board_pack.charted import PLANS, number_of
from components.publishing.board_pack.document import BoardPack, PackPage
from components.publishing.board_pack.native import NativeChart
from components.publishing.board_pack.pages import board_pdf
from components.publishing.board_pack.slides import board_pptx
from components.publishing.theme import HEARD
from components.ui import board_pack_loaders
from components.ui.board_pack_link import PAGES_OF_PACKS
from components.ui.board_pack_loaders import CHAPTERS, PackFormat, board_pack, pack_file, usual_chapters
from components.ui.change_loaders import named_outcomes
from components.ui.shell import ILLUSTRATIVE_LINE
from components.ui.strategy_loaders import actions_of
from components.ui.view import View, facts_now
from domain.filters import read_filters
from tests.pages.conftest import TODAY, OpenApp, texts
from tests.publishing.reading_pdf import faults_of, spoken, squeezed
from tests.publishing.reading_slides import C, P, names_of, plain, shown_on

pytestmark = pytest.mark.xdist_group("pages")
with_records = pytest.mark.usefixtures("illustrative")
ALL = tuple(one.key for one in CHAPTERS)
VIEWS: tuple[dict[str, str | list[str]], ...] = (
    {},
    {"network": "GM", "year": "2025-26"},
    {"programme": "MEDSIP", "rung": "CODESIGN"},
    {"group": ["CARER", "ETH"], "network": "SL", "year": "2025-26"},
    {"as_of": "2026-06-30"},
    {"compare": "2024-25"},
)


def view_at(**query: str | list[str]) -> View:
    facts, known = facts_now()
    asked = {name: [value] if isinstance(value, str) else value for name, value in query.items()}
    read = read_filters(asked, known)
    assert not read.dropped
    return View(read.filters, known, facts, TODAY, LIGHT)


def pages_of(pack: BoardPack) -> list[PackPage]:
    return [page for section in pack.sections for page in section.pages]


def charts_of(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def cached(series: Any, tag: str) -> list[float | None]:
    """The values of a set as the chart keeps them, gaps as None."""
    cache = next(series.iter(f"{C}{tag}")).find(f"{C}numRef/{C}numCache")
    found = {int(point.get("idx")): float(point.findtext(f"{C}v")) for point in cache.iter(f"{C}pt")}
    return [found.get(at) for at in range(int(cache.find(f"{C}ptCount").get("val")))]


def sets_of(chart: Any) -> dict[str, list[float | None]]:
    """The sets of a native chart by name."""
    root = chart._chartSpace  # noqa: SLF001  the only way to the XML
    return {
        next(series.iter(f"{C}tx")).findtext(f".//{C}v"): cached(
            series, "xVal" if series.find(f"{C}xVal") is not None else "val"
        )
        for series in root.iter(f"{C}ser")
    }


def in_workbook(chart: Any) -> dict[str, list[float | None]]:
    """The columns of the workbook that people edit, by name, as long as the labels are."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    sheet = book.active
    labels = [cell.value for cell in sheet["A"][1:] if cell.value is not None]
    return {
        column[0].value: [cell.value for cell in column[1 : len(labels) + 1]]
        for column in sheet.iter_cols(min_col=2)
    }


@with_records
@pytest.mark.parametrize("query", VIEWS, ids=str)
def test_the_native_charts_hold_what_the_screen_shows(query: dict[str, str | list[str]]) -> None:
    pack = board_pack(view_at(**query), ALL)
    native: list[NativeChart] = [chart for page in pages_of(pack) for chart in page.charts]
    deck = pptx.Presentation(io.BytesIO(board_pptx(pack, HEARD)))
    made = charts_of(deck)
    assert len(made) == len(native) > 0
    for one, chart in zip(native, made, strict=True):
        for series in one.series:
            assert sets_of(chart)[series.name] == list(series.values)
            assert in_workbook(chart)[series.name] == list(series.values)


@with_records
def test_every_value_of_a_chart_stands_in_the_table_of_its_drawing() -> None:
    view = view_at()
    walked = 0
    for drawing in (one for chapter in CHAPTERS for one in chapter.drawings if one.name in PLANS):
        shown = drawing.load(view.key)
        numbers = {number_of(value) for value in shown.table.to_numpy().flatten()}
        page = next(page for page in pages_of(board_pack(view, ALL)) if page.name == drawing.name)
        assert page.charts, drawing.name
        for chart in page.charts:
            values = {value for series in chart.series for value in series.values if value is not None}
            assert values <= numbers
            walked += len(values)
    assert walked > 100


@with_records
def test_every_drawing_of_every_page_is_in_the_pack_of_all() -> None:
    view = view_at()
    names = {one.name for chapter in CHAPTERS for one in chapter.drawings}
    assert {page.name for page in pages_of(board_pack(view, ALL))} == names
    assert tuple(one.key for one in CHAPTERS) == PAGES_OF_PACKS


@with_records
def test_hidden_numbers_are_gaps_with_their_words_and_never_nothing() -> None:
    page = next(page for page in pages_of(board_pack(view_at(), ALL)) if page.name == "not_known")
    (chart,) = page.charts
    gaps = [
        (label, row)
        for label, value, row in zip(chart.labels, chart.series[0].values, page.table.rows, strict=True)
        if value is None
    ]
    assert gaps
    for label, row in gaps:
        assert label == f"{row[0]} ({row[-1]})"


@with_records
def test_every_graphic_has_an_alternative_and_every_slide_its_notes() -> None:
    view = view_at()
    pack = board_pack(view, ALL)
    deck = pptx.Presentation(io.BytesIO(board_pptx(pack, HEARD)))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == len(set(titles))
    for number, slide in enumerate(deck.slides):
        notes = plain(slide.notes_slide.notes_text_frame.text)
        assert view.sentence in notes
        assert ILLUSTRATIVE_LINE in notes
        # The crowd on the cover is decoration.
        for named in list(names_of(slide)) if number else ():
            assert named.get("descr"), titles[number]
        if number:
            assert ILLUSTRATIVE_LINE in shown_on(slide)
            assert list(slide.element.iter(f"{P}ph"))[-1].get("type") == "sldNum"


@with_records
def test_the_notes_of_a_drawing_say_how_it_is_measured_and_from_what() -> None:
    pack = board_pack(view_at(), ("spectrum",))
    deck = pptx.Presentation(io.BytesIO(board_pptx(pack, HEARD)))
    page = pages_of(pack)[0]
    slide = next(one for one in deck.slides if one.shapes.title.text_frame.text == page.heading)
    notes = plain(slide.notes_slide.notes_text_frame.text)
    for measure in page.measures:
        assert plain(measure.formula) in notes
        assert plain(measure.source) in notes
    for row in page.table.in_words():
        assert plain(row) in notes


@with_records
@pytest.mark.parametrize("query", [{}, {"compare": "2024-25"}, {"network": "GM"}], ids=str)
def test_nothing_on_a_slide_leaves_the_slide(query: dict[str, str]) -> None:
    deck = pptx.Presentation(io.BytesIO(board_pptx(board_pack(view_at(**query), ALL), HEARD)))
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.width is not None:
                assert shape.left >= 0
                assert shape.left + shape.width <= deck.slide_width + 1
                assert shape.top + shape.height <= deck.slide_height + 1


def boxes_below_each_other(slide: Any) -> Iterator[tuple[int, int]]:
    tables = [shape for shape in slide.shapes if shape.has_table or shape.has_chart]
    for shape in tables:
        yield shape.top, shape.top + shape.height


@with_records
def test_no_picture_reaches_into_the_closing_lines() -> None:
    deck = pptx.Presentation(io.BytesIO(board_pptx(board_pack(view_at(), ALL), HEARD)))
    for slide in deck.slides:
        for _, end in boxes_below_each_other(slide):
            assert end / 914_400 <= 6.6, slide.shapes.title.text_frame.text


@with_records
@pytest.mark.parametrize("query", [{}, {"compare": "2024-25"}], ids=str)
def test_the_pdf_has_no_fault_and_says_all_findings_and_tables(query: dict[str, str], tmp_path: Path) -> None:
    pack = board_pack(view_at(**query), ALL)
    pdf = board_pdf(pack, HEARD)
    assert faults_of(pdf, tmp_path) == []
    said = spoken(pdf, tmp_path)
    for page in pages_of(pack):
        assert squeezed(page.heading) in said
        assert squeezed(page.rest) in said
        for row in page.table.rows:
            assert squeezed(row[0]) in said
        for chart in page.charts:
            assert squeezed(chart.alt) in said
    assert squeezed(pack.sentence) in said
    with pypdfium2.PdfDocument(pdf) as opened:
        assert squeezed(pack.sentence) in squeezed(opened[0].get_textpage().get_text_range())


@with_records
def test_the_same_pack_gives_the_same_bytes() -> None:
    pack = board_pack(view_at(), ("overview",))
    assert board_pptx(pack, HEARD) == board_pptx(pack, HEARD)
    assert board_pdf(pack, HEARD) == board_pdf(pack, HEARD)


@with_records
def test_two_periods_stand_beside_each_other_with_both_values() -> None:
    view = view_at(compare="2024-25")
    pack = board_pack(view, ALL)
    assert pack.beside.startswith("Beside it: 1 April 2024 to 22 November 2024")
    tiles = next(page for page in pages_of(pack) if page.name == "tile_map")
    assert [chart.title for chart in tiles.charts] == ["2026/27 so far", "The same dates in 2024/25"]
    assert len({chart.end for chart in tiles.charts}) == 1
    assert "Activities, 2026/27 so far" in tiles.table.columns
    assert "Activities, the same dates in 2024/25" in tiles.table.columns
    assert all("2024/25" in one.comparison for one in pack.headlines)


@with_records
def test_what_is_promised_refused_and_agreed_is_named_as_on_the_screen() -> None:
    view = view_at()
    tables = {page.name: page.table for page in pages_of(board_pack(view, ALL))}
    named = named_outcomes(view.key)
    assert [row[0] for row in tables["waiting"].rows] == [one.activity for one in named.waiting]
    assert [row[2] for row in tables["not_possible"].rows] == [
        one.reason_not_possible or "–" for one in named.not_possible
    ]
    actions = actions_of(view.key)
    assert tables["actions"].columns == ("Action", "Owner", "Due", "State")
    assert len(tables["actions"].rows) == len(actions)
    late = sum(one.is_late(today=view.key.today) for one in actions)
    assert late
    assert ["late" in row[3] for row in tables["actions"].rows] == [True] * late + [False] * (
        len(actions) - late
    )


@with_records
@pytest.mark.parametrize("query", VIEWS, ids=str)
def test_no_two_pages_of_a_pack_have_one_heading(query: dict[str, str | list[str]]) -> None:
    headings = [page.heading for page in pages_of(board_pack(view_at(**query), ALL))]
    assert len(headings) == len(set(headings))


@with_records
def test_no_figure_sends_to_a_page_that_the_pack_does_not_hold() -> None:
    view = view_at(programme="MEDSIP")
    without, with_reach = (
        {one.label: one.value for one in board_pack(view, pages).headlines}
        for pages in (("change",), ("reach",))
    )
    assert without["Groups reached"] == "not counted"
    assert with_reach["Groups reached"] == "see Reach"


@with_records
def test_the_foot_of_a_pack_says_first_the_days_that_it_covers() -> None:
    pack = board_pack(view_at(as_of="2026-06-30", network="KSS"), ("change",))
    assert pack.footer.startswith("1 April 2026 to 30 June 2026, as things stood on 30 June 2026, ")


@with_records
def test_a_dark_screen_gives_the_same_pack() -> None:
    view = view_at()
    dark = View(view.filters, view.known, view.facts, view.today, DARK)
    assert board_pack(dark, ALL) == board_pack(view, ALL)


@pytest.mark.usefixtures("without_records")
@pytest.mark.parametrize("one", list(PackFormat))
def test_without_records_the_pack_says_so_in_sentences(one: PackFormat, tmp_path: Path) -> None:
    view = view_at()
    pack = board_pack(view, ALL)
    assert pack.notice == ""
    assert all(page.heading for page in pages_of(pack))
    made = pack_file(view, ALL, one)
    if one is PackFormat.PDF:
        assert faults_of(made, tmp_path) == []
    else:
        assert len(pptx.Presentation(io.BytesIO(made)).slides) > len(ALL)


def test_a_pack_holds_the_page_that_one_came_from_or_the_usual_ones() -> None:
    assert usual_chapters("reach") == ("reach",)
    assert usual_chapters("") == board_pack_loaders.USUAL
    assert usual_chapters("<script>") == board_pack_loaders.USUAL


def test_the_page_offers_both_files_of_the_sections_chosen(illustrative: OpenApp) -> None:
    app = illustrative("explore/board_pack")
    assert not app.exception
    assert [box.value for box in app.checkbox] == [True, True, True, False, True, False]
    assert {one.proto.label for one in app.get("download_button")} == {
        "Download slides (PowerPoint)",
        "Download PDF",
    }
    for box in app.checkbox:
        box.uncheck()
    app.run()
    assert "Choose at least one section." in texts(app)
    assert not app.get("download_button")


def test_the_page_begins_with_the_page_that_one_came_from(illustrative: OpenApp) -> None:
    app = illustrative("explore/board_pack", **{"from": "change", "network": "GM"})
    assert [box.value for box in app.checkbox] == [False, False, False, False, True, False]
    assert any("Manchester" in text for text in texts(app))


def test_each_page_that_explores_leads_to_its_pack_in_the_same_view(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM")
    links = [one.proto for one in app.get("page_link")]
    (link,) = [one for one in links if one.label == "Choose more pages for the board"]
    assert "network=GM" in link.query_string
    assert "from=reach" in link.query_string


def test_a_page_gives_its_own_slides_and_pdf_at_one_press(illustrative: OpenApp) -> None:
    app = illustrative("explore/reach", network="GM")
    labels = {one.proto.label for one in app.get("download_button")}
    assert {"This page as slides", "This page as PDF"} <= labels
