"""Accounts from the command line, and those for demonstration."""

import re
from collections.abc import Callable

import bcrypt
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access import __main__ as command_line
from data_access.command_line.account_commands import demonstration_lines
from data_access.commands.password_links import account_of_link
from data_access.commands.sessions import actor_of_session, start_session
from data_access.engine import is_sqlite
from data_access.queries.accounts import AccountQuestion, ListedAccount, listed_accounts
from data_access.tables import Setting, User
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import Provenance, SignInWay, UserRole
from seed_data.demonstration import load_illustrative, remove_illustrative
from seed_data.demonstration_accounts import add_demonstration_accounts
from seed_data.loader import load_reference
from seed_data.prepare import prepare
from tests.integration.factories import an_account, reference_rows, save
from tests.pages.conftest import TODAY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `account …` against the store; answers its status, what it said, and its errors."""
    monkeypatch.setattr(command_line, "get_engine", lambda: store)
    save(store, *reference_rows())

    def command(*arguments: str) -> tuple[int, str, str]:
        status = command_line.main(["account", *arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def all_accounts(store: Engine) -> list[ListedAccount]:
    return listed_accounts(store, AccountQuestion())


def token_in(said: str) -> str:
    found = re.search(r"^http://127\.0\.0\.1:8501/set-password\?link=([\w-]{43})$", said, re.MULTILINE)
    assert found is not None
    return found[1]


def test_an_operator_adds_the_first_administrator_who_sets_a_password(store: Engine, run: Run) -> None:
    status, said, errors = run("add", "Ada@heard.example", "--name", "Ada", "--role", "admin", "contributor",
                               "--network", "sl")  # fmt: skip
    assert (status, errors) == (0, "")
    assert "It works once, for 7 days" in said
    found = account_of_link(store, token_in(said))
    assert found is not None
    assert found.email == "ada@heard.example"
    (account,) = all_accounts(store)
    assert account.roles == (UserRole.CONTRIBUTOR, UserRole.ADMIN)
    assert (account.networks, account.has_password) == (("SL",), False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("nobody", "--name", "Ada"), "E-mail address: write a whole one"),
        (("ada@heard.example", "--name", " "), "Name: write what others"),
        (("ada@heard.example", "--name", "Ada", "--role", "lay-partner"), "Networks: choose at least one"),
        (("ada@heard.example", "--name", "Ada", "--network", "XX"), "There is no network XX."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    store: Engine, run: Run, arguments: tuple[str, ...], sentence: str
) -> None:
    status, said, errors = run("add", *arguments)
    assert (status, said) == (1, "")
    assert errors.startswith(sentence)
    assert all_accounts(store) == []


def test_an_unknown_role_is_refused_with_the_roles_there_are(run: Run) -> None:
    with pytest.raises(SystemExit):
        run("add", "ada@heard.example", "--name", "Ada", "--role", "queen")


def test_the_list_says_who_may_do_what(store: Engine, run: Run) -> None:
    assert run("list")[1].startswith("There is no account yet.")
    user_id = an_account(store, UserRole.CONTRIBUTOR, ["SL", "GM"], email="ben@heard.example", name="Ben")
    start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    heading, line = run("list")[1].splitlines()
    assert heading.split("  ")[0] == "e-mail"
    assert line.split()[:5] == ["ben@heard.example", "Ben", "contributor", "GM,", "SL"]
    assert line.endswith("open")
    assert "not in" not in line
    save(store, Setting(name="keep_sessions_days", value="90"))
    an_account(store, UserRole.FORUM, (), email="cy@heard.example", name="Cy")
    assert "not in 90 days" in run("list")[1].splitlines()[-1]


def test_a_link_for_a_forgotten_password_and_a_closed_account(store: Engine, run: Run) -> None:
    user_id = an_account(store, None, (), email="ben@heard.example", password="kettle on a green bus")
    session = start_session(store, user_id=user_id, way=SignInWay.PASSWORD)
    status, said, _ = run("link", "BEN@heard.example")
    assert status == 0
    assert "for 24 hours" in said
    token = token_in(said)
    assert run("close", "ben@heard.example")[0] == 0
    assert actor_of_session(store, session.id) is None
    assert account_of_link(store, token) is None
    assert run("link", "ben@heard.example")[0] == 1
    assert run("link", "nobody@heard.example") == (
        1, "", "There is no account for nobody@heard.example. See: python -m data_access account list\n"
    )  # fmt: skip


def test_the_last_administrator_is_not_closed_from_the_command_line_either(store: Engine, run: Run) -> None:
    an_account(store, UserRole.ADMIN, (), email="ben@heard.example")
    assert run("close", "ben@heard.example")[2].startswith("Somebody must look after the accounts")


def test_a_first_start_makes_an_account_for_each_role_on_the_embedded_store_alone(store: Engine) -> None:
    made = prepare(store, activities=5).accounts
    if not is_sqlite(store):
        assert made == ()
        assert all_accounts(store) == []
        return
    assert [account.role for account in made] == list(UserRole)
    assert {account.roles[0]: account.networks for account in all_accounts(store)} == {
        account.role: tuple(sorted(account.networks)) for account in made
    }
    assert {account.provenance for account in all_accounts(store)} == {Provenance.ILLUSTRATIVE}
    assert not prepare(store).changed_anything
    with Session(store) as session:
        hashes = dict(session.execute(sa.select(col(User.email), col(User.password_hash))).all())
    first = made[0]
    assert bcrypt.checkpw(first.password.encode(), hashes[first.email].encode())
    assert len(set(hashes.values())) == len(UserRole)


def test_without_illustrative_records_there_are_no_demonstration_accounts(sqlite_store: Engine) -> None:
    assert prepare(sqlite_store, with_illustrative=False).accounts == ()
    assert all_accounts(sqlite_store) == []


def test_another_demonstration_leaves_the_accounts_and_its_removal_takes_them(sqlite_store: Engine) -> None:
    prepare(sqlite_store, activities=5)
    an_account(sqlite_store, UserRole.ADMIN, (), email="ben@heard.example")
    before = all_accounts(sqlite_store)
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        load_illustrative(work, until=TODAY, activities=7)
    assert all_accounts(sqlite_store) == before
    with unit_of_work(sqlite_store, actor=OPERATOR) as work:
        assert remove_illustrative(work)["user_account"] == len(UserRole)
    assert [account.email for account in all_accounts(sqlite_store)] == ["ben@heard.example"]
    assert prepare(sqlite_store).accounts == ()


def test_who_asks_for_demonstration_accounts_gets_those_that_are_missing(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    an_account(store, None, (), email="admin@heard.example")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        made = add_demonstration_accounts(work)
    assert {account.role for account in made} == set(UserRole) - {UserRole.ADMIN}
    lines = list(demonstration_lines(made))
    assert any(made[0].password in line and "Contributor for SL and GM" in line for line in lines)
