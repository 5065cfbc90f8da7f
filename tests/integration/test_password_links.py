"""Links to set a password: they work once, for a while, for one account, and leave no secret in the store."""

from datetime import timedelta

import bcrypt
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.password_links import LIVES, account_of_link, make_link, use_link
from data_access.commands.passwords import TOO_SIMPLE
from data_access.commands.sessions import actor_of_session, start_session
from data_access.tables import PasswordLink, User
from data_access.tables.base import now
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import LinkPurpose, SignInWay
from tests.integration.factories import events

GOOD = "green kettle on a bus"


def an_account(store: Engine, email: str = "ada@heard.example") -> int:
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        return add_account(work, AccountDraft(email=email, display_name="Ada Example"))


def a_link(store: Engine, user_id: int, purpose: LinkPurpose = LinkPurpose.WELCOME) -> str:
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        return make_link(work, user_id, purpose=purpose)


def change(store: Engine, table: type[User] | type[PasswordLink], **values: object) -> None:
    with store.begin() as connection:
        connection.execute(sa.update(table).values(**values))


def password_hash(store: Engine, user_id: int) -> str | None:
    with Session(store) as session:
        return session.scalar(sa.select(col(User.password_hash)).where(col(User.id) == user_id))


def test_a_link_says_whose_it_is_and_sets_the_password_once(store: Engine) -> None:
    user_id = an_account(store)
    token = a_link(store, user_id)
    found = account_of_link(store, token)
    assert found is not None
    assert (found.email, found.display_name) == ("ada@heard.example", "Ada Example")
    assert found.purpose is LinkPurpose.WELCOME
    assert use_link(store, token, new_password=GOOD) == user_id
    hashed = password_hash(store, user_id)
    assert hashed is not None
    assert bcrypt.checkpw(GOOD.encode(), hashed.encode())
    assert account_of_link(store, token) is None
    with pytest.raises(InvalidRecordError, match="used already"):
        use_link(store, token, new_password="another kettle on a bus")
    assert password_hash(store, user_id) == hashed


def test_the_token_is_nowhere_in_the_store(store: Engine) -> None:
    token = a_link(store, an_account(store))
    with Session(store) as session:
        links = [link.model_dump() for link in session.scalars(sa.select(PasswordLink))]
    assert token not in repr(links)
    assert token not in repr([event.model_dump() for event in events(store)])


def test_a_new_link_ends_the_one_before_and_leaves_those_of_others(store: Engine) -> None:
    one, other = an_account(store), an_account(store, "ben@heard.example")
    first, others = a_link(store, one), a_link(store, other)
    second = a_link(store, one, LinkPurpose.RESET)
    with pytest.raises(InvalidRecordError, match="no longer works"):
        use_link(store, first, new_password=GOOD)
    assert account_of_link(store, second) is not None
    assert account_of_link(store, others) is not None


@pytest.mark.parametrize("purpose", list(LinkPurpose))
def test_a_link_lives_as_long_as_its_purpose_says(store: Engine, purpose: LinkPurpose) -> None:
    token = a_link(store, an_account(store), purpose)
    found = account_of_link(store, token)
    assert found is not None
    assert timedelta(minutes=-1) < found.until - now() - LIVES[purpose] <= timedelta(0)
    change(store, PasswordLink, until=now())
    assert account_of_link(store, token) is None
    with pytest.raises(InvalidRecordError, match="no longer works"):
        use_link(store, token, new_password=GOOD)


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 100_000, "é" * 20, "' OR 1=1 --", "\x00"])
def test_what_is_no_link_opens_nothing(store: Engine, token: str) -> None:
    a_link(store, an_account(store))
    assert account_of_link(store, token) is None
    with pytest.raises(InvalidRecordError, match="not one of ours"):
        use_link(store, token, new_password=GOOD)


def test_a_weak_password_is_refused_and_the_link_stays(store: Engine) -> None:
    user_id = an_account(store)
    token = a_link(store, user_id)
    with pytest.raises(InvalidRecordError, match="at least 12"):
        use_link(store, token, new_password="short")
    with pytest.raises(InvalidRecordError, match=TOO_SIMPLE):
        use_link(store, token, new_password="ada@heard.example")
    assert password_hash(store, user_id) is None
    assert use_link(store, token, new_password=GOOD) == user_id


def test_a_new_password_ends_earlier_sessions_and_later_ones_begin(store: Engine) -> None:
    user_id = an_account(store)
    earlier = start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    use_link(store, a_link(store, user_id, LinkPurpose.RESET), new_password=GOOD)
    later = start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    assert actor_of_session(store, earlier.id) is None
    assert actor_of_session(store, later.id) is not None


def test_a_closed_account_gets_no_link_and_its_link_opens_nothing(store: Engine) -> None:
    user_id = an_account(store)
    token = a_link(store, user_id)
    change(store, User, is_active=False)
    assert account_of_link(store, token) is None
    with pytest.raises(InvalidRecordError, match="no longer works"):
        use_link(store, token, new_password=GOOD)
    with pytest.raises(InvalidRecordError, match="closed"):
        a_link(store, user_id)


def test_only_who_looks_after_accounts_makes_links_and_only_for_accounts_that_are_there(
    store: Engine,
) -> None:
    user_id = an_account(store)
    with (
        pytest.raises(NotAllowedError),
        unit_of_work(store, actor=PUBLIC, changes_facts=False) as work,
    ):
        make_link(work, user_id, purpose=LinkPurpose.RESET)
    with pytest.raises(NotFoundError):
        a_link(store, user_id + 1)


def test_making_and_using_a_link_are_in_the_trail(store: Engine) -> None:
    user_id = an_account(store)
    use_link(store, a_link(store, user_id), new_password=GOOD)
    trail = [(event.actor, event.action, event.record_type) for event in events(store)][1:]
    assert trail == [
        ("operator", "added", "password_link"),
        ("Ada Example", "used", "password_link"),
        ("Ada Example", "changed", "user_account"),
    ]
