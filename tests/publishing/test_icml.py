"""ICML: well-formed for any text, in order, each paragraph with a named style."""

import re

import pytest
from lxml import etree

from components.publishing.document import Document, texts_of
from components.publishing.icml import icml
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)
from tests.publishing.test_plain_text import in_order, letters_of


def opened(document: Document) -> etree._Element:
    return etree.fromstring(icml(document))


def text_of(paragraph: etree._Element) -> str:
    return "".join(content.text or "" for content in paragraph.iter("Content"))


def paragraphs(document: Document) -> list[tuple[str, str]]:
    """Style and text of each paragraph."""
    return [
        (
            paragraph.get("AppliedParagraphStyle", "").removeprefix("ParagraphStyle/"),
            text_of(paragraph),
        )
        for paragraph in opened(document).iter("ParagraphStyleRange")
    ]


@pytest.mark.parametrize("story", [a_story(), a_bare_story(), a_hostile_story()], ids=lambda one: one.slug)
def test_every_text_is_there_in_order(story: Document) -> None:
    whole = letters_of("".join(text for _, text in paragraphs(story)))
    assert in_order(texts_of(story), whole) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_a_story_in_each_language_is_there_in_order(language: str) -> None:
    story = a_story_in(language)
    whole = letters_of("".join(text for _, text in paragraphs(story)))
    assert in_order(texts_of(story), whole) == ""


def test_paragraphs_carry_the_names_of_their_styles() -> None:
    told = paragraphs(a_story())
    assert told[:3] == [
        ("Kicker", "Joint care"),
        ("Headline", "Tea, questions and a shorter wait"),
        ("Standfirst", "People waiting for joint care met staff over tea. Half left the list in one hour."),
    ]
    assert ("Heading", "What we did") in told
    assert ("Quote", "“Somebody asked me what I needed, and then did it.”") in told


def test_every_style_that_is_used_is_there() -> None:
    root = opened(an_issue())
    made = {style.get("Self") for style in root.iter("ParagraphStyle", "CharacterStyle")}
    used = {
        one.get(f"Applied{kind}Style")
        for kind in ("Paragraph", "Character")
        for one in root.iter(f"{kind}StyleRange")
    }
    assert used <= made


def test_the_file_opens_as_an_incopy_snippet() -> None:
    assert re.match(
        rb'<\?xml version="1.0" encoding="UTF-8" standalone="yes"\?>\n<\?aid style="50"', icml(a_story())
    )
    assert opened(a_story()).tag == "Document"
    assert [child.tag for child in opened(a_story())][:3] == [
        "RootCharacterStyleGroup", "RootParagraphStyleGroup", "Story",
    ]  # fmt: skip


def test_paragraphs_are_parted_and_the_last_is_not() -> None:
    root = opened(a_story())
    ends = [paragraph.find(".//Br") is not None for paragraph in root.iter("ParagraphStyleRange")]
    assert ends == [True] * (len(ends) - 1) + [False]


def test_a_link_leads_from_its_text_to_its_address() -> None:
    root = opened(a_story())
    source = next(one for one in root.iter("HyperlinkTextSource") if "annual" in "".join(one.itertext()))
    hyperlink = next(one for one in root.iter("Hyperlink") if one.get("Source") == source.get("Self"))
    target = "".join(hyperlink.itertext("Destination")).strip()
    address = next(one for one in root.iter("HyperlinkURLDestination") if one.get("Self") == target)
    assert address.get("DestinationURL") == "https://example.org/report"


def test_arabic_runs_from_right_to_left_and_is_not_spelled_as_english() -> None:
    title = next(
        one
        for one in opened(a_story_in("ar")).iter("ParagraphStyleRange")
        if one.get("AppliedParagraphStyle") == "ParagraphStyle/Headline"
    )
    assert title.get("ParagraphDirection") == "RightToLeftDirection"
    assert title[0].get("AppliedLanguage") == "$ID/[No Language]"


def test_a_picture_is_told_where_it_stands() -> None:
    told = paragraphs(a_story(pictures=(a_picture(alt="Two people at a table"),)))
    assert told[told.index(("Picture", "Two people at a table")) + 1][0] == "Credit"


def test_each_story_of_an_issue_begins_a_page() -> None:
    starts = [
        text_of(one)
        for one in opened(an_issue()).iter("ParagraphStyleRange")
        if one.get("StartParagraph") == "NextPage"
    ]
    assert starts == ["Joint care", "Joint care", "A third story, almost bare"]


def test_characters_that_xml_refuses_are_taken_out() -> None:
    assert ("Headline", "a b c d") in paragraphs(a_story(title="a\x00b\ud800c\uffffd"))
