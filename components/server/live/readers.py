"""Who looks at a shared screen, by the cookie of the request, and whether they may."""

from collections.abc import Mapping

from components.ui.session_cookie import session_of_cookies
from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from domain.errors import NotAllowedError
from domain.permissions import PUBLIC, Action, Actor, may

SIGN_IN_FIRST = "Meetings are for people with an account. Sign in, then open this address again."
NOT_FOR_YOU = "Your account may not {}. Ask an administrator of Heard if it should."


def check_reader(cookies: Mapping[str, str], action: Action | None) -> None:
    """Raise NotAllowedError, with what to do, unless whoever sends these cookies may do this."""
    if action is None:
        return
    actor = _actor(cookies)
    if may(actor, action):
        return
    raise NotAllowedError(SIGN_IN_FIRST if actor.user_id is None else NOT_FOR_YOU.format(action.label))


def _actor(cookies: Mapping[str, str]) -> Actor:
    engine = get_engine()
    session_id = session_of_cookies(engine, cookies)
    return (actor_of_session(engine, session_id) if session_id is not None else None) or PUBLIC
