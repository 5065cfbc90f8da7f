"""The page of accounts: who may do what, said and changed; what is typed stays until it is saved."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.accounts_list import PAGE_SIZE
from components.ui.plain_text import escaped
from data_access.commands.accounts import account_draft, change_account
from data_access.commands.password_links import account_of_link
from data_access.commands.sessions import actor_of_session, start_session
from data_access.engine import get_engine
from data_access.queries.accounts import (
    AccountQuestion,
    ListedAccount,
    account_as_seen,
    account_by_email,
    count_accounts,
)
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import SignInWay, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import texts

pytestmark = pytest.mark.xdist_group("pages")
PAGE = "manage/accounts"
OpenSignedIn = Callable[..., AppTest]


@pytest.fixture
def page(open_signed_in: OpenSignedIn) -> AppTest:
    """The list, as an administrator sees it."""
    return open_signed_in(UserRole.ADMIN, (), page=PAGE)


def of(email: str) -> ListedAccount:
    found = account_by_email(get_engine(), email)
    assert found is not None
    return found


def opened(page: AppTest, email: str) -> AppTest:
    return page.button(key=f"open_account_{of(email).id}").click().run()


def submit(page: AppTest, label: str) -> AppTest:
    (button,) = [button for button in page.button if button.label == label]
    return button.click().run()


def errors(page: AppTest) -> list[str]:
    """The sentences of what went wrong, without the marks that keep them from being Markdown."""
    return [str(message.value).replace("\\", "") for message in page.error]


def successes(page: AppTest) -> list[str]:
    return [str(message.value).replace("\\", "") for message in page.success]


def add_ben(**more: str) -> int:
    return an_account(
        get_engine(), UserRole.CONTRIBUTOR, ["SL"], email="ben@heard.example", name="Ben", **more
    )


def test_the_list_says_who_may_do_what(page: AppTest) -> None:
    add_ben()
    page.run()
    assert not page.exception
    said = texts(page)
    assert "Who may do what in Heard?" in said
    assert "2 accounts" in said
    assert "Contributor, for South London" in said
    assert any("rate a marker as a lay partner" in sentence for sentence in said)


def test_an_account_is_added_and_its_link_shown_once(page: AppTest) -> None:
    page.button(key="add_account").click().run()
    page.text_input(key="account_name").set_value("Cyd")
    page.text_input(key="account_email").set_value("Cyd@heard.example")
    page.checkbox(key="account_role_lay-partner").check()
    page.multiselect(key="account_networks").set_value(["GM"])
    submit(page, "Add the account")
    assert not page.exception
    assert successes(page) == ["The account of Cyd was added."]
    found = of("cyd@heard.example")
    assert (found.roles, found.networks) == ((UserRole.LAY_PARTNER,), ("GM",))
    address = page.code[0].value
    account = account_of_link(get_engine(), address.partition("link=")[2])
    assert account is not None
    assert account.user_id == found.id
    page.button(key="accounts_leave").click().run()
    opened(page, "cyd@heard.example")
    assert not page.code


def test_the_open_account_stands_in_the_address(page: AppTest) -> None:
    user_id = add_ben()
    opened(page.run(), "ben@heard.example")
    assert page.query_params["account"] == str(user_id)
    assert page.text_input(key="account_name").value == "Ben"
    page.button(key="accounts_leave").click().run()
    assert "account" not in page.query_params


@pytest.mark.parametrize("account", ["", "0", "-1", "x", "9" * 40, "<b>"])
def test_an_address_that_names_no_account_shows_the_list(open_signed_in: OpenSignedIn, account: str) -> None:
    page = open_signed_in(UserRole.ADMIN, (), page=PAGE, account=account)
    assert not page.exception
    assert [one.key for one in page.button if one.key == "add_account"] == ["add_account"]


def test_what_is_typed_stays_where_something_is_wrong(page: AppTest) -> None:
    page.button(key="add_account").click().run()
    page.text_input(key="account_name").set_value("Cyd")
    page.text_input(key="account_email").set_value("cyd")
    page.checkbox(key="account_role_contributor").check()
    submit(page, "Add the account")
    (error,) = errors(page)
    assert error.startswith("E-mail address: write a whole one")
    assert page.text_input(key="account_email").value == "cyd"
    page.text_input(key="account_email").set_value("cyd@heard.example")
    submit(page, "Add the account")
    (error,) = errors(page)
    assert error.startswith("Networks: choose at least one")
    assert page.text_input(key="account_name").value == "Cyd"
    assert page.checkbox(key="account_role_contributor").value
    assert count_accounts(get_engine(), AccountQuestion()) == 1


def test_roles_and_networks_are_changed(page: AppTest) -> None:
    add_ben()
    opened(page.run(), "ben@heard.example")
    page.checkbox(key="account_role_forum").check()
    page.multiselect(key="account_networks").set_value(["SL", "WSX"])
    submit(page, "Save")
    assert not page.error
    found = of("ben@heard.example")
    assert (found.roles, found.networks) == ((UserRole.CONTRIBUTOR, UserRole.FORUM), ("SL", "WSX"))


def test_a_change_that_crosses_anothers_is_refused_then_meant(page: AppTest) -> None:
    user_id = add_ben()
    opened(page.run(), "ben@heard.example")
    with unit_of_work(get_engine(), actor=OPERATOR, changes_facts=False) as work:
        values = account_as_seen(get_engine(), user_id) | {"display_name": "Benjamin"}
        change_account(work, user_id, account_draft(**values))
    page.checkbox(key="account_role_forum").check()
    submit(page, "Save")
    (error,) = errors(page)
    assert error.startswith("Somebody else changed this account")
    assert "It now says: Benjamin" in error
    assert of("ben@heard.example").roles == (UserRole.CONTRIBUTOR,)
    assert page.checkbox(key="account_role_forum").value
    submit(page, "Save")
    found = of("ben@heard.example")
    assert (found.display_name, found.roles) == ("Ben", (UserRole.CONTRIBUTOR, UserRole.FORUM))


def test_an_account_is_closed_and_opened_again(page: AppTest) -> None:
    session = start_session(get_engine(), user_id=add_ben(), way=SignInWay.PASSWORD)
    opened(page.run(), "ben@heard.example")
    page.button(key="account_close").click().run()
    assert not of("ben@heard.example").is_active
    assert actor_of_session(get_engine(), session.id) is None
    assert "account_link" not in [button.key for button in page.button]
    page.button(key="account_open").click().run()
    assert of("ben@heard.example").is_active


def test_all_sessions_of_an_account_are_ended(page: AppTest) -> None:
    session = start_session(get_engine(), user_id=add_ben(), way=SignInWay.PASSWORD)
    opened(page.run(), "ben@heard.example")
    page.button(key="account_end_sessions").click().run()
    assert actor_of_session(get_engine(), session.id) is None
    assert successes(page) == ["It is signed out on every device."]


def test_the_last_administrator_cannot_close_the_own_account(page: AppTest) -> None:
    (own,) = [button for button in page.button if button.label == "Administrator"]
    own.click().run()
    assert "This is your own account." in texts(page)
    page.button(key="account_close").click().run()
    assert errors(page) == ["Somebody must look after the accounts: keep one administrator."]


def test_a_forgotten_password_gets_a_link_for_a_day(page: AppTest) -> None:
    add_ben(password="kettle on a green bus")
    opened(page.run(), "ben@heard.example")
    page.button(key="account_link").click().run()
    assert any("It works once, for 24 hours" in said for said in texts(page))


def test_the_list_is_searched_and_comes_a_page_at_a_time(page: AppTest) -> None:
    for number in range(PAGE_SIZE + 4):
        name = f"Person {number:03}"
        # A drawn address could hold the same digits as another person's name.
        an_account(get_engine(), UserRole.FORUM, (), name=name, email=f"p{number:03}@example.org")
    page.run()
    assert f"{PAGE_SIZE + 5} accounts, page 1 of 2" in texts(page)
    page.button(key="accounts_on").click().run()
    assert f"{PAGE_SIZE + 5} accounts, page 2 of 2" in texts(page)
    page.text_input(key="accounts_words").set_value("person 003").run()
    assert "1 account" in texts(page)
    page.text_input(key="accounts_words").set_value("nobody").run()
    assert "No account is like that. Change what you search for." in texts(page)


def test_a_name_is_shown_as_it_is_written_and_never_as_markup(page: AppTest) -> None:
    name = "**B** <b>x</b> [y](javascript:z) :red[q] $1$"
    an_account(get_engine(), UserRole.FORUM, (), email="odd@heard.example", name=name)
    page.run()
    assert escaped(name) in [button.label for button in page.button]
    opened(page, "odd@heard.example")
    assert not page.exception
    assert not any("<b>" in str(header.value) and "\\<b" not in str(header.value) for header in page.header)


def test_going_to_another_page_and_back_fills_the_form_again(page: AppTest) -> None:
    add_ben()
    opened(page.run(), "ben@heard.example")
    page.switch_page("pages/explore/overview.py").run()
    page.switch_page("pages/manage/accounts.py").run()
    assert page.text_input(key="account_email").value == "ben@heard.example"


def test_somebody_who_lost_the_role_meanwhile_changes_nothing(page: AppTest) -> None:
    an_account(get_engine(), UserRole.ADMIN, (), email="other@heard.example")
    add_ben()
    opened(page.run(), "ben@heard.example")
    (me,) = [user for user in range(1, 4) if account_as_seen(get_engine(), user)["display_name"] == "Administrator"
             and account_as_seen(get_engine(), user)["email"] != "other@heard.example"]  # fmt: skip
    values = account_as_seen(get_engine(), me) | {"roles": [UserRole.FORUM]}
    with unit_of_work(get_engine(), actor=OPERATOR, changes_facts=False) as work:
        change_account(work, me, account_draft(**values))
    page.checkbox(key="account_role_admin").check()
    submit(page, "Save")
    assert "This page is not for your account" in texts(page)
    assert of("ben@heard.example").roles == (UserRole.CONTRIBUTOR,)
