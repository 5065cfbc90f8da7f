"""Which meeting the address of the page asks for, and the addresses that lead to one."""

from typing import Final

import streamlit as st

PARAMETER: Final = "m"
ADDRESS: Final = "/meetings"
LONGEST: Final = 9
"""Digits of a meeting's number."""


def asked_meeting() -> int | None:
    """The number that the address names, 0 where it makes no sense; None where it names none."""
    said = st.query_params.get(PARAMETER)
    if said is None:
        return None
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST else 0


def open_meeting(number: int) -> None:
    """Let the next run show this meeting."""
    st.query_params[PARAMETER] = str(number)


def forget_meeting() -> None:
    """Let the next run show the list."""
    st.query_params.pop(PARAMETER, None)


def meeting_address(number: int) -> str:
    """The address of a meeting."""
    return f"{ADDRESS}?{PARAMETER}={number}"
