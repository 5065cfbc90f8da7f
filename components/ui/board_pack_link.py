"""The way from a page that explores to the board and to a shared screen, in the same view."""

from typing import Final

import streamlit as st

from components.ui.board_pack_buttons import OF_A_PAGE, pack_buttons
from components.ui.live_links import live_address, show_on_a_screen
from components.ui.view import View

PAGE_FILE: Final = "pages/explore/board_pack.py"
FROM: Final = "from"
PAGES_OF_PACKS: Final = ("overview", "spectrum", "reach", "activities", "change", "strategy")
"""The addresses of the pages that a pack may hold, in their order."""


def link_to_the_board(view: View, url_path: str) -> None:
    """Under such a page, its slides and PDF, the way to more, and the screen; nothing under another one."""
    if url_path in PAGES_OF_PACKS:
        with st.container(horizontal=True, vertical_alignment="center", key="to_the_board"):
            pack_buttons(view, (url_path,), OF_A_PAGE, about=url_path)
            st.page_link(
                PAGE_FILE,
                label="Choose more pages for the board",
                query_params={**view.filters.to_query(), FROM: url_path},
            )
            show_on_a_screen(live_address(url_path, view.filters), key="live_of_this_page")
