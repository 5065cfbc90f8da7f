"""Signing in and out, the account's own page, and the link that sets a password, as pages."""

import bcrypt
import pytest
import sqlalchemy as sa

from components.ui import sign_in, visit
from components.ui.sign_in import DEMONSTRATION, NOTHING_TYPED, OUT_OF_REACH, SESSION, WRONG
from components.ui.visit import begin_visit
from data_access.commands.passwords import ROUNDS
from data_access.commands.sessions import actor_of_session, end_other_sessions, sessions_of, start_session
from data_access.engine import get_engine
from data_access.tables import SignInAttempt, User
from domain.errors import StoreError
from domain.vocabulary import Provenance, SignInWay, UserRole
from tests.integration.factories import an_account
from tests.pages.conftest import MAIL, NEW, PASSWORD, open_app, sign_in_session, texts
from tests.pages.signing_in import at, errors, fill_in, titles

pytestmark = pytest.mark.xdist_group("pages")
GATED = "Please sign in to see this page"


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


def test_a_store_that_takes_no_writes_lets_nobody_in_and_says_so(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(*_: object, **__: object) -> None:
        raise StoreError("The store is out of reach, so nothing was saved. Try again in a minute.")

    assert ada
    app = at("account/sign_in")
    with monkeypatch.context() as lost:
        lost.setattr(sign_in, "begin_attempt", out_of_reach)
        assert errors(fill_in(app, MAIL, PASSWORD)) == [OUT_OF_REACH]
    assert errors(fill_in(app, MAIL, PASSWORD)) == []


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


def test_signing_in_again_ends_the_session_that_the_page_had(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = {SESSION: sign_in_session(ada), "heard_last_user": ada}
    monkeypatch.setattr(visit.st, "session_state", state)
    before = state[SESSION]
    begin_visit(ada, way=SignInWay.PASSWORD)
    assert [one.id for one in sessions_of(get_engine(), ada)] == [state[SESSION]]
    assert state[SESSION] != before
