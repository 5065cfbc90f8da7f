"""Who is looking: the account of this run, the pages that it may open, and the guard within each page."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from components.ui.page_list import LAY_PARTNERS, PAGES, PageEntry
from components.ui.shell import page_heading
from components.ui.sign_in import sign_in_form
from components.ui.visit import account_of_this_visit
from domain.permissions import Action, Actor, lacks_only_networks, may
from domain.vocabulary import UserRole


def current_actor() -> Actor:
    """Who is looking, as the store has it at this moment.

    Never remembered from the start of the run: a callback runs before it and a fragment without it, and
    somebody who was signed out meanwhile must not get one more click.
    """
    return account_of_this_visit()


def pages_for(actor: Actor) -> dict[str, list[st.Page]]:
    """Every page by menu. One that the actor may not open keeps its address, where it says so."""
    menus: dict[str, list[st.Page]] = {}
    for entry in PAGES:
        allowed = may(actor, entry.needs)
        page = st.Page(
            entry.file if allowed else _stand_in(entry),
            title=entry.title,
            url_path=entry.url_path,
            default=entry is PAGES[0],
            visibility="visible" if allowed and entry.listed and _is_of_use(entry, actor) else "hidden",
        )
        menus.setdefault(entry.section, []).append(page)
    return menus


def entry_of(page: st.Page) -> PageEntry:
    """The entry of a page in the list; the first one, Overview, has an empty address."""
    return next((entry for entry in PAGES if entry.url_path == page.url_path), PAGES[0])


def guard(action: Action) -> Actor:
    """Answer who is looking, or end the page with a sentence where they may not do this."""
    actor = current_actor()
    if not may(actor, action):
        _refuse(action)
        st.stop()
    return actor


def _is_of_use(entry: PageEntry, actor: Actor) -> bool:
    if entry.section == LAY_PARTNERS:
        # Staff read the same answers on a page of their own.
        return UserRole.LAY_PARTNER in actor.roles
    return entry.url_path != "sign-in" or actor.user_id is None


def _stand_in(entry: PageEntry) -> Callable[[], None]:
    return partial(_refuse, entry.needs)


def _refuse(action: Action) -> None:
    actor = current_actor()
    if actor.user_id is None:
        page_heading("Please sign in to see this page")
        sign_in_form()
        return
    if lacks_only_networks(actor, action):
        page_heading("Your account has no network yet")
        st.text(
            f"Your role lets you {action.label} for the networks that your account is given. It is given none "
            "yet. Ask an administrator of Heard to give your account its network."
        )
    else:
        page_heading("This page is not for your account")
        st.text(f"Your account may not {action.label}. Ask an administrator of Heard if it should.")
    st.page_link(PAGES[0].file, label=f"Go to {PAGES[0].title}")
