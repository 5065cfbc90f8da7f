"""What is too old goes, what is not stays, and the trail keeps counts alone."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.__main__ import main
from data_access.commands.accounts import AccountDraft, add_account, change_account
from data_access.commands.retention import delete_too_old, deleted_in_words, would_delete
from data_access.queries.settings import settings_now
from data_access.tables import (
    AuditEvent,
    CoSignature,
    Experience,
    FormDraft,
    PasswordLink,
    Setting,
    SignInAttempt,
    SignInSession,
    Story,
    Submission,
    Table,
    User,
    UserRoleGrant,
)
from data_access.unit_of_work import store_version, unit_of_work
from domain.choices import DEFAULTS
from domain.errors import NotAllowedError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import LinkPurpose, Provenance, SignInWay, UserRole
from tests.integration.factories import a_network, an_account, an_activity, an_actor, count, events, save

TODAY = date(2026, 11, 22)
LONG_AGO = datetime(2024, 1, 1, tzinfo=UTC)
LATELY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def clean_up(store: Engine, actor: Actor = OPERATOR) -> dict[str, int]:
    with unit_of_work(store, actor=actor) as work:
        return delete_too_old(work, today=TODAY)


def comments(store: Engine) -> list[str]:
    with Session(store) as session:
        return list(session.scalars(sa.select(Experience.comment).order_by(Experience.id)))  # type: ignore[call-overload]


def an_experience(day: date, comment: str, provenance: Provenance = Provenance.SUBMITTED) -> Experience:
    return Experience(
        activity_id=1, answered_on=day, comment=comment, comment_warning="a full postcode" if comment else "",
        at_the_heart=4, provenance=provenance,
    )  # fmt: skip


@pytest.fixture
def with_comments(store: Engine) -> Engine:
    """By the default of 24 months the first day kept is 22 November 2024."""
    save(store, a_network(), an_activity(id=1))
    save(
        store,
        an_experience(date(2024, 11, 21), "Too old"),
        an_experience(date(2024, 11, 22), "Just kept"),
        an_experience(date(2020, 1, 1), ""),
        an_experience(date(2020, 1, 1), "Nobody wrote this", Provenance.ILLUSTRATIVE),
    )
    return store


def test_an_old_comment_is_emptied_and_its_answers_stay(with_comments: Engine) -> None:
    assert would_delete(with_comments, DEFAULTS, today=TODAY)["comments"] == 1
    version = store_version(with_comments)
    assert clean_up(with_comments) == {"comments": 1}
    assert comments(with_comments) == ["", "Just kept", "", "Nobody wrote this"]
    with Session(with_comments) as session:
        first = session.get(Experience, 1)
        assert first is not None
        assert (first.comment_warning, first.at_the_heart) == ("", 4)
    assert store_version(with_comments) == version + 1


def test_the_trail_keeps_the_count_and_not_the_content(with_comments: Engine) -> None:
    clean_up(with_comments)
    [event] = events(with_comments)
    assert (event.action, event.record_type, event.actor) == ("deleted", "experience", "operator")
    assert (event.before, event.after) == (None, {"count": 1, "before": "2024-11-22"})
    assert "Too old" not in repr(event)


def test_a_second_clean_up_deletes_nothing_and_leaves_no_trace(with_comments: Engine) -> None:
    clean_up(with_comments)
    version = store_version(with_comments)
    assert clean_up(with_comments) == {}
    assert len(events(with_comments)) == 1
    assert store_version(with_comments) == version


def test_the_settings_decide(with_comments: Engine) -> None:
    save(with_comments, Setting(name="keep_comments_months", value="120"))
    assert clean_up(with_comments) == {}
    assert would_delete(with_comments, settings_now(with_comments), today=TODAY)["comments"] == 0


def session_row(user_id: int, *, ends: datetime, ended: datetime | None = None) -> SignInSession:
    return SignInSession(user_id=user_id, way=SignInWay.PASSWORD, ends_at=ends, ended_at=ended)


def test_what_signing_in_leaves_goes_in_its_time(store: Engine) -> None:
    save(store, a_network())
    user = an_account(store)
    save(
        store,
        session_row(user, ends=LONG_AGO),
        session_row(user, ends=LATELY, ended=LONG_AGO),
        session_row(user, ends=LATELY),
        PasswordLink(
            user_id=user,
            purpose=LinkPurpose.RESET,
            token_hash="a",
            made_by="x",
            until=LATELY,
            used_at=LONG_AGO,
        ),
        PasswordLink(user_id=user, purpose=LinkPurpose.RESET, token_hash="b", made_by="x", until=LATELY),
        SignInAttempt(at=LONG_AGO, account_key="a", address_key="b"),
        SignInAttempt(at=LATELY, account_key="a", address_key="b"),
        FormDraft(user_id=user, form="activity", typed={"title": "Kept"}, changed_at=LATELY),
        FormDraft(user_id=user, form="other", typed={"title": "Old"}, changed_at=LONG_AGO),
        Submission(key_hash="a", on_day=LONG_AGO.date()),
        Submission(key_hash="b", on_day=TODAY),
    )
    deleted = clean_up(store)
    assert deleted == {"drafts": 1, "sessions": 2, "links": 1, "submissions": 1, "tries": 1}
    kept = (SignInSession, PasswordLink, SignInAttempt, FormDraft, Submission)
    assert [count(store, table) for table in kept] == [1, 1, 1, 1, 1]
    assert deleted_in_words(deleted) == (
        "1 unfinished form, 2 sign-ins, 1 link to set a password, 1 mark of a form and 1 try to sign in"
    )


def close(store: Engine, user_id: int, *, closed_at: datetime) -> None:
    """Close an account, and let the trail say that this was at that moment."""
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, user_id, AccountDraft(email="x@example.org", display_name="X", is_active=False))
    moved: dict[type[Table], dict[str, datetime]] = {
        AuditEvent: {"at": closed_at}, User: {"created_at": LONG_AGO},
    }  # fmt: skip
    with store.begin() as connection:
        for table, values in moved.items():
            connection.execute(sa.update(table).values(values))


def test_an_account_goes_when_it_was_closed_long_enough_ago(store: Engine) -> None:
    save(store, a_network())
    an_account(store, UserRole.ADMIN, ())
    user = an_account(store, email="x@example.org")
    story = Story(id=1, slug="s", title="S", provenance=Provenance.SUBMITTED)
    save(store, story, CoSignature(story_id=1, story_version=1, user_id=user, signed_as="A lay partner"))
    close(store, user, closed_at=datetime(2025, 11, 22, tzinfo=UTC))
    assert clean_up(store) == {}
    close(store, user, closed_at=datetime(2025, 11, 21, 23, tzinfo=UTC))
    assert clean_up(store) == {"accounts": 1}
    assert count(store, User) == 1
    assert count(store, UserRoleGrant) == 1
    with Session(store) as session:
        signature = session.scalars(sa.select(CoSignature)).one()
        assert (signature.user_id, signature.signed_as) == (None, "A lay partner")
    assert (events(store)[-1].action, events(store)[-1].record_id) == ("deleted", str(user))


def test_an_account_that_never_was_open_goes_by_the_day_it_was_made(store: Engine) -> None:
    """Renamed lately, and still never open: a later event of another kind does not keep it."""
    closed = AccountDraft(email="x@example.org", display_name="X", is_active=False)
    an_account(store, UserRole.ADMIN, ())
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        user = add_account(work, closed)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, user, closed.model_copy(update={"display_name": "Y"}))
    with store.begin() as connection:
        connection.execute(sa.update(User).values(created_at=LONG_AGO))
    assert clean_up(store) == {"accounts": 1}


def test_an_account_that_was_opened_again_stays(store: Engine) -> None:
    save(store, a_network())
    an_account(store, UserRole.ADMIN, ())
    user = an_account(store, email="x@example.org")
    close(store, user, closed_at=LONG_AGO)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, user, AccountDraft(email="x@example.org", display_name="X"))
    assert clean_up(store) == {}


@pytest.mark.parametrize("role", [role for role in UserRole if role is not UserRole.ADMIN])
def test_only_those_who_operate_the_store_clean_up(sqlite_store: Engine, role: UserRole) -> None:
    with pytest.raises(NotAllowedError):
        clean_up(sqlite_store, an_actor(role))


def test_the_command_says_what_it_would_delete_then_deletes_it(
    sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    save(sqlite_store, Submission(key_hash="a", on_day=LONG_AGO.date()))
    monkeypatch.setattr("data_access.__main__.get_engine", lambda: sqlite_store)
    assert main(["retain", "--dry-run"]) == 0
    assert count(sqlite_store, Submission) == 1
    assert main(["retain"]) == 0
    assert main(["retain"]) == 0
    assert count(sqlite_store, Submission) == 0
    assert capsys.readouterr().out == (
        "This would delete 1 mark of a form.\nDeleted 1 mark of a form.\nDeleted nothing.\n"
    )
