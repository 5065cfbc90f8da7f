"""The buttons that make a board pack: one press a format, the file made when somebody presses."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from components.ui.board_pack_loaders import MEDIA_TYPES, PackFormat, pack_file
from components.ui.view import View

WHOLE: Final[Mapping[PackFormat, str]] = {
    PackFormat.PPTX: "Download slides (PowerPoint)",
    PackFormat.PDF: "Download PDF",
}
OF_A_PAGE: Final[Mapping[PackFormat, str]] = {
    PackFormat.PPTX: "This page as slides",
    PackFormat.PDF: "This page as PDF",
}


def pack_buttons(
    view: View, chapters: Sequence[str], labels: Mapping[PackFormat, str], *, about: str = ""
) -> None:
    """A button a format for these sections; `about` stands in the name of the file."""
    stem = "-".join(part for part in ("heard-board-pack", about, view.filters.file_stem()) if part)
    for one, label in labels.items():
        st.download_button(
            label,
            data=partial(pack_file, view, chapters, one),
            file_name=f"{stem}.{one.value}",
            mime=MEDIA_TYPES[one],
            on_click="ignore",
            key=f"board_pack_{one.value}",
        )
