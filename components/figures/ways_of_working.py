"""The ways of working that activities and outcomes show, by networks as a grid."""

from collections.abc import Mapping, Sequence

from components.figures.coverage import Counts, Coverage, CoveredBy, Line, grid_drawing
from components.figures.drawing import Drawing
from domain.wording import counted, whole


def ways_of_working_figure(found: Coverage) -> Drawing:
    """The grid of ways of working, its lines, by networks."""
    return grid_drawing(
        found,
        title=f"How we work, as {found.covered_by.label} show it",
        corner="Way of working",
        finding=_finding(found.counts, found.lines, found.networks, found.covered_by),
        note=f"Numbers of {found.covered_by.label}. 0 on pink is an empty place: nothing is recorded there. The darker "
        "the blue, the more. One can show several ways of working, and counts once in each.",
    )


def _finding(counts: Counts, ways: Sequence[Line], networks: Mapping[str, str], covered_by: CoveredBy) -> str:
    sums = {way.label: sum(counts.get((way.code, network), 0) for network in networks) for way in ways}
    if not any(sums.values()):
        return f"No {covered_by.one} here is recorded as showing a way of working."
    most, least = max(sums, key=sums.__getitem__), min(sums, key=sums.__getitem__)
    shown = sum(1 for count in sums.values() if count)
    return (
        f"**{shown} of {counted(len(ways), 'way', 'ways')} of working** can be seen here. Most often: "
        f"{_with_count(most, sums[most], covered_by)}. Least often: {_with_count(least, sums[least], covered_by)}."
    )


def _with_count(label: str, count: int, covered_by: CoveredBy) -> str:
    return f"“{label.rstrip('.')}” ({whole(count)} {covered_by.one if count == 1 else covered_by.label})"
