"""The cover of an issue may have a line, a picture or a drawing of its own, and its welcome a signature."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.publishing.data_file import as_json
from components.publishing.document import IssueDocument
from components.publishing.looks import Look, are_known, as_known, forget
from components.publishing.magazine import issue_pages
from components.publishing.magazine_pages import Plates, issue_values
from components.publishing.plain_text import plain_text
from components.publishing.theme import HEARD
from tests.publishing.samples import a_bare_story, a_picture, a_story, an_issue

LINE = "They asked us first"
SIGNED = "The editors of this sample"


def small_issue(**chosen: Any) -> IssueDocument:
    return replace(an_issue(a_story(pictures=(a_picture(),)), a_bare_story()), **chosen)


def cover_of(issue: IssueDocument) -> tuple[dict[str, Any], dict[str, bytes]]:
    plates = Plates()
    values = issue_values(issue, HEARD, plates, as_known(issue.stories, HEARD))
    return values["cover"], plates.files


def test_a_cover_shows_its_story_where_nothing_was_chosen() -> None:
    issue = small_issue()
    assert issue.face == issue.cover
    assert issue.welcome == issue.editorial


def test_the_line_stands_in_place_of_the_title_and_leads_to_the_story_all_the_same() -> None:
    cover, _files = cover_of(small_issue(cover_line=LINE))
    assert (cover["title"], cover["is_inside"]) == (LINE, True)


def test_another_picture_may_stand_on_the_cover() -> None:
    other = replace(a_picture(), alt="Another picture")
    cover, _files = cover_of(small_issue(cover_art=other))
    assert cover["picture"]["alt"] == "Another picture"


def test_each_number_draws_another_crowd_in_place_of_a_picture() -> None:
    drawn = [cover_of(small_issue(cover_crowd=number))[1]["cover.svg"] for number in (1, 2, 1)]
    assert drawn[0] == drawn[2] != drawn[1]


def test_who_signs_stands_below_the_welcome_and_not_alone() -> None:
    assert small_issue(editorial_signed=SIGNED).welcome[-1] == SIGNED
    assert small_issue(editorial_signed=SIGNED, editorial=()).welcome == ()


@pytest.mark.parametrize("said", [LINE, SIGNED])
def test_texts_and_data_hold_the_line_and_who_signed(said: str) -> None:
    issue = small_issue(cover_line=LINE, editorial_signed=SIGNED)
    assert said in plain_text(issue)
    assert said in json.dumps(json.loads(as_json(issue))["issue"])


def test_a_first_view_needs_no_fitting() -> None:
    forget()
    issue = small_issue()
    pages = issue_pages(issue, HEARD, width_px=40, is_first_view=True)
    # Cover, contents, welcome, two stories, back page.
    assert len(pages) >= 6
    assert not are_known(issue.stories, HEARD)
    assert set(as_known(issue.stories, HEARD).values()) == {Look()}
