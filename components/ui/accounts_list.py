"""The list of accounts: search, a page of them at a time, and what each role may do."""

from collections.abc import Mapping
from math import ceil

import streamlit as st

from components.ui.accounts_words import last_seen_in_words, roles_in_words
from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.accounts import AccountQuestion, ListedAccount, count_accounts, listed_accounts
from domain.role_words import account_sentence, public_sentence, role_sentence
from domain.vocabulary import UserRole
from domain.wording import whole

PARAMETER = "account"
"""What the address calls the account that is open, so that loading the page again leaves it open."""
NEW = 0
"""In place of an id: the form for a new account, "new" in the address."""
LONGEST_ID = 9
PAGE_SIZE = 20
_PAGE = "accounts_page"
_STATES: Mapping[str, bool | None] = {"Open accounts": True, "Closed accounts": False, "All accounts": None}


def accounts_list(networks: Mapping[str, NetworkEntry]) -> None:
    """Search and list; a click opens an account, or the form for a new one."""
    st.button("Add an account", key="add_account", type="primary", on_click=open_account, args=(NEW,))
    question = _question(networks)
    engine = get_engine()
    total = count_accounts(engine, question)
    pages = max(1, ceil(total / PAGE_SIZE))
    page = min(st.session_state.get(_PAGE, 1), pages)
    st.text(_how_many(total, page, pages))
    for account in listed_accounts(engine, question, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE):
        _one(account, networks)
    _turn(page, pages)
    _roles()


def open_account(user_id: int) -> None:
    """Let the next run show this account in place of the list."""
    st.query_params[PARAMETER] = str(user_id or "new")


def opened_account() -> int | None:
    """The id of the account that the address names, NEW for a new one, None for the list."""
    said = st.query_params.get(PARAMETER, "")
    if said == "new":
        return NEW
    return int(said) if said.isdecimal() and len(said) <= LONGEST_ID and int(said) else None


def close_account() -> None:
    """Let the next run show the list."""
    st.query_params.pop(PARAMETER, None)


def _question(networks: Mapping[str, NetworkEntry]) -> AccountQuestion:
    with st.container(horizontal=True, key="accounts_search"):
        search = st.text_input(
            "Name or e-mail address", key="accounts_words", max_chars=200, on_change=_first_page
        )
        role = st.selectbox(
            "Role",
            [None, *UserRole],
            format_func=lambda one: one.label if one else "All roles",
            key="accounts_role",
            on_change=_first_page,
        )
        network = st.selectbox(
            "Network",
            [None, *networks],
            format_func=lambda code: networks[code].short_name if code else "All networks",
            key="accounts_network",
            on_change=_first_page,
        )
        state = st.selectbox("Which", list(_STATES), key="accounts_state", on_change=_first_page)
    return AccountQuestion(search=search, role=role, network=network, is_active=_STATES[state])


def _first_page() -> None:
    st.session_state[_PAGE] = 1


def _how_many(total: int, page: int, pages: int) -> str:
    if not total:
        return "No account is like that. Change what you search for."
    found = "1 account" if total == 1 else f"{whole(total)} accounts"
    return found if pages == 1 else f"{found}, page {page} of {pages}"


def _one(account: ListedAccount, networks: Mapping[str, NetworkEntry]) -> None:
    with st.container(key=f"sheet_account_{account.id}", border=True):
        who, what, when = st.columns([4, 4, 3], vertical_alignment="center", gap="small")
        with who.container(gap="xxsmall"):
            # The name is the button: it is never cut, and says whose account it opens.
            st.button(
                escaped(account.display_name),
                key=f"open_account_{account.id}",
                type="tertiary",
                help="Open this account to change it",
                on_click=open_account,
                args=(account.id,),
            )
            st.text(account.email if account.is_active else f"{account.email} (closed)")
        what.text(roles_in_words(account.roles, account.networks, networks))
        when.caption(escaped(last_seen_in_words(account)))


def _turn(page: int, pages: int) -> None:
    if pages == 1:
        return
    with st.container(horizontal=True, key="accounts_turn"):
        st.button("Previous page", key="accounts_back", disabled=page == 1, on_click=_go_to, args=(page - 1,))
        st.button("Next page", key="accounts_on", disabled=page == pages, on_click=_go_to, args=(page + 1,))


def _go_to(page: int) -> None:
    st.session_state[_PAGE] = page


def _roles() -> None:
    st.header("What each role may do", anchor=False)
    st.text(f"{public_sentence()} {account_sentence()} The roles add to that:")
    for role in UserRole:
        with st.container(gap="xsmall"):
            st.subheader(role.label, anchor=False)
            st.text(role_sentence(role))
