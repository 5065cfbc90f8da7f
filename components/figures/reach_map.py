"""Groups by networks as a grid: how many people, or how many activities, and where nobody was reached."""

from collections.abc import Mapping, Sequence

import pandas as pd

from components.figures.drawing import Drawing, cell_of
from components.figures.grid import FEW, NOBODY, NOT_SHOWN, grid_of
from domain.disclosure import ENGLAND, Kind, Shown
from domain.reach import ReachRow, blank_spots
from domain.wording import counted, join_and, whole

PEOPLE_STEPS = (50, 200)
ACTIVITY_STEPS = (5, 20)
MOST_NAMED = 8
_SHORT = {
    Kind.SMALL: "<8",
    Kind.HIDDEN: "hid",
    Kind.ENGLAND_ONLY: "Eng",
    Kind.NONE_RECORDED: "–",
    Kind.KEPT_BACK: "–",
}


def reach_map_figure(
    rows: Sequence[ReachRow], *, areas: Mapping[str, str], groups: Mapping[str, str]
) -> Drawing:
    """Counts of people as they may be shown; `areas` and `groups` give labels and order, England last."""
    shown = {(row.area, row.group): row.people for row in rows}
    cells = [[shown[area, group] for area in areas] for group in groups]
    finding = _finding(rows, areas, groups)
    return Drawing(
        title="Who was reached, and where",
        finding=finding,
        alt=f"Grid of {counted(len(groups), 'group', 'groups')} by {counted(len(areas), 'area', 'areas')}. "
        + finding.replace("**", ""),
        figure=grid_of(
            "Group",
            rows=groups,
            columns=areas,
            texts=[[_short(cell) for cell in row] for row in cells],
            tints=[[_tint(cell) for cell in row] for row in cells],
            in_full=[[cell.people for cell in row] for row in cells],
            keys=_grid_keys(areas, groups),
        ),
        keys=_table_keys(areas, groups),
        table=_table([[cell_of(cell) for cell in row] for row in cells], areas=areas, groups=groups),
        measures=("people_involved", "blank_spots", "disclosure_control"),
        notes=(
            "Numbers of people, rounded. “<8” is fewer than 8, “hid” is hidden to protect people, “Eng” is shown "
            "for England only, “–” is nothing recorded. Numbers are rounded, so they may not add up.",
        ),
    )


def activity_map_figure(
    activities: pd.DataFrame, *, areas: Mapping[str, str], groups: Mapping[str, str]
) -> Drawing:
    """Counts of activities that reached each group: columns group, network, activities."""
    counts = {
        (str(network), str(group)): int(count)
        for group, network, count in activities.itertuples(index=False, name=None)
    }
    cells = [[counts[area, group] for area in areas] for group in groups]
    missed = [label for label, row in zip(groups.values(), cells, strict=True) if not sum(row)]
    finding = f"These activities reached **{len(groups) - len(missed)} of {counted(len(groups), 'group', 'groups')}**."
    if len(missed) == len(groups):
        finding = "No activity here reached a seldom-heard group."
    elif missed:
        finding += f" None reached: {_named(missed)}."
    return Drawing(
        title="Which groups these activities reached",
        finding=finding,
        alt=f"Grid of activities: {counted(len(groups), 'group', 'groups')} by "
        f"{counted(len(areas), 'network', 'networks')}. {finding.replace('**', '')}",
        figure=grid_of(
            "Group",
            rows=groups,
            columns=areas,
            texts=[[whole(cell) for cell in row] for row in cells],
            tints=[[_tint_of_count(cell) for cell in row] for row in cells],
            in_full=[[counted(cell, "activity", "activities") for cell in row] for row in cells],
            keys=_grid_keys(areas, groups),
        ),
        keys=_table_keys(areas, groups),
        table=_table(cells, areas=areas, groups=groups),
        measures=("activities",),
        notes=(
            "Numbers of activities, not of people. People are counted by whole years and never by programme or by "
            "rung, because small numbers could show who somebody is. Groups that are counted for England only are left "
            "out.",
        ),
    )


def _finding(rows: Sequence[ReachRow], areas: Mapping[str, str], groups: Mapping[str, str]) -> str:
    spots = {
        area: [groups[code] for code in codes if code in groups] for area, codes in blank_spots(rows).items()
    }
    if not spots:
        return "No people are recorded here yet, so nothing can be said about whom we reached."
    if len(areas) == 1 and ENGLAND not in areas:
        return _network_finding(*next(iter(areas.items())), spots)
    everywhere = spots.get(ENGLAND, [])
    sentence = (
        f"**Nobody in England** is recorded from {_named(everywhere)}."
        if everywhere
        else "Somebody in England is recorded from every group here."
    )
    somewhere = sum(
        len([label for label in missed if label not in everywhere])
        for area, missed in spots.items()
        if area != ENGLAND and area in areas
    )
    if not somewhere:
        return sentence
    more = "more " if everywhere else ""
    noun = "blank spot" if somewhere == 1 else "blank spots"
    there = "is" if somewhere == 1 else "are"
    return (
        f"{sentence} There {there} **{whole(somewhere)}** {more}{noun}: a network with nobody recorded from "
        "a group."
    )


def _network_finding(area: str, label: str, spots: Mapping[str, list[str]]) -> str:
    if area not in spots:
        return f"{label} recorded nobody whose groups are known, so its blank spots are not known either."
    if not spots[area]:
        return f"{label} recorded somebody from every group here that may be shown for a network."
    return f"**{label}** recorded nobody from {_named(spots[area])}."


def _named(labels: Sequence[str]) -> str:
    if len(labels) <= MOST_NAMED:
        return join_and(labels)
    return f"{', '.join(labels[:MOST_NAMED])} and {counted(len(labels) - MOST_NAMED, 'more group', 'more groups')}"


def _short(cell: Shown) -> str:
    return _SHORT.get(cell.kind, cell.text)


def _tint(cell: Shown) -> int:
    if cell.kind is Kind.ZERO:
        return NOBODY
    if cell.kind is Kind.SMALL:
        return FEW
    return NOT_SHOWN if cell.value is None else FEW + sum(cell.value >= edge for edge in PEOPLE_STEPS)


def _tint_of_count(count: int) -> int:
    return NOBODY if count == 0 else FEW + sum(count >= edge for edge in ACTIVITY_STEPS)


def _grid_keys(areas: Mapping[str, str], groups: Mapping[str, str]) -> list[list[str]]:
    return [[f"{area}:{group}" for area in areas] for group in groups]


def _table_keys(areas: Mapping[str, str], groups: Mapping[str, str]) -> dict[tuple[int, str], str]:
    return {
        (row, label): f"{area}:{group}" for row, group in enumerate(groups) for area, label in areas.items()
    }


def _table(
    cells: Sequence[Sequence[int | str]], *, areas: Mapping[str, str], groups: Mapping[str, str]
) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"Group": label, **dict(zip(areas.values(), row, strict=True))}
            for label, row in zip(groups.values(), cells, strict=True)
        ],
        columns=["Group", *areas.values()],
    )
