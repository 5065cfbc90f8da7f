"""One account: the form for who it is and what it may do, kept as typed until the store has it."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.ui.access import current_actor
from components.ui.accounts_access import SEEN, account_access, forget_link, new_link, sheet_of
from components.ui.accounts_list import NEW, close_account, open_account
from components.ui.accounts_words import values_in_words
from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from data_access.commands.accounts import AccountDraft, account_draft, add_account, change_account
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.accounts import account_as_seen, listed_account
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError, StaleRecordError
from domain.permissions import Actor
from domain.role_words import role_sentence
from domain.vocabulary import LinkPurpose, UserRole

_FIELDS = 640
_EMPTY: Mapping[str, Any] = {"email": "", "display_name": "", "is_active": True, "roles": [], "networks": []}


def account_sheet(user_id: int, networks: Mapping[str, NetworkEntry], *, actor: Actor) -> None:
    """The account with this id, or the form for a new one."""
    st.button("Back to all accounts", key="accounts_leave", on_click=_leave)
    account = listed_account(get_engine(), user_id) if user_id != NEW else None
    if user_id != NEW and account is None:
        st.error("This account is no longer there.")
        return
    st.header(
        f"Change the account of {escaped(account.display_name)}" if account else "Add an account",
        anchor=False,
    )
    if account and account.id == actor.user_id:
        st.text("This is your own account.")
    _begin(user_id)
    _form(user_id, networks)
    say(sheet_of(user_id))
    if account:
        account_access(account)


def _begin(user_id: int) -> None:
    """Fill the fields from the store when the account is opened, and remember what it said then."""
    is_begun = st.session_state.get(SEEN, (None, None))[0] == user_id
    # The fields are forgotten when another page was opened in between.
    if is_begun and "account_email" in st.session_state:
        return
    values = account_as_seen(get_engine(), user_id) if user_id != NEW else dict(_EMPTY)
    st.session_state[SEEN] = (user_id, values)
    st.session_state["account_email"] = values["email"]
    st.session_state["account_name"] = values["display_name"]
    st.session_state["account_networks"] = values["networks"]
    for role in UserRole:
        st.session_state[f"account_role_{role}"] = role.value in values["roles"]


def _form(user_id: int, networks: Mapping[str, NetworkEntry]) -> None:
    with (
        st.container(key="sheet_account_form", border=True),
        st.form("account", border=False, enter_to_submit=False),
    ):
        with st.container(gap="xsmall", width=_FIELDS):
            st.text_input("Name", key="account_name", max_chars=120)
            st.caption("What others in Heard see.")
        with st.container(gap="xsmall", width=_FIELDS):
            st.text_input("E-mail address", key="account_email", max_chars=200)
            st.caption("It is the name to sign in with.")
        st.subheader("Roles", anchor=False)
        for role in UserRole:
            with st.container(gap="xxsmall"):
                st.checkbox(role.label, key=f"account_role_{role}")
                st.caption(escaped(role_sentence(role)))
        with st.container(gap="xsmall", width=_FIELDS):
            st.multiselect(
                "Networks",
                list(networks),
                format_func=lambda code: networks[code].short_name,
                key="account_networks",
                placeholder="Choose networks",
                # Otherwise Enter on a search takes every match, because "Select all" is the first offered.
                select_all=False,
            )
            st.caption("Contributors and lay partners work for these networks alone. They need at least one.")
        st.form_submit_button(
            "Add the account" if user_id == NEW else "Save",
            type="primary",
            on_click=_save,
            args=(user_id, networks),
        )


def _typed(*, is_active: bool) -> AccountDraft:
    return account_draft(
        email=st.session_state["account_email"],
        display_name=st.session_state["account_name"],
        roles=[role for role in UserRole if st.session_state[f"account_role_{role}"]],
        networks=st.session_state["account_networks"],
        is_active=is_active,
    )


def _save(user_id: int, networks: Mapping[str, NetworkEntry]) -> None:
    """Save; what was typed stays in its fields where that fails."""
    try:
        if user_id == NEW:
            _add()
        else:
            _change(user_id)
    except StaleRecordError as error:
        # What is stored now counts as seen: saving again is meant to replace it.
        now = account_as_seen(get_engine(), user_id)
        st.session_state[SEEN] = (user_id, now)
        again = "What you typed is still here: save again if it should take its place."
        note(sheet_of(user_id), "error", f"{error} {values_in_words(now, networks)} {again}")
    except HeardError as error:
        note(sheet_of(user_id), "error", str(error))


def _add() -> None:
    draft = _typed(is_active=True)
    with unit_of_work(get_engine(), actor=current_actor(), changes_facts=False) as work:
        user_id = add_account(work, draft)
    open_account(user_id)
    st.session_state.pop(SEEN, None)
    note(sheet_of(user_id), "success", f"The account of {draft.display_name} was added.")
    new_link(user_id, purpose=LinkPurpose.WELCOME)


def _change(user_id: int) -> None:
    _, seen = st.session_state[SEEN]
    draft = _typed(is_active=seen["is_active"])
    with unit_of_work(get_engine(), actor=current_actor(), changes_facts=False) as work:
        change_account(work, user_id, draft, seen=seen)
    st.session_state.pop(SEEN, None)
    note(sheet_of(user_id), "success", "Saved. It counts from the next page that this account opens.")


def _leave() -> None:
    close_account()
    st.session_state.pop(SEEN, None)
    forget_link()
