"""Feedback pages for staff and lay partners: links, codes, answers in bundles, comments as plain text."""

from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from components.ui import feedback_invite
from components.ui.feedback_answers import standing
from components.ui.feedback_codes import (
    Sheet,
    SheetSize,
    addresses_of,
    qr_png,
    qr_svg,
    sheet_html,
)
from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.feedback import Answers
from data_access.tables import Activity, Experience, FeedbackLink
from data_access.unit_of_work import OUT_OF_REACH, store_version
from domain.errors import StoreError
from domain.share_words import FEWEST_FOR_FINER_WORDS, findings, share_in_words
from domain.vocabulary import Answer, Provenance, UserRole
from tests.integration.factories import an_activity, raise_version, save
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
MARKUP = "{{7*7}} <script>alert(1)</script> **bold** [link](javascript:alert(1)) :red[x] $x^2$"
PAGES = {"record/feedback": UserRole.CONTRIBUTOR, "lay/answers": UserRole.LAY_PARTNER}


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def save_answers(*comments: str, network: str = "SL", title: str = "A new workshop", **typed: Any) -> None:
    """As many answers as comments, of one week, about a new activity."""
    engine = get_engine()
    activity = an_activity(f"T {title}"[:60], network=network, title=title)
    save(engine, activity)
    shared: dict[str, Any] = {"at_the_heart": 4, "provenance": Provenance.SUBMITTED, **typed}
    for comment in comments:
        row = Experience(
            activity_id=activity.id or 0, answered_on=date(2026, 11, 9), comment=comment, **shared
        )
        save(engine, row)
    raise_version(engine)


def remove_illustrative_answers() -> None:
    with get_engine().begin() as connection:
        connection.execute(sa.delete(Experience))


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_open_on_illustrative_answers_and_say_so(open_signed_in: OpenSignedIn, page: str) -> None:
    app = open_signed_in(PAGES[page], ("YH",), page=page)
    if page == "record/feedback":
        app.session_state["feedback_tabs"] = "Read the answers"
        app.run()
    assert not app.exception
    assert any("Illustrative answers are among them." in said for said in texts(app))


def out_of_reach(*_: object, **__: object) -> None:
    raise StoreError(OUT_OF_REACH)


def test_a_link_is_made_shown_and_closed(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("YH",), page="record/feedback")
    app.number_input[0].set_value(12)
    app = button(app, "Make the link").click().run()
    assert not app.exception
    link = newest_links()[0]
    assert (link.most_answers, link.made_by, link.is_closed) == (12, "Contributor", False)
    assert app.code[0].value.endswith(f"/f/{link.token}")
    assert any("0 answers so far, of 12 at most" in said for said in texts(app))
    assert [one.value for one in app.success] == [escaped("The link is made. It stands below.")]
    with monkeypatch.context() as lost:
        lost.setattr(feedback_invite, "close_link", out_of_reach)
        app = button(app, "Close for good").click().run()
        assert [one.value for one in app.error] == [escaped(OUT_OF_REACH)]
    app = button(app, "Close for good").click().run()
    assert newest_links()[0].is_closed
    assert not app.code
    assert any("Closed" in said for said in texts(app))


def test_codes_are_made_in_one_go(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("YH",), page="record/feedback")
    app = app.radio(key="feedback_kind").set_value("Codes that work once each").run()
    app.number_input[0].set_value(3)
    app.text_input[1].set_value("Table **1**")
    app = button(app, "Make the codes").click().run()
    assert not app.exception
    links = newest_links()
    assert [link.most_answers for link in links] == [1, 1, 1]
    assert [link.label for link in links] == ["Table **1**"] * 3
    assert r"**Table \*\*1\*\***" in texts(app)
    assert app.code[0].value.count("\n") == 2


def newest_links() -> list[FeedbackLink]:
    with Session(get_engine()) as session:
        return list(session.scalars(sa.select(FeedbackLink).order_by("id")))


def test_only_activities_of_own_networks_may_be_chosen_whatever_the_address_says(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("YH",), page="record/feedback")
    with Session(get_engine()) as session:
        foreign = session.scalars(sa.select(Activity.id).where(Activity.network_code == "GM")).first()
    app.query_params["activity"] = str(foreign)
    app = app.run()
    chosen = app.selectbox[0].value
    with Session(get_engine()) as session:
        activity = session.get(Activity, chosen)
        assert activity is not None
        assert activity.network_code == "YH"
    app = app.text_input(key="feedback_wanted").set_value("no such activity %").run()
    assert any("No activity of your networks" in said for said in texts(app))


def test_comments_show_as_the_text_that_was_typed(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page="lay/answers")
    remove_illustrative_answers()
    save_answers(MARKUP, "b", "c", "d", "e", title="A *fine* <b>day</b>")
    app = app.run()
    assert not app.exception
    assert MARKUP in [one.value for one in app.text]
    assert not any("script" in str(one.value) for one in (*app.markdown, *app.html))
    assert r"A \*fine\* \<b\>day\</b\>" in [one.value for one in app.caption]


def test_flagged_comments_are_folded_for_staff_and_kept_from_lay_partners(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page="record/feedback")
    remove_illustrative_answers()
    save_answers("Ring 07700 900123", comment_warning="a telephone number", title="Flagged")
    save_answers("b", "c", "d", "e", title="Plain")
    app.session_state["feedback_tabs"] = "Read the answers"
    app = app.run()
    assert not app.exception
    assert [one.label for one in app.expander] == ["May hold a telephone number"]
    assert "Ring 07700 900123" in [one.value for one in app.expander[0].text]
    lay = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page="lay/answers")
    assert "b" in texts(lay)
    assert not any("07700" in said for said in texts(lay))
    assert any("1 comment is not shown here" in said for said in texts(lay))


