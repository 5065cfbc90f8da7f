"""How an account signs in: links to set a password, the end of its sessions, closed and open again."""

from collections.abc import Callable

import streamlit as st

from components.ui.access import current_actor
from components.ui.accounts_words import last_seen_in_words
from components.ui.outcome import note
from components.ui.own_address import own_address
from data_access.commands.accounts import account_draft, change_account, end_sessions_of
from data_access.commands.password_links import LIVES_IN_WORDS, make_link, web_address_of_link
from data_access.engine import get_engine
from data_access.queries.accounts import ListedAccount, account_as_seen
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.vocabulary import LinkPurpose

SEEN = "accounts_seen"
"""The account whose values fill the form, and those values as they were in the store then."""
_LINK = "accounts_link"


def account_access(account: ListedAccount) -> None:
    """What may be done with the way this account signs in."""
    st.header("Signing in", anchor=False)
    st.text(last_seen_in_words(account))
    purpose = LinkPurpose.RESET if account.has_password else LinkPurpose.WELCOME
    with st.container(horizontal=True):
        if account.is_active:
            st.button(
                "Make a link to set a password",
                key="account_link",
                on_click=new_link,
                args=(account.id,),
                kwargs={"purpose": purpose},
            )
            st.button(
                "End all its sessions", key="account_end_sessions", on_click=_end_sessions, args=(account.id,)
            )
            st.button(
                "Close the account",
                key="account_close",
                on_click=_set_active,
                args=(account.id,),
                kwargs={"is_active": False},
            )
        else:
            st.button(
                "Open the account again",
                key="account_open",
                on_click=_set_active,
                args=(account.id,),
                kwargs={"is_active": True},
            )
    if account.is_active:
        st.caption(
            "A closed account cannot sign in. What it recorded stays, and you can open it again. "
            "Ending its sessions signs it out on every device."
        )
    _show_link(account)


def sheet_of(user_id: int) -> str:
    """Where it is said what a click on this account's sheet came to."""
    return f"account/{user_id}"


def new_link(user_id: int, *, purpose: LinkPurpose) -> None:
    """Make a link and lay it ready to be shown, once, on the sheet of this account; where that fails, say why."""
    try:
        with unit_of_work(get_engine(), actor=current_actor(), changes_facts=False) as work:
            token = make_link(work, user_id, purpose=purpose)
    except HeardError as error:
        note(sheet_of(user_id), "error", str(error))
        return
    st.session_state[_LINK] = (user_id, purpose, web_address_of_link(token, base=own_address()))


def forget_link() -> None:
    """Forget the link that was shown."""
    st.session_state.pop(_LINK, None)


def _show_link(account: ListedAccount) -> None:
    user_id, purpose, address = st.session_state.get(_LINK, (None, None, ""))
    if user_id != account.id:
        return
    with st.container(key="sheet_link", border=True):
        st.subheader("Link to set a password", anchor=False)
        st.text(
            f"Send this link to {account.display_name} in a way that nobody else reads, such as a message to "
            f"{account.email}. Whoever has it can set the password. It works once, for "
            f"{LIVES_IN_WORDS[purpose]}, and is shown only now."
        )
        st.code(address, language=None, wrap_lines=True)


def _end_sessions(user_id: int) -> None:
    _write(user_id, lambda work: end_sessions_of(work, user_id), "It is signed out on every device.")


def _set_active(user_id: int, *, is_active: bool) -> None:
    """Close an account or open it again, otherwise as it stands in the store."""

    def change(work: UnitOfWork) -> None:
        seen = account_as_seen(get_engine(), user_id)
        change_account(work, user_id, account_draft(**(seen | {"is_active": is_active})), seen=seen)

    forget_link()
    done = "It is open again." if is_active else "It is closed, and nobody is signed in with it any more."
    if _write(user_id, change, done):
        _seen_as(user_id, is_active=is_active)


def _seen_as(user_id: int, *, is_active: bool) -> None:
    """What was typed into the form stays, and may still be saved."""
    user, values = st.session_state.get(SEEN, (None, {}))
    if user == user_id:
        st.session_state[SEEN] = (user, values | {"is_active": is_active})


def _write(user_id: int, change: Callable[[UnitOfWork], None], done: str) -> bool:
    try:
        with unit_of_work(get_engine(), actor=current_actor(), changes_facts=False) as work:
            change(work)
    except HeardError as error:
        note(sheet_of(user_id), "error", str(error))
        return False
    note(sheet_of(user_id), "success", done)
    return True
