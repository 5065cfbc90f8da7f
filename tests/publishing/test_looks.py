"""The memory of how stories fit their pages."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from components.publishing.apart import pages_apart
from components.publishing.copyfit import fitted
from components.publishing.looks import MOST_KEPT, Look, forget, key_of, remember, remembered
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.samples import a_bare_story, a_picture, an_issue

ODD = Look(body=10.5, headline=30, picture_mm=99)


@pytest.fixture(autouse=True)
def a_fresh_memory() -> Iterator[None]:
    forget()
    yield
    forget()


def test_what_was_fitted_before_is_not_fitted_again() -> None:
    remember({key_of(a_bare_story(), HEARD): ODD})
    assert fitted(a_bare_story(), HEARD) == ODD


def test_a_story_that_changed_in_text_picture_or_theme_is_fitted_anew() -> None:
    story = replace(a_bare_story(), pictures=(a_picture(),))
    other = replace(story, pictures=(replace(a_picture(), content=b"other"),))
    keys = {
        key_of(story, HEARD),
        key_of(story, ARIAL),
        key_of(replace(story, title="Other"), HEARD),
        key_of(other, HEARD),
    }
    assert len(keys) == 4


def test_the_oldest_are_forgotten() -> None:
    remember({str(number): ODD for number in range(MOST_KEPT)})
    remember({key_of(a_bare_story(), HEARD): ODD, "0": ODD})
    assert remembered((a_bare_story(),), HEARD) == {key_of(a_bare_story(), HEARD): ODD}


def test_pages_made_apart_bring_home_how_their_stories_fit() -> None:
    issue = an_issue(a_bare_story())
    first = pages_apart(issue, theme=HEARD, width_px=60)
    known = remembered(issue.stories, HEARD)
    assert list(known) == [key_of(a_bare_story(), HEARD)]
    assert pages_apart(issue, theme=HEARD, width_px=60) == first
    remember({key_of(a_bare_story(), HEARD): ODD})
    assert pages_apart(issue, theme=HEARD, width_px=60) != first
