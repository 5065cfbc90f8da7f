"""Sign-in with a password: the one module that knows streamlit-authenticator, with its limits mended.

Its check of a name and a password is used, and its way of laying the result into the session's state; its form
and its cookie are not. `docs/decisions/0009-sign-in.md` says why.
"""

import secrets
from functools import lru_cache
from importlib import import_module

import streamlit as st
from sqlalchemy.engine import Engine

from components.ui.single_sign_on import single_sign_on_button
from components.ui.visit import SESSION, address_of_this_visit, begin_visit
from data_access.commands.passwords import LONGEST_BYTES, hash_password
from data_access.commands.sign_in import Credentials, begin_attempt, credentials_of, free_attempt
from data_access.cookie_secret import key_for
from data_access.engine import get_engine
from data_access.queries.sign_in import has_demonstration_accounts
from domain.errors import StoreError
from domain.sign_in_limits import wait_in_words
from domain.vocabulary import SignInWay

__all__ = ["SESSION", "check_password", "sign_in_form"]

NOTHING_TYPED = "Type your e-mail address and your password, then press Sign in."
WRONG = "This e-mail address and this password do not belong together. Check both and try again."
TOO_OFTEN = "There were too many tries. Wait {wait}, then try again. Until then no password is looked at."
DEMONSTRATION = (
    "Trying Heard out? There is an account for each role. Their addresses and passwords were printed in the "
    "window in which Heard was started for the first time."
)
OUT_OF_REACH = "The store is out of reach, so nobody can sign in now. Try again in a minute."
FORGOTTEN = "Forgotten your password? Ask an administrator of Heard for a link with which you set a new one."
AUTHENTICATOR = "streamlit_authenticator.controllers"
"""What checks a password: loaded with the first one, or by the server once it answers."""
# Only ever compared with a name of our own making, never with what was typed.
_NOBODY = "nobody"
_EMAIL = "sign_in_email"
_SAYS = "heard_sign_in_says"
_ROUND = "heard_sign_in_round"


def sign_in_form() -> None:
    """The form for e-mail address and password; the page that it stands on shows itself after it."""
    single_sign_on_button()
    with st.form("sign_in", width=480):
        # Names that password managers know; the library's own form switches them off.
        st.text_input("E-mail address", key=_EMAIL, autocomplete="username")
        st.text_input("Password", type="password", key=_password_field(), autocomplete="current-password")
        said = st.session_state.pop(_SAYS, "")
        if said:
            st.error(said)
        st.form_submit_button("Sign in", type="primary", on_click=_submit)
    st.text(FORGOTTEN)
    if has_demonstration_accounts(get_engine()):
        st.text(DEMONSTRATION)


def check_password(email: str, password: str, *, wrong: str = WRONG) -> str:
    """Why this password does not open the account of this name, as a sentence; "" where it does.

    Every try counts as in the form; `wrong` is the sentence for a password that is not right.
    """
    said = _try(get_engine(), email, password)[1]
    return wrong if said in {WRONG, NOTHING_TYPED} else said


def _submit() -> None:
    email, password = st.session_state.get(_EMAIL, ""), st.session_state.get(_password_field(), "")
    # The password does not stay on the server, and a wrong one is typed anew.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    try:
        found, said = _try(get_engine(), email, password)
        if found is not None:
            begin_visit(found.user_id, way=SignInWay.PASSWORD)
    except StoreError:
        said = OUT_OF_REACH
    if said:
        st.session_state[_SAYS] = said


def _try(engine: Engine, email: str, password: str) -> tuple[Credentials | None, str]:
    if not email.strip() or not password.strip():
        return None, NOTHING_TYPED
    attempt = begin_attempt(engine, name=email, address=address_of_this_visit())
    if attempt.wait is not None:
        return None, TOO_OFTEN.format(wait=wait_in_words(attempt.wait))
    credentials = credentials_of(engine, email)
    if not _belongs_together(credentials, password):
        return None, WRONG
    free_attempt(engine, attempt)
    return credentials, ""


def _belongs_together(credentials: Credentials | None, password: str) -> bool:
    """Whether the password is that of the account. The same work, one comparison, whoever is asked for."""
    nobodys = _hash_of_nobody()
    name = credentials.email if credentials else _NOBODY
    account = {
        "email": name,
        "name": credentials.display_name if credentials else "",
        "password": credentials.password_hash if credentials else nobodys,
    }
    controller = import_module(AUTHENTICATOR).AuthenticationController(
        {"usernames": {name: account}}, auto_hash=False, secret_key=key_for("authenticator").hex()
    )
    is_right = controller.login(name, _comparable(password))
    return bool(is_right) and credentials is not None and not _is_over_long(password)


def _comparable(password: str) -> str:
    """As much of the password as bcrypt compares, which refuses more. The library takes spaces off, so we do."""
    return password.strip().encode("utf-8", "replace")[:LONGEST_BYTES].decode("utf-8", "ignore")


def _is_over_long(password: str) -> bool:
    return len(password.strip().encode("utf-8", "replace")) > LONGEST_BYTES


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    """The hash of a password that nobody knows, as costly to compare as every other."""
    return hash_password(secrets.token_urlsafe(32))


def _password_field() -> str:
    return f"sign_in_password_{st.session_state.get(_ROUND, 0)}"
