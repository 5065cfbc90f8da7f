"""How the strategy is covered: its commitments and priorities by networks as a grid, empty places in plain sight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, grid_of
from domain.vocabulary import Code
from domain.wording import counted, join_and, whole

Counts = Mapping[tuple[str, str], int]
MEASURE = "strategy_coverage"


class CoveredBy(Code):
    """What covers a line of the strategy; the label is its plural."""

    ACTIVITIES = "activities", "activities"
    OUTCOMES = "outcomes", "outcomes"
    RESOURCES = "resources", "resources"

    @property
    def one(self) -> str:
        """The singular."""
        return {"activities": "activity", "outcomes": "outcome"}.get(self.value, "resource")


@dataclass(frozen=True)
class Line:
    """A row of the grid: a heading sums up the rows below it, and is not among the places that are counted."""

    code: str
    label: str
    is_heading: bool = False


def key_of(line: str, network: str) -> str:
    """The key of a cell."""
    return f"{line}|{network}"


@dataclass(frozen=True)
class Coverage:
    """How often each line is covered in each network: counts by line and network, none is 0.

    `beside` are the counts of a grid that this one stands beside: both have the same tints.
    """

    counts: Counts
    lines: Sequence[Line]
    networks: Mapping[str, str]
    covered_by: CoveredBy
    beside: Counts | None = None


def coverage_figure(found: Coverage) -> Drawing:
    """The grid of the strategy's lines by networks."""
    return grid_drawing(
        found,
        title=f"How the strategy is covered by {found.covered_by.label}",
        corner="Commitment or priority",
        finding=_finding(found.counts, found.lines, found.networks, found.covered_by),
        note=f"Numbers of {found.covered_by.label}. The bold rows are the commitments, each with its priorities below "
        "it. 0 on pink is an empty place: nothing is recorded there. The darker the blue, the more.",
    )


def grid_drawing(found: Coverage, *, title: str, corner: str, finding: str, note: str) -> Drawing:
    """A grid of counts by line and network, each number above 0 with its key, and the same as a table."""
    counts, lines, networks, covered_by = found.counts, found.lines, found.networks, found.covered_by
    cells = [[counts.get((line.code, network), 0) for network in networks] for line in lines]
    edges = _edges(
        [
            shown.get((line.code, network), 0)
            for shown in (counts, found.beside or {})
            for line in lines
            if not line.is_heading
            for network in networks
        ]
    )
    return Drawing(
        title=title,
        finding=finding,
        alt=f"Grid of {counted(len(lines), 'line', 'lines')} by {counted(len(networks), 'network', 'networks')}. "
        + finding.replace("**", ""),
        figure=grid_of(
            corner,
            rows={line.code: line.label for line in lines},
            columns=networks,
            texts=[[whole(count) for count in row] for row in cells],
            tints=[
                [_tint(count, edges, is_heading=line.is_heading) for count in row]
                for line, row in zip(lines, cells, strict=True)
            ],
            in_full=[
                [
                    f"{line.label}, {label}: {counted(count, covered_by.one, covered_by.label)}"
                    for label, count in zip(networks.values(), row, strict=True)
                ]
                for line, row in zip(lines, cells, strict=True)
            ],
            keys=[[key_of(line.code, network) for network in networks] for line in lines],
            headings=[place for place, line in enumerate(lines) if line.is_heading],
        ),
        table=pd.DataFrame(
            [
                {corner: line.label, **dict(zip(networks.values(), row, strict=True))}
                for line, row in zip(lines, cells, strict=True)
            ],
            columns=[corner, *networks.values()],
        ),
        measures=(MEASURE,),
        notes=(note,),
        # A column for all networks together is there only where it is not empty.
        absent=0,
        keys={
            (place, label): key_of(line.code, network)
            for place, line in enumerate(lines)
            for network, label in networks.items()
        },
    )


def _edges(counts: Sequence[int]) -> tuple[int, int]:
    """From where a number is among the middle third, and from where among the highest, of those above 0."""
    filled = sorted(count for count in counts if count)
    if not filled:
        return 1, 1
    return filled[len(filled) // 3], filled[2 * len(filled) // 3]


def _tint(count: int, edges: tuple[int, int], *, is_heading: bool) -> int:
    if not count:
        return NOBODY
    if is_heading:
        return NOT_SHOWN
    middle, high = edges
    if count >= high > middle:
        return MANY
    return SOME if count > middle or middle == high else FEW


def _finding(
    counts: Counts, lines: Sequence[Line], networks: Mapping[str, str], covered_by: CoveredBy
) -> str:
    filled = {
        line.label: sum(1 for network in networks if counts.get((line.code, network), 0))
        for line in lines
        if not line.is_heading
    }
    places, empty = len(filled) * len(networks), len(filled) * len(networks) - sum(filled.values())
    if empty == places:
        return f"No {covered_by.one} here is recorded as serving any line of the strategy."
    nowhere = [label for label, found in filled.items() if not found]
    if len(networks) == 1:
        return _of_one_network(next(iter(networks.values())), nowhere, len(filled))
    said = f"**{whole(empty)} of {whole(places)}** places {'is' if empty == 1 else 'are'} empty."
    if not empty:
        said = f"Every network has {covered_by.label} for every priority."
    if nowhere:
        return f"{said} No network has any {covered_by.one} for {_quoted(nowhere)}."
    fewest = min(filled.values())
    if fewest == len(networks):
        return said
    least = [label for label, found in filled.items() if found == fewest]
    return f"{said} The fewest networks, **{fewest} of {len(networks)}**, have {covered_by.label} for {_quoted(least)}."


def _of_one_network(network: str, nowhere: Sequence[str], priorities: int) -> str:
    served = priorities - len(nowhere)
    said = f"{network} serves **{served} of {counted(priorities, 'priority', 'priorities')}**."
    return f"{said} Nothing is recorded for {_quoted(nowhere)}." if nowhere else said


def _quoted(labels: Sequence[str], most: int = 3) -> str:
    named = [f"“{label.rstrip('.')}”" for label in labels[:most]]
    more = len(labels) - most
    return join_and([*named, f"{more} more"] if more > 0 else named)