def test_an_answer_that_came_in_is_told_of_at_the_next_run_though_it_raises_no_version(
    open_signed_in: OpenSignedIn,
) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page="lay/answers")
    remove_illustrative_answers()
    save_answers(title="Not answered yet")
    assert "Nobody has answered yet." in texts(app.run())
    before = store_version(get_engine())
    with Session(get_engine()) as session:
        asked = session.scalars(sa.select(Activity.id).where(Activity.title == "Not answered yet")).one()
    day = date(2026, 11, 9)
    row = Experience(activity_id=asked, answered_on=day, at_the_heart=4, provenance=Provenance.SUBMITTED)
    save(get_engine(), row)
    assert store_version(get_engine()) == before
    assert any("A few people have answered." in said for said in texts(app.run()))


def test_staff_see_each_statement_with_its_number_and_never_one_score(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), page="record/feedback")
    remove_illustrative_answers()
    save_answers("", "", "", "", "", heard_back=Answer.NO)
    app.session_state["feedback_tabs"] = "Read the answers"
    app = app.run()
    said = " ".join(texts(app))
    assert "5 answers are shown here." in said
    assert "heart of their thinking: **5 of 5 say mostly or completely**" in said
    assert "nobody answered this" in said
    grids = " ".join(one.value for one in app.html)
    assert "Yes, completely: 5 of 5" in grids
    assert "Nothing recorded" in grids
    assert "average" not in said + grids


def test_four_answers_are_not_broken_down(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page="lay/answers")
    remove_illustrative_answers()
    save_answers("a secret", "b", "c", "d")
    app = app.run()
    said = " ".join(texts(app))
    assert "A few people have answered." in said
    assert "a secret" not in said
    assert not app.subheader


def test_nothing_is_said_where_nobody_answered(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.LAY_PARTNER, ("SL",), page="lay/answers")
    remove_illustrative_answers()
    raise_version(get_engine())
    assert "Nobody has answered yet." in texts(app.run())


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (Answers(), "Nobody has answered yet."),
        (Answers(counted=5), "5 answers are shown here."),
        (Answers(counted=0, waiting=1), "0 answers are shown here. 1 more waits: "),
        (
            Answers(counted=7, waiting=3, has_illustrative=True),
            "Illustrative answers are among them. 3 more wait: ",
        ),
    ],
)
def test_what_is_shown_and_what_waits_is_said(answers: Answers, sentence: str) -> None:
    assert sentence in standing(answers)


@pytest.mark.parametrize(
    ("part", "words"),
    [(20, "Nearly everyone"), (18, "Nearly everyone"), (12, "Most people"), (8, "About half of the people"),
     (3, "Some people"), (2, "Hardly anyone"), (0, "Hardly anyone")],
)  # fmt: skip
def test_shares_are_words_that_never_say_all_or_none(part: int, words: str) -> None:
    assert share_in_words(part, 20) == words


@pytest.mark.parametrize(
    ("part", "words"),
    [(60, "Nearly everyone"), (48, "About 4 in 5 people"), (44, "About 3 in 4 people"),
     (40, "About 2 in 3 people"), (30, "About half of the people"), (20, "About 1 in 3 people"),
     (15, "About 1 in 4 people"), (12, "About 1 in 5 people"), (6, "About 1 in 10 people"),
     (0, "Hardly anyone")],
)  # fmt: skip
def test_with_many_answers_shares_are_finer_words(part: int, words: str) -> None:
    assert share_in_words(part, 60) == words


def test_a_finer_word_never_stands_for_one_number_of_people_alone() -> None:
    least = FEWEST_FOR_FINER_WORDS
    named = Counter(share_in_words(part, least) for part in range(least + 1))
    assert min(named.values()) >= 2


@pytest.mark.parametrize(
    ("counts", "first"),
    [
        ((40, 10, 10), "About 2 in 3 people said yes, mostly or completely."),
        ((6, 14, 40), "About 2 in 3 people said no."),
        ((20, 20, 20), "People were divided. About as many said yes as no or in between."),
        ((27, 6, 27), "People were divided."),
        ((10, 40, 10), "About 2 in 3 people said in between."),
    ],
)
def test_what_most_people_said_comes_first(counts: tuple[int, int, int], first: str) -> None:
    assert findings(*counts)[0] == first


def test_the_address_of_a_link_names_its_token() -> None:
    assert addresses_of(("abc",), home="https://heard.example") == ("https://heard.example/f/abc",)


def test_a_code_is_a_picture_with_its_quiet_zone() -> None:
    png, svg = qr_png("https://heard.example/f/abc"), qr_svg("https://heard.example/f/abc")
    assert png.startswith(b"\x89PNG")
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  our own drawing
    assert qr_png("https://heard.example/f/abd") != png


@pytest.mark.parametrize("size", SheetSize)
def test_a_sheet_has_a_card_for_each_code_and_every_text_is_escaped(size: SheetSize) -> None:
    sheet = Sheet(
        title="<b>A</b> {{7*7}}", network="Health & co", day="1 May 2026", last_day="20 December 2026",
        addresses=("https://heard.example/f/abc", "https://heard.example/f/abd"), is_single=True,
    )  # fmt: skip
    page = sheet_html(sheet, size=size).decode()
    assert page.count("<li>") == page.count("<svg") == 2
    assert all(address in page for address in sheet.addresses)
    assert "&lt;b&gt;A&lt;/b&gt; {{7*7}}" in page
    assert "Health &amp; co" in page
    assert "works once" in page
    assert "<script" not in page
