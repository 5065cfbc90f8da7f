"""What Heard counts, counted again by plain loops over the rows: slow, and sharing nothing with the queries."""

import calendar
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

COUNTS_FOR_MONTHS = 18


@dataclass
class SlowActivity:
    """One activity with its people and outcomes; `cohorts` are (groups with their parents, is known, people)."""

    network: str
    programme: str | None
    rung: str | None
    start: date
    cohorts: list[tuple[frozenset[str], bool, int]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    row: dict[str, Any] = field(default_factory=dict)
    priorities: set[str] = field(default_factory=set)
    ways: set[str] = field(default_factory=set)

    @property
    def groups(self) -> set[str]:
        return {group for groups, _, _ in self.cohorts for group in groups}


@dataclass
class SlowRating:
    """One rating as its row has it; `number` is the row's own."""

    network: str
    marker: str
    level: int
    on: date
    rater: str
    number: int


@dataclass
class SlowStore:
    """All rows that matter, read with plain SQL."""

    networks: list[str]
    groups: list[str]
    parents: dict[str, str]
    programmes: list[str]
    rungs: list[str]
    poles: dict[str, str]
    shares: dict[tuple[str, str], float]
    activities: dict[int, SlowActivity]
    ratings: list[SlowRating]

    def started(self, first: date, last: date) -> list[SlowActivity]:
        return [one for one in self.activities.values() if first <= one.start <= last]


def read_slowly(path: Path) -> SlowStore:
    """Read a SQLite store, past everything that the app reads it with."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row

    def rows(statement: str) -> Iterator[sqlite3.Row]:
        yield from connection.execute(statement)

    parents = {
        row["code"]: row["parent_code"]
        for row in rows("SELECT code, parent_code FROM seldom_heard_group WHERE parent_code IS NOT NULL")
    }
    activities = {
        row["id"]: SlowActivity(
            row["network_code"],
            row["programme_code"],
            row["rung_code"],
            date.fromisoformat(row["start_date"]),
            row=dict(row),
        )
        for row in rows("SELECT * FROM activity")
    }
    _read_lines_served(rows, activities)
    groups_of_cohort: dict[int, set[str]] = defaultdict(set)
    for row in rows("SELECT cohort_id, group_code FROM cohort_group"):
        group = row["group_code"]
        while group:
            groups_of_cohort[row["cohort_id"]].add(group)
            group = parents.get(group)
    for row in rows("SELECT * FROM cohort"):
        activities[row["activity_id"]].cohorts.append(
            (frozenset(groups_of_cohort[row["id"]]), bool(row["is_known"]), row["people"])
        )
    kinds: dict[int, list[str]] = defaultdict(list)
    for row in rows("SELECT outcome_id, kind FROM evidence"):
        kinds[row["outcome_id"]].append(row["kind"])
    for row in rows("SELECT * FROM outcome"):
        activities[row["activity_id"]].outcomes.append(dict(row) | {"evidence": kinds[row["id"]]})
    store = SlowStore(
        networks=[row["code"] for row in rows("SELECT code FROM network")],
        groups=[row["code"] for row in rows("SELECT code FROM seldom_heard_group ORDER BY position")],
        parents=parents,
        programmes=[row["code"] for row in rows("SELECT code FROM programme")],
        rungs=[row["code"] for row in rows("SELECT code FROM rung ORDER BY position")],
        poles={row["code"]: row["pole"] for row in rows("SELECT code, pole FROM marker")},
        shares={
            ("ENGLAND" if row["area_kind"] == "england" else row["area_code"], row["group_code"]): row["share"]
            for row in rows("SELECT * FROM benchmark WHERE is_denominator AND share IS NOT NULL")
            if row["area_kind"] != "icb"
        },
        activities=activities,
        ratings=[
            SlowRating(
                row["network_code"], row["marker_code"], row["level"], date.fromisoformat(row["as_of"]),
                row["rater_kind"], row["id"],
            )
            for row in rows("SELECT * FROM marker_assessment")
        ],
    )  # fmt: skip
    connection.close()
    return store


def _read_lines_served(
    rows: Callable[[str], Iterator[sqlite3.Row]], activities: dict[int, SlowActivity]
) -> None:
    """Add the lines of the strategy that each activity serves, with all above them, and its ways of working."""
    line_above = {row["code"]: row["parent_code"] for row in rows("SELECT code, parent_code FROM priority")}
    for row in rows("SELECT * FROM activity_priority"):
        line = row["priority_code"]
        while line:
            activities[row["activity_id"]].priorities.add(line)
            line = line_above[line]
    for row in rows("SELECT * FROM activity_way_of_working"):
        activities[row["activity_id"]].ways.add(row["way_code"])


@dataclass
class SlowPeople:
    """True counts of one period; England, the sum of the networks, stands among the areas."""

    people: Counter[tuple[str, str]]
    pairs: Counter[tuple[str, str, str]]
    known: Counter[str]
    unknown: Counter[str]


def people_slowly(store: SlowStore, first: date, last: date) -> SlowPeople:
    """Count person by person: each cohort adds its people to each of its groups, once."""
    found = SlowPeople(Counter(), Counter(), Counter(), Counter())
    for activity in store.started(first, last):
        for groups, is_known, people in activity.cohorts:
            for area in (activity.network, "ENGLAND"):
                (found.known if is_known else found.unknown)[area] += people
                for one in groups:
                    found.people[area, one] += people
                    for other in groups:
                        if store.groups.index(one) < store.groups.index(other):
                            found.pairs[area, one, other] += people
    return found


def rounded_slowly(count: int) -> str:
    """0 stays 0, 1 to 7 is small, 8 and over goes to the nearest 5, as the design's test cases have it."""
    if count == 0:
        return "0"
    if count <= 7:
        return "fewer than 8"
    below = count - count % 5
    return f"{below if count % 5 <= 2 else below + 5:,}"


def percentage_slowly(part: int, whole: int) -> int:
    """A whole percentage, a half rounded up, 100 at most, in whole numbers throughout."""
    return min(100, (200 * part + whole) // (2 * whole))


def months_earlier(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def levels_slowly(store: SlowStore, network: str, rater: str, on: date) -> dict[str, int]:
    """The newest level of each marker that is no older than 18 months; of one day, the row recorded last."""
    levels: dict[str, int] = {}
    for marker in store.poles:
        newest: SlowRating | None = None
        for one in store.ratings:
            if (one.network, one.rater, one.marker) != (network, rater, marker):
                continue
            if not months_earlier(on, COUNTS_FOR_MONTHS) <= one.on <= on:
                continue
            if newest is None or (one.on, one.number) > (newest.on, newest.number):
                newest = one
        if newest is not None:
            levels[marker] = newest.level
    return levels


def dot_slowly(store: SlowStore, levels: dict[str, int]) -> float | None:
    """100 C / (C + I) over the markers rated; none below 6 of 9, without one at each end, or with all at 0."""
    means = {}
    rated = 0
    for pole in ("influencing", "co-ordinating"):
        of_pole = [level for marker, level in levels.items() if store.poles[marker] == pole]
        rated += len(of_pole)
        if not of_pole:
            return None
        means[pole] = sum(of_pole) / 3 / len(of_pole)
    both = means["influencing"] + means["co-ordinating"]
    if rated < 6 or both == 0:
        return None
    return 100 * means["co-ordinating"] / both


def range_slowly(store: SlowStore, levels: dict[str, int]) -> tuple[float, float] | None:
    """The least and the greatest of all positions that any levels of the markers not rated would give."""
    totals: dict[str, tuple[range, int]] = {}
    for pole in ("influencing", "co-ordinating"):
        markers = [marker for marker, of in store.poles.items() if of == pole]
        known = sum(levels.get(marker, 0) for marker in markers)
        unknown = sum(1 for marker in markers if marker not in levels)
        totals[pole] = (range(known, known + 3 * unknown + 1), len(markers))
    (influencing, of_influencing), (co_ordinating, of_co_ordinating) = totals.values()
    positions = [
        100 * Fraction(c, of_co_ordinating) / (Fraction(c, of_co_ordinating) + Fraction(i, of_influencing))
        for c in co_ordinating
        for i in influencing
        if c or i
    ]
    return (float(min(positions)), float(max(positions))) if positions else None


def month_ends(first: date, last: date) -> list[date]:
    """The last days of March, June, September and December, found day by day, and the last day itself."""
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    ends = [day for day in days if day.month % 3 == 0 and (day + timedelta(days=1)).day == 1]
    return ends if ends and ends[-1] == last else [*ends, last]
