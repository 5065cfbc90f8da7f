"""What is said about a network: its website and its own words, audited, and only what may be a link."""

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.commands.networks import OwnWordsDraft, WebsiteDraft, change_website, set_own_words
from data_access.queries.networks import OwnWords, network_details, own_words, shared_terms
from data_access.tables import LocalTerm, Network
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.local_terms import TermKind
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import UserRole
from seed_data.loader import load_reference
from tests.integration.factories import an_actor, count, events, only

ADMIN = an_actor(UserRole.ADMIN, ())
SITE = "https://www.example.org/"


def set_website(
    store: Engine, website: str, *, seen: str = "", actor: Actor = ADMIN, code: str = "SL"
) -> bool:
    with unit_of_work(store, actor=actor) as work:
        return change_website(work, WebsiteDraft(network_code=code, website=website, seen=seen))


def call_it(
    store: Engine, label: str, *, seen: str = "", actor: Actor = ADMIN, code: str = "CODESIGN"
) -> bool:
    draft = OwnWordsDraft(network_code="SL", kind=TermKind.RUNG, code=code, label=label, seen=seen)
    with unit_of_work(store, actor=actor) as work:
        return set_own_words(work, draft)


def test_a_website_is_changed_audited_and_raises_the_version(filled: Engine) -> None:
    version = store_version(filled)
    assert set_website(filled, f" {SITE} ")
    assert network_details(filled, "SL").website == SITE
    [event] = events(filled)
    assert (event.action, event.record_type, event.record_id) == ("changed", "network", "SL")
    assert (event.before, event.after) == ({"website": ""}, {"website": SITE})
    assert store_version(filled) == version + 1
    assert not set_website(filled, SITE, seen="whatever was seen")
    assert set_website(filled, "", seen=SITE)
    assert network_details(filled, "SL").website == ""


@pytest.mark.parametrize(
    "website",
    ["javascript:alert(1)", "www.example.org", "https://user@example.org/", "https://exa mple.org/"],
)
def test_what_is_no_web_address_is_refused(filled_sqlite: Engine, website: str) -> None:
    with pytest.raises(InvalidRecordError, match="starts with https://"):
        set_website(filled_sqlite, website)
    assert events(filled_sqlite) == []


def test_an_endless_address_is_refused(filled_sqlite: Engine) -> None:
    with pytest.raises(ValidationError):
        set_website(filled_sqlite, SITE + "a" * 300)


def test_a_stale_website_is_noticed(filled: Engine) -> None:
    set_website(filled, SITE)
    with pytest.raises(StaleRecordError, match=r"is now “https://www.example.org/”"):
        set_website(filled, "https://other.example/", seen="")
    assert network_details(filled, "SL").website == SITE


def test_a_website_once_changed_outlives_the_loading_of_reference_data(sqlite_store: Engine) -> None:
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        load_reference(work)
    was = network_details(sqlite_store, "SL").website
    assert was.startswith("https://")
    set_website(sqlite_store, SITE, seen=was)
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        assert load_reference(work) == {}
    assert network_details(sqlite_store, "SL").website == SITE


def test_what_the_reference_data_say_is_still_corrected(sqlite_store: Engine) -> None:
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        load_reference(work)
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        network = work.session.get(Network, "SL")
        assert network is not None
        network.population = 1
        work.audit("changed", "network", "SL")
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        assert load_reference(work) == {"network": 1}
    assert network_details(sqlite_store, "SL").population > 1


def test_own_words_are_kept_beside_the_shared_code(filled: Engine) -> None:
    assert call_it(filled, "Working as equals")
    assert own_words(filled, "SL") == (OwnWords(TermKind.RUNG, "CODESIGN", "Codesign", "Working as equals"),)
    assert own_words(filled, "GM") == ()
    assert shared_terms(filled, TermKind.RUNG) == {"CONSULTATION": "Consultation", "CODESIGN": "Codesign"}
    assert (only(filled, LocalTerm).kind, events(filled)[-1].action) == ("rung", "added")


def test_own_words_are_changed_and_taken_back(filled: Engine) -> None:
    call_it(filled, "Working as equals")
    assert call_it(filled, "Side by side", seen="Working as equals")
    assert not call_it(filled, "Side by side", seen="")
    assert call_it(filled, "", seen="Side by side")
    assert count(filled, LocalTerm) == 0
    assert [event.action for event in events(filled)] == ["added", "changed", "removed"]
    assert (events(filled)[-1].before or {})["label"] == "Side by side"


def test_stale_own_words_are_noticed(filled: Engine) -> None:
    call_it(filled, "Working as equals")
    with pytest.raises(StaleRecordError, match="“Codesign” was changed by someone else"):
        call_it(filled, "Side by side", seen="")
    with pytest.raises(StaleRecordError):
        call_it(filled, "", seen="Side by side")


def test_a_term_that_nobody_shares_and_the_shared_words_are_refused(filled_sqlite: Engine) -> None:
    with pytest.raises(InvalidRecordError, match="one of the shared terms"):
        call_it(filled_sqlite, "Words", code="NOTHING")
    with pytest.raises(InvalidRecordError, match="shared words already"):
        call_it(filled_sqlite, "codesign")
    with pytest.raises(NotFoundError):
        set_website(filled_sqlite, SITE, code="XX")
    with pytest.raises(NotFoundError):
        network_details(filled_sqlite, "XX")
    with pytest.raises(ValidationError):
        call_it(filled_sqlite, "x" * 201)
    assert events(filled_sqlite) == []


@pytest.mark.parametrize("kind", TermKind)
def test_each_list_of_terms_can_be_asked(filled_sqlite: Engine, kind: TermKind) -> None:
    assert shared_terms(filled_sqlite, kind)


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMIN])
def test_only_administrators_change_what_is_said(filled_sqlite: Engine, role: UserRole) -> None:
    for change in (set_website, call_it):
        with pytest.raises(NotAllowedError):
            change(filled_sqlite, SITE, actor=an_actor(role))
    assert events(filled_sqlite) == []
