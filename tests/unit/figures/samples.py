"""One small drawing of each kind, worked by hand, for the tests of figures."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.figures.intersections import intersections_figure
from components.figures.movement import NetworkMovement, movement_figure
from components.figures.not_known import not_known_figure
from components.figures.outcomes import outcomes_figure
from components.figures.palette import Palette
from components.figures.practices import practices_figure
from components.figures.quarters import quarters_figure
from components.figures.reach_map import activity_map_figure, reach_map_figure
from components.figures.representation import representation_figure
from components.figures.spectrum import NetworkPosition, spectrum_figure
from components.figures.tile_map import Tile, tile_map_figure
from domain.people import PeopleCounts, ProtectedPeople, protect_people
from domain.reach import Benchmark, areas_reached, intersections, reach_rows
from domain.shown import ENGLAND
from domain.spectrum import Position
from domain.vocabulary import Direction, OutcomeStatus

ON = date(2026, 11, 22)
NETWORKS = {"NENC": "North East", "YH": "Yorkshire", ENGLAND: "England"}
GROUPS = {"CARER": "Unpaid carers", "LD": "People with a learning disability", "TRANS": "Trans people"}
BENCHMARKS = {
    ("NENC", "CARER"): Benchmark(0.1, "2021", "Census 2021"),
    (ENGLAND, "CARER"): Benchmark(0.2, "2021", "Census 2021"),
    (ENGLAND, "LD"): Benchmark(0.0, "2021", "Census 2021"),
}


def a_position(value: float | None = 50.0, *, assessed: int = 9) -> Position:
    """A position; with markers left open its range reaches 10 points to either side."""
    reach = 0 if assessed == 9 else 10
    middle = 50.0 if value is None else value
    return Position(value, middle - reach, middle + reach, assessed=assessed, of=9, levels={})


NOT_PLACED = Position(None, 0.0, 100.0, assessed=0, of=9, levels={})


def a_network(code: str, staff: Position, lay: Position = NOT_PLACED) -> NetworkPosition:
    """A network's two positions, its label the code with a word before it."""
    return NetworkPosition(code=code, label=f"Place {code}", staff=staff, lay=lay)


def a_tile(code: str = "NENC", x: int = 0, y: int = 0, **changes: Any) -> Tile:
    """A tile of a network that is heard of, with both marks."""
    values: dict[str, Any] = {
        "label": NETWORKS[code], "activities": 12, "is_quiet": False, "freshness": "last record 3 November 2026",
        "staff": 25.0, "lay": 75.0,
    } | changes  # fmt: skip
    return Tile(code=code, x=x, y=y, **values)


def a_year(
    *,
    people: Mapping[tuple[str, str], int],
    known: Mapping[str, int],
    unknown: Mapping[str, int] | None = None,
    pairs: Mapping[tuple[str, str, str], int] | None = None,
) -> ProtectedPeople:
    """A protected year of two networks and three groups; what is left out counts 0."""
    return protect_people(
        PeopleCounts(
            areas=("NENC", "YH"),
            groups=tuple(GROUPS),
            parents={},
            people=people,
            pairs=pairs or {},
            known=known,
            unknown=unknown or {},
        )
    )


def the_year() -> ProtectedPeople:
    """NENC: 98 of 120 people known, 12 carers; YH: nobody's groups known, 30 people."""
    return a_year(
        people={("NENC", "CARER"): 12}, known={"NENC": 98}, unknown={"NENC": 22, "YH": 30}
    )  # fmt: skip


def outcome_counts(**counts: int) -> pd.DataFrame:
    """All pairs of status and direction, 0 but for those named `status_direction`."""
    rows = [
        (status.value, direction.value, counts.get(f"{status.name}_{direction.name}".lower(), 0))
        for status in OutcomeStatus
        for direction in Direction
    ]
    return pd.DataFrame(rows, columns=["status", "direction", "outcomes"])


def evidence_of(source: int, compared: int, confirmed: int, *, of: int) -> pd.DataFrame:
    """The three facts about the evidence of outcomes."""
    return pd.DataFrame(
        {
            "fact": [
                "has a source",
                "was measured against a comparator",
                "was confirmed by people involved",
            ],
            "outcomes": [source, compared, confirmed],
            "of": [of] * 3,
        }
    )


def quarters(*counts: int, year: int = 2026) -> pd.DataFrame:
    """Activities of the quarters from April of a year."""
    starts = [date(year, 4, 1), date(year, 7, 1), date(year, 10, 1)]
    return pd.DataFrame({"quarter": starts[: len(counts)], "activities": counts})


@cache
def all_drawings(palette: Palette) -> dict[str, Drawing]:
    """One drawing of each kind that shows every mark it can show."""
    year = the_year()
    many = a_year(
        people={("NENC", "CARER"): 300, ("NENC", "LD"): 120, ("YH", "CARER"): 30},
        known={"NENC": 500, "YH": 200},
        pairs={("NENC", "CARER", "LD"): 60},
    )
    networks = [
        a_network("NENC", a_position(70.0), a_position(40.0)),
        a_network("YH", a_position(30.0, assessed=6)),
        a_network("GM", NOT_PLACED),
    ]
    days = (date(2026, 6, 30), date(2026, 9, 30))
    moved = NetworkMovement(
        "NENC",
        "North East",
        staff=tuple(zip(days, (a_position(40.0), a_position(60.0)), strict=True)),
        lay=tuple(zip(days, (a_position(30.0), a_position(35.0)), strict=True)),
    )
    return {
        "spectrum": spectrum_figure(networks, on=ON, palette=palette),
        "movement": movement_figure([moved], palette=palette),
        "practices": practices_figure(
            {("NENC", f"P{level}"): (level, None) for level in range(4)} | {("NENC", "P4"): (None, 2)},
            networks={"NENC": "North East"},
            practices={f"P{level}": f"Practice {level}" for level in range(5)},
        ),
        "tile_map": tile_map_figure(
            [a_tile(), a_tile("YH", 1, 0, is_quiet=True, freshness="quiet since 1 May 2026", lay=None)],
            palette=palette,
        ),
        "quarters": quarters_figure(quarters(10, 20), quarters(15, 5, year=2025), palette=palette),
        "outcomes": outcomes_figure(
            outcome_counts(made_positive=5, made_negative=2, planned_positive=1, not_possible_no_change=3),
            evidence_of(4, 1, 2, of=11),
            palette=palette,
        ),
        "reach_map": reach_map_figure(reach_rows(many, benchmarks={}), areas=NETWORKS, groups=GROUPS),
        "activity_map": activity_map_figure(
            pd.DataFrame(
                [("CARER", "NENC", 25), ("LD", "NENC", 7), ("TRANS", "NENC", 0)],
                columns=["group", "network", "activities"],
            ),
            areas={"NENC": "North East"},
            groups=GROUPS,
        ),
        "representation": representation_figure(
            [row for row in reach_rows(year, benchmarks=BENCHMARKS) if row.area == "NENC"],
            area="North East",
            groups=GROUPS,
            not_known="Groups are not known for 20 people, 17% of those involved.",
            palette=palette,
        ),
        "not_known": not_known_figure(areas_reached(year), labels=NETWORKS, palette=palette),
        "intersections": intersections_figure(
            intersections(many, area="NENC"), area="North East", labels=GROUPS, chosen=(), palette=palette
        ),
    }


def all_charts(palette: Palette) -> dict[str, go.Figure]:
    """The figures of those drawings that are charts; the others are grids."""
    return {
        name: drawing.figure
        for name, drawing in all_drawings(palette).items()
        if not isinstance(drawing.figure, Grid)
    }
