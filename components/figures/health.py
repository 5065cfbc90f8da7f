"""Completeness and freshness of the records as a grid of networks, in the order of the map and never ranked."""

from collections.abc import Mapping

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, grid_of
from domain.completeness import SPECTRUM_MARKERS, NetworkHealth, Part
from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS
from domain.wording import counted

STAFF_COLUMN = "Markers rated by staff"
LAY_COLUMN = "Markers rated by lay partners"
NEWEST_COLUMN = "Newest record"
_HALF, _MOST = 0.5, 0.9


def health_figure(
    health: Mapping[str, NetworkHealth], *, networks: Mapping[str, str], period: str
) -> Drawing:
    """The grid of networks by what their records hold; `period` completes "activities that started …"."""
    columns = {part.value: part.label for part in Part}
    columns |= {"staff": STAFF_COLUMN, "lay": LAY_COLUMN, "newest": NEWEST_COLUMN}
    rows = [health[code] for code in networks]
    texts = [_texts(one) for one in rows]
    finding = _finding(rows)
    return Drawing(
        title="What the records hold",
        finding=finding,
        alt=f"Grid of {counted(len(networks), 'network', 'networks')} by what their records hold. "
        + finding.replace("**", ""),
        figure=grid_of(
            "Network",
            rows=networks,
            columns=columns,
            texts=texts,
            tints=[_tints(one) for one in rows],
            in_full=[_in_full(one) for one in rows],
        ),
        table=pd.DataFrame(
            [
                {"Network": name, "Activities": one.completeness.activities}
                | dict(zip(columns.values(), row, strict=True))
                for name, one, row in zip(networks.values(), rows, texts, strict=True)
            ]
        ),
        measures=("completeness", "freshness"),
        notes=(
            f"Each cell is the share of the activities that started {period} whose record holds this; "
            "“–” means that there is no such activity. Networks stand in the order of the map, from north "
            "to south. More recorded is not better work: it is more that can be known.",
        ),
    )


def _finding(rows: list[NetworkHealth]) -> str:
    quiet = sum(1 for one in rows if one.freshness.is_quiet)
    without_lay = sum(1 for one in rows if not one.lay_markers)
    return (
        f"**{quiet} of {len(rows)}** networks are quiet, and in **{without_lay} of {len(rows)}** no marker "
        f"has a lay rating from the last {MONTHS_AN_ASSESSMENT_COUNTS} months."
    )


def _texts(one: NetworkHealth) -> list[str]:
    parts = [one.completeness.text(part) for part in Part]
    markers = [f"{rated} of {SPECTRUM_MARKERS}" for rated in (one.staff_markers, one.lay_markers)]
    return [*parts, *markers, one.freshness.text]


def _in_full(one: NetworkHealth) -> list[str]:
    parts = [one.completeness.in_full(part) for part in Part]
    markers = [
        f"{column}: {rated} of {SPECTRUM_MARKERS}"
        for column, rated in ((STAFF_COLUMN, one.staff_markers), (LAY_COLUMN, one.lay_markers))
    ]
    return [*parts, *markers, f"{NEWEST_COLUMN}: {one.freshness.text}"]


def _tints(one: NetworkHealth) -> list[int]:
    shares = [one.completeness.share(part) for part in Part]
    markers = [one.staff_markers / SPECTRUM_MARKERS, one.lay_markers / SPECTRUM_MARKERS]
    return [*map(_tint, [*shares, *markers]), NOBODY if one.freshness.is_quiet else NOT_SHOWN]


def _tint(share: float | None) -> int:
    if share is None:
        return NOT_SHOWN
    if share == 0:
        return NOBODY
    if share < _HALF:
        return FEW
    return MANY if share >= _MOST else SOME
