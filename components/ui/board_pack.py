"""The page that makes a board pack: which sections, what they hold, and one press a format."""

import streamlit as st

from components.ui.board_pack_buttons import WHOLE, pack_buttons
from components.ui.board_pack_link import FROM, PAGES_OF_PACKS
from components.ui.board_pack_loaders import CHAPTERS, Chapter, titles_of, usual_chapters
from components.ui.left_out import say_left_out
from components.ui.view import View
from domain.wording import join_and

_CHOSEN = "board_pack_{}"
_ASKED = "board_pack_asked"


def choose_chapters(view: View) -> tuple[str, ...]:
    """A box a section; at first those of the page that one came from, or the usual ones."""
    asked = _asked_page()
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED] = asked
        for one in CHAPTERS:
            st.session_state[_CHOSEN.format(one.key)] = one.key in usual_chapters(asked)
    st.header("Which sections?", anchor=False)
    return tuple(one.key for one in CHAPTERS if _choose(one, view))


def _asked_page() -> str:
    """The page that one came from, "" for none; one that no pack holds is named and left out."""
    asked = st.query_params.get(FROM, "")
    if not asked or asked in PAGES_OF_PACKS:
        return asked
    say_left_out([asked], why="which is no page of a pack", shown="chose the usual sections")
    del st.query_params[FROM]
    return ""


def _choose(chapter: Chapter, view: View) -> bool:
    key = _CHOSEN.format(chapter.key)
    # Streamlit forgets a widget that a page in between did not draw.
    st.session_state.setdefault(key, False)
    with st.container(key=f"chapter_{chapter.key}", gap=None):
        is_chosen = st.checkbox(f"{chapter.heading}: {chapter.question}", key=key)
        st.caption(join_and(titles_of(chapter, view)))
    return is_chosen


def offer_files(view: View, chapters: tuple[str, ...]) -> None:
    """A button a format; each file is made when somebody presses it."""
    st.header("Take it with you", anchor=False)
    if not chapters:
        st.text("Choose at least one section.")
        return
    with st.container(horizontal=True, key="board_pack_files"):
        pack_buttons(view, chapters, WHOLE)
    st.caption(
        "A pack of every section takes a few seconds. It is made anew each time, from what Heard holds then."
    )
