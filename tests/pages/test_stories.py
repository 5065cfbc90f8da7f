"""Stories: found, read, and with the record behind each claim."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.plain_text import escaped
from tests.pages.conftest import alternatives, texts

pytestmark = pytest.mark.xdist_group("pages")

OpenApp = Callable[..., AppTest]
LIST, ONE = "stories/stories", "stories/story"
CHURCHES = "health-checks-in-churches-a-temple-and-mosques"


def headlines(app: AppTest) -> list[str]:
    return [str(one.value) for one in app.subheader]


def test_the_first_stories_stand_on_cards_and_the_rest_comes_when_asked_for(illustrative: OpenApp) -> None:
    app = illustrative(LIST)
    assert "20 stories here." in texts(app)
    assert len(headlines(app)) == 12
    app.button(key="more_stories").click().run()
    assert len(headlines(app)) == 20


def test_a_search_finds_words_anywhere_in_a_story(illustrative: OpenApp) -> None:
    app = illustrative(LIST)
    app.text_input(key="stories_search").set_value("mosques").run()
    assert headlines(app) == [escaped("Health checks in church, temple and mosque")]
    assert app.query_params["q"] == "mosques"


def test_an_address_brings_its_choice_along(illustrative: OpenApp) -> None:
    app = illustrative(LIST, network="GM")
    assert headlines(app) == [escaped("What stops people getting screened? Ask them")]
    app.selectbox(key="stories_network").select("").run()
    assert "20 stories here." in texts(app)
    assert "network" not in app.query_params


@pytest.mark.parametrize("unknown", [{"network": "XX"}, {"group": "<b>"}, {"rung": "0"}])
def test_an_unknown_choice_in_the_address_chooses_nothing(
    illustrative: OpenApp, unknown: dict[str, str]
) -> None:
    app = illustrative(LIST, **unknown)
    assert not app.exception
    assert "20 stories here." in texts(app)


def test_words_that_stand_nowhere_are_answered_with_a_sentence(illustrative: OpenApp) -> None:
    app = illustrative(LIST, q="xyzzy")
    assert "No story fits this choice. Try fewer words, or all networks." in texts(app)


def test_what_sources_only_mention_stands_apart(illustrative: OpenApp) -> None:
    assert "Also mentioned" in texts(illustrative(LIST))


def test_a_story_is_read_with_its_numbers_and_its_small_print(illustrative: OpenApp) -> None:
    app = illustrative(ONE, s=CHURCHES)
    said = texts(app)
    assert app.title[0].value == escaped("Health checks in church, temple and mosque")
    assert "In numbers" in said
    assert "441 people" in said
    assert "had a health check" in said
    assert any(one.startswith("Not co") and "before Heard began" in one for one in said)


@pytest.mark.parametrize("slug", ["no-such-story", "../../etc/passwd", "<script>", ""])
def test_a_story_that_is_not_there_is_said_and_leads_to_the_list(illustrative: OpenApp, slug: str) -> None:
    app = illustrative(ONE, s=slug)
    assert not app.exception
    assert app.title[0].value == "Which story?"


def test_the_graphics_of_a_story_are_drawn_and_said(illustrative: OpenApp) -> None:
    app = illustrative(ONE, s=CHURCHES)
    said = alternatives(app)
    assert any("South London on" in alternative for alternative in said)
    assert set(said) <= set(texts(app))


def test_a_story_that_tells_of_no_record_has_no_empty_part_for_it(illustrative: OpenApp) -> None:
    assert "The record behind this story" not in texts(illustrative(ONE, s=CHURCHES))


A_STORY_ALONE = """
from components.ui.stories.reading import story_to_read
from tests.publishing.samples import a_story

story_to_read(a_story())
"""


def test_the_record_behind_a_story_stands_on_its_page() -> None:
    app = AppTest.from_string(A_STORY_ALONE, default_timeout=20).run()
    assert not app.exception
    said = texts(app)
    assert "The record behind this story" in said
    assert escaped("Open day for people who wait") in said
    assert f"**Why not:** {escaped('No caretaker on Sundays.')}" in said
    assert any("Was confirmed by people involved: not recorded".replace(":", "\\:") in one for one in said)
    assert any("](https://example.org/list)" in one for one in said)


def test_both_graphics_of_a_story_stand_beside_their_words_and_table() -> None:
    app = AppTest.from_string(A_STORY_ALONE, default_timeout=20).run()
    assert len(alternatives(app)) == 2
    assert list(app.table[-1].value.columns) == ["People", "Of those reached", "Of all who live there"]
    assert "not shown" in app.table[-1].value.to_numpy().ravel().tolist()
