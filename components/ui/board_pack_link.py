"""The way from a page that explores to its board pack, in the same view."""

from typing import Final

import streamlit as st

from components.ui.view import View

PAGE_FILE: Final = "pages/explore/board_pack.py"
FROM: Final = "from"
PAGES_OF_PACKS: Final = ("overview", "spectrum", "reach", "activities", "change", "strategy")
"""The addresses of the pages that a pack may hold, in their order."""


def link_to_the_board(view: View, url_path: str) -> None:
    """Under such a page, one link; nothing under another one."""
    if url_path in PAGES_OF_PACKS:
        with st.container(key="to_the_board"):
            st.page_link(
                PAGE_FILE,
                label="Take this page to the board",
                query_params={**view.filters.to_query(), FROM: url_path},
            )
