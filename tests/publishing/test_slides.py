"""Slides reopened: texts in the notes in order, titles, alternatives, native charts and tables, links, languages."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import openpyxl
import pptx as python_pptx
import pytest
from lxml import etree

from components.publishing.document import (
    Document,
    Metric,
    Pair,
    Quote,
    Section,
    Source,
    StoryDocument,
)
from components.publishing.office import words
from components.publishing.slides import pptx
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.reading_slides import (
    DECORATIVE,
    SECTION,
    A,
    C,
    assert_all_in_order,
    charts_of,
    names_of,
    notes_of,
    opened,
    plain,
    shown_on,
    slide_called,
    titles_of,
)
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)


@pytest.mark.parametrize(
    "story", [a_story(), a_bare_story(), a_hostile_story()], ids=lambda story: story.slug
)
def test_the_notes_hold_every_text_of_a_story_in_order(story: StoryDocument) -> None:
    assert_all_in_order(notes_of(opened(story)), story)


@pytest.mark.parametrize("language", sorted(IN_LANGUAGES))
def test_the_notes_hold_every_text_in_a_community_language(language: str) -> None:
    story = a_story_in(language)
    assert_all_in_order(notes_of(opened(story)), story)


def test_the_notes_of_an_issue_hold_each_story_whole_and_the_back_page() -> None:
    issue = an_issue()
    said = notes_of(opened(issue))
    for story in issue.stories:
        assert_all_in_order(said, story)
    assert (
        said.find(issue.editorial[1]) < said.find("A second story was") or said.find(issue.editorial[1]) > 0
    )
    assert said.find(issue.back_page[0]) > said.rfind("A third story, almost bare")


def test_the_same_document_gives_the_same_bytes() -> None:
    for document in (a_story(pictures=(a_picture(),)), an_issue()):
        assert pptx(document, HEARD) == pptx(document, HEARD)


def test_no_date_in_the_package_comes_from_the_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(pptx(a_story(), HEARD))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(a_story()).core_properties
    assert properties.created == properties.modified == datetime(2026, 11, 3, 12)  # noqa: DTZ001  as the library reads it


def test_a_story_of_short_parts_takes_few_slides_each_with_a_title_of_its_own() -> None:
    titles = titles_of(opened(a_story()))
    assert titles == [
        "Tea, questions and a shorter wait", "The story in short", "In numbers", "In their words",
        "You said, we did", "How people were involved", "Whom the network reached", "Where this comes from",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "document", [a_hostile_story(), an_issue(), a_story_in("ar")], ids=lambda one: one.slug
)
def test_every_slide_has_a_title_that_no_other_has(document: Document) -> None:
    titles = titles_of(opened(document))
    assert all(title.strip() for title in titles)
    assert len(titles) == len(set(titles))


def test_a_story_of_which_little_is_written_has_no_empty_slides() -> None:
    assert titles_of(opened(a_bare_story())) == ["A title alone", "Where this comes from"]


def test_slides_are_wide() -> None:
    deck = opened(a_story())
    assert deck.slide_width * 9 == deck.slide_height * 16


def test_only_our_layouts_are_left_and_carry_the_theme() -> None:
    for theme, face in ((HEARD, b"Georgia"), (ARIAL, b"Arial")):
        content = pptx(a_story(), theme)
        deck = python_pptx.Presentation(io.BytesIO(content))
        names = [layout.name for layout in deck.slide_layouts]
        assert names == ["Cover", "Text", "Two texts", "Three texts", "Title only", "Quote"]
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            xml = package.read("ppt/theme/theme1.xml")
        assert b'<a:majorFont><a:latin typeface="' + face in xml
        assert b'<a:accent1><a:srgbClr val="005EB8"' in xml


def test_every_drawing_has_words_or_is_marked_as_decoration() -> None:
    deck = opened(a_story(pictures=(a_picture(), a_picture(alt=""), a_picture(alt="A dog"))))
    named = [name for slide in deck.slides for name in names_of(slide)]
    assert len(named) == 3 + 2 + 1 + 1 + 1
    for name in named:
        is_marked = any(mark.get("val") == "1" for mark in name.iter(DECORATIVE))
        assert bool(name.get("descr")) != is_marked


def test_a_story_without_a_picture_opens_with_the_crowd_as_decoration() -> None:
    (name,) = names_of(opened(a_story()).slides[0])
    assert name.get("descr") == ""
    assert list(name.iter(DECORATIVE))


def test_bars_of_colour_are_decoration() -> None:
    slide = slide_called(opened(a_story()), "In their words")
    bars = [shape for shape in slide.shapes if shape.name.startswith("Shape")]
    assert bars
    assert all(list(bar.element.iter(DECORATIVE)) for bar in bars)


def test_shares_and_baselines_are_native_charts_with_their_values() -> None:
    first, second, _line, third = charts_of(opened(a_story()))
    assert [(series.name, list(series.values)) for series in first.plots[0].series] == [
        ("Out of 100%", [100.0]), ("Figure", [50.0]),
    ]  # fmt: skip
    assert [(series.name, list(series.values)) for series in second.plots[0].series] == [
        ("Compared with", [9.0]), ("Figure", [5.0]),
    ]  # fmt: skip
    assert [list(series.values) for series in third.plots[0].series] == [[31.0], [20.0]]
    assert list(first.plots[0].categories) == ["left the list after one hour"]


def test_a_chart_is_edited_in_its_own_workbook() -> None:
    chart = charts_of(opened(a_story()))[1]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert list(book.active.values) == [
        (None, "Compared with", "Figure"),
        ("average wait, approximate", 9, 5),
    ]


def test_a_number_that_is_no_share_and_has_no_baseline_is_a_card() -> None:
    slide = slide_called(opened(a_story()), "In numbers")
    assert "550 people seen over 2 days" in shown_on(slide)


def test_numbers_that_find_no_room_go_on_to_a_further_slide() -> None:
    metrics = tuple(Metric(str(number), f"things of kind {number}", float(number)) for number in range(1, 9))
    deck = opened(a_story(metrics=metrics))
    assert "things of kind 6" in shown_on(slide_called(deck, "In numbers (1 of 2)"))
    assert "things of kind 7" in shown_on(slide_called(deck, "In numbers (2 of 2)"))


def test_you_said_we_did_is_a_native_table_with_a_heading_row() -> None:
    slide = slide_called(opened(a_story()), "You said, we did")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.first_row
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["You said", "We did"], ["Tell us how long we will wait.", "Each letter now names the wait."],
    ]  # fmt: skip


def test_a_long_table_goes_on_with_its_heading_row() -> None:
    pairs = tuple(
        Pair(f"Said {number} " + "word " * 40, f"Did {number} " + "word " * 40) for number in range(6)
    )
    deck = opened(a_story(pairs=pairs))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    assert {table.cell(0, 0).text for table in tables} == {"You said"}
    assert sum(len(table.rows) - 1 for table in tables) == 6


def spectrum_on(story: StoryDocument) -> dict[str, list[tuple[float, ...]]]:
    """The series of the line by their names, each with where its points stand from 0 to 100."""
    slide = slide_called(opened(story), "How people were involved")
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    found: dict[str, list[tuple[float, ...]]] = {}
    for series in frame.chart.plots[0].series:
        places = tuple(float(one.text) for one in series._element.findall(f".//{C}xVal//{C}v"))  # noqa: SLF001  the library reads y alone
        found.setdefault(series.name, []).append(places)
    return found


def test_the_spectrum_line_is_one_native_chart_with_its_sentence() -> None:
    slide = slide_called(opened(a_story()), "How people were involved")
    (name,) = names_of(slide)
    assert name.get("descr") == a_story().spectrum.sentence  # type: ignore[union-attr]
    assert name.get("name", "").startswith("Spectrum")
    found = spectrum_on(a_story())
    assert set(found["Staff"]) == {(62.0,)}
    assert set(found["Lay partners"]) == {(41.0,)}
    assert found["Between the two"] == [(62.0, 41.0)]
    assert found["Staff: from lowest to highest"] == [(48.0, 70.0)]


def test_who_moves_a_dot_in_the_workbook_moves_all_that_belongs_to_it() -> None:
    slide = slide_called(opened(a_story()), "How people were involved")
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.active.values)
    assert [row[:2] for row in rows[1:3]] == [("Staff", 62), ("Lay partners", 41)]
    assert [row[1] for row in rows if row[0] == "Between the two"] == ["=B2", "=B3"]
    assert [row[1] for row in rows if row[0] == "Lay partners"] == [41, "=B3"]


def test_sources_are_links_and_what_is_no_web_address_is_text() -> None:
    slide = slide_called(opened(a_story()), "Where this comes from")
    runs = [run for shape in slide.placeholders for line in shape.text_frame.paragraphs for run in line.runs]
    links = {run.text: run.hyperlink.address for run in runs}
    assert links["Clinic annual report 2025"] == "https://example.org/report"
    assert links["Notes of the open day"] is None


def test_contents_of_an_issue_lead_to_the_story() -> None:
    deck = opened(an_issue())
    contents = slide_called(deck, "In this issue")
    targets = {
        relation.target_part.slide.shapes.title.text_frame.text
        for relation in contents.part.rels.values()
        if relation.reltype.endswith("/slide")
    }
    assert targets == {story.title for story in an_issue().stories}


def test_an_issue_has_a_section_for_each_story() -> None:
    names = [one.get("name") for one in opened(an_issue()).element.iter(SECTION)]
    assert names == [
        "The Innovators, sample issue", "Tea, questions and a shorter wait", "A second story",
        "A third story, almost bare", "Back page",
    ]  # fmt: skip


def test_a_paragraph_of_10_000_words_goes_on_over_four_slides_and_whole_in_the_notes() -> None:
    deck = opened(a_hostile_story())
    titles = [title for title in titles_of(deck) if title.startswith("What we did")]
    assert titles == [f"What we did ({at} of 4)" for at in range(1, 5)]
    assert IN_THE_NOTES in shown_on(slide_called(deck, "What we did (4 of 4)"))
    assert "w9999" in slide_called(deck, "What we did (1 of 4)").notes_slide.notes_text_frame.text


def test_a_long_quote_and_many_sources_say_that_the_rest_is_in_the_notes() -> None:
    story = a_story(
        quotes=(Quote("word " * 400, "A person"),),
        sources=tuple(Source(f"Report {number} " + "of many words " * 12) for number in range(30)),
    )
    deck = opened(story)
    assert IN_THE_NOTES in shown_on(slide_called(deck, "In their words"))
    assert IN_THE_NOTES in shown_on(slide_called(deck, "Where this comes from"))


def test_no_shape_reaches_beyond_its_slide() -> None:
    for document in (
        a_story(pictures=(a_picture(), a_picture(size=(300, 900)))),
        a_hostile_story(),
        an_issue(),
    ):
        deck = opened(document)
        for slide in deck.slides:
            for shape in slide.shapes:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= deck.slide_width + 1
                assert shape.top + shape.height <= deck.slide_height + 1


def test_every_run_says_its_language() -> None:
    deck = opened(a_story_in("ur"))
    looks = [look for slide in deck.slides for look in slide.element.iter(f"{A}rPr")]
    assert {look.get("lang") for look in looks} == {"en-GB", "ur"}


@pytest.mark.parametrize("language", ["ar", "ur"])
def test_right_to_left_text_is_set_so_and_english_within_it_is_not(language: str) -> None:
    deck = opened(a_story_in(language))
    title = deck.slides[0].shapes.title.element
    assert next(title.iter(f"{A}pPr")).get("rtl") == "1"
    english = slide_called(deck, "In numbers").shapes.title.element
    assert next(english.iter(f"{A}pPr")).get("rtl") is None


def test_control_characters_and_half_characters_break_nothing() -> None:
    story = a_story(
        title="Bell\x07, half \ud83d, turned \u202eback\x00", sections=(Section("\ud800", ("\x0b\x1b[0m",)),),
        metrics=(Metric("\x1b1", "\ud800", 1.0, share=0.01),), quotes=(Quote("\ufffe", "\x00"),),
    )  # fmt: skip
    assert titles_of(opened(story))[0] == "Bell, half \ufffd, turned back"


def test_every_part_is_well_formed_and_nothing_of_the_template_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(pptx(a_hostile_story(), HEARD))) as package:
        names = package.namelist()
        assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]
        for name in names:
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))


def test_two_parts_of_one_heading_have_slides_of_different_titles() -> None:
    sections = (Section("Notes", ("word " * 150,)), Section("Notes", ("word " * 150,)))
    assert {"Notes", "Notes (2)"} <= set(titles_of(opened(a_story(sections=sections))))


def in_short(**changes: object) -> Any:
    story = a_story(**changes)
    return slide_called(opened(an_issue(story)), f"{story.title}: in short")


def test_a_story_in_short_shows_what_changed_beside_a_chart_of_its_shares() -> None:
    slide = in_short(metrics=a_story().metrics[:1])
    assert "What changed Half of those who came left the list." in shown_on(slide)
    assert "50% left the list after one hour" in shown_on(slide)
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == ["left the list after one hour"]


def test_a_story_in_short_without_numbers_shows_its_first_quote() -> None:
    assert "“Somebody asked me what I needed, and then did it.”" in shown_on(in_short(metrics=()))


def test_a_story_in_short_without_numbers_and_quotes_has_the_width_for_its_text() -> None:
    slide = in_short(metrics=(), quotes=())
    assert slide.placeholders[1].width > 10 * 914_400


def test_a_long_part_is_cut_in_short_and_says_where_the_rest_is() -> None:
    slide = in_short(sections=(Section("Own heading", ("many words " * 200,)),))
    assert "Own heading" in shown_on(slide)
    assert IN_THE_NOTES in shown_on(slide)


def test_a_number_that_cannot_be_compared_is_a_card_in_short() -> None:
    slide = in_short(metrics=a_story().metrics[2:])
    assert "550 people seen over 2 days" in shown_on(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]


def test_a_story_in_short_of_numbers_alone_shows_its_standfirst() -> None:
    assert a_story().standfirst in shown_on(in_short(sections=()))


def test_an_issue_without_editorial_has_no_welcome() -> None:
    deck = opened(replace(an_issue(), editorial=()))
    assert "Welcome" not in titles_of(deck)


def test_a_network_without_lay_markers_has_no_ring() -> None:
    line = replace(a_story().spectrum, lay=None, lay_low=None, lay_high=None, staff_low=0.0, staff_high=0.0)  # type: ignore[type-var]
    assert set(spectrum_on(a_story(spectrum=line))) == {"Staff"}


def test_a_place_that_is_not_known_is_a_pale_bar_that_says_so() -> None:
    line = replace(a_story().spectrum, lay=None, lay_low=0.0, lay_high=100.0)  # type: ignore[type-var]
    found = spectrum_on(a_story(spectrum=line))
    assert found["Lay partners: not known"] == [(50.0,)]
    assert "Lay partners" not in found
    slide = slide_called(opened(a_story(spectrum=line)), "How people were involved")
    assert "A pale bar is what answers of “not known” leave open." in shown_on(slide)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Illustrative, not a real network's figures: staff place it.", "Illustrative, not a real network"),
        ("Staff place it.", "Illustrative. Staff place it."),
    ],
)
def test_that_a_line_is_illustrative_is_said_once(sentence: str, said: str) -> None:
    line = replace(a_story().spectrum, sentence=sentence, is_illustrative=True)  # type: ignore[type-var]
    shown = shown_on(slide_called(opened(a_story(spectrum=line)), "How people were involved"))
    assert said in shown
    assert shown.count("Illustrative") == 1


def test_that_reach_is_illustrative_is_said_once() -> None:
    sentence = "Illustrative, not a real network's figures: more older people took part."
    reach = replace(a_story().reach, sentence=sentence, is_illustrative=True)  # type: ignore[type-var]
    shown = shown_on(slide_called(opened(a_story(reach=reach)), words.REACH))
    assert shown.count("Illustrative") == 1


def test_a_story_without_a_line_still_says_how_people_were_involved() -> None:
    slide = slide_called(opened(a_story(spectrum=None, groups=())), "How people were involved")
    assert "How people took part: Co-design." in shown_on(slide)


def test_reach_of_which_nothing_may_be_compared_has_its_sentence_and_no_chart() -> None:
    reach = replace(a_story().reach, rows=a_story().reach.rows[1:])  # type: ignore[type-var,union-attr]
    slide = slide_called(opened(a_story(reach=reach)), "Whom the network reached")
    assert reach.sentence in shown_on(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]


def test_a_label_too_long_for_its_card_is_cut_there_and_whole_in_the_notes() -> None:
    label = "a very long label " * 120
    deck = opened(a_story(metrics=(Metric("7", label, 7.0, compared_with="5 before"),)))
    assert "…" in shown_on(slide_called(deck, "In numbers"))
    assert plain(label) in notes_of(deck)


def test_a_group_without_a_population_figure_has_one_bar() -> None:
    row = replace(a_story().reach.rows[0], population=None)  # type: ignore[union-attr]
    reach = replace(a_story().reach, rows=(row, a_story().reach.rows[0]))  # type: ignore[type-var,union-attr]
    (chart,) = charts_of(opened(a_story(reach=reach, metrics=(), spectrum=None)))
    assert [list(series.values) for series in chart.plots[0].series] == [[31.0, 31.0], [None, 20.0]]


def test_a_further_picture_stands_beside_a_quote() -> None:
    picture = a_picture(alt="A dog")
    slide = slide_called(opened(a_story(pictures=(picture, picture))), "In their words")
    assert "Somebody asked me" in shown_on(slide)
    assert [name.get("descr") for name in names_of(slide)] == ["A dog"]


def test_a_further_picture_without_a_credit_and_without_a_quote_stands_alone() -> None:
    picture = replace(a_picture(alt="A dog"), credit="")
    slide = slide_called(opened(a_story(pictures=(picture, picture), quotes=())), "Picture")
    assert shown_on(slide) == "Picture Tea, questions and a shorter wait ‹#›"


def test_parts_that_are_too_long_for_one_slide_stand_on_two() -> None:
    parts = tuple(replace(part, paragraphs=("word " * 45,)) for part in a_story().sections)
    titles = titles_of(opened(a_story(sections=parts)))
    assert titles[1:3] == ["Why and how", "What came of it"]


def quote_of(many: int) -> Quote:
    return Quote("word " * many, "A person")


def test_a_quote_stands_whole_in_short_below_the_text_or_not_at_all() -> None:
    assert "A person" in shown_on(in_short(quotes=(quote_of(12),)))
    assert "A person" not in shown_on(in_short(quotes=(quote_of(150),)))


def test_a_quote_for_which_the_text_leaves_no_room_stands_below_the_numbers() -> None:
    sections = (Section("What changed", ("many words " * 30,)),)
    slide = in_short(sections=sections, quotes=(quote_of(12),), metrics=a_story().metrics[:1])
    text = next(
        shape for shape in slide.shapes if shape.has_text_frame and "A person" in shape.text_frame.text
    )
    assert text.left > 6 * 914_400
