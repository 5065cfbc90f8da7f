"""The Change page: what it shows, what may be chosen on it, and what it says where little is known."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenApp, texts

pytestmark = pytest.mark.xdist_group("pages")

PAGE = "explore/change"


def boxes(app: AppTest) -> dict[str, str]:
    """What is chosen of outcomes, by label."""
    return {one.label: one.value for one in app.selectbox if (one.key or "").startswith("choose_")}


def cards(app: AppTest) -> list[str]:
    """The last line of each card: status, direction and for whom."""
    return [one.value for one in app.text if " · Of value to " in one.value]


def test_the_page_shows_each_of_its_figures(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, year="2025-26")
    assert not app.exception
    assert [one.value for one in app.subheader] == [
        "What changed because of it", "How long a decision took", "Promised, and waiting longest",
        "Not possible, and why", "For whom it changed", "How strong the evidence is", "The numbers that moved",
        "Told and heard", "Do people feel heard?",
    ]  # fmt: skip


def test_what_is_planned_is_named_and_never_said_to_be_done(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, year="2025-26", status="planned")
    assert cards(app)
    assert all(one.startswith("Planned · ") for one in cards(app))
    headings = [one.value for one in app.markdown]
    assert "**We plan to, and have not done it yet**" in headings
    assert "**We did**" not in headings


@pytest.mark.parametrize(
    ("query", "begins"),
    [
        ({"direction": "negative"}, "Made · Negative"),
        ({"direction": "no-change", "status": "made"}, "Made · No change"),
        ({"status": "not-possible"}, "Not possible · "),
    ],
)
def test_bad_news_has_cards_like_any_other(illustrative: OpenApp, query: dict[str, str], begins: str) -> None:
    app = illustrative(PAGE, year="2025-26", **query)
    assert len(cards(app)) == 6
    assert all(one.startswith(begins) for one in cards(app))


def test_a_choice_stands_in_the_address_and_begins_at_the_first_page(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, year="2025-26", said="3")
    next(one for one in app.selectbox if one.key == "choose_level").select("society").run()
    assert app.query_params["level"] == "society"
    assert "said" not in app.query_params
    assert all("Of value to society" in one for one in cards(app))


def test_pages_turn_and_one_beyond_the_last_is_the_last(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, year="2025-26")
    first = cards(app)
    said = [one.value for one in app.text]
    next(one for one in app.button if one.key == "said_to_Next page").click().run()
    assert app.query_params["said"] == "2"
    assert len(cards(app)) == len(first)
    assert [one.value for one in app.text] != said
    app = illustrative(PAGE, year="2025-26", said="999999", numbers="<b>")
    assert not app.exception
    assert cards(app)


def test_a_choice_that_nobody_knows_is_named_and_left_out(illustrative: OpenApp) -> None:
    app = illustrative(PAGE, year="2025-26", status="<b>done</b>")
    assert any("which we do not know" in one.value for one in app.info)
    assert boxes(app) == {"Status": "", "Direction": "", "Of value to": ""}


def test_answers_are_the_same_whatever_is_chosen_but_the_network(illustrative: OpenApp) -> None:
    def said(**query: str) -> list[str]:
        app = illustrative(PAGE, **query)
        return [one for one in texts(app) if one.startswith(("Staff say", "People who answered"))]

    whole = said(year="2025-26", network="SW")
    assert len(whole) == 2
    assert said(year="2026-27", network="SW", programme="MEDSIP") == whole
    assert said(year="2025-26", network="GM") != whole


def test_without_records_the_page_says_so_and_claims_nothing(without_records: OpenApp) -> None:
    app = without_records(PAGE)
    assert not app.exception
    said = texts(app)
    for sentence in (
        "Nothing has been decided here yet.",
        "Nothing is planned here that is not decided.",
        "Nothing is recorded here as not possible.",
        "No outcome fits. Choose fewer filters, or another year.",
        "No outcome here has a number yet.",
        "No activity has been recorded here yet.",
        "Too few people have answered here to say whether they feel heard.",
    ):
        assert sentence in said
