"""A new password: its two fields, and setting one with a link that works once."""

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.sign_in import sign_in_form
from components.ui.visit import account_of_this_visit
from data_access.commands.password_links import (
    USED,
    AccountOfLink,
    account_of_link,
    use_link,
    why_link_is_dead,
)
from data_access.commands.passwords import SHORTEST
from data_access.engine import get_engine
from domain.errors import HeardError, InvalidRecordError
from domain.vocabulary import LinkPurpose

PARAMETER = "link"
NEW, AGAIN = "New password", "New password again"
HINT = (
    f"At least {SHORTEST} characters. Three or four words that do not belong together are easy to keep in "
    "mind and hard to guess."
)
NOT_THE_SAME = "The two new passwords are not the same. Type the new one twice."
IS_SET = "Your password is set, and you were signed out on every device. Sign in with it now."
WELCOME_IS_SET = "Your password is set. Sign in with it now."
ALL_DONE = "Your password is set and you are signed in. Choose a page above."
_LINK_SAYS = "heard_link_says"
_LINK_DONE = "heard_link_done"


def new_password_fields(form: str) -> None:
    """The new password, twice, with its hint; `form` tells the fields of two forms apart."""
    st.text_input(NEW, type="password", key=f"{form}_new", autocomplete="new-password")
    st.caption(HINT)
    st.text_input(AGAIN, type="password", key=f"{form}_again", autocomplete="new-password")


def typed_new_password(form: str) -> str:
    """The new password as it was typed. Raises InvalidRecordError where it was typed in two ways."""
    new, again = (st.session_state.get(f"{form}_{name}", "") for name in ("new", "again"))
    if new != again:
        raise InvalidRecordError(NOT_THE_SAME)
    return str(new)


def set_password_with_link() -> None:
    """The form behind a link; what to do where the link cannot be used, and once it was."""
    if _LINK_DONE in st.session_state:
        _after(st.session_state[_LINK_DONE])
        return
    token = st.query_params.get(PARAMETER, "")
    account = account_of_link(get_engine(), token)
    if account is None:
        _say_why_not(token)
        return
    actor = account_of_this_visit()
    if actor.user_id not in {None, account.user_id}:
        st.info(
            f"You are signed in as {escaped(actor.name)}; this link is for {escaped(account.display_name)}."
        )
    _draw_form(account, token)


def _after(account: AccountOfLink) -> None:
    """The password is set: whoever signs in here next reads that all is done."""
    actor = account_of_this_visit()
    if actor.user_id is None:
        st.success(WELCOME_IS_SET if account.purpose is LinkPurpose.WELCOME else IS_SET)
        sign_in_form()
    elif actor.user_id == account.user_id:
        st.success(ALL_DONE)
    else:
        st.success(f"The password of {escaped(account.display_name)} is set.")
        st.text(f"You are still signed in as {actor.name}. Sign out first to sign in with the other account.")


def _say_why_not(token: str) -> None:
    said = st.session_state.pop(_LINK_SAYS, "") or why_link_is_dead(get_engine(), token)
    st.error(said)
    if said == USED and account_of_this_visit().user_id is None:
        sign_in_form()


def _draw_form(account: AccountOfLink, token: str) -> None:
    if account.purpose is LinkPurpose.WELCOME:
        st.text(f"Welcome to Heard, {account.display_name}. Choose a password for your account.")
    else:
        st.text(f"Choose a new password for the account of {account.display_name}.")
    st.text(f"You will sign in with the e-mail address {account.email}")
    with st.form("set_password", width=480):
        new_password_fields("set_password")
        if _LINK_SAYS in st.session_state:
            st.error(st.session_state.pop(_LINK_SAYS))
        st.form_submit_button("Set password", type="primary", on_click=_set_password, args=(account, token))


def _set_password(account: AccountOfLink, token: str) -> None:
    try:
        use_link(get_engine(), token, new_password=typed_new_password("set_password"))
    except HeardError as error:
        st.session_state[_LINK_SAYS] = str(error)
        return
    st.session_state[_LINK_DONE] = account
    st.query_params.pop(PARAMETER, None)
