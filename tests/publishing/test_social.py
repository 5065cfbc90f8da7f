"""Social media: three cards of the right size that hold their words, with alternatives and posts."""

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from components.publishing.crowd import story_colour
from components.publishing.document import Document
from components.publishing.formats import RenderedFile
from components.publishing.social import LONGEST_ALT, SHAPES, Shape, card_alt, card_png, social_files
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)

WIDE, SQUARE, TALL = SHAPES


def opened(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB")


def by_name(files: tuple[RenderedFile, ...]) -> dict[str, bytes]:
    return {file.name: file.content for file in files}


def posts_of(document: Document) -> dict[str, Any]:
    files = by_name(social_files(document, HEARD))
    content: dict[str, Any] = json.loads(files[f"{document.slug}-posts.json"])
    return content


def test_a_story_has_three_cards_and_its_posts_as_text_and_as_json() -> None:
    files = social_files(a_story(), HEARD)
    assert [(file.name, file.media_type.split(";")[0]) for file in files] == [
        ("tea-and-questions-1200x630.png", "image/png"),
        ("tea-and-questions-1080x1080.png", "image/png"),
        ("tea-and-questions-1080x1350.png", "image/png"),
        ("tea-and-questions-posts.txt", "text/plain"),
        ("tea-and-questions-posts.json", "application/json"),
    ]


@pytest.mark.parametrize(
    "document",
    [a_story(pictures=(a_picture(),)), a_bare_story(), a_hostile_story(), a_story_in("ar"), an_issue()],
    ids=["picture", "bare", "hostile", "arabic", "issue"],
)
def test_each_card_has_its_size_to_the_pixel(document: Document) -> None:
    cards = [opened(file.content) for file in social_files(document, HEARD)[:3]]
    assert [card.size for card in cards] == [(1200, 630), (1080, 1080), (1080, 1350)]


def rows_with_words(card: Image.Image, ground: str, box: tuple[int, int, int, int]) -> int:
    """How many rows of pixels in a part of a card are not of its ground alone."""
    part = card.crop(box)
    plain = Image.new("RGB", (part.width, 1), ground).tobytes()
    return sum(part.crop((0, row, part.width, row + 1)).tobytes() != plain for row in range(part.height))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize(
    "story",
    [a_hostile_story(), a_story(title="W" * 700), a_story(title="long words " * 60, network="n" * 300)],
    ids=["hostile", "one word", "many words"],
)
def test_nothing_runs_off_a_card(story: Any, shape: Shape) -> None:
    card = opened(card_png(story, HEARD, shape=shape))
    ground = story_colour(story.slug, HEARD)
    end = shape.width - 410 if shape.width > shape.height else shape.width
    top = 0 if shape.width > shape.height else round(shape.height * 0.38) + 1
    # Margins stay empty, and so does the strip above the foot.
    assert rows_with_words(card, ground, (0, top, 58, shape.height)) == 0
    assert rows_with_words(card, ground, (end - 24, top + 8, end, shape.height)) == 0
    assert rows_with_words(card, ground, (0, shape.height - 44, end, shape.height)) == 0


def test_the_words_of_a_card_can_be_seen() -> None:
    card = opened(card_png(a_story(), HEARD))
    colours = {colour for _, colour in card.crop((0, 0, 790, 630)).getcolors(1 << 20) or []}
    assert {(255, 255, 255), (255, 184, 28)} <= colours


def test_arabic_stands_at_the_right_edge_of_its_words() -> None:
    card = opened(card_png(a_story_in("ar"), HEARD, shape=SQUARE))
    ground = story_colour("in-ar", HEARD)
    assert rows_with_words(card, ground, (760, 520, 1040, 680)) > 50


def test_another_title_gives_another_card() -> None:
    assert card_png(a_story(title="One"), HEARD) != card_png(a_story(title="Two"), HEARD)


def test_a_theme_changes_the_card() -> None:
    assert card_png(a_story(), HEARD) != card_png(a_story(), ARIAL)


def test_what_is_made_up_says_so_on_the_card() -> None:
    made_up = replace(a_story().provenance, illustrative="Illustrative: made up.")
    assert card_png(a_story(), HEARD) != card_png(a_story(provenance=made_up), HEARD)
    assert "Illustrative: made up." in card_alt(a_story(provenance=made_up))


def test_the_same_story_gives_the_same_bytes() -> None:
    assert social_files(a_story(), HEARD) == social_files(a_story(), HEARD)


def test_an_alternative_says_what_the_card_says_and_shows() -> None:
    assert card_alt(a_story(pictures=(a_picture(alt="Tea on a table"),))) == (
        "Joint care: Tea, questions and a shorter wait. People waiting for joint care met staff over tea. Half "
        "left the list in one hour. 50% left the list after one hour. Tea on a table"
    )


def test_the_alternative_holds_a_headline_of_60_words_whole() -> None:
    assert a_hostile_story().title in card_alt(a_hostile_story())


def test_no_alternative_is_longer_than_networks_take_but_for_its_headline() -> None:
    assert len(card_alt(a_story(title="tea " * 100, standfirst="so " * 900))) <= LONGEST_ALT
    assert ("tea " * 600).strip() in card_alt(a_story(title="tea " * 600))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_card_drops_no_word_of_sixty_long_ones(shape: Shape) -> None:
    """The last word is set: another one in its place gives another card."""
    words = ["involvementcommunity"] * 59
    ends = [card_png(a_story(title=" ".join([*words, end])), HEARD, shape=shape) for end in ("one", "two")]
    assert ends[0] != ends[1]


def test_an_issue_names_itself_and_its_cover() -> None:
    assert card_alt(an_issue()).startswith(
        "The Innovators, sample issue, 3 November 2026: Tea, questions and a shorter wait."
    )


def test_the_posts_name_each_card_with_its_alternative() -> None:
    posts = posts_of(a_story())
    assert [(card["name"], card["alt"]) for card in posts["cards"]] == [
        (f"tea-and-questions-{shape.name}.png", card_alt(a_story())) for shape in (WIDE, SQUARE, TALL)
    ]


def test_the_posts_say_their_length_and_limit() -> None:
    posts = {post["network"]: post for post in posts_of(a_story())["posts"]}
    assert list(posts) == ["x", "bluesky", "mastodon", "threads", "linkedin", "facebook", "instagram"]
    # 33 + 32 letters, two empty lines between, and a link that counts 23.
    assert (posts["x"]["length"], posts["x"]["limit"]) == (33 + 32 + 4 + 23, 280)


def test_the_text_file_holds_every_post_and_the_alternative() -> None:
    files = by_name(social_files(a_hostile_story(), HEARD))
    text = files["hostile-posts.txt"].decode()
    posts = json.loads(files["hostile-posts.json"])["posts"]
    assert card_alt(a_hostile_story()) in text
    assert all(post["text"] in text for post in posts)


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_posts_in_each_language_open_with_the_headline(language: str) -> None:
    story = a_story_in(language)
    assert all(post["text"].startswith(story.title) for post in posts_of(story)["posts"])


def test_half_a_character_makes_no_card_fail() -> None:
    files = by_name(social_files(a_story(title="half \ud800 a character"), HEARD))
    assert b"half a character" in files["tea-and-questions-posts.txt"]
