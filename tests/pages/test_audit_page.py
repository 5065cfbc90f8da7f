"""The audit page: for whom it is, what it says of the chain, searching from form and address, pages and the file."""

import csv
import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from components.ui import audit_chain_state
from components.ui.audit_results import audit_file
from components.ui.audit_search import search_of
from components.ui.visit import SESSION
from data_access.engine import get_engine
from data_access.queries.audit import AuditSearch
from data_access.unit_of_work import unit_of_work
from domain.audit_words import ANSWERS_WITHHELD
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")
OpenSignedIn = Callable[..., AppTest]
PAGE = "manage/audit"
HOSTILE = "**bold** [x](javascript:alert(1)) <script>alert(1)</script> =1+1"


def write_events(count: int, *, kind: str = "activity", title: str = "A title") -> None:
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        for number in range(count):
            values = {"key": ["SL", f"A{number}"], "title": f"{title} {number}"}
            work.audit("removed", kind, 9_000_000 + number, before=values)


def heads(app: AppTest) -> list[str]:
    return [expander.label for expander in app.expander]


def fold(app: AppTest) -> str:
    return " ".join(texts(app))


@pytest.mark.parametrize("role", [UserRole.ADMIN, UserRole.LEADERSHIP])
def test_the_page_shows_the_newest_events_and_the_chain(open_signed_in: OpenSignedIn, role: UserRole) -> None:
    app = open_signed_in(role, page=PAGE)
    assert not app.exception
    assert "Who changed what, and when?" in fold(app)
    assert "All of the chain was last checked on " in fold(app)
    assert " and was unbroken: " in fold(app)
    assert len(app.code[0].value) == 64
    assert any("added account" in head for head in heads(app))


@pytest.mark.parametrize("role", [UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER, UserRole.COMMS, UserRole.FORUM])
def test_the_page_is_for_nobody_else(open_signed_in: OpenSignedIn, role: UserRole) -> None:
    app = open_signed_in(role, page=PAGE)
    assert "This page is not for your account" in fold(app)
    assert heads(app) == []


def test_a_search_from_the_address_fills_the_form(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE, kind="user_account", action="added", first="2026-01-01")
    assert app.selectbox(key="audit_kind").value == "user_account"
    assert heads(app)
    assert all("added account" in head for head in heads(app))


def test_a_search_from_the_form_stands_in_the_address(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE)
    write_events(1, title="Needle")
    app.text_input(key="audit_text").input("needle")
    next(button for button in app.button if button.label == "Search").click().run()
    assert app.query_params["text"] == "needle"
    assert heads(app)[0].endswith("operator removed activity\\: SL A0")
    assert len(heads(app)) == 1
    next(button for button in app.button if button.label == "Clear").click().run()
    assert len(heads(app)) > 1
    assert app.text_input(key="audit_text").value == ""


def test_what_is_found_nowhere_is_said(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE, text="nowhere to be found")
    assert "No event found" in fold(app)
    assert "Leave something out" in fold(app)


@pytest.mark.parametrize(("role", "is_said"), [(UserRole.ADMIN, False), (UserRole.LEADERSHIP, True)])
def test_who_does_not_see_anonymous_answers_is_told_so(
    open_signed_in: OpenSignedIn, role: UserRole, is_said: bool
) -> None:
    app = open_signed_in(role, page=PAGE)
    assert (ANSWERS_WITHHELD in fold(app)) == is_said
    text = audit_file(AuditSearch(), app.session_state[SESSION]).decode("utf-8-sig")
    assert (ANSWERS_WITHHELD in text) == is_said


def test_pages_are_turned_both_ways(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE, kind="activity")
    write_events(45)
    app.run()
    first = heads(app)
    assert "45 events, newest first" in fold(app)
    assert len(first) == 20
    assert app.button(key="audit_newer").disabled
    second = heads(app.button(key="audit_older").click().run())
    third = heads(app.button(key="audit_older").click().run())
    assert (len(second), len(third)) == (20, 5)
    assert len({*first, *second, *third}) == 45
    assert app.button(key="audit_older").disabled
    assert heads(app.button(key="audit_newer").click().run()) == second


def test_hostile_words_stay_words(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE, kind="activity")
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        values = {"key": ["SL", HOSTILE], "title": HOSTILE}
        work.audit("removed", "activity", 9_000_000, before=values, note=HOSTILE)
    app.run()
    (head,) = heads(app)
    assert "\\*\\*bold\\*\\*" in head
    assert "\\<script\\>" in head
    assert HOSTILE in [one.value for one in app.text]
    (row,) = app.table[0].value.itertuples()
    assert row.Before.startswith("\\*\\*bold")


def test_the_file_says_the_same_and_runs_nothing(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE)
    write_events(1, title="=HYPERLINK(1)")
    session = app.session_state[SESSION]
    text = audit_file(AuditSearch(kind="activity"), session).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[:2] == [["Audit trail of Heard"], ["Searched for kind: Activity"]]
    assert rows[3][6:9] == ["Field", "Before", "After"]
    assert rows[4][6:9] == ["Title", "'=HYPERLINK(1) 0", "nothing"]
    with get_engine().begin() as connection:
        connection.execute(sa.text("UPDATE sign_in_session SET ended_at = started_at"))
    with pytest.raises(NotAllowedError):
        audit_file(AuditSearch(), session)
    with pytest.raises(NotAllowedError):
        audit_file(AuditSearch(), None)


def test_a_broken_chain_is_told(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE)
    with get_engine().begin() as connection:
        connection.execute(sa.text("UPDATE audit_event SET actor = 'x' WHERE id = 1"))
    app.button(key="audit_check").click().run()
    assert "The chain of events is broken: event 1 was changed" in app.error[0].value


def test_an_opening_page_follows_all_of_the_chain(open_signed_in: OpenSignedIn) -> None:
    app = open_signed_in(UserRole.ADMIN, page=PAGE)
    assert "was unbroken" in fold(app)
    with get_engine().begin() as connection:
        connection.execute(sa.text("UPDATE audit_event SET actor = 'x' WHERE id = 1"))
    # Somebody who stays on the page sees what was found at its opening, and when.
    assert "was unbroken" in fold(app.run())
    again = open_signed_in(UserRole.LEADERSHIP, page=PAGE)
    assert "The chain of events is broken: event 1 was changed" in again.error[0].value


def test_a_long_trail_is_followed_when_somebody_asks(
    open_signed_in: OpenSignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_chain_state, "MOST_UNASKED", 1)
    app = open_signed_in(UserRole.ADMIN, page=PAGE)
    assert "not checked yet" in fold(app)
    app.button(key="audit_check").click().run()
    assert "was unbroken" in fold(app)
    assert "since then" not in fold(app)
    write_events(1)
    assert "The 1 event since then follows on." in fold(app.run())
    monkeypatch.setattr(audit_chain_state, "MOST_UNASKED", 2)
    write_events(2)
    assert "The 3 events since then follow on." in fold(app.run())
    app.button(key="audit_check").click().run()
    assert "since then" not in fold(app)


@pytest.mark.parametrize(
    ("asked", "search"),
    [
        ({}, AuditSearch()),
        ({"kind": "no such", "action": "no such", "first": "yesterday", "last": "9999-12-31"}, AuditSearch()),
        ({"person": f"  {'x' * 500}"}, AuditSearch(person="x" * 120)),
        ({"first": "1066-10-14", "record": "' OR 1=1 --"}, AuditSearch(record="' OR 1=1 --")),
    ],
)
def test_an_address_that_means_nothing_asks_for_nothing(asked: dict[str, str], search: AuditSearch) -> None:
    assert search_of(asked) == search
