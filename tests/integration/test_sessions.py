"""Sessions in the store: begun, handed to a browser once, looked up at each run, and ended for certain."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands import sessions
from data_access.commands.accounts import AccountDraft, change_account, set_password_hash
from data_access.commands.sessions import (
    LONGEST,
    LONGEST_UNUSED,
    SEEN_EVERY,
    TICKET_LIVES,
    HandedOver,
    actor_of_session,
    end_other_sessions,
    end_session,
    hand_over,
    session_of_token,
    sessions_of,
    start_session,
)
from data_access.engine import BUSY_TIMEOUT_MS, for_writing_at_once
from data_access.tables import SignInSession, User
from data_access.tables.base import now
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import SignInWay, UserRole
from tests.integration.factories import a_network, an_account, count, save

Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Lets the commands of sessions think that so much time has gone by."""

    def move(by: timedelta) -> None:
        monkeypatch.setattr(sessions, "now", lambda: now() + by)

    return move


@pytest.fixture
def ada(store: Engine) -> int:
    save(store, a_network("SL"))
    return an_account(store, UserRole.CONTRIBUTOR, ("SL",), email="ada@example.org", name="Ada")


def signed_in(store: Engine, user_id: int) -> tuple[int, HandedOver]:
    """A session whose secret a browser has got."""
    started = start_session(store, user_id=user_id, way=SignInWay.PASSWORD, device="Firefox on Windows")
    handed = hand_over(store, started.ticket)
    assert handed is not None
    return started.id, handed


def test_a_session_says_who_is_signed_in_with_roles_and_networks(store: Engine, ada: int) -> None:
    session_id, handed = signed_in(store, ada)
    assert session_of_token(store, handed.token, user_id=ada) == session_id
    actor = actor_of_session(store, session_id)
    assert actor is not None
    assert (actor.name, actor.user_id, actor.roles, actor.networks, actor.is_operator) == (
        "Ada", ada, {UserRole.CONTRIBUTOR}, {"SL"}, False,
    )  # fmt: skip


def test_the_store_keeps_hashes_and_no_secret(store: Engine, ada: int) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    with store.connect() as connection:
        kept = repr(connection.execute(sa.select(SignInSession)).one())
    assert started.ticket not in kept
    handed = hand_over(store, started.ticket)
    assert handed is not None
    with store.connect() as connection:
        kept = repr(connection.execute(sa.select(SignInSession)).one())
    assert handed.token not in kept
    assert len(started.ticket) == len(handed.token) == 43  # 32 random bytes


def test_a_ticket_works_once(store: Engine, ada: int) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    first = hand_over(store, started.ticket)
    assert hand_over(store, started.ticket) is None
    assert first is not None
    assert session_of_token(store, first.token, user_id=ada) == started.id


