"""What a chart is made of: the figure, what it says in words, and the same data as a table."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from components.figures.grid import Grid
from components.figures.palette import Palette
from domain.disclosure import Shown
from domain.selection import Selection

FONT = "Atkinson Hyperlegible Next, Arial, sans-serif"
HIDDEN_AXIS = {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False}


@dataclass(frozen=True)
class Drawing:
    """One chart with its finding, its alt text and its table, all made from the same protected data.

    `measures` are the codes in `domain.measures` of the figures it shows. `opens` gives by key the records that a
    number is made of; `keys` gives by row and column of the table the key of the number there, and each mark
    of the figure carries its key as the first of its `customdata`. `addresses` gives by key the address of what is
    no such list.

    Where two periods stand side by side, the first `names` columns of the table name a row, the columns in `fixed`
    hold what no period changes, and `absent` stands for what is in the table of one period alone.
    """

    title: str
    finding: str
    alt: str
    figure: go.Figure | Grid
    table: pd.DataFrame
    measures: tuple[str, ...]
    notes: tuple[str, ...] = ()
    keys: Mapping[tuple[int, str], str] = field(default_factory=dict)
    opens: Mapping[str, Selection] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    names: int = 1
    fixed: tuple[str, ...] = ()
    absent: int | str = "not listed"

    @cached_property
    def figure_text(self) -> str:
        """The figure as plotly's JSON, made once however many look at it; empty for a grid."""
        return "" if isinstance(self.figure, Grid) else text_of(self.figure)


def text_of(figure: go.Figure) -> str:
    """A figure as the JSON that plotly.js reads, without the template, which holds nothing here."""
    content = figure.to_plotly_json()
    content["layout"].pop("template", None)
    return json.dumps(content, cls=PlotlyJSONEncoder, separators=(",", ":"))


def cell_of(shown: Shown) -> int | str:
    """A count of people for a table: a number where one may be shown, otherwise the words."""
    return shown.text if shown.value is None else shown.value


def shortened(label: str, most: int = 42) -> str:
    """A label that fits a phone: a chart's text cannot wrap by itself, and the table has the label whole."""
    return label if len(label) <= most else f"{label[: most - 1].rstrip(' ,(')}…"


def blank_figure(
    palette: Palette,
    *,
    height: int,
    margin: Mapping[str, int],
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    **layout: Any,
) -> go.Figure:
    """An empty figure in the house style: fixed margins, no grid, transparent, quiet.

    `margin` gives l, r, t and b where they are not 8; `x` and `y` what is said of the axes, which are hidden
    otherwise. All in one go, because plotly checks a layout anew at each update, which costs more than it.
    """
    return go.Figure(
        layout={
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "pad": 0, **margin},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 14, "color": palette.ink},
            "showlegend": False,
            "hoverlabel": {
                "bgcolor": palette.surface,
                "bordercolor": palette.line,
                "font": {"family": FONT, "size": 14, "color": palette.ink},
                "align": "left",
            },
            "dragmode": False,
            "xaxis": {**HIDDEN_AXIS, **x},
            "yaxis": {**HIDDEN_AXIS, **y},
            **layout,
        }
    )
