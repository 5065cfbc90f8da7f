"""The newsletter: tables that hold in Outlook, nothing fetched, never so heavy that it is cut off."""

import base64
import email
import io
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from PIL import Image

from components.publishing.document import Document, IssueDocument, Source, StoryDocument, texts_of
from components.publishing.newsletter import MOST_BYTES, newsletter_eml, newsletter_html
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.reading_pages import (
    addresses_in,
    even,
    missing_in_order,
    parsed,
    runs_nothing,
    words_of,
)
from tests.publishing.samples import (
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
    provenance,
)

DOCUMENTS: dict[str, Document] = {
    "whole": a_story(),
    "bare": a_bare_story(),
    "hostile": a_hostile_story(),
    "arabic": a_story_in("ar"),
    "issue": an_issue(),
    "hostile issue": an_issue(*(a_hostile_story() for _ in range(20))),
}
TWENTY = an_issue(
    *(
        a_story(
            slug=f"story-{number}",
            title=f"Story {number} with a headline of usual length",
            standfirst=f"In {number} sentences it says what people asked for, what was done, and what changed.",
            address=f"https://heard.example/s/story-{number}",
        )
        for number in range(20)
    )
)


def mail_of(document: Document) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(newsletter_eml(document, HEARD), policy=default))


def parts_of(document: Document) -> dict[str, EmailMessage]:
    return {part.get_content_type(): cast("EmailMessage", part) for part in mail_of(document).walk()}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_newsletter_runs_nothing_fetches_nothing_and_is_never_cut_off(document: Document) -> None:
    text = newsletter_html(document, HEARD)
    page = parsed(text)
    assert len(text.encode()) < MOST_BYTES
    assert runs_nothing(page)
    assert {tag for tag, _ in addresses_in(page)} <= {"a"}
    assert page.get("lang") == document.language
    assert len(page.xpath("//h1")) == 1


@pytest.mark.parametrize("name", ["whole", "bare", "arabic"])
def test_a_story_is_told_whole(name: str) -> None:
    story = cast("StoryDocument", DOCUMENTS[name])
    assert missing_in_order(texts_of(story), words_of(parsed(newsletter_html(story, HEARD)))) == []


def test_a_story_that_is_too_long_is_told_in_short_with_the_way_to_its_page() -> None:
    long = a_story(sections=a_hostile_story().sections, standfirst="x " * 400)
    long = replace(long, sections=long.sections * 2)
    page = parsed(newsletter_html(long, HEARD))
    assert "w9999" not in words_of(page)
    assert page.xpath(f"//a[@href='{long.address}']")
    assert len(newsletter_html(long, HEARD).encode()) < MOST_BYTES


def test_twenty_stories_fit_each_with_headline_standfirst_number_and_link() -> None:
    text = newsletter_html(TWENTY, HEARD)
    page = parsed(text)
    told = [
        said
        for story in TWENTY.stories
        for said in (
            story.title,
            story.standfirst,
            "50% left the list after one hour",
            "Read the story" if story is TWENTY.cover else f"Read: {story.title}",
        )
    ]
    assert len(text.encode()) < MOST_BYTES
    assert missing_in_order(told, words_of(page)) == []
    assert page.xpath("//a/@href") == [story.address for story in TWENTY.stories]


def test_what_does_not_fit_is_counted() -> None:
    stories = [
        replace(story, standfirst="long " * 120, slug=f"s{n}") for n, story in enumerate(TWENTY.stories * 4)
    ]
    text = newsletter_html(an_issue(*stories), HEARD)
    assert len(text.encode()) < MOST_BYTES
    assert "62 more stories are in the issue." in text


def test_the_story_on_the_cover_comes_first() -> None:
    issue = replace(an_issue(), cover=an_issue().stories[1])
    headings = parsed(newsletter_html(issue, HEARD)).xpath("//h2//text()")
    assert headings == [issue.stories[place].title for place in (1, 0, 2)]


def test_a_cover_that_is_not_among_the_stories_is_not_told() -> None:
    issue = replace(an_issue(), cover=a_story(slug="elsewhere", title="Elsewhere"))
    assert "Elsewhere" not in newsletter_html(issue, HEARD)


def test_words_around_the_stories_are_there_and_say_what_is_illustrative() -> None:
    issue = replace(an_issue(), illustrative="These stories are made up.")
    said = [issue.title, "3 November 2026", issue.illustrative, *issue.editorial, *issue.back_page]
    assert missing_in_order(said, words_of(parsed(newsletter_html(issue, HEARD)))) == []


def test_an_illustrative_story_says_so_before_it_begins() -> None:
    told = "This story is made up."
    story = a_story(provenance=provenance(illustrative=told))
    assert missing_in_order([told, story.title], words_of(parsed(newsletter_html(story, HEARD)))) == []


def test_only_a_share_has_a_bar() -> None:
    page = parsed(newsletter_html(a_story(), HEARD))
    assert page.xpath("//table[@role='presentation']//td[@height='8']/@width") == ["50%", "50%"]


