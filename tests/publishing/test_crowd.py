"""The drawn crowd."""

import pytest
from lxml import etree

from components.publishing.crowd import crowd_svg, story_colour
from components.publishing.theme import ARIAL, HEARD

SHAPES = ((2100, 700), (2100, 1000), (1080, 1080), (1080, 1350))


def test_a_story_has_the_same_crowd_each_time() -> None:
    one = crowd_svg("tea", HEARD, width=210, height=100)
    assert one == crowd_svg("tea", HEARD, width=210, height=100)


def test_two_stories_have_different_crowds() -> None:
    drawings = {crowd_svg(f"story-{number}", HEARD, width=210, height=100) for number in range(30)}
    assert len(drawings) == 30


@pytest.mark.parametrize(("width", "height"), SHAPES)
def test_the_crowd_reaches_from_edge_to_edge_and_to_the_foot(width: int, height: int) -> None:
    drawing = etree.fromstring(crowd_svg("tea", HEARD, width=width, height=height).encode())
    heads = [float(head.get("cx")) for head in drawing.iter("{*}circle")]
    assert min(heads) < width * 0.1
    assert max(heads) > width * 0.9
    assert max(float(head.get("cy")) for head in drawing.iter("{*}circle")) > height * 0.6


def test_only_colours_of_the_theme_are_used_over_the_ground_that_was_asked_for() -> None:
    drawing = etree.fromstring(crowd_svg("tea", ARIAL, width=210, height=100, field="#123456").encode())
    used = {part.get("fill") or part.get("stroke") for part in drawing.iter("{*}*")} - {None}
    assert used <= {*ARIAL.crowd, ARIAL.paper, ARIAL.ink, "#123456"}
    assert "#123456" in used


def test_the_drawing_is_hidden_from_screen_readers() -> None:
    drawing = etree.fromstring(crowd_svg("tea", HEARD, width=210, height=100).encode())
    assert drawing.get("aria-hidden") == "true"


def test_a_seed_with_markup_stays_out_of_the_drawing() -> None:
    assert "script" not in crowd_svg("<script>", HEARD, width=210, height=100)


def test_white_text_can_be_read_on_every_colour_that_a_story_may_have() -> None:
    colours = {story_colour(f"story-{number}", HEARD) for number in range(60)}
    assert len(colours) == 4
    assert all(_contrast_with_white(colour) >= 4.5 for colour in colours)


def _contrast_with_white(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
