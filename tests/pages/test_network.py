"""The page of a network, in the app and as light HTML: whole for all 15, with records and without any."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import etree
from starlette.applications import Starlette
from streamlit.testing.v1 import AppTest

from components.publishing.network_document import Paragraphs, words_of
from components.server.networks.routes import network_routes
from components.ui.network_page_loaders import network_document, network_key
from components.ui.view import facts_now
from data_access.engine import get_engine
from data_access.queries.codes import known_codes
from data_access.queries.network_profile import own_profile
from data_access.queries.selected import known_facets, numbers_of
from domain.network_words import NO_POLICY, NO_WAY_IN
from domain.periods import FinancialYear, period_of
from domain.selection import Listed, read_selection
from domain.vocabulary import UserRole
from seed_data.reference_files import read_rows
from tests.integration.feedback_visitor import Visitor
from tests.pages.conftest import TODAY, OpenApp
from tests.publishing.reading_pages import addresses_in, parsed, runs_nothing
from tests.reading_grade import reading_age

pytestmark = pytest.mark.xdist_group("pages")

CODES = [row["code"] for row in read_rows("networks")]
MOST_BYTES = 60_000
OLDEST = 11
NAMES_OF_OTHERS = {"serve", "stories", "shared"}
"""Sections that are made of names and of what others wrote."""
each_network = pytest.mark.parametrize("code", CODES)


@pytest.fixture
def visitor() -> Visitor:
    return Visitor(Starlette(routes=network_routes()))


@pytest.fixture(params=["illustrative", "without_records"])
def opened(request: pytest.FixtureRequest) -> OpenApp:
    """The app with illustrative records, and with none."""
    app: OpenApp = request.getfixturevalue(request.param)
    return app


@pytest.mark.usefixtures("opened")
@each_network
def test_each_network_has_a_light_page_that_is_whole(visitor: Visitor, code: str) -> None:
    seen = visitor.get(f"/n/{code}")
    assert seen.status == 200
    assert len(seen.body) < MOST_BYTES
    page = parsed(seen.body.decode())
    headings = page.xpath("//section/h2")
    assert len(headings) == 11
    for heading in headings:
        said = heading.getparent().text_content().replace(heading.text_content(), "").strip()
        assert len(said) > 20, heading.text_content()
    assert len(set(page.xpath("//@id"))) == len(page.xpath("//@id"))
    assert runs_nothing(page)
    assert page.xpath("//meta[@property='og:title']/@content") == page.xpath("//h1/text()")
    assert page.xpath("//meta[@property='og:description']/@content")[0]
    loaded = [
        address for tag, address in addresses_in(page) if tag != "a" and not address.startswith(("/", "'"))
    ]
    assert loaded == []


@pytest.mark.usefixtures("illustrative")
@each_network
def test_what_we_say_can_be_read_at_11(code: str) -> None:
    facts, _ = facts_now()
    document = network_document(network_key(facts, code))
    said = [
        words_of(one)
        for section in document.sections
        if section.key not in NAMES_OF_OTHERS
        for part in section.parts
        if isinstance(part, Paragraphs) and not part.is_quoted
        for one in part.said
    ]
    assert reading_age(said) <= OLDEST


@pytest.mark.usefixtures("opened")
@each_network
def test_the_markup_is_well_formed(visitor: Visitor, code: str) -> None:
    """Every element is closed where it should be: what is not, lxml mends and says so."""
    parser = etree.HTMLParser(recover=True)
    etree.fromstring(visitor.get(f"/n/{code}").body, parser)
    # Its list of elements is that of HTML 4.
    assert [error.message for error in parser.error_log if "invalid" not in error.message] == []


@pytest.mark.usefixtures("illustrative")
@each_network
def test_each_number_of_activities_is_as_long_as_the_list_that_it_opens(visitor: Visitor, code: str) -> None:
    facts, _ = facts_now()
    known, facets = known_codes(facts, today=TODAY), known_facets(facts)
    page = parsed(visitor.get(f"/n/{code}").body.decode())
    checked = 0
    for link in page.xpath("//a[starts-with(@href, '/records?')]"):
        selection, dropped = read_selection(parse_qs(urlsplit(link.get("href")).query), known, facets)
        assert dropped == ()
        if selection.listed not in {Listed.ACTIVITIES, Listed.OUTCOMES}:
            continue
        said = link.text_content().rpartition("? ")[2]
        if said.startswith("No record in "):
            continue
        period = period_of(FinancialYear.from_code(selection.filters.year), today=TODAY)
        assert numbers_of(facts, selection, period).size == int(said.split()[0].replace(",", "")), said
        checked += 1
    assert checked or "No activity is recorded" in page.text_content()


@pytest.mark.usefixtures("illustrative")
def test_an_unknown_code_is_told_with_a_sentence_and_the_list(visitor: Visitor) -> None:
    seen = visitor.get("/n/%3Cb%3E")
    page = parsed(seen.body.decode())
    assert seen.status == 404
    assert page.xpath("string(//h1)") == "There is no such network"
    assert len(page.xpath("//ul[@class='networks']/li/a")) == len(CODES)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]


@pytest.mark.usefixtures("illustrative")
def test_an_address_in_small_letters_leads_to_the_page(visitor: Visitor) -> None:
    seen = visitor.get("/n/sl")
    assert (seen.status, seen.header("location")) == (308, "/n/SL")
    assert visitor.get("/n").header("location") == "/n/"
    assert len(parsed(visitor.get("/n/").body.decode()).xpath("//ul[@class='networks']/li")) == len(CODES)


@each_network
def test_each_network_has_a_page_in_the_app(opened: OpenApp, code: str) -> None:
    app = opened("explore/network", n=code.lower())
    assert not app.exception
    assert len(app.header) == 11
    assert app.title[0].value.startswith(("Health Innovation", "UCLPartners", "Imperial"))


def test_an_unknown_code_is_told_in_the_app_which_offers_all(illustrative: OpenApp) -> None:
    app = illustrative("explore/network", n="nowhere")
    assert app.title[0].value == "Which network?"
    assert "nowhere" in app.info[0].value
    assert any(all(f"n={code}" in one.value for code in CODES) for one in app.html)


def save(app: AppTest) -> None:
    next(one for one in app.button if one.label == "Save what the page says").click().run()


def test_the_networks_own_people_write_what_stands_there(open_signed_in: Callable[..., AppTest]) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), "explore/network", n="SL")
    assert any(NO_POLICY in one.value for one in app.html)
    app.text_area(key="profile_SL_payment_policy").set_value("We pay <b>15</b> pounds an hour.")
    app.text_input(key="profile_SL_contact_link").set_value("https://example.org/join")
    save(app)
    assert not app.exception
    assert own_profile(get_engine(), "SL").version == 1
    said = "".join(one.value for one in app.html)
    assert "We pay &lt;b&gt;15&lt;/b&gt; pounds an hour." in said
    assert 'href="https://example.org/join"' in said
    assert NO_POLICY not in said
    assert NO_WAY_IN not in said


def test_a_wrong_address_is_answered_and_stays_in_its_field(open_signed_in: Callable[..., AppTest]) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("SL",), "explore/network", n="SL")
    app.text_input(key="profile_SL_contact_link").set_value("javascript:alert(1)")
    save(app)
    assert "A web address starts with" in app.error[0].value
    assert app.text_input(key="profile_SL_contact_link").value == "javascript:alert(1)"
    assert own_profile(get_engine(), "SL").version == 0


def test_the_people_of_another_network_are_not_offered_to_write(
    open_signed_in: Callable[..., AppTest],
) -> None:
    app = open_signed_in(UserRole.CONTRIBUTOR, ("GM",), "explore/network", n="SL")
    assert not app.text_area
