"""An address may ask for anything: each page says what it left out, and shows the nearest sensible view."""

import re
from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from components.server.script_errors import SENTENCE
from tests.pages.conftest import open_at, texts

pytestmark = pytest.mark.xdist_group("pages")

FILTERS = ("year", "network", "programme", "group", "rung", "as_of", "compare")
LISTS = (
    "list",
    "status",
    "direction",
    "level",
    "from",
    "until",
    "people",
    "of-group",
    "rater",
    "marker",
    "page",
)
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "explore/overview": FILTERS,
    "explore/spectrum": (*FILTERS, "look"),
    "explore/reach": FILTERS,
    "explore/activities": (*FILTERS, "q", "page"),
    "explore/change": (*FILTERS, "status", "direction", "level", "said", "numbers"),
    "explore/strategy": (*FILTERS, "covered", "line", "from-network"),
    "explore/board_pack": FILTERS,
    "explore/network": ("n", "as_of"),
    "explore/records": (*FILTERS, *LISTS),
    "explore/activity": ("a", "as_of"),
    "stories/stories": ("q", "network", "group", "rung"),
    "forum/library": ("q", "kind", "network", "line", "page"),
}
"""What each page reads from its address."""
MARKUP = "<img src=x onerror=alert(1)>**b**:red[r] [l](javascript:alert(1))"
READ_AS_MARKUP = re.compile(r"(?<!\\)(?:<img|\*\*b|:red\[|\]\(java)")
HOSTILE = {
    "markup": MARKUP,
    "sql": "SL' OR 1=1; DROP TABLE activity; --",
    "a long text": "9" * 5_000,
    "odd characters": "\x00\u202e\ufffd\U0001f642 ２０２５",
    "a day that is none": "2026-02-30",
    "a day before all": "0001-01-01",
    "the last day there is": "9999-12-31",
    "a negative number": "-1",
    "nothing but spaces": "   ",
}
EVERY_PAGE = pytest.mark.parametrize("page", PARAMETERS)


def said_as_markup(app: AppTest) -> str:
    """All that the page draws as HTML or Markdown."""
    drawn = [*app.html, *app.markdown, *app.caption, *app.info, *app.error, *app.subheader, *app.header]
    return " ".join(str(one.value) for one in drawn)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
@EVERY_PAGE
@pytest.mark.usefixtures("illustrative")
def test_a_hostile_address_shows_a_page(page: str, value: str) -> None:
    app = open_at(page, dict.fromkeys(PARAMETERS[page], value))
    assert not app.exception
    assert SENTENCE not in [one.value for one in app.error]
    assert len(app.title) == 1
    assert len(texts(app)) > 2
    assert READ_AS_MARKUP.findall(said_as_markup(app)) == []


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("explore/overview", {"network": "ATLANTIS"}),
        ("explore/spectrum", {"look": "ATLANTIS"}),
        ("explore/reach", {"group": "ATLANTIS"}),
        ("explore/activities", {"page": "ATLANTIS"}),
        ("explore/activities", {"page": "99999"}),
        ("explore/activities", {"network": "SL", "q": "zebra", "page": "99999"}),
        ("explore/change", {"status": "ATLANTIS"}),
        ("explore/change", {"said": "99999"}),
        ("explore/change", {"numbers": "99999"}),
        ("explore/strategy", {"covered": "ATLANTIS"}),
        ("explore/strategy", {"covered": "resources", "line": "ATLANTIS", "from-network": "SL"}),
        ("explore/strategy", {"covered": "resources", "from-network": "ATLANTIS"}),
        ("explore/network", {"n": "ATLANTIS"}),
        ("explore/records", {"list": "ATLANTIS"}),
        ("explore/records", {"list": "outcomes", "page": "99999"}),
        ("explore/records", {"list": "ratings", "marker": "ATLANTIS"}),
        ("stories/stories", {"network": "ATLANTIS"}),
        ("forum/library", {"kind": "ATLANTIS"}),
        ("forum/library", {"line": "ATLANTIS", "page": "99999"}),
    ],
)
@pytest.mark.usefixtures("illustrative")
def test_what_an_address_asks_for_in_vain_is_named(page: str, query: dict[str, str]) -> None:
    app = open_at(page, query)
    named = [value for value in ("ATLANTIS", "99999") if value in query.values()]
    said = [*texts(app), *(str(one.value) for one in app.info)]
    assert [value for value in named if any(f"“{value}”" in one for one in said)] == named


@pytest.mark.parametrize(
    ("page", "query", "said", "left"),
    [
        (
            "explore/records",
            {"year": "2025-26", "list": "outcomes", "page": "-3"},
            "The address asks for page “-3” of this list, which is not there. This is page 1 of ",
            {"year": "2025-26", "list": "outcomes", "page": "1"},
        ),
        (
            "explore/activities",
            {"year": "2025-26", "design": "bogus"},
            "The address asks for “design=bogus”, which this page does not choose by. "
            "We left it out and show all activities of this choice.",
            {"year": "2025-26"},
        ),
        (
            "explore/change",
            {"year": "2025-26", "page": "9999"},
            "The address asks for “page 9999”, but the lists here have pages of their own. "
            "We left it out and show the rest.",
            {"year": "2025-26"},
        ),
        (
            "explore/strategy",
            {"year": "2025-26", "covered": "bogus"},
            "The address asks for “bogus”, which we do not know. We left it out and show activities.",
            {"year": "2025-26", "covered": "activities"},
        ),
        (
            "explore/board_pack",
            {"year": "2025-26", "from": "<script>"},
            "The address asks for “<script>”, which is no page of a pack. "
            "We left it out and chose the usual sections.",
            {"year": "2025-26"},
        ),
    ],
)
@pytest.mark.usefixtures("illustrative")
def test_what_is_shown_instead_is_said_and_stands_in_the_address(
    page: str, query: dict[str, str], said: str, left: dict[str, str]
) -> None:
    app = open_at(page, query)
    notices = [re.sub(r"\\(.)", r"\1", str(one.value)) for one in app.info]
    assert [one for one in notices if one.startswith(said)]
    assert app.query_params == left


@pytest.mark.parametrize("page", [page for page, names in PARAMETERS.items() if "network" in names])
@pytest.mark.usefixtures("illustrative")
def test_a_good_address_is_not_told_that_anything_was_left_out(page: str) -> None:
    app = open_at(page, {"network": "SL"})
    said = [*texts(app), *(str(one.value) for one in app.info)]
    assert not any("The address asks for" in one for one in said)
