"""Your account: who you are, where you are signed in, and a new password."""

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from components.ui import visit, your_account
from components.ui.new_password import NOT_THE_SAME
from components.ui.plain_text import escaped
from components.ui.sign_in import SESSION, WRONG
from components.ui.visit import NOT_SIGNED_OUT
from components.ui.your_account import CHANGED, CURRENT_WRONG, NO_PASSWORD, SAME_AS_BEFORE
from data_access.commands.passwords import TOO_SHORT
from data_access.commands.sessions import actor_of_session, sessions_of, start_session
from data_access.engine import get_engine
from data_access.tables import SignInAttempt
from data_access.unit_of_work import OUT_OF_REACH
from domain.errors import StoreError
from domain.vocabulary import SignInWay, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import MAIL, NEW, PASSWORD, open_app, sign_in_session, texts
from tests.pages.signing_in import at, errors, fill_in, titles

pytestmark = pytest.mark.xdist_group("pages")
GATED = "Please sign in to see this page"


def own_page(user_id: int) -> AppTest:
    return open_app("account/your_account", session=sign_in_session(user_id))


def change(app: AppTest, current: str, new: str, again: str | None = None) -> AppTest:
    for name, value in (("current", current), ("new", new), ("again", new if again is None else again)):
        app.text_input(key=f"own_password_{name}").set_value(value)
    return next(button for button in app.button if button.label == "Change password").click().run()


def test_your_account_says_who_you_are(ada: int) -> None:
    assert ada
    user_id = an_account(
        get_engine(), UserRole.LAY_PARTNER, ("GM", "SL"), email="eve@example.org", name="Eve"
    )
    said = texts(own_page(user_id))
    assert "Name: Eve" in said
    assert "E-mail address: eve@example.org" in said
    assert "Roles: Lay partner" in said
    (networks,) = [text for text in said if text.startswith("Networks: ")]
    assert networks == "Networks: Health Innovation Manchester and Health Innovation Network South London"
    assert NO_PASSWORD in said


def test_a_new_password_keeps_this_device_signed_in_and_ends_all_others(ada: int) -> None:
    other = start_session(get_engine(), user_id=ada, way=SignInWay.PASSWORD)
    app = own_page(ada)
    before = app.session_state[SESSION]
    change(app, PASSWORD, NEW)
    assert errors(app) == []
    assert [one.value for one in app.success] == [CHANGED]
    assert [one.id for one in sessions_of(get_engine(), ada)] == [app.session_state[SESSION]]
    assert app.session_state[SESSION] not in {before, other.id}
    assert errors(fill_in(at("account/sign_in"), MAIL, PASSWORD)) == [WRONG]
    assert errors(fill_in(at("account/sign_in"), MAIL, NEW)) == []


@pytest.mark.parametrize(
    ("current", "new", "again", "sentence"),
    [
        ("wrong", NEW, None, CURRENT_WRONG),
        ("", NEW, None, CURRENT_WRONG),
        (PASSWORD, "short", None, TOO_SHORT),
        (PASSWORD, "", None, TOO_SHORT),
        (PASSWORD, NEW, NEW + "x", NOT_THE_SAME),
        (PASSWORD, PASSWORD, None, SAME_AS_BEFORE),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_and_changes_nothing(
    ada: int, current: str, new: str, again: str | None, sentence: str
) -> None:
    other = start_session(get_engine(), user_id=ada, way=SignInWay.PASSWORD)
    app = change(own_page(ada), current, new, again)
    assert errors(app) == [sentence]
    assert actor_of_session(get_engine(), other.id) is not None
    assert errors(fill_in(at("account/sign_in"), MAIL, PASSWORD)) == []


def test_the_current_password_cannot_be_guessed_here_either(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = own_page(ada)
    for _ in range(5):
        assert errors(change(app, "wrong", NEW)) == [CURRENT_WRONG]
    with get_engine().connect() as connection:
        newest = connection.execute(sa.select(sa.func.max(SignInAttempt.at))).scalar_one()
    monkeypatch.setattr("data_access.commands.sign_in.now", lambda: newest)
    assert errors(change(app, PASSWORD, NEW))[0].startswith("There were too many tries.")


def test_one_device_and_then_all_are_signed_out(ada: int) -> None:
    phone = start_session(get_engine(), user_id=ada, way=SignInWay.PASSWORD, device="Safari on iPhone")
    laptop = start_session(get_engine(), user_id=ada, way=SignInWay.PASSWORD, device="Edge on Windows")
    app = own_page(ada)
    assert app.button(key=f"end_session_{phone.id}").label == "Sign out Safari on iPhone"
    app.button(key=f"end_session_{phone.id}").click().run()
    assert actor_of_session(get_engine(), phone.id) is None
    assert actor_of_session(get_engine(), laptop.id) is not None
    app.button(key="end_all_sessions").click().run()
    assert titles(app) == [GATED]
    assert sessions_of(get_engine(), ada) == ()


@pytest.mark.parametrize("button", ["sign_out", "end_all_sessions"])
def test_where_nobody_could_be_signed_out_the_page_says_so_and_stays(
    ada: int, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError(OUT_OF_REACH)

    app = own_page(ada)
    with monkeypatch.context() as lost:
        lost.setattr(visit, "end_session", out_of_reach)
        lost.setattr(your_account, "end_sessions_of", out_of_reach)
        app.button(key=button).click().run()
    assert errors(app) == [escaped(NOT_SIGNED_OUT)]
    assert "Signed in as Ada" in texts(app)
