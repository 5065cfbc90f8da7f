"""Whom a network reached, for one story: share of those involved beside share of the population."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from components.figures.palette import Palette
from components.figures.two_shares import TwoShares, two_shares_figure

HOW_TO_READ = "Filled dot: share of those involved. Diamond: share of the population."


@dataclass(frozen=True)
class ComparedGroup:
    """A group with its two shares in whole per cent; a share that is not shown or not known is None."""

    label: str
    reached: int | None
    population: int | None


def story_reach_figure(groups: Sequence[ComparedGroup], *, palette: Palette) -> go.Figure | None:
    """A line a group, in the order given; groups without any share are left out, None where none is left."""
    drawn = [one for one in groups if one.reached is not None or one.population is not None]
    if not drawn:
        return None
    most = max(share for one in drawn for share in (one.reached or 0, one.population or 0, 1))
    rows = [TwoShares(one.label, _shares(one), _shares(one), one.reached, one.population) for one in drawn]
    return two_shares_figure(rows, most=most, palette=palette)


def _shares(one: ComparedGroup) -> str:
    reached = "share not shown" if one.reached is None else f"{one.reached}% of those involved"
    lives = "no population figure" if one.population is None else f"{one.population}% of the population"
    return f"{reached}, {lives}"
