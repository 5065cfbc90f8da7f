"""Share of people reached beside the share of the population, group by group, for one area."""

from collections.abc import Mapping, Sequence

import pandas as pd

from components.figures.drawing import Drawing, cell_of
from components.figures.palette import Palette
from components.figures.two_shares import TwoShares, two_shares_figure
from domain.reach import Comparison, ReachRow
from domain.wording import counted, join_and

MOST_NAMED = 5
PEOPLE, SHARE = "People", "Share of people whose groups are known"
POPULATION, FIGURE = "Share of the population", "Population figure"


def representation_figure(
    rows: Sequence[ReachRow], *, area: str, groups: Mapping[str, str], not_known: str, palette: Palette
) -> Drawing:
    """One line a group that has a population figure and enough people: dot reached, diamond population.

    `rows` are of one area; `area` is its name; `not_known` is the sentence on people of unknown groups.
    """
    compared = [
        row for row in rows if row.group in groups and row.reached_percent is not None and row.benchmark
    ]
    most = max([_most(row) for row in compared], default=10)
    drawn = [
        TwoShares(
            label=groups[row.group],
            words=f"{reached_text(row)}, {_words(row)}",
            hover=f"Reached {reached_text(row)}, population {row.population_text}<br>{row.representation.text}",
            reached=row.reached_percent,
            population=row.population_percent,
            key=row.group,
        )
        for row in compared
    ]
    finding = _finding(compared, area, groups)
    listed = [row for row in rows if row.group in groups]
    return Drawing(
        title=f"Compared with who lives in {area}",
        finding=f"{finding} {not_known}",
        alt=f"Share of people reached beside the share of the population in {area}. "
        f"{finding.replace('**', '')} {not_known}",
        figure=two_shares_figure(drawn, most=most, palette=palette),
        table=_table(listed, groups),
        keys={(place, column): row.group for place, row in enumerate(listed) for column in (PEOPLE, SHARE)},
        measures=("reached_share", "representation", "share_not_known"),
        fixed=(POPULATION, FIGURE),
        notes=(
            "Filled dot: share of the people involved whose groups are known. Diamond: share of the population. "
            "Only groups with a published population figure and enough people are drawn; the table has the rest.",
        ),
    )


def reached_text(row: ReachRow) -> str:
    """The share of the people whose groups are known, as a table says it."""
    if row.reached_percent is None:
        return "no percentage"
    return "under 1%" if row.reached_percent == 0 and row.people.value else f"{row.reached_percent}%"


def _words(row: ReachRow) -> str:
    words = {
        Comparison.SMALLER: "less than in the population",
        Comparison.SAME: "about as in the population",
        Comparison.LARGER: "more than in the population",
    }
    compared = words.get(row.representation.comparison, "not compared with the population")
    return f"{compared} ({row.population_text})"


def _finding(compared: Sequence[ReachRow], area: str, groups: Mapping[str, str]) -> str:
    if not compared:
        return f"There are not enough people recorded in {area} to compare with its population."
    smaller = [row for row in compared if row.representation.comparison is Comparison.SMALLER]
    sentence = (
        f"**{len(smaller)} of {counted(len(compared), 'group', 'groups')}** that we can compare in {area} "
        f"{'was' if len(compared) == 1 else 'were'} reached less than in the population"
    )
    if not smaller:
        return f"{sentence}."
    named = [groups[row.group] for row in smaller]
    listed = join_and(named) if len(named) <= MOST_NAMED else f"{', '.join(named[:MOST_NAMED])} and others"
    return f"{sentence}: {listed}."


def _most(row: ReachRow) -> float:
    return max(row.reached_percent or 0, row.population_percent or 0, 1)


def _table(rows: Sequence[ReachRow], groups: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Group": groups[row.group],
                PEOPLE: cell_of(row.people),
                SHARE: reached_text(row),
                POPULATION: row.population_text,
                "Compared": row.representation.text,
                FIGURE: "" if row.benchmark is None else f"{row.benchmark.year}: {row.benchmark.source}",
            }
            for row in rows
        ]
    )
