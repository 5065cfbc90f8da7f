"""Word documents reopened: all texts in order, styles, alternatives, headings of tables, languages, charts, links."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import docx as python_docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from PIL import Image

from components.publishing.document import Document, Metric, Pair, Quote, StoryDocument, texts_of
from components.publishing.office.text import legal
from components.publishing.theme import ARIAL, HEARD
from components.publishing.word import docx
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


@cache
def content(document: Document) -> bytes:
    return docx(document, HEARD)


@cache
def opened(document: Document) -> Any:
    return python_docx.Document(io.BytesIO(content(document)))


def paragraphs_of(word: Any) -> Iterator[Paragraph]:
    """Every paragraph in the order of reading, those in tables row by row."""
    for block in word.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def plain(text: str) -> str:
    return " ".join(legal(text).split())


def whole_text(word: Any) -> str:
    return " ".join(plain(paragraph.text) for paragraph in paragraphs_of(word))


def assert_all_in_order(said: str, story: StoryDocument) -> None:
    at = 0
    for text in texts_of(story):
        found = said.find(plain(text), at)
        assert found >= 0, f"not found, or out of order: {text[:80]!r}"
        at = found + len(plain(text))


def member(document: Document, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content(document))) as package:
        return package.read(name)


def drawings(word: Any) -> list[Any]:
    return list(word.element.body.iter(qn("wp:docPr")))


def styled(word: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(word) if paragraph.style.name == style]


@pytest.mark.parametrize(
    "story", [a_story(), a_bare_story(), a_hostile_story()], ids=lambda story: story.slug
)
def test_every_text_of_a_story_is_there_in_order(story: StoryDocument) -> None:
    assert_all_in_order(whole_text(opened(story)), story)


@pytest.mark.parametrize("language", sorted(IN_LANGUAGES))
def test_every_text_in_a_community_language_is_there_in_order(language: str) -> None:
    story = a_story_in(language)
    assert_all_in_order(whole_text(opened(story)), story)


def test_an_issue_holds_its_editorial_each_story_whole_and_its_back_page() -> None:
    issue = an_issue()
    said = whole_text(opened(issue))
    for story in issue.stories:
        assert_all_in_order(said, story)
    welcome, last = said.find(issue.editorial[0]), said.find(issue.back_page[0])
    assert 0 < welcome < said.find("A second story", welcome) < said.find("almost bare", welcome) < last


def test_the_same_document_gives_the_same_bytes() -> None:
    for document in (a_story(pictures=(a_picture(),)), an_issue()):
        assert docx(document, HEARD) == docx(document, HEARD)


def test_no_date_in_the_package_comes_from_the_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(a_story(), HEARD))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(a_story()).core_properties
    assert properties.created == properties.modified == datetime(2026, 11, 3, 12, tzinfo=UTC)


def test_the_properties_name_title_author_and_language() -> None:
    properties = opened(a_story_in("cy")).core_properties
    assert (properties.title, properties.author, properties.language) == ("Pobl yn gyntaf", "Heard", "cy")


def test_a_title_longer_than_a_property_may_be_is_cut_there_alone() -> None:
    word = opened(a_hostile_story())
    assert len(word.core_properties.title) <= 255
    assert styled(word, "Title") == [a_hostile_story().title]


def test_parts_have_real_styles() -> None:
    word = opened(a_story())
    assert styled(word, "Title") == ["Tea, questions and a shorter wait"]
    assert styled(word, "Subtitle") == [a_story().standfirst]
    assert styled(word, "Heading 1")[:2] == ["Background and aim", "What we did"]
    assert styled(word, "Quote") == ["“Somebody asked me what I needed, and then did it.”"]
    assert styled(word, "List Bullet") == list(a_story().groups)


def test_an_issue_puts_stories_under_the_first_heading_and_their_parts_under_the_second() -> None:
    word = opened(an_issue())
    assert styled(word, "Heading 1") == [
        "Welcome", "Tea, questions and a shorter wait", "A second story", "A third story, almost bare", "Back page",
    ]  # fmt: skip
    assert styled(word, "Heading 2")[0] == "Background and aim"


def test_contents_of_an_issue_lead_to_bookmarks_that_exist() -> None:
    body = opened(an_issue()).element.body
    anchors = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    assert anchors == ["welcome", "story1", "story2", "story3", "back"]
    assert set(anchors) <= marks


def test_no_paragraph_of_the_text_carries_a_size_or_a_colour_of_its_own() -> None:
    body = opened(a_story()).element.body
    assert not list(body.iter(qn("w:sz")))
    assert not list(body.iter(qn("w:color")))


def test_styles_take_faces_and_colours_from_the_theme() -> None:
    for theme, face in ((HEARD, "Georgia"), (ARIAL, "Arial")):
        style = python_docx.Document(io.BytesIO(docx(a_story(), theme))).styles["Title"]
        assert style.font.name == face
        assert str(style.font.color.rgb) == "003087"


def test_every_drawing_has_words_or_is_marked_as_decoration() -> None:
    word = opened(a_story(pictures=(a_picture(), a_picture(alt=""), a_picture(alt='Two "friends" & a dog'))))
    drawn = drawings(word)
    assert [one.get("descr") for one in drawn[:3]] == [
        "A table with tea and questions on cards", "", 'Two "friends" & a dog',
    ]  # fmt: skip
    for one in drawn:
        is_marked = any(mark.get("val") == "1" for mark in one.iter(DECORATIVE))
        assert bool(one.get("descr")) != is_marked


def test_a_story_without_a_picture_opens_with_the_crowd_as_decoration() -> None:
    first = drawings(opened(a_story()))[0]
    assert first.get("descr") == ""
    assert list(first.iter(DECORATIVE))


def test_a_webp_picture_is_put_in_as_one_that_word_reads() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "#005eb8").save(buffer, "WEBP")
    picture = a_picture()
    story = a_story(pictures=(type(picture)(buffer.getvalue(), "image/webp", 40, 30, alt="Blue"),))
    with zipfile.ZipFile(io.BytesIO(docx(story, HEARD))) as package:
        assert [name for name in package.namelist() if "media" in name] == ["word/media/image1.png"]


def test_the_spectrum_line_says_its_sentence() -> None:
    assert a_story().spectrum.sentence in [one.get("descr") for one in drawings(opened(a_story()))]  # type: ignore[union-attr]


def test_each_table_repeats_a_heading_row_and_has_a_title() -> None:
    word = opened(a_story())
    assert len(word.tables) == 3
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))  # noqa: SLF001


def test_the_table_of_numbers_holds_what_each_is_compared_with() -> None:
    rows = [[cell.text for cell in row.cells] for row in opened(a_story()).tables[0].rows]
    assert rows[0] == ["Figure", "What it counts", "Compared with", "When", "Note"]
    assert rows[2] == ["5 weeks", "average wait", "9 weeks before", "April to June 2025", "approximate"]


def test_columns_that_no_number_needs_are_left_out() -> None:
    story = a_story(metrics=(Metric("7", "cases", 7.0),))
    assert [cell.text for cell in opened(story).tables[0].rows[0].cells] == ["Figure", "What it counts"]


def test_you_said_we_did_is_a_table() -> None:
    rows = [[cell.text for cell in row.cells] for row in opened(a_story()).tables[1].rows]
    assert rows[:2] == [
        ["You said", "We did"], ["Tell us how long we will wait.", "Each letter now names the wait."],
    ]  # fmt: skip


def chart_values(document: Document, number: int) -> list[list[float]]:
    root = etree.fromstring(member(document, f"word/charts/chart{number}.xml"))
    values = [series.find(f"{CHART}val") for series in root.iter(f"{CHART}ser")]
    return [[float(one.text) for one in of_series.iter(f"{CHART}v")] for of_series in values]


def test_shares_make_one_chart_and_each_unit_with_a_baseline_another() -> None:
    assert chart_values(a_story(), 1) == [[100.0], [50.0]]
    assert chart_values(a_story(), 2) == [[9.0], [5.0]]
    assert chart_values(a_story(), 4) == [[31.0], [20.0]]


def test_a_chart_opens_its_own_workbook_with_the_same_values() -> None:
    relations = etree.fromstring(member(a_story(), "word/charts/_rels/chart2.xml.rels"))
    assert relations[0].get("Target") == "../embeddings/Microsoft_Excel_Sheet2.xlsx"
    book = openpyxl.load_workbook(
        io.BytesIO(member(a_story(), "word/embeddings/Microsoft_Excel_Sheet2.xlsx"))
    )
    assert list(book.active.values) == [
        (None, "Compared with", "Figure"),
        ("average wait, approximate", 9, 5),
    ]


def test_the_alternative_of_a_chart_says_its_numbers() -> None:
    said = [one.get("descr") for one in drawings(opened(a_story()))]
    assert "Bar chart. 50% left the list after one hour." in said


def test_a_formula_in_a_label_stays_text_in_the_workbook() -> None:
    story = a_story(metrics=(Metric("5%", '=HYPERLINK("http://x.example","x")', 5.0, unit="%", share=0.05),))
    book = openpyxl.load_workbook(io.BytesIO(member(story, "word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
    cell = book.active["A2"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x.example","x")')


def test_sources_are_real_links_and_what_is_no_web_address_is_text() -> None:
    word = opened(a_story())
    links = {link.text: link.address for paragraph in paragraphs_of(word) for link in paragraph.hyperlinks}
    assert links["Clinic annual report 2025"] == "https://example.org/report"
    assert "On the web: https://heard.example/s/tea-and-questions" in links
    assert "Notes of the open day" not in links


def test_text_in_another_language_says_so_and_english_is_the_rest() -> None:
    body = opened(a_story_in("pl")).element.body
    tags = {mark.get(qn("w:val")) for mark in body.iter(qn("w:lang"))}
    assert tags == {"pl"}
    styles = etree.fromstring(member(a_story_in("pl"), "word/styles.xml"))
    assert styles.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val")) == "en-GB"


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_right_to_left_text_is_set_so_and_english_within_it_is_not(language: str) -> None:
    word = opened(a_story_in(language))
    by_text = {paragraph.text: paragraph for paragraph in paragraphs_of(word)}
    title = by_text[IN_LANGUAGES[language][0]]._p  # noqa: SLF001
    assert title.pPr.find(qn("w:bidi")) is not None
    assert title.find(f".//{qn('w:rtl')}") is not None
    assert title.find(f".//{qn('w:lang')}").get(qn("w:bidi")) == language
    english = by_text["Older people"]._p  # noqa: SLF001
    assert english.pPr.find(qn("w:bidi")) is None


def test_a_language_tag_that_is_none_is_british_english() -> None:
    body = opened(a_story(language='x" y')).element.body
    assert not list(body.iter(qn("w:lang")))


def test_pages_are_numbered_and_the_header_begins_on_the_second() -> None:
    (section,) = opened(a_story()).sections
    assert section.different_first_page_header_footer
    assert section.header.paragraphs[0].text == "Tea, questions and a shorter wait"
    assert section.first_page_header.paragraphs[0].text == ""
    fields = [one.text.strip() for one in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]  # noqa: SLF001
    assert fields == ["PAGE", "NUMPAGES"]


def test_control_characters_and_half_characters_break_nothing() -> None:
    story = a_story(
        title="Bell\x07, half \ud83d, turned \u202eback\x00",
        kicker="\ufffe", standfirst="line\x0b\r\nend", metrics=(Metric("\x1b1", "\ud800", 1.0, share=0.01),),
    )  # fmt: skip
    word = opened(story)
    assert styled(word, "Title") == ["Bell, half \ufffd, turned back"]
    assert styled(word, "Subtitle") == ["line\nend"]


def test_nothing_of_the_template_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(docx(a_story(), HEARD))) as package:
        names = package.namelist()
        assert not [name for name in names if "thumbnail" in name or "customXml" in name]
        assert b"Macintosh" not in package.read("docProps/app.xml")
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_an_issue_opens_with_the_picture_of_its_cover_story_and_its_notice() -> None:
    issue = an_issue(a_story(pictures=(a_picture(),)))
    word = opened(replace(issue, illustrative="Made up to show the form.", editorial=(), back_page=()))
    assert drawings(word)[0].get("descr") == "A table with tea and questions on cards"
    assert "Made up to show the form." in styled(word, "Small Print")
    assert styled(word, "Heading 1") == ["Tea, questions and a shorter wait"]


def test_a_cover_story_without_a_standfirst_leaves_none() -> None:
    assert styled(opened(an_issue(a_story(standfirst=""))), "Cover Line") == [
        "Tea, questions and a shorter wait"
    ]
    assert styled(opened(an_issue(a_story(standfirst=""))), "Subtitle") == []


def test_what_is_not_known_of_involvement_is_left_out() -> None:
    word = opened(a_story(rung="", rung_reason="", groups=(), reach=None, quotes=(Quote("So it was.", ""),)))
    said = whole_text(word)
    assert "How people took part" not in said
    assert "Whose voices" not in said
    assert a_story().spectrum.sentence in said  # type: ignore[union-attr]
    no_line = whole_text(opened(a_story(spectrum=None, rung_reason="")))
    assert "How people took part: Co-design." in no_line


def test_reach_of_which_nothing_may_be_compared_is_a_table_alone() -> None:
    reach = replace(a_story().reach, rows=a_story().reach.rows[1:], is_illustrative=True)  # type: ignore[type-var,union-attr]
    word = opened(a_story(reach=reach, metrics=(), spectrum=None))
    assert [cell.text for cell in word.tables[1].rows[1].cells][1] == "not shown"
    assert not list(word.element.body.iter(f"{CHART}chart"))


def test_numbers_of_several_sources_name_each_in_its_row() -> None:
    metrics = (
        Metric("1", "one", 1.0, source="Count A"),
        Metric("2", "two", 2.0, note="about", source="Count B"),
    )
    rows = [[cell.text for cell in row.cells] for row in opened(a_story(metrics=metrics)).tables[0].rows]
    assert rows[2] == ["2", "two", "about. Source: Count B"]


@pytest.mark.parametrize(
    ("amounts", "shown"),
    [((50.0, 30.0), '0"%"'), ((86.5, 60.0), 'General"%"'), ((100 / 3, 60.0), '0.0"%"')],
)
def test_labels_of_a_chart_show_as_many_decimals_as_its_numbers_have(
    amounts: tuple[float, ...], shown: str
) -> None:
    metrics = tuple(Metric(f"{one}%", "share", one, unit="%", share=one / 100) for one in amounts)
    root = etree.fromstring(member(a_story(metrics=metrics), "word/charts/chart1.xml"))
    assert next(root.iter(f"{CHART}numFmt")).get("formatCode") == shown


def test_a_unit_cannot_end_the_format_that_it_stands_in() -> None:
    metrics = (Metric("1,200 x", "things", 1_200.0, unit='we"eks\\', baseline=3_000.0),)
    root = etree.fromstring(member(a_story(metrics=metrics), "word/charts/chart1.xml"))
    assert next(root.iter(f"{CHART}numFmt")).get("formatCode") == '#,##0" weeks"'


def test_a_row_of_a_table_stays_on_one_page_unless_it_is_very_long() -> None:
    pairs = (Pair("Short.", "Done."), Pair("long " * 800, "Done."))
    rows = opened(a_story(pairs=pairs, metrics=())).tables[0].rows
    kept = [bool(list(row._tr.iter(qn("w:cantSplit")))) for row in rows]  # noqa: SLF001
    assert kept == [True, True, False]
