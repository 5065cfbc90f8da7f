"""Owns the switch that puts Streamlit's own charts in the place of Heard's, and changes nothing else of a page."""

from typing import Any

import streamlit as st

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.ui import chart_block

CONFIG = {"displayModeBar": False, "responsive": True}
_drawn_by_heard = chart_block.draw


def draw_with_plotly_chart() -> None:
    """From now on this process draws every figure with `st.plotly_chart`."""
    vars(chart_block)["draw"] = _draw


def _draw(drawing: Drawing, *, key: str, **more: Any) -> list[str]:
    """Draw it; nobody clicks on a mark while a filter change is measured."""
    if isinstance(drawing.figure, Grid):
        _drawn_by_heard(drawing, key=key, **more)
        return []
    st.plotly_chart(
        drawing.figure,
        key=f"plot_{key}",
        theme=None,
        config=CONFIG,
        alt=drawing.alt,
        on_select="rerun" if more.get("selectable") or drawing.opens or drawing.addresses else "ignore",
        selection_mode="points",
    )
    return []