def test_a_whole_and_a_share_of_nothing_have_one_colour() -> None:
    all_of_them, none = (replace(a_story().metrics[0], share=share) for share in (1.0, 0.0))
    page = parsed(newsletter_html(a_story(metrics=(all_of_them, none)), HEARD))
    assert page.xpath("//td[@height='8']/@bgcolor") == [HEARD.accent, HEARD.line]


def test_you_said_we_did_is_a_table_with_headings() -> None:
    page = parsed(newsletter_html(a_story(), HEARD))
    assert page.xpath("//th[@scope='col']/text()") == ["You said", "We did"]


def test_a_link_that_runs_something_is_left_as_text() -> None:
    story = a_story(address="javascript:alert(1)", sources=(Source("Run", "javascript:alert(2)"),))
    assert parsed(newsletter_html(story, HEARD)).xpath("//a") == []


def test_the_theme_sets_the_type() -> None:
    assert "Georgia" in newsletter_html(a_story(), HEARD)
    assert "Georgia" not in newsletter_html(a_story(), ARIAL)


def test_a_page_from_right_to_left_is_set_so() -> None:
    page = parsed(newsletter_html(a_story_in("ar"), HEARD))
    assert page.get("dir") == "rtl"
    assert page.xpath("//bdi[text()='5 weeks']/@dir") == ["ltr"]


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_draft_is_the_same_each_time_and_holds_text_page_and_picture(document: Document) -> None:
    assert newsletter_eml(document, HEARD) == newsletter_eml(document, HEARD)
    mail = mail_of(document)
    assert mail["X-Unsent"] == "1"
    assert mail["Date"] == "Tue, 03 Nov 2026 00:00:00 +0000"
    assert mail["To"] is None
    assert mail.defects == []
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html",
        parts_of(document)["multipart/related"].get_payload(1).get_content_type(),  # type: ignore[union-attr]
    ]  # fmt: skip


def test_the_drawn_crowd_travels_with_a_draft_and_says_what_it_is() -> None:
    parts = parts_of(a_story())
    page = parsed(parts["text/html"].get_content())
    assert page.xpath("//img/@src") == ["cid:" + parts["image/png"]["Content-ID"].strip("<>")]
    assert page.xpath("//img/@alt") == ["Drawn people in bright colours."]
    with Image.open(io.BytesIO(parts["image/png"].get_content())) as image:
        assert image.size == (1_200, 400)


@pytest.mark.parametrize("name", ["whole", "issue", "arabic"])
def test_a_page_holds_its_picture_itself(name: str) -> None:
    (picture,) = parsed(newsletter_html(DOCUMENTS[name], HEARD)).xpath("//img")
    kind, _, content = picture.get("src").partition(",")
    assert kind == "data:image/png;base64"
    assert picture.get("alt") == "Drawn people in bright colours."
    with Image.open(io.BytesIO(base64.b64decode(content))) as image:
        assert image.size == (1_200, 400)


def test_a_picture_gives_way_to_words() -> None:
    long = a_story(sections=(replace(a_story().sections[0], paragraphs=("word " * 12_500,)),))
    page = parsed(newsletter_html(long, HEARD))
    assert page.xpath("//img") == []
    assert words_of(page).count("word word") > 6_000


def test_one_button_leads_to_the_story() -> None:
    page = parsed(newsletter_html(a_story(), HEARD))
    assert page.xpath(f"//a[@href='{a_story().address}']/text()") == ["Read the story"]
    assert "Read the story" not in newsletter_html(a_story(address=""), HEARD)


def test_labels_are_in_the_language_of_the_story_and_the_small_print_in_english() -> None:
    page = parsed(newsletter_html(a_story_in("ar"), HEARD))
    assert page.xpath("//th[@scope='col']/text()") == ["أنتم قلتم", "نحن فعلنا"]
    (line,) = page.xpath("//p[text()='Record 3f9a1c52d7e8.']")
    assert (line.get("lang"), line.get("dir")) == ("en-GB", "ltr")


def test_a_picture_travels_with_a_draft_and_keeps_its_words() -> None:
    parts = parts_of(a_story(pictures=(a_picture(),)))
    assert parsed(parts["text/html"].get_content()).xpath("//img/@alt") == [a_picture().alt]
    with Image.open(io.BytesIO(parts["image/jpeg"].get_content())) as image:
        assert image.format == "JPEG"


def test_the_text_of_a_draft_says_what_its_page_says() -> None:
    story_text = even(parts_of(a_story())["text/plain"].get_content())
    assert all(even(text) in story_text for text in a_story().sections[1].paragraphs)
    issue = cast("IssueDocument", DOCUMENTS["issue"])
    text = parts_of(issue)["text/plain"].get_content()
    told = [issue.title, *issue.editorial, *(story.title for story in issue.stories), *issue.back_page]
    assert missing_in_order(told, even(text)) == []
    assert f"Read: {issue.stories[0].address}" in text
    assert max(map(len, text.splitlines())) <= 72


def test_a_subject_cannot_bring_headers_of_its_own() -> None:
    mail = mail_of(a_story(title="Hello\r\nBcc: all@example.org\x00 " + "long " * 60))
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Hello Bcc: all@example.org long")
    assert len(mail["Subject"]) <= 200
