"""Setting a password with a link: once, for whom it was made, and told when all is done."""

import pytest
from streamlit.testing.v1 import AppTest

from components.ui.new_password import ALL_DONE, IS_SET, NOT_THE_SAME, WELCOME_IS_SET
from components.ui.sign_in import SESSION
from data_access.commands.password_links import USED, make_link
from data_access.commands.passwords import TOO_SHORT
from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import LinkPurpose, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import MAIL, NEW, sign_in_session, texts
from tests.pages.signing_in import at, errors, fill_in

pytestmark = pytest.mark.xdist_group("pages")
GATED = "Please sign in to see this page"


def a_link(user_id: int, purpose: LinkPurpose = LinkPurpose.RESET) -> str:
    with unit_of_work(get_engine(), actor=OPERATOR, changes_facts=False) as work:
        return make_link(work, user_id, purpose=purpose)


def set_password(app: AppTest, new: str, again: str) -> AppTest:
    app.text_input(key="set_password_new").set_value(new)
    app.text_input(key="set_password_again").set_value(again)
    return next(button for button in app.button if button.label == "Set password").click().run()


def test_a_link_sets_the_password_once_and_asks_to_sign_in(ada: int) -> None:
    session_id = sign_in_session(ada)
    token = a_link(ada)
    app = at("account/set_password", link=token)
    assert [field.proto.autocomplete for field in app.text_input] == ["new-password", "new-password"]
    set_password(app, NEW, NEW)
    assert errors(app) == []
    assert [one.value for one in app.success] == [IS_SET]
    assert "link" not in app.query_params
    assert actor_of_session(get_engine(), session_id) is None
    fill_in(app, MAIL, NEW)
    assert "Signed in as Ada" in texts(app)
    assert [one.value for one in app.success] == [ALL_DONE]
    again = at("account/set_password", link=token)
    assert errors(again) == [USED]
    fill_in(again, MAIL, NEW)
    assert "Signed in as Ada" in texts(again)


def test_a_first_password_says_nothing_of_devices(ada: int) -> None:
    app = at("account/set_password", link=a_link(ada, LinkPurpose.WELCOME))
    set_password(app, NEW, NEW)
    assert [one.value for one in app.success] == [WELCOME_IS_SET]


def test_a_link_of_another_account_says_so_and_leaves_who_is_signed_in(ada: int) -> None:
    ben = an_account(get_engine(), UserRole.CONTRIBUTOR, ["GM"], email="ben@heard.example", name="Ben")
    app = at("account/set_password", link=a_link(ada))
    app.session_state[SESSION] = sign_in_session(ben)
    app.run()
    assert [one.value for one in app.info] == ["You are signed in as Ben; this link is for Ada."]
    set_password(app, NEW, NEW)
    assert [one.value for one in app.success] == ["The password of Ada is set."]
    assert "Signed in as Ben" in texts(app)


def test_a_password_that_cannot_be_one_says_why_and_the_link_still_works(ada: int) -> None:
    app = at("account/set_password", link=a_link(ada, LinkPurpose.WELCOME))
    assert any(text.startswith("Welcome to Heard, Ada.") for text in texts(app))
    assert errors(set_password(app, "short", "short")) == [TOO_SHORT]
    assert errors(set_password(app, NEW, "another one altogether")) == [NOT_THE_SAME]
    assert errors(set_password(app, NEW, NEW)) == []


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 43, "\x00", "ünïcödé", "' OR 1=1 --", "<b>x</b>", "x" * 9_999]
)
def test_what_is_no_link_says_so(ada: int, token: str) -> None:
    assert ada
    app = at("account/set_password", link=token)
    assert len(errors(app)) == 1
    assert not app.text_input


def test_of_a_link_that_is_used_in_two_tabs_one_sets_the_password(ada: int) -> None:
    token = a_link(ada)
    first, second = at("account/set_password", link=token), at("account/set_password", link=token)
    assert errors(set_password(first, NEW, NEW)) == []
    app = set_password(second, "eleven yellow ladders", "eleven yellow ladders")
    assert len(errors(app)) == 1
    assert errors(fill_in(at("account/sign_in"), MAIL, NEW)) == []
