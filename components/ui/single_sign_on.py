"""Single sign-on on the page: the button that leads to the provider, and the account of whoever comes back."""

import logging

import streamlit as st

from components.ui.plain_text import escaped
from data_access.commands.single_sign_on import account_of_person
from data_access.engine import get_engine
from data_access.settings import Settings, get_settings
from data_access.tables.base import now
from domain.errors import NotAllowedError
from domain.single_sign_on import ClaimRules, is_fresh, read_claims

logger = logging.getLogger(__name__)

CALLBACK = "/oauth2callback"
FAILED_COOKIE = "heard_single_sign_on_failed"
FAILED = "Signing in there did not work, so nobody is signed in here. Please try again."
_LOOKED_AT = "heard_single_sign_on_looked_at"
_SAYS = "heard_single_sign_on_says"


def is_set_up(settings: Settings) -> bool:
    """Whether this installation has a provider of single sign-on."""
    return bool(settings.oidc_metadata_url)


def single_sign_on_button() -> None:
    """The button that leads to the provider, with a sentence where that did not work; nothing without one."""
    settings = get_settings()
    if not is_set_up(settings):
        return
    said = st.session_state.get(_SAYS) or (FAILED if FAILED_COOKIE in st.context.cookies else "")
    if said:
        st.error(escaped(said), width=480)
    st.button(
        f"Sign in with {escaped(settings.oidc_name)}",
        key="single_sign_on",
        on_click=st.login,
        width=480,
    )


def account_from_single_sign_on() -> int | None:
    """The account of whoever just came back from the provider; None for everybody else.

    A sign-in counts once and soon: what a browser keeps of it signs nobody in again.
    """
    settings = get_settings()
    if not is_set_up(settings) or st.session_state.get(_LOOKED_AT):
        return None
    claims = dict(st.user.to_dict())
    if not claims.get("is_logged_in") or not is_fresh(claims, moment=now()):
        return None
    st.session_state[_LOOKED_AT] = True
    rules = ClaimRules(
        client_id=settings.oidc_client_id,
        roles_claim=settings.oidc_roles_claim,
        networks_claim=settings.oidc_networks_claim,
        trusts_email=settings.oidc_trusts_email,
    )
    try:
        person = read_claims(claims, rules=rules)
        return account_of_person(get_engine(), person, joins_by_email=settings.oidc_join_by_email)
    except NotAllowedError as error:
        logger.warning("Single sign-on was refused: %s", error)
        st.session_state[_SAYS] = str(error)
        return None


def leave_single_sign_on() -> None:
    """Sign out at the provider too, where it can be, and clear what Streamlit keeps of it in the browser."""
    if is_set_up(get_settings()) and st.user.to_dict().get("is_logged_in"):
        st.logout()
