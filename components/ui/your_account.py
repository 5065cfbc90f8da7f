"""What the owner of an account sees and does with it: who they are here, where they are signed in, the password."""

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from components.ui.new_password import new_password_fields, typed_new_password
from components.ui.outcome import note, say
from components.ui.sign_in import check_password
from components.ui.visit import (
    NOT_SIGNED_OUT,
    account_of_this_visit,
    begin_visit,
    end_visit,
    session_of_this_visit,
)
from data_access.commands.accounts import end_sessions_of, set_password_hash
from data_access.commands.passwords import check_new_password, hash_password
from data_access.commands.sessions import LiveSession, end_session, sessions_of
from data_access.engine import get_engine
from data_access.queries.accounts import ListedAccount, listed_account
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError, InvalidRecordError, NotFoundError, StoreError
from domain.permissions import Actor
from domain.vocabulary import SignInWay
from domain.wording import join_and, moment_in_words

CHANGED = "Your password is changed. You stay signed in here; everywhere else you were signed out."
SAME_AS_BEFORE = "The new password is the one that you have. Choose another."
CURRENT_WRONG = "The current password is not right, so nothing was changed. Type it again."
NO_PASSWORD = "You sign in through your organisation, so there is no password to change here."  # noqa: S105  a sentence
ELSEWHERE = "If you see a device that is not yours, sign it out and change your password."
_DEVICES = "your-account/devices"
_FORM = "own_password"
_CURRENT = f"{_FORM}_current"
_SAYS = "heard_password_says"
_DONE = "heard_password_done"


def about_account(actor: Actor, networks: Mapping[str, str]) -> None:
    """Name, e-mail address, roles and networks in words; `networks` are their names by code."""
    account = _account_of(actor)
    named = [networks.get(code, code) for code in account.networks]
    with st.container(key="about_account", gap="xsmall"):
        st.text(f"Name: {account.display_name}")
        st.text(f"E-mail address: {account.email}")
        st.text(f"Roles: {join_and([role.label for role in account.roles]) or 'none yet'}")
        st.text(f"Networks: {join_and(named) or 'none in particular'}")
    st.caption("Is something not right? An administrator of Heard can change it.")


def devices(actor: Actor) -> None:
    """Where the account is signed in, each with a button that signs it out there; and one for all."""
    here = session_of_this_visit()
    for live in sessions_of(get_engine(), actor.user_id or 0):
        with st.container(key=f"block_device_{live.id}", horizontal=True, vertical_alignment="center"):
            st.text(_in_words(live, is_here=live.id == here))
            if live.id != here:
                st.button(
                    f"Sign out {live.device or 'that device'}",
                    key=f"end_session_{live.id}",
                    on_click=_end_session,
                    args=(live.id,),
                )
    st.caption(ELSEWHERE)
    st.button("Sign out on all devices", key="end_all_sessions", on_click=_end_all)
    say(_DEVICES)


def change_password_form(actor: Actor) -> None:
    """The form for the current password and the new one."""
    if not _account_of(actor).has_password:
        st.text(NO_PASSWORD)
        return
    if st.session_state.pop(_DONE, False):
        st.success(CHANGED)
    with st.form(_FORM, width=480):
        st.text_input("Current password", type="password", key=_CURRENT, autocomplete="current-password")
        new_password_fields(_FORM)
        if _SAYS in st.session_state:
            st.error(st.session_state.pop(_SAYS))
        st.form_submit_button("Change password", type="primary", on_click=_change_password)


def _account_of(actor: Actor) -> ListedAccount:
    account = listed_account(get_engine(), actor.user_id or 0)
    if account is None:
        raise NotFoundError("This account is no longer there.")
    return account


def _change_password() -> None:
    """In this order: a new password that cannot be one costs no try of the current one."""
    actor = _still_here()
    if actor is None:
        return
    try:
        new = typed_new_password(_FORM)
        account = _account_of(actor)
        check_new_password(new, about=(account.email, account.display_name))
        _check_current(account, new)
        hashed = hash_password(new)
        with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
            set_password_hash(work, account.id, hashed)
    except HeardError as error:
        st.session_state[_SAYS] = str(error)
        return
    # All sessions have ended with the old password, this one too: it goes on as a new one. Where that cannot
    # begin, the page asks to sign in.
    with suppress(StoreError):
        begin_visit(account.id, way=SignInWay.PASSWORD)
    st.session_state[_DONE] = True
    for name in ("current", "new", "again"):
        st.session_state[f"{_FORM}_{name}"] = ""


def _check_current(account: ListedAccount, new: str) -> None:
    current = str(st.session_state.get(_CURRENT, ""))
    if refused := check_password(account.email, current, wrong=CURRENT_WRONG):
        raise InvalidRecordError(refused)
    if new.strip() == current.strip():
        raise InvalidRecordError(SAME_AS_BEFORE)


def _end_session(session_id: int) -> None:
    try:
        if actor := _still_here():
            end_session(get_engine(), session_id, user_id=actor.user_id or 0)
    except StoreError:
        note(_DEVICES, "error", NOT_SIGNED_OUT)


def _end_all() -> None:
    try:
        if actor := _still_here():
            with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
                end_sessions_of(work, actor.user_id or 0)
        end_visit()
    except StoreError:
        note(_DEVICES, "error", NOT_SIGNED_OUT)


def _still_here() -> Actor | None:
    """Who clicks, asked anew: who was signed out since the page was drawn gets not one more click."""
    actor = account_of_this_visit()
    return None if actor.user_id is None else actor


def _in_words(live: LiveSession, *, is_here: bool) -> str:
    device = live.device or "Unknown device"
    if is_here:
        return f"{device}, which is this device. Signed in {moment_in_words(live.started_at)}."
    return (
        f"{device}. Last used {moment_in_words(live.seen_at)}, signed in {moment_in_words(live.started_at)}."
    )
