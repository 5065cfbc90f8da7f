"""Told and heard: what staff recorded beside what people say, network by network, two counts and never one."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from components.figures.drawing import Drawing
from components.figures.grid import FEW, MANY, NOBODY, NOT_SHOWN, SOME, grid_of
from domain.told_and_heard import HowItWas
from domain.wording import counted, whole

TINTS = (NOBODY, FEW, SOME, MANY)
TOO_FEW = "too few answers"
OF_STAFF = 2
TWO_COUNTS = (
    "Both counts cover all years. They are of different things: staff speak of activities, people of themselves. A gap "
    "between them is worth a question."
)
WHOLE_NETWORKS = (
    "People's answers are counted for whole networks over all years, whatever else is chosen, and only once enough "
    "of them can be counted together. They are in words and rounded numbers, so that nobody can be worked out."
)
NOT_LOOKED_BACK = (
    "People's answers are shown as they stand today only: two days could differ by a few answers, and show who gave "
    "them."
)
COLUMNS = {
    "activities": "Activities",
    "told": "Staff say: reported back",
    "answered": "People who said whether they heard",
    "heard": "People say: I heard back",
}


@dataclass(frozen=True)
class ToldAndHeard:
    """One network: its activities, those that staff say they reported back on, and what people answered or None."""

    label: str
    activities: int
    told: int
    people: HowItWas | None


def told_and_heard_figure(
    networks: Mapping[str, ToldAndHeard], *, all_people: HowItWas | None, is_past: bool = False
) -> Drawing:
    """The grid of networks by what staff and people say; `all_people` is what people of the whole view answered.

    As of a past day there is no column for people.
    """
    rows = list(networks.values())
    columns = dict(list(COLUMNS.items())[:OF_STAFF]) if is_past else COLUMNS
    finding = _finding(rows, NOT_LOOKED_BACK if is_past else _people_say(rows, all_people))
    texts = [[whole(one.activities), whole(one.told), *_people(one.people)][: len(columns)] for one in rows]
    tints = [[NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, _tint(one.people)][: len(columns)] for one in rows]
    return Drawing(
        title="Told and heard",
        finding=finding,
        alt="Grid of networks by what staff recorded and what people say. " + finding.replace("**", ""),
        figure=grid_of(
            "Network",
            rows={code: one.label for code, one in networks.items()},
            columns=columns,
            texts=texts,
            tints=tints,
            in_full=[
                [f"{label}: {text}" for label, text in zip(columns.values(), row, strict=True)]
                for row in texts
            ],
            keys=[[f"{code}:activities", f"{code}:told", "", ""][: len(columns)] for code in networks],
        ),
        table=pd.DataFrame(
            [[one.label, one.activities, one.told, *_people(one.people)][: 1 + len(columns)] for one in rows],
            columns=["Network", *columns.values()],
        ),
        measures=("told_and_heard",),
        notes=("It covers all years up to that day.",) if is_past else (WHOLE_NETWORKS, TWO_COUNTS),
        keys={
            (row, COLUMNS[name]): f"{code}:{name}"
            for row, code in enumerate(networks)
            for name in ("activities", "told")
        },
    )


def _finding(rows: list[ToldAndHeard], people_say: str) -> str:
    activities, told = sum(one.activities for one in rows), sum(one.told for one in rows)
    if not activities:
        return "No activity has been recorded here yet."
    staff = (
        f"Staff say that they reported back on **{whole(told)}** of "
        f"{counted(activities, 'activity', 'activities')}."
    )
    return f"{staff} {people_say}"


def _people_say(rows: list[ToldAndHeard], all_people: HowItWas | None) -> str:
    if all_people is not None and all_people.heard is not None:
        return (
            f"**{all_people.heard.words}** who answered ({all_people.said_whether}) said that somebody told them "
            "what came of it."
        )
    enough = sum(1 for one in rows if one.people is not None and one.people.heard is not None)
    if len(rows) > 1 and enough:
        return f"People's answers can be counted in **{enough} of {len(rows)}** networks here."
    return "Too few people have answered to say whether they heard."


def _people(people: HowItWas | None) -> list[str]:
    if people is None or people.heard is None or people.said_whether is None:
        return [TOO_FEW, TOO_FEW]
    number = f" ({people.heard_people})" if people.heard_people else ""
    return [people.said_whether, f"{people.heard.words}{number}"]


def _tint(people: HowItWas | None) -> int:
    return NOT_SHOWN if people is None or people.heard is None else TINTS[people.heard.strength]
