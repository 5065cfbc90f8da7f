"""Slides reopened: texts in the notes in order, titles, what is cut, stories in short, links, languages."""

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from typing import Any

import pptx as python_pptx
import pytest
from lxml import etree

from components.publishing.document import Document, Metric, Quote, Section, Source, StoryDocument
from components.publishing.slides.made import pptx
from components.publishing.slides.sections import IN_THE_NOTES
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.reading_slides import (
    SECTION,
    A,
    assert_all_in_order,
    notes_of,
    opened,
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
