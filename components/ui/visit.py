"""Who this visit is: its session from the cookie or from signing in here, begun, looked up at each run, and ended.

A visit is one open page of a browser. It keeps the number of its session on the server's side. The browser's
cookie is set by `components.server.session_routes`, to which `static/heard.js` carries a ticket that is drawn
here once: a Streamlit script itself cannot set a cookie that scripts cannot read.
"""

import secrets
from datetime import datetime

import streamlit as st

from components.ui.device_name import device_name
from components.ui.session_cookie import is_own_origin, session_of_cookies
from components.ui.single_sign_on import account_from_single_sign_on, leave_single_sign_on
from data_access.commands.sessions import TICKET_LIVES, actor_of_session, end_session, start_session
from data_access.engine import get_engine
from data_access.tables.base import now
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import SignInWay

SESSION = "heard_session"
"""Where a visit keeps the number of its signed-in session, on the server's side alone."""
_TICKET = "heard_ticket"
_SIGNED_OUT = "heard_signed_out"
_LAST_USER = "heard_last_user"
_COOKIE_READ = "heard_cookie_read"
THIS_MACHINE = "this machine"
NOT_SIGNED_OUT = "The store is out of reach, so nobody was signed out. Try again in a minute."


def account_of_this_visit() -> Actor:
    """Who is signed in here, as the store has it at this moment; the public where nobody is."""
    session_id = st.session_state.get(SESSION)
    if session_id is None:
        session_id = _session_of_the_cookie()
    if session_id is None and _SIGNED_OUT not in st.session_state:
        session_id = _session_of_single_sign_on()
    if session_id is None:
        return PUBLIC
    actor = actor_of_session(get_engine(), session_id)
    if actor is None:
        st.session_state.pop(SESSION, None)
        return PUBLIC
    _belongs_to(actor.user_id)
    st.session_state[SESSION] = session_id
    return actor


def begin_visit(user_id: int, *, way: SignInWay) -> None:
    """Sign this account in here: for whoever has shown that the account is theirs.

    The session is always a new one, so that nobody can have known it beforehand.
    """
    _end_session_of_this_visit()
    _belongs_to(user_id)
    started = start_session(get_engine(), user_id=user_id, way=way, device=_device())
    st.session_state[SESSION] = started.id
    st.session_state[_TICKET] = (started.ticket, now())


def end_visit() -> None:
    """Sign out: first in the store, so that no copy of the cookie counts any more; then forget what was typed.

    Raises StoreError where the store is out of reach; then one is signed in as before.
    """
    _end_session_of_this_visit()
    st.session_state.clear()
    # The handshake of this page still shows the cookie; it is dead, and is not asked about again.
    st.session_state[_COOKIE_READ] = True
    st.session_state[_SIGNED_OUT] = secrets.token_hex(8)
    leave_single_sign_on()


def session_of_this_visit() -> int | None:
    """The number of the session that is signed in here."""
    session_id: int | None = st.session_state.get(SESSION)
    return session_id


def draw_marks() -> None:
    """Draw what the browser's script must carry to the server: a fresh ticket, or that somebody signed out."""
    ticket, drawn_first = st.session_state.get(_TICKET, ("", None))
    if ticket and _is_fresh(drawn_first):
        # Letters, digits, - and _ alone, as `secrets` makes them.
        st.html(f'<div data-heard-ticket="{ticket}"></div>')
    else:
        st.session_state.pop(_TICKET, None)
    if _SIGNED_OUT in st.session_state:
        st.html(f'<div data-heard-signed-out="{st.session_state[_SIGNED_OUT]}"></div>')


def has_marks() -> bool:
    """Whether there is something for the browser's script to carry."""
    return _TICKET in st.session_state or _SIGNED_OUT in st.session_state


def address_of_this_visit() -> str:
    """The network address that the visit comes from; one word for all visits from the server's own machine."""
    return st.context.ip_address or THIS_MACHINE


def _end_session_of_this_visit() -> None:
    session_id, user_id = st.session_state.get(SESSION), st.session_state.get(_LAST_USER)
    if session_id is not None and user_id is not None:
        end_session(get_engine(), session_id, user_id=user_id)


def _session_of_the_cookie() -> int | None:
    """The session that the browser's cookie named when this page was opened; asked once."""
    if st.session_state.get(_COOKIE_READ):
        return None
    st.session_state[_COOKIE_READ] = True
    origin = st.context.headers.get("Origin")
    if origin and not is_own_origin(origin, host=st.context.headers.get("Host") or ""):
        return None
    return session_of_cookies(get_engine(), st.context.cookies.to_dict())


def _session_of_single_sign_on() -> int | None:
    user_id = account_from_single_sign_on()
    if user_id is None:
        return None
    begin_visit(user_id, way=SignInWay.SINGLE_SIGN_ON)
    return session_of_this_visit()


def _belongs_to(user_id: int | None) -> None:
    """What somebody typed here is nobody else's: it goes when another account signs in on the same page."""
    if st.session_state.get(_LAST_USER, user_id) != user_id:
        st.session_state.clear()
        st.session_state[_COOKIE_READ] = True
    st.session_state[_LAST_USER] = user_id


def _is_fresh(began: datetime | None) -> bool:
    return began is not None and now() < began + TICKET_LIVES


def _device() -> str:
    return device_name(st.context.headers.get("User-Agent") or "")
