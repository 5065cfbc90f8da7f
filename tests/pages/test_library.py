"""The library of shared things: found by words and choices, said plainly where nothing fits, and who may add."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from components.ui.library_list import NO_LINK, library_list_html, link_in_words
from components.ui.library_page import LEAD, NOTHING_FITS, NOTHING_YET, WHO_ADDS
from data_access.engine import get_engine
from data_access.facts import current_facts
from data_access.queries.resources import ResourceLine
from data_access.tables import Resource
from domain.vocabulary import Provenance, ResourceKind, UserRole
from tests.pages.conftest import OpenApp, texts
from tests.reading_grade import reading_age

pytestmark = pytest.mark.xdist_group("pages")

LIBRARY = "forum/library"
OLDEST = 11


def listed(app: AppTest) -> list[str]:
    return re.findall("<h3>(.*?)</h3>", " ".join(one.value for one in app.html))


def test_words_and_choices_narrow_the_list_and_stand_in_the_address(illustrative: OpenApp) -> None:
    app = illustrative(LIBRARY)
    everything = len(listed(app))
    app.text_input(key="library_search").set_value("checklist").run()
    found = listed(app)
    assert 0 < len(found) < everything
    app.selectbox(key="library_kind").select("training").run()
    assert (app.query_params["q"], app.query_params["kind"]) == ("checklist", "training")
    again = illustrative(LIBRARY, q="checklist")
    assert listed(again) == found
    assert any(said.startswith("By kind: ") for said in texts(again))


def test_a_line_of_the_strategy_brings_what_is_for_a_line_below_it(illustrative: OpenApp) -> None:
    app = illustrative(LIBRARY, line="C1")
    assert app.selectbox(key="library_line").value == "C1"
    assert listed(app)


def test_nothing_that_fits_and_nothing_at_all_are_said_apart(
    illustrative: OpenApp, without_records: OpenApp
) -> None:
    assert NOTHING_FITS in texts(illustrative(LIBRARY, q="zzzz"))
    assert NOTHING_YET in texts(without_records(LIBRARY))


def test_another_question_begins_on_its_first_page(open_signed_in: Callable[..., AppTest]) -> None:
    app = open_signed_in(UserRole.FORUM, page=LIBRARY)
    with Session(get_engine()) as session:
        session.add_all(
            Resource(
                title=f"Thing {number:04}", kind=ResourceKind.POLICY, shared_on=date(2026, 11, 22),
                provenance=Provenance.SUBMITTED,
            )
            for number in range(2_000)
        )  # fmt: skip
        session.commit()
    app.run()
    app.button(key="page_to_Next page").click().run()
    assert app.query_params["page"] == "2"
    assert (listed(app)[0], len(listed(app))) == ("Thing 1974", 25)
    app.text_input(key="library_search").set_value("Thing 0000").run()
    assert listed(app) == ["Thing 0000"]
    assert "page" not in app.query_params
    assert any(link.proto.label.startswith("Add something") for link in app.get("page_link"))


def test_the_library_is_easy_to_read() -> None:
    said = [LEAD, NOTHING_FITS, NOTHING_YET, WHO_ADDS, NO_LINK, "What do networks share with each other?"]
    assert reading_age(said) <= OLDEST


def test_the_public_is_told_who_adds(illustrative: OpenApp) -> None:
    app = illustrative(LIBRARY)
    assert WHO_ADDS in texts(app)
    assert not app.get("page_link")


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://www.example.org/a/Policy.PDF?x=1", "Open the PDF at example.org"),
        ("https://example.org/plan.docx", "Open the Word document at example.org"),
        ("https://learn.example.org/", "Open the web page at learn.example.org"),
    ],
)
def test_a_link_says_where_it_leads_and_to_what(link: str, words: str) -> None:
    assert link_in_words(link) == words


def test_stored_text_is_no_markup_and_a_bad_link_is_none(illustrative: OpenApp) -> None:
    illustrative(LIBRARY)
    hostile = "<img src=x onerror=alert(1)> & **b**"
    one = ResourceLine(
        id=1, title=hostile, kind=ResourceKind.OTHER, description=hostile, link="javascript:alert(1)", network=None,
        line=None, shared_on=date(2026, 5, 3), provenance=Provenance.ILLUSTRATIVE,
    )  # fmt: skip
    html = library_list_html([one], current_facts(get_engine()), named=frozenset({Provenance.ILLUSTRATIVE}))
    assert "<img" not in html
    assert "javascript" not in html
    assert NO_LINK in html
    assert "Other · Illustrative, for demonstration" in html
    assert "Shared by All networks together on 3 May 2026." in html
