"""Looking back on a story: what each version changed, before and after, and the whole of it."""

from collections.abc import Callable

import pytest

from components.ui.stories.differences import MOST_WORDS, marked_words
from components.ui.stories.parts_in_words import part_lines, parts_that_differ, parts_written
from components.ui.stories.words import facts_of_stories
from data_access.commands.stories import add_picture
from data_access.engine import get_engine
from domain.permissions import OPERATOR
from domain.story import (
    MetricContent,
    PairContent,
    PictureContent,
    QuoteContent,
    SourceContent,
    StoryContent,
)
from tests.integration.story_scene import a_picture_file
from tests.pages.story_desk import Desk, saved_by_another

pytestmark = pytest.mark.xdist_group("pages")

AtTheDesk = Callable[..., Desk]
TOLD = StoryContent(
    title="Tea", network="SL", groups=("OLDER", "GONE"), rung="CODESIGN", background="One.\n\nTwo.",
    metrics=(
        MetricContent(
            key="wait", label="average wait", value=5, unit="weeks", baseline=9, comparator="the year before",
            period="2025", note="A few.", source="A count",
        ),
    ),
    quotes=(
        QuoteContent(text="Somebody asked.", attribution="A walker", consent_id=3),
        QuoteContent(text="Nobody did.", attribution="Another"),
    ),
    pairs=(PairContent(you_said="Tell us.", we_did="We do."),),
    pictures=(
        PictureContent(picture_id=4, alt_text="A table", credit="Ada", consent_id=2),
        PictureContent(picture_id=5, is_decorative=True, shows_people=False),
        PictureContent(picture_id=6),
    ),
    sources=(SourceContent(citation="A count", link="https://example.org"),),
    activities=(7,),
)  # fmt: skip


@pytest.mark.parametrize(
    ("part", "lines"),
    [
        ("title", ["Tea"]),
        ("network", ["South London"]),
        ("groups", ["Older people", "GONE"]),
        ("kind", ["Case study"]),
        ("background", ["One.", "Two."]),
        (
            "metrics",
            [
                "5 weeks average wait; before: 9 weeks; compared with the year before; 2025; A few.; source: A count"
            ],
        ),
        ("quotes", ["“Somebody asked.” A walker (consent 3)", "“Nobody did.” Another (no consent chosen)"]),
        ("pairs", ["You said: Tell us. We did: We do."]),
        (
            "pictures",
            [
                "Picture no. 4: A table; credit: Ada; shows people; consent 2",
                "Picture no. 5: decorative; shows nobody",
                "Picture no. 6: not described yet; shows people",
            ],
        ),
        ("sources", ["A count https://example.org"]),
        ("activities", ["Record 7"]),
        ("outcomes", []),
    ],
)
def test_each_part_is_told_in_lines(at_the_desk: AtTheDesk, part: str, lines: list[str]) -> None:
    at_the_desk()
    assert part_lines(TOLD, part, facts_of_stories()) == lines


def test_parts_are_named_where_they_differ_and_where_they_say_something() -> None:
    after = TOLD.model_copy(update={"title": "Coffee", "quotes": ()})
    assert parts_that_differ(TOLD, after) == ["title", "quotes"]
    assert parts_written(StoryContent(title="Tea")) == ["kind", "title", "language"]


def test_words_that_went_are_struck_and_words_that_came_are_bold() -> None:
    assert marked_words("Waits were very long.", "Waits were long.") == (
        "Waits were ~~very~~ long\\.",
        "Waits were long\\.",
    )
    struck, bold = marked_words("It was two weeks.\nOn *Sunday*", "It was five long weeks.\nOn *Sunday*")
    assert struck.startswith("It was ~~two~~ weeks")
    assert bold.startswith("It was **five long** weeks")
    assert "\\*Sunday\\*" in bold


def test_texts_without_a_before_or_too_long_to_compare_are_shown_without_marks() -> None:
    assert marked_words("", "New") == ("", "New")
    long = "word " * MOST_WORDS
    assert "~~" not in "".join(marked_words(long, "other"))


def test_history_shows_before_and_after_and_the_whole_version_with_its_pictures(
    at_the_desk: AtTheDesk,
) -> None:
    desk = at_the_desk()
    picture = add_picture(get_engine(), actor=OPERATOR, story_id=desk.story.id, content=a_picture_file())
    shown = PictureContent(picture_id=picture.picture_id, alt_text="A table with tea")
    saved_by_another(
        desk.now, background="Waits were short.", pictures=(shown,),
        quotes=(QuoteContent(text="Somebody asked.", attribution="A walker"),),
    )  # fmt: skip
    desk.app.session_state["changes_3"] = True
    desk.app.session_state["whole_3"] = True
    desk.tab("History")
    assert not desk.app.exception
    told = desk.told
    assert "Waits were ~~long.~~" in told
    assert "Waits were **short.**" in told
    assert "“Somebody asked.” A walker (no consent chosen)" in told
    assert "A table with tea; shows people" in told
    assert "We asked over tea." in told
    assert len(desk.app.get("image")) == 1
