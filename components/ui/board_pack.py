"""The page that makes a board pack: which sections, what they hold, and one press a format."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from components.ui.board_pack_link import FROM
from components.ui.board_pack_loaders import (
    CHAPTERS,
    MEDIA_TYPES,
    Chapter,
    PackFormat,
    pack_file,
    titles_of,
    usual_chapters,
)
from components.ui.view import View
from domain.wording import join_and

_CHOSEN = "board_pack_{}"
_ASKED = "board_pack_asked"


def choose_chapters(view: View) -> tuple[str, ...]:
    """A box a section; at first those of the page that one came from, or the usual ones."""
    asked = st.query_params.get(FROM, "")
    if st.session_state.get(_ASKED) != asked:
        st.session_state[_ASKED] = asked
        for one in CHAPTERS:
            st.session_state[_CHOSEN.format(one.key)] = one.key in usual_chapters(asked)
    st.header("Which sections?", anchor=False)
    return tuple(one.key for one in CHAPTERS if _choose(one, view))


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
    stem = f"heard-board-pack-{view.filters.file_stem()}"
    with st.container(horizontal=True, key="board_pack_files"):
        for one in PackFormat:
            st.download_button(
                _LABELS[one],
                data=partial(pack_file, view, chapters, one),
                file_name=f"{stem}.{one.value}",
                mime=MEDIA_TYPES[one],
                on_click="ignore",
                key=f"board_pack_{one.value}",
                type="primary" if one is PackFormat.PPTX else "secondary",
            )
    st.caption(
        "A pack of every section takes a few seconds. It is made anew each time, from what Heard holds then."
    )


_LABELS: Mapping[PackFormat, str] = {
    PackFormat.PPTX: "Download slides (PowerPoint)",
    PackFormat.PDF: "Download PDF",
}
