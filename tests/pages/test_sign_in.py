"""Signing in and out, the account's own page, and the link that sets a password, as pages."""

import shutil
from collections.abc import Callable
from pathlib import Path

import bcrypt
import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from components.ui import sign_in, visit
from components.ui.new_password import ALL_DONE, IS_SET, NOT_THE_SAME, WELCOME_IS_SET
from components.ui.sign_in import DEMONSTRATION, NOTHING_TYPED, SESSION, WRONG
from components.ui.visit import begin_visit
from components.ui.your_account import CHANGED, CURRENT_WRONG, NO_PASSWORD, SAME_AS_BEFORE
from data_access.commands.password_links import USED, make_link
from data_access.commands.passwords import ROUNDS, TOO_SHORT
from data_access.commands.sessions import actor_of_session, end_other_sessions, sessions_of, start_session
from data_access.engine import get_engine
from data_access.tables import SignInAttempt, User
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import LinkPurpose, Provenance, SignInWay, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import go_to, open_app, sign_in_session, texts

pytestmark = pytest.mark.xdist_group("pages")

MAIL, PASSWORD, NEW = "ada@example.org", "seven green umbrellas", "nine purple kettles"
GATED = "Please sign in to see this page"


@pytest.fixture
def ada(
    use_folder: Callable[[Path], None],
    reference_folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> int:
    """The account of an administrator with a password, in a store of its own."""
    # In this process there is no connection to ask for its address.
    monkeypatch.setattr(sign_in, "address_of_this_visit", lambda: "192.0.2.1")
    shutil.copy(reference_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    return an_account(get_engine(), UserRole.ADMIN, (), email=MAIL, name="Ada", password=PASSWORD)


def fill_in(app: AppTest, email: str, password: str) -> AppTest:
    app.text_input(key="sign_in_email").set_value(email)
    next(field for field in app.text_input if field.label == "Password").set_value(password)
    return next(button for button in app.button if button.label == "Sign in").click().run()


def errors(app: AppTest) -> list[str]:
    assert not app.exception
    return [error.value for error in app.error]


def titles(app: AppTest) -> list[str]:
    assert not app.exception
    return [title.value for title in app.title]


def at(page: str, **query: str) -> AppTest:
    return go_to(open_app(**query), page)


def test_a_gated_page_asks_to_sign_in_and_then_shows_itself_with_its_parameters(ada: int) -> None:
    app = at("manage/audit", network="GM", who="somebody")
    assert titles(app) == [GATED]
    fill_in(app, MAIL, PASSWORD)
    assert errors(app) == []
    assert titles(app) != [GATED]
    assert "Signed in as Ada" in texts(app)
    assert app.query_params["who"] == "somebody"
    (session,) = sessions_of(get_engine(), ada)
    assert app.session_state[SESSION] == session.id


def test_after_signing_in_a_ticket_is_drawn_for_the_browser_and_nothing_else_of_the_session(ada: int) -> None:
    assert ada
    app = fill_in(at("account/sign_in"), MAIL, PASSWORD)
    (drawn,) = [one.value for one in app.html if "data-heard-ticket" in one.value]
    assert drawn.startswith('<div data-heard-ticket="')
    assert len(drawn) == len('<div data-heard-ticket=""></div>') + 43
    assert any("You are signed in as Ada" in text for text in texts(app))


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (MAIL, "wrong"),
        ("nobody@example.org", PASSWORD),
        (MAIL, PASSWORD.upper()),
        (MAIL, PASSWORD + "x" * 90),
    ],
)
def test_a_wrong_name_and_a_wrong_password_get_the_same_sentence_and_the_name_is_kept(
    ada: int, email: str, password: str
) -> None:
    assert ada
    app = fill_in(at("account/sign_in"), email, password)
    assert errors(app) == [WRONG]
    assert app.text_input(key="sign_in_email").value == email
    assert next(field for field in app.text_input if field.label == "Password").value == ""
    assert SESSION not in app.session_state


@pytest.mark.parametrize("field", ["name", "password"])
def test_hostile_text_in_either_field_gets_the_same_sentence_and_nobody_in(ada: int, field: str) -> None:
    assert ada
    app = at("account/sign_in")
    hostile = (
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "=1+1",
        "a\x00b",
        "\u202e",
        "\U0001f600" * 99,
    )
    for text in (*hostile, "x" * 100_000):
        email, password = (text, PASSWORD) if field == "name" else (f"{len(text)}@example.org", text)
        assert errors(fill_in(app, email, password)) == [WRONG]
    assert SESSION not in app.session_state


@pytest.mark.parametrize(("email", "password"), [("", ""), (MAIL, ""), ("", PASSWORD), (MAIL, "   ")])
def test_a_form_that_is_not_filled_in_is_no_try(ada: int, email: str, password: str) -> None:
    assert ada
    app = fill_in(at("account/sign_in"), email, password)
    assert errors(app) == [NOTHING_TYPED]
    with get_engine().connect() as connection:
        assert connection.execute(sa.select(SignInAttempt)).all() == []


def test_spaces_around_name_and_password_do_not_matter(ada: int) -> None:
    assert ada
    assert errors(fill_in(at("account/sign_in"), f" {MAIL.upper()} ", f" {PASSWORD} ")) == []


def test_the_fields_have_the_names_that_password_managers_know(ada: int) -> None:
    assert ada
    app = at("account/sign_in")
    assert [(field.label, field.proto.autocomplete) for field in app.text_input] == [
        ("E-mail address", "username"),
        ("Password", "current-password"),
    ]


