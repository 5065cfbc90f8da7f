"""Printed pages as pictures, some in a row, each with its number."""

from collections.abc import Sequence

import streamlit as st


def page_pictures(pages: Sequence[bytes], *, in_a_row: int, mark: str = "") -> None:
    """The pages in their order; `mark` stands in words below each, for those who do not see it on the picture."""
    for start in range(0, len(pages), in_a_row):
        row = pages[start : start + in_a_row]
        for number, (column, page) in enumerate(
            zip(st.columns(in_a_row, gap="small"), row, strict=False), start=start + 1
        ):
            told = f"Page {number} of {len(pages)}" + (f". {mark}" if mark else "")
            column.image(page, width="stretch", alt=told, caption=told)
