"""Which page of a long list is shown: read from the address, and turned by two buttons."""

import streamlit as st

from components.ui.left_out import LONGEST_NAMED
from components.ui.plain_text import escaped
from domain.wording import whole

PAGE = "page"
LONGEST = 9
"""Digits of a page's number; nobody has more pages."""


def asked_page(name: str = PAGE) -> int:
    """The page that the address asks for; the first where it asks for none or for nonsense."""
    asked = st.query_params.get(name, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST else 1


def say_which_page(number: int, of: int, *, name: str = PAGE) -> None:
    """Over a list: where the address asks for a page that is not there, say so and put the one shown into it."""
    asked = st.query_params.get(name, "").strip()
    if not asked or asked == str(number):
        return
    st.info(
        escaped(
            f"The address asks for page “{asked[:LONGEST_NAMED]}” of this list, which is not there. "
            f"This is page {whole(number)} of {whole(of)}."
        )
    )
    st.query_params[name] = str(number)


def pager(number: int, of: int, *, name: str = PAGE) -> None:
    """Buttons to the page before and the next, and where one is; nothing where there is one page only.

    `name` is the parameter of the address that holds the number, for a page with several lists.
    """
    if of == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{name}_pager"):
        for label, wanted, is_there in (
            ("Page before", number - 1, number > 1),
            ("Next page", number + 1, number < of),
        ):
            st.button(
                label, key=f"{name}_to_{label}", disabled=not is_there, on_click=_turn_to, args=(name, wanted)
            )
        st.text(f"Page {whole(number)} of {whole(of)}")


def _turn_to(name: str, number: int) -> None:
    st.query_params[name] = str(number)