@pytest.mark.parametrize("email", [MAIL, "nobody@example.org", "closed@example.org", "sso@example.org"])
@pytest.mark.parametrize("password", ["wrong", "x" * 5_000, "\u00e9" * 40])
def test_every_try_is_one_comparison_of_the_same_cost(
    ada: int, email: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ada
    closed = an_account(get_engine(), None, (), email="closed@example.org", password=PASSWORD)
    an_account(get_engine(), None, (), email="sso@example.org")
    with get_engine().begin() as connection:
        connection.execute(sa.update(User).where(User.id == closed).values(is_active=False))
    sign_in._hash_of_nobody()  # noqa: SLF001  made once in a process
    compared: list[tuple[int, str]] = []
    hashed: list[int] = []
    check, make = bcrypt.checkpw, bcrypt.hashpw

    def checkpw(given: bytes, kept: bytes) -> bool:
        compared.append((len(given), kept.decode().split("$")[2]))
        return check(given, kept)

    def hashpw(given: bytes, salt: bytes) -> bytes:
        hashed.append(len(given))
        return make(given, salt)

    monkeypatch.setattr(bcrypt, "checkpw", checkpw)
    monkeypatch.setattr(bcrypt, "hashpw", hashpw)
    app = fill_in(at("account/sign_in"), email, password)
    assert errors(app) == [WRONG]
    assert compared == [(min(72, len(password.encode())), str(ROUNDS))]
    assert hashed == []


def test_after_five_wrong_passwords_even_the_right_one_waits_and_is_told_how_long(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ada
    app = at("account/sign_in")
    for _ in range(5):
        assert errors(fill_in(app, MAIL, "wrong")) == [WRONG]
    # Streamlit's own time between two clicks may be longer than the first wait.
    monkeypatch.setattr("domain.sign_in_limits._SECOND", visit.TICKET_LIVES)
    with get_engine().begin() as connection:
        newest = connection.execute(sa.select(sa.func.max(SignInAttempt.at))).scalar_one()
        connection.execute(sa.update(SignInAttempt).values(at=newest))
    compared: list[object] = []
    monkeypatch.setattr(sign_in, "_belongs_together", lambda *given: compared.append(given))
    monkeypatch.setattr("data_access.commands.sign_in.now", lambda: newest)
    (said,) = errors(fill_in(app, MAIL, PASSWORD))
    assert said == (
        "There were too many tries. Wait 1 second, then try again. Until then no password is looked at."
    )
    assert compared == []


def test_signing_out_ends_the_session_in_the_store_and_forgets_what_was_typed(ada: int) -> None:
    app = fill_in(at("manage/audit"), MAIL, PASSWORD)
    session_id = app.session_state[SESSION]
    app.session_state["typed_by_ada"] = "a secret"
    app.button(key="sign_out").click().run()
    assert titles(app) == [GATED]
    assert actor_of_session(get_engine(), session_id) is None
    assert sessions_of(get_engine(), ada) == ()
    assert "typed_by_ada" not in app.session_state
    assert [one.value for one in app.html if "data-heard-signed-out" in one.value]


def test_a_tab_whose_session_was_ended_elsewhere_is_signed_out_at_its_next_run(ada: int) -> None:
    app = fill_in(at("manage/audit"), MAIL, PASSWORD)
    end_other_sessions(get_engine(), user_id=ada)
    assert titles(app.run()) == [GATED]


def test_a_click_after_the_session_was_ended_elsewhere_does_nothing(ada: int) -> None:
    app = fill_in(at("account/your_account"), MAIL, PASSWORD)
    other = start_session(get_engine(), user_id=ada, way=SignInWay.PASSWORD)
    app.run()
    button = app.button(key=f"end_session_{other.id}")
    end_other_sessions(get_engine(), user_id=ada, but=other.id)
    button.click().run()
    assert actor_of_session(get_engine(), other.id) is not None
    assert titles(app) == [GATED]


def test_whoever_signs_in_next_on_the_same_page_finds_nothing_of_the_one_before(ada: int) -> None:
    app = fill_in(at("manage/audit"), MAIL, PASSWORD)
    an_account(get_engine(), UserRole.ADMIN, (), email="bob@example.org", name="Bob", password=NEW)
    app.session_state["typed_by_ada"] = "a secret"
    end_other_sessions(get_engine(), user_id=ada)
    app.run()
    fill_in(app, "bob@example.org", NEW)
    assert "Signed in as Bob" in texts(app)
    assert "typed_by_ada" not in app.session_state


def test_a_name_with_markup_in_it_is_shown_as_it_is(ada: int) -> None:
    assert ada
    user_id = an_account(get_engine(), None, (), name="**Eve** <img src=x> $x$ :red[x]")
    app = open_app("account/your_account", session=sign_in_session(user_id))
    assert "Signed in as **Eve** <img src=x> $x$ :red[x]" in [text.value for text in app.text]
    assert not any("Eve" in str(one.value) for one in (*app.markdown, *app.html, *app.caption))


def test_the_demonstration_is_mentioned_while_its_accounts_are_there(ada: int) -> None:
    assert DEMONSTRATION not in texts(at("account/sign_in"))
    with get_engine().begin() as connection:
        connection.execute(sa.update(User).where(User.id == ada).values(provenance=Provenance.ILLUSTRATIVE))
    assert DEMONSTRATION in texts(at("account/sign_in"))


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


def test_signing_in_again_ends_the_session_that_the_page_had(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = {SESSION: sign_in_session(ada), "heard_last_user": ada}
    monkeypatch.setattr(visit.st, "session_state", state)
    before = state[SESSION]
    begin_visit(ada, way=SignInWay.PASSWORD)
    assert [one.id for one in sessions_of(get_engine(), ada)] == [state[SESSION]]
    assert state[SESSION] != before
