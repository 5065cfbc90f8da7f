"""Reads every statement about people out of what a visitor gets, as cells with a lowest and a highest count.

A cell is ("people", area, group), ("pair", area, group, group), ("known" | "unknown" | "total", area), or
("any", area, group…) for the people who belong to at least one of the groups.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.shown import ENGLAND
from tests.attack.nasty_stores import GROUPS, NETWORKS, YEAR
from tests.attack.visitor import Visit, csv_rows, figure_of, some, visit

Cell = tuple[str, ...]
AREAS = {**NETWORKS, ENGLAND: "England"}
AREA_OF = {label: code for code, label in AREAS.items()}
GROUP_OF = {label: code for code, label in GROUPS.items()}
NO_END = 10_000
_WORDS = {
    "0": (0, 0),
    "fewer than 8": (1, 7),
    "hidden": (1, NO_END),
    "England only": (0, NO_END),
    "none recorded": (0, 0),
    "0 people": (0, 0),
    "fewer than 8 people": (1, 7),
    "a number of people that is hidden to protect them": (1, NO_END),
    "a number of people that is shown for England only": (0, NO_END),
    "no people recorded": (0, 0),
}
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})*|\d+)(?: people)?")


@dataclass(frozen=True)
class Said:
    """One statement: there are low to high people in a cell; `words` are those it was made in."""

    cell: Cell
    low: int
    high: int
    words: str


def count_in(words: str) -> tuple[int, int]:
    """The lowest and highest count that the words for a number of people allow; AssertionError if they say more."""
    if words in _WORDS:
        return _WORDS[words]
    number = _NUMBER.fullmatch(words)
    assert number, f"“{words}” is not a way to show a number of people"
    value = int(number[1].replace(",", ""))
    assert value >= 10, f"{words}: too small to be shown as a number"
    assert value % 5 == 0, f"{words}: not rounded"
    return value - 2, value + 2


def said_of(cell: Cell, words: str) -> Iterator[Said]:
    low, high = count_in(words)
    yield Said(cell, low, high, words)
    if words == "none recorded":
        yield Said(("known", cell[1]), 0, 0, words)


def rows_of(page: Visit, name: str) -> list[dict[str, str]]:
    """The table of a downloaded CSV file, without the notes above it."""
    rows = csv_rows(page.file(name))
    start = rows.index([]) + 1
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


def statements(page: Visit) -> list[Said]:
    """All that one view says about numbers of people, by any of its tables, marks and sentences."""
    said = list(_activities(page))
    if page.filters.may_count_people:
        said += [*_reach_map(page), *_representation(page), *_not_known(page), *_intersections(page)]
        said += _headline(page)
        said += [one for text in page.cards for one in _nobody_from(text)]
    return said


def _main_area(page: Visit) -> str:
    networks = page.filters.networks
    return networks[0] if len(networks) == 1 else ENGLAND


def _activities(page: Visit) -> Iterator[Said]:
    """An activity that reached a group holds at least one person of it, and none of them holds none."""
    filters = page.filters
    if filters.groups:
        for row in rows_of(page, "tile_map"):
            cell = ("any", AREA_OF[row["Network"]], *filters.groups)
            yield _at_least(cell, _count(row["Activities"]), is_part=not filters.may_count_people)
    if not filters.may_count_people:
        for row in rows_of(page, "reach_map"):
            for label, words in row.items():
                if label in AREA_OF:
                    cell = ("any", AREA_OF[label], GROUP_OF[row["Group"]])
                    yield _at_least(cell, int(words), is_part=True)


def _at_least(cell: Cell, activities: int, *, is_part: bool) -> Said:
    high = 0 if activities == 0 and not is_part else NO_END
    return Said(cell, activities, high, f"{activities} activities")


def _reach_map(page: Visit) -> Iterator[Said]:
    for row in rows_of(page, "reach_map"):
        for label, words in row.items():
            if label in AREA_OF:
                yield from said_of(("people", AREA_OF[label], GROUP_OF[row["Group"]]), words)
    (grid,) = figure_of(page.drawing("reach_map"))["data"]
    for group, row in zip(grid["rows"], grid["in_full"], strict=True):
        for area, words in zip(grid["columns"], row, strict=True):
            yield from said_of(("people", AREA_OF[area], GROUP_OF[group]), words)
    for text in (page.drawing("reach_map").finding, page.drawing("reach_map").alt):
        yield from _nobody_from(text)
        if "in England is recorded from every group" in text:
            groups_here = page.filters.groups or tuple(GROUPS)
            yield from (Said(("people", ENGLAND, group), 1, NO_END, text) for group in groups_here)


def _nobody_from(text: str) -> Iterator[Said]:
    found = re.search(r"(?:\*\*)?(\w+)(?:\*\*)? recorded nobody from (.*)", text)
    area = AREA_OF[found[1]] if found else ENGLAND
    listed = found or re.search(r"()Nobody in England(?:\*\*)? is recorded from:? (.*)", text)
    if listed:
        sentence = listed[2].split(". ")[0]
        yield from (
            Said(("people", area, GROUP_OF[label]), 0, 0, text) for label in GROUP_OF if label in sentence
        )


def _representation(page: Visit) -> Iterator[Said]:
    area = _main_area(page)
    shares: list[tuple[int, int]] = []
    for row in rows_of(page, "representation"):
        yield from said_of(("people", area, GROUP_OF[row["Group"]]), row["People"])
        share = row["Share of people whose groups are known"]
        if share != "no percentage":
            percent = 0 if share == "under 1%" else int(share.rstrip("%"))
            shares.append((int(row["People"].replace(",", "")), percent))
    if shares:
        whole = [shown for shown in range(50, 2 * NO_END, 5) if all(_fits(one, shown) for one in shares)]
        yield Said(("known", area), whole[0] - 2, whole[-1] + 2, f"shares {shares}")
    yield from _unknown(area, page.drawing("representation").finding)


def _fits(share: tuple[int, int], whole: int) -> bool:
    people, percent = share
    return min(100, (200 * people + whole) // (2 * whole)) == percent


def _unknown(area: str, text: str) -> Iterator[Said]:
    found = re.search(r"Groups are not known for (.+?)(?:, \d+% of those involved)?\.", text)
    if found:
        yield from said_of(("unknown", area), found[1])
    elif "Groups are known for everyone" in text:
        yield Said(("unknown", area), 0, 0, text)
    elif "No people recorded" in text:
        yield Said(("total", area), 0, 0, text)


def _not_known(page: Visit) -> Iterator[Said]:
    rows = rows_of(page, "not_known")
    for row in rows:
        area = AREA_OF[row["Area"]]
        yield from said_of(("total", area), row["People involved"])
        yield from said_of(("unknown", area), row["Groups not known"])
    bars = figure_of(page.drawing("not_known"))["data"][0]["text"]
    for row, words in zip(rows, bars, strict=True):
        yield from _unknown(AREA_OF[row["Area"]], words)


def _intersections(page: Visit) -> Iterator[Said]:
    area = _main_area(page)
    for row in rows_of(page, "intersections"):
        pair = sorted((GROUP_OF[row["First group"]], GROUP_OF[row["Second group"]]), key=list(GROUPS).index)
        yield from said_of(("pair", area, *pair), row["People"])
    found = re.search(r"The largest: (.+?), ([\d,]+ people)\.", page.drawing("intersections").alt)
    if found:
        named = [code for label, code in GROUP_OF.items() if label in found[1]]
        yield from said_of(("pair", area, *named), found[2])


def _headline(page: Visit) -> Iterator[Said]:
    words, groups = page.headlines["People involved"], page.filters.groups
    if words not in {"by network", "by group"}:
        area = _main_area(page)
        yield from said_of(("people", area, *groups) if groups else ("total", area), words)


def everything_said(year: str = YEAR) -> list[Said]:
    """All statements of the views that together show every cell of a year, activities by group included."""
    said = [
        one for networks in some(NETWORKS, most=1) for one in statements(visit(year=[year], network=networks))
    ]
    for groups in some(GROUPS, most=2):
        said += _activities(visit(year=[year], group=groups))
    return [*said, *told_by_listing(said)]


def told_by_listing(said: Sequence[Said]) -> list[Said]:
    """What a reader of the published rule takes from the pairs that are listed, besides their numbers.

    Pairs are listed only where at least about 50 people are known, and only of groups that leave at least 5 of
    those people out. An unlisted pair may have nobody, some people or any number.
    """
    more: list[Said] = []
    for area in AREAS:
        shown = {one.cell: one for one in said if one.cell[:2] in {("people", area), ("pair", area)}}
        listed = [shown[("people", area, group)] for cell in shown if cell[0] == "pair" for group in cell[2:]]
        least = max([50, *(one.low + 2 + 5 for one in listed if one.high - one.low == 4)])
        if listed:
            more.append(Said(("known", area), least - 2, NO_END, "pairs are listed"))
    return more


def counts_by_cell(said: Iterable[Said]) -> dict[Cell, set[tuple[int, int]]]:
    """For each cell the lowest and highest counts that were said of it: one entry where all views agree."""
    found: dict[Cell, set[tuple[int, int]]] = {}
    for one in said:
        found.setdefault(one.cell, set()).add((one.low, one.high))
    return found


def _count(words: str) -> int:
    """Activities as the tile map tells them: of a quiet network, that it has none here."""
    return int(words.replace(",", "")) if words.replace(",", "").isdigit() else 0
