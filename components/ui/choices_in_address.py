"""Words to look for and choices that stand in the address of a page, so that a copied one finds the same."""

from collections.abc import Mapping

import streamlit as st

ANY = ""
WORDS = "q"
LONGEST_SEARCH = 200


def words_in_address(*, key: str, example: str) -> str:
    """A field for words to look for, kept in the address as "q"."""
    st.session_state.setdefault(key, st.query_params.get(WORDS, "")[:LONGEST_SEARCH])
    typed = st.text_input(
        "Words to look for", key=key, max_chars=LONGEST_SEARCH, placeholder=f"For example: {example}"
    )
    _keep(WORDS, typed or "")
    return typed or ""


def choice_in_address(label: str, name: str, options: Mapping[str, str], *, every: str, key: str) -> str:
    """A choice among codes with their labels, or ANY, labelled `every`; kept in the address under its name."""
    asked = st.query_params.get(name, ANY)
    st.session_state.setdefault(key, asked if asked in options else ANY)
    chosen: str = st.selectbox(
        label, [ANY, *options], key=key, format_func=lambda code: options.get(code, every)
    )
    _keep(name, chosen)
    return chosen


def unknown_choices(choices: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What the address asks for in vain, of these choices by their names."""
    asked = {name: st.query_params.get(name, ANY) for name in choices}
    return [value for name, value in asked.items() if value and value not in choices[name]]


def _keep(name: str, value: str) -> None:
    """Let the address say what is chosen, so that it can be copied."""
    if value and st.query_params.get(name) != value:
        st.query_params[name] = value
    elif not value and name in st.query_params:
        del st.query_params[name]
