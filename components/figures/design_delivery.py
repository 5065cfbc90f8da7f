"""Who designed and who delivered activities, as a grid: professionals alone, together, or communities alone."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOT_SHOWN, SOME, grid_of
from domain.selection import NONE
from domain.vocabulary import Who
from domain.wording import counted, per_cent, whole

LABELS: Final[Mapping[str, str]] = {who.value: who.label for who in Who} | {NONE: "Not recorded"}
ALL: Final = "all"
_ALL_LABEL: Final = "All"
_SHARES: Final = (0.1, 0.25)


def design_delivery_figure(counts: Mapping[tuple[str, str], int]) -> Drawing:
    """The grid; `counts` gives activities by who designed and who delivered, all pairs, "none" included.

    Keys are "design:delivery", where either may be "all".
    """
    places = [*LABELS, ALL]
    labels = {**LABELS, ALL: _ALL_LABEL}
    total = sum(counts.values())
    cells = [[_count(counts, design, delivery) for delivery in places] for design in places]
    keys = [[f"{design}:{delivery}" for delivery in places] for design in places]
    finding = _finding(counts, total)
    return Drawing(
        title="Who designed it, and who delivered it",
        finding=finding,
        alt="Grid of activities by who designed them and who delivered them. " + finding.replace("**", ""),
        figure=grid_of(
            "Designed by ↓, delivered by →",
            rows=labels,
            columns=labels,
            texts=[[whole(count) for count in row] for row in cells],
            tints=[
                [
                    NOT_SHOWN if ALL in {design, delivery} else _tint(counts[design, delivery], total)
                    for delivery in places
                ]
                for design in places
            ],
            in_full=[
                [_in_full(design, delivery, count) for delivery, count in zip(places, row, strict=True)]
                for design, row in zip(places, cells, strict=True)
            ],
            keys=keys,
        ),
        table=pd.DataFrame(
            [
                {"Designed by": labels[design], **dict(zip(_headings(), row, strict=True))}
                for design, row in zip(places, cells, strict=True)
            ]
        ),
        keys={
            (row, heading): key
            for row, line in enumerate(keys)
            for heading, key in zip(_headings(), line, strict=True)
        },
        measures=("design_and_delivery", "activities"),
        notes=("The stronger the tint, the larger the share of all activities here.",),
    )


def _headings() -> list[str]:
    return [*(f"Delivered by {label[0].lower()}{label[1:]}" for label in LABELS.values()), _ALL_LABEL]


def _count(counts: Mapping[tuple[str, str], int], design: str, delivery: str) -> int:
    return sum(
        count for (one, other), count in counts.items() if design in {ALL, one} and delivery in {ALL, other}
    )


def _tint(count: int, total: int) -> int:
    if not count:
        return NOT_SHOWN
    return (FEW, SOME, MANY)[sum(count >= share * total for share in _SHARES)]


def _in_full(design: str, delivery: str, count: int) -> str:
    parts = [
        f"{verb}: {LABELS[who][0].lower()}{LABELS[who][1:]}"
        for verb, who in (("designed by", design), ("delivered by", delivery))
        if who != ALL
    ]
    return ", ".join([counted(count, "activity", "activities"), *parts])


def _finding(counts: Mapping[tuple[str, str], int], total: int) -> str:
    if not total:
        return "No activity here to tell who designed it and who delivered it."
    people = {Who.TOGETHER.value, Who.COMMUNITIES.value}
    said = sum(count for pair, count in counts.items() if NONE not in pair)
    if not said:
        return f"None of {counted(total, 'activity', 'activities')} says who designed and who delivered it."
    shared = sum(count for (design, delivery), count in counts.items() if {design, delivery} <= people)
    alone = counts[Who.PROFESSIONALS.value, Who.PROFESSIONALS.value]
    return (
        f"People had a part in both design and delivery of **{whole(shared)} of {whole(said)}** activities that say "
        f"who did what ({per_cent(shared / said)}). Professionals did both alone in {whole(alone)}. "
        f"{whole(total - said)} of {counted(total, 'activity', 'activities')} {_do(total - said)} not say."
    )


def _do(number: int) -> str:
    return "does" if number == 1 else "do"
