"""Networks: reference data with their source, website and own words; nothing that was typed is lost."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from data_access.commands.networks import OwnWordsDraft, WebsiteDraft, change_website, set_own_words
from data_access.engine import get_engine
from data_access.queries.networks import network_details, own_words
from data_access.unit_of_work import unit_of_work
from domain.local_terms import TermKind
from domain.permissions import OPERATOR
from domain.source_words import plain_source
from domain.vocabulary import UserRole

pytestmark = pytest.mark.xdist_group("pages")

OpenSignedIn = Callable[..., AppTest]
PAGE = "manage/networks"
SITE = "https://www.example.org/"


@pytest.fixture
def gm(open_signed_in: OpenSignedIn) -> AppTest:
    """The page of an administrator, at Manchester."""
    app = open_signed_in(UserRole.ADMIN, (), PAGE)
    return app.selectbox(key="managed_network").select("GM").run()


def words_of(app: AppTest, sheet: str) -> str:
    block = app.container(key=f"sheet_{sheet}")
    said = (block.text, block.markdown, block.caption, block.success, block.error)
    return "\n".join(str(one.value) for kind in said for one in kind).replace("\\", "").replace("\u2060", "")


def type_website(app: AppTest, website: str) -> AppTest:
    app.text_input(key="network_field_website_GM").set_value(website).run()
    return app.button(key="save_website").click().run()


def type_words(app: AppTest, words: str) -> AppTest:
    app.selectbox(key="own_rung").select("CODESIGN").run()
    app.text_input(key="network_field_own_GM_rung_CODESIGN").set_value(words).run()
    return app.button(key="save_own_words").click().run()


def test_reference_data_are_shown_with_their_source(gm: AppTest) -> None:
    assert not gm.exception
    said = words_of(gm, "reference")
    for part in ("Health Innovation Manchester", "Greater Manchester Integrated Care Board", "Census 2021"):
        assert part in said
    assert not gm.container(key="sheet_reference").text_input


def test_a_source_is_said_without_what_only_machines_read() -> None:
    said = (
        "A Service, own/repo @6d10c9f (MIT): libs/seeds/1-names.ts, 2-old.ts. Sum of areas in icbs.csv. Own"
    )
    assert plain_source(said) == "A Service (MIT). Sum of areas. Own"
    assert plain_source("Office for National Statistics, Census 2021") == (
        "Office for National Statistics, Census 2021"
    )


def test_a_website_is_saved(gm: AppTest) -> None:
    type_website(gm, SITE)
    assert "Saved." in words_of(gm, "website")
    assert network_details(get_engine(), "GM").website == SITE


@pytest.mark.parametrize("website", ["javascript:alert(1)", "not an address"])
def test_a_wrong_website_is_answered_and_stays_in_its_field(gm: AppTest, website: str) -> None:
    before = network_details(get_engine(), "GM").website
    type_website(gm, website)
    assert "starts with https://" in words_of(gm, "website")
    assert gm.text_input(key="network_field_website_GM").value == website
    assert network_details(get_engine(), "GM").website == before


def test_a_stale_website_is_noticed_and_what_was_typed_stays(gm: AppTest) -> None:
    before = network_details(get_engine(), "GM").website
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        change_website(work, WebsiteDraft(network_code="GM", website="https://other.example/", seen=before))
    type_website(gm, SITE)
    assert "is now “https://other.example/”" in words_of(gm, "website")
    assert gm.text_input(key="network_field_website_GM").value == SITE
    gm.button(key="save_website").click().run()
    assert network_details(get_engine(), "GM").website == SITE


def test_own_words_are_saved_shown_and_taken_back(gm: AppTest) -> None:
    type_words(gm, "<b>Working</b> as [equals](x)")
    assert not gm.exception
    assert "is called “<b>Working</b> as [equals](x)”" in words_of(gm, "own_words")
    gm.button(key="drop_rung_CODESIGN").click().run()
    assert own_words(get_engine(), "GM") == ()
    assert "uses the shared words throughout" in words_of(gm, "own_words")
    assert gm.text_input(key="network_field_own_GM_rung_CODESIGN").value == ""


def test_stale_own_words_are_noticed(gm: AppTest) -> None:
    gm.selectbox(key="own_rung").select("CODESIGN").run()
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        set_own_words(
            work, OwnWordsDraft(network_code="GM", kind=TermKind.RUNG, code="CODESIGN", label="Side by side")
        )
    type_words(gm, "Working as equals")
    assert "is now “Side by side”" in words_of(gm, "own_words")
    assert gm.text_input(key="network_field_own_GM_rung_CODESIGN").value == "Working as equals"


def test_no_words_are_asked_for_again(gm: AppTest) -> None:
    type_words(gm, " ")
    assert "Write what the network calls it" in words_of(gm, "own_words")


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMIN])
def test_the_page_is_for_administrators(open_signed_in: OpenSignedIn, role: UserRole) -> None:
    app = open_signed_in(role, ("GM",), PAGE)
    assert app.title[0].value == "This page is not for your account"
    assert not app.text_input