def test_of_many_who_come_with_one_ticket_at_once_one_gets_the_session(store: Engine, ada: int) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    ready, got = threading.Barrier(6), []

    def come() -> None:
        ready.wait()
        got.append(hand_over(store, started.ticket))

    threads = [threading.Thread(target=come) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (handed,) = [one for one in got if one is not None]
    assert session_of_token(store, handed.token, user_id=ada) == started.id


def test_a_ticket_is_too_old_after_a_minute(store: Engine, ada: int, later: Later) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    later(TICKET_LIVES + timedelta(seconds=1))
    assert hand_over(store, started.ticket) is None
    later(timedelta(0))
    assert hand_over(store, started.ticket) is None  # and is not tried twice


@pytest.mark.parametrize("ticket", ["", "x", "x" * 100_000, "\x00", "\ud800", "' OR 1=1 --", "ünïcödé"])
def test_what_is_no_ticket_gets_nothing(store: Engine, ada: int, ticket: str) -> None:
    start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    assert hand_over(store, ticket) is None
    assert session_of_token(store, ticket, user_id=ada) is None


def test_a_session_that_has_ended_gives_nothing_for_its_ticket(store: Engine, ada: int) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    end_session(store, started.id, user_id=ada)
    assert hand_over(store, started.ticket) is None


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(store: Engine, ada: int) -> None:
    session_id, handed = signed_in(store, ada)
    end_session(store, session_id, user_id=ada)
    assert actor_of_session(store, session_id) is None
    assert session_of_token(store, handed.token, user_id=ada) is None


def test_nobody_ends_the_session_of_somebody_else(store: Engine, ada: int) -> None:
    session_id, _ = signed_in(store, ada)
    end_session(store, session_id, user_id=an_account(store))
    assert actor_of_session(store, session_id) is not None


def test_a_secret_counts_for_its_own_account_alone(store: Engine, ada: int) -> None:
    _, handed = signed_in(store, ada)
    assert session_of_token(store, handed.token, user_id=an_account(store)) is None


def test_a_session_ends_when_it_lies_unused_and_lives_on_while_it_is_used(
    store: Engine, ada: int, later: Later
) -> None:
    used, _ = signed_in(store, ada)
    unused, _ = signed_in(store, ada)
    later(LONGEST_UNUSED - timedelta(minutes=1))
    assert actor_of_session(store, used) is not None
    later(LONGEST_UNUSED + timedelta(minutes=1))
    assert actor_of_session(store, used) is not None
    assert actor_of_session(store, unused) is None


def test_a_session_ends_after_half_a_day_however_much_it_is_used(
    store: Engine, ada: int, later: Later
) -> None:
    session_id, handed = signed_in(store, ada)
    for hour in range(1, 12):
        later(timedelta(hours=hour))
        assert actor_of_session(store, session_id) is not None
    later(LONGEST + timedelta(seconds=1))
    assert actor_of_session(store, session_id) is None
    assert session_of_token(store, handed.token, user_id=ada) is None


def test_looking_at_pages_writes_at_most_every_five_minutes(store: Engine, ada: int, later: Later) -> None:
    session_id, _ = signed_in(store, ada)

    def seen() -> object:
        with Session(store) as session:
            return session.scalar(sa.select(SignInSession.seen_at).where(SignInSession.id == session_id))

    first = seen()
    later(SEEN_EVERY - timedelta(seconds=30))
    actor_of_session(store, session_id)
    assert seen() == first
    later(SEEN_EVERY + timedelta(seconds=30))
    actor_of_session(store, session_id)
    assert seen() != first


def test_looking_at_a_page_does_not_wait_for_somebody_who_writes(
    store: Engine, ada: int, later: Later
) -> None:
    session_id, _ = signed_in(store, ada)
    later(SEEN_EVERY + timedelta(seconds=30))
    with unit_of_work(store, actor=OPERATOR):
        # Whoever waited for this writer, who waits for the page, would fail after a minute.
        assert actor_of_session(store, session_id) is not None
    assert actor_of_session(store, session_id) is not None
    (seen,) = sessions_of(store, ada)
    assert seen.seen_at > seen.started_at + SEEN_EVERY


def test_a_write_that_does_not_wait_leaves_a_connection_that_does(sqlite_store: Engine) -> None:
    with unit_of_work(sqlite_store, actor=OPERATOR), for_writing_at_once(sqlite_store).connect() as other:
        with pytest.raises(sa.exc.OperationalError):
            other.begin()
        assert other.connection.cursor().execute("PRAGMA busy_timeout").fetchone() == (BUSY_TIMEOUT_MS,)
    with for_writing_at_once(sqlite_store).begin() as alone:
        assert alone.exec_driver_sql("PRAGMA busy_timeout").scalar() == BUSY_TIMEOUT_MS


def test_closing_an_account_ends_its_sessions(store: Engine, ada: int) -> None:
    session_id, handed = signed_in(store, ada)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, ada, AccountDraft(email="ada@example.org", display_name="Ada", is_active=False))
    assert actor_of_session(store, session_id) is None
    assert session_of_token(store, handed.token, user_id=ada) is None


def test_a_ticket_of_an_account_that_was_closed_meanwhile_is_refused(store: Engine, ada: int) -> None:
    started = start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    with store.begin() as connection:
        connection.execute(sa.update(User).where(User.id == ada).values(is_active=False))
    assert hand_over(store, started.ticket) is None


def test_a_new_password_ends_all_sessions_that_began_before(store: Engine, ada: int) -> None:
    before, _ = signed_in(store, ada)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        set_password_hash(work, ada, "x")
    after, _ = signed_in(store, ada)
    assert actor_of_session(store, before) is None
    assert actor_of_session(store, after) is not None


def test_a_change_of_role_counts_from_the_next_run_on(store: Engine, ada: int) -> None:
    session_id, _ = signed_in(store, ada)
    draft = AccountDraft(email="ada@example.org", display_name="Ada", roles=frozenset({UserRole.LEADERSHIP}))
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, ada, draft)
    actor = actor_of_session(store, session_id)
    assert actor is not None
    assert (actor.roles, actor.networks) == ({UserRole.LEADERSHIP}, frozenset())


def test_the_owner_sees_the_live_sessions_latest_use_first_and_may_end_all_others(
    store: Engine, ada: int, later: Later
) -> None:
    first, _ = signed_in(store, ada)
    second, _ = signed_in(store, ada)
    ended, _ = signed_in(store, ada)
    signed_in(store, an_account(store))
    end_session(store, ended, user_id=ada)
    assert [one.id for one in sessions_of(store, ada)] == [second, first]
    later(SEEN_EVERY + timedelta(seconds=1))
    actor_of_session(store, first)
    assert [one.id for one in sessions_of(store, ada)] == [first, second]
    assert {one.device for one in sessions_of(store, ada)} == {"Firefox on Windows"}
    end_other_sessions(store, user_id=ada, but=first)
    assert [one.id for one in sessions_of(store, ada)] == [first]
    end_other_sessions(store, user_id=ada)
    assert sessions_of(store, ada) == ()


def test_signing_in_forgets_no_session_that_the_settings_still_keep(
    store: Engine, ada: int, later: Later
) -> None:
    signed_in(store, ada)
    later(timedelta(days=700))
    start_session(store, user_id=ada, way=SignInWay.PASSWORD)
    assert count(store, SignInSession) == 2


def test_no_session_begins_without_an_account(store: Engine) -> None:
    with pytest.raises(sa.exc.IntegrityError):
        start_session(store, user_id=4711, way=SignInWay.PASSWORD)
    assert actor_of_session(store, 4711) is None
