"""The addresses of shared screens, and the links that open them in a tab of their own."""

from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st

from domain.filters import Filters

SHOW_ON_A_SCREEN: Final = "Show on a screen"
LOBBY: Final = "lobby"


def live_address(name: str, filters: Filters, *, seconds: int = 0) -> str:
    """The address of a page of figures, or of the lobby, in this view; `seconds` lets it go on by itself."""
    query = filters.to_query() | ({"every": [str(seconds)]} if seconds else {})
    return f"/live/{name}?{urlencode(query, doseq=True)}"


def live_story(slug: str) -> str:
    """The address of a published story on a screen."""
    return f"/live/story/{quote(slug)}"


def live_meeting(meeting_id: int, *, notes: bool = False, figures: str = "") -> str:
    """The address of a meeting on a screen, or of its presenter's window; `figures` says whose, "" for those of now."""
    whose = f"?{urlencode({'as': figures})}" if figures else ""
    return f"/live/meeting/{meeting_id}{'/notes' if notes else ''}{whose}"


def show_on_a_screen(address: str, *, key: str, label: str = SHOW_ON_A_SCREEN) -> None:
    """The link; it opens a tab of its own."""
    st.link_button(label, address, key=key)
