"""Small stores whose counts of people are hard to protect: made by hand, and drawn at random from a seed."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlmodel import Session

from data_access.engine import open_engine
from data_access.tables import (
    Activity,
    Benchmark,
    Cohort,
    CohortGroup,
    Group,
    Marker,
    Network,
    Programme,
    Rung,
    StoreVersion,
    Table,
)
from domain.people import parents_closure
from domain.shown import ENGLAND
from domain.vocabulary import AreaKind, Pole, Provenance

NETWORKS = {"NO": "North", "EA": "East", "SO": "South", "WE": "West"}
GROUPS = {
    "CARER": "Carers",
    "OLDER": "Older people",
    "ETH": "Minority ethnic people",
    "ETH_ASIAN": "Asian people",
    "ETH_BLACK": "Black people",
    "TRANS": "Trans people",
}
PARENTS = {"ETH_ASIAN": "ETH", "ETH_BLACK": "ETH"}
PROGRAMMES = {"MED": "Medicines", "MAT": "Maternity"}
RUNGS = {"CODESIGN": "Co-design", "CONSULT": "Consultation"}
SHARES = {"CARER": 0.09, "OLDER": 0.19, "ETH": 0.18, "ETH_ASIAN": 0.1, "ETH_BLACK": 0.04, "TRANS": 0.005}
YEAR, YEAR_BEFORE = "2025-26", "2024-25"
TODAY = date(2026, 6, 1)
NOT_ASKED = "?"


@dataclass(frozen=True)
class Happened:
    """One activity: its cohorts by their groups, joined by "+"; "" is no group, "?" nobody was asked."""

    network: str
    cohorts: Mapping[str, int]
    year: str = YEAR
    programme: str | None = None
    rung: str | None = None


@dataclass
class TruePeople:
    """What nobody may work out: people of a year by cell, as `reading.Cell` names cells."""

    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def __getitem__(self, cell: tuple[str, ...]) -> int:
        return self.counts[cell]


def true_people(happened: Sequence[Happened], year: str) -> TruePeople:
    """Count the people of every cell of a year, England's cells included."""
    true = TruePeople()
    for one in happened:
        if one.year != year:
            continue
        for key, people in one.cohorts.items():
            for area in (one.network, ENGLAND):
                true.counts.update(dict.fromkeys(_cells(area, key), people))
    return true


def _cells(area: str, key: str) -> Iterator[tuple[str, ...]]:
    yield ("total", area)
    if key == NOT_ASKED:
        yield ("unknown", area)
        return
    yield ("known", area)
    groups = closed(key)
    yield from (("people", area, group) for group in groups)
    yield from (("pair", area, *pair) for pair in combinations(groups, 2))


def closed(key: str) -> list[str]:
    """The groups of a cohort with their parents, in the order of the groups."""
    return sorted(
        parents_closure([part for part in key.split("+") if part], parents=PARENTS), key=list(GROUPS).index
    )


def write_store(template: Path, folder: Path, happened: Sequence[Happened]) -> None:
    """Put the records into a new store `heard.db` in the folder, a copy of the migrated template."""
    shutil.copy(template, folder / "heard.db")
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with Session(engine) as session:
        for rows in (_reference(), _records(happened), [StoreVersion(id=1, version=1)]):
            for row in rows:
                session.merge(row)
            session.flush()
        session.commit()
    engine.dispose()


def _reference() -> list[Table]:
    source: dict[str, Any] = {"source": "test"}
    return [
        *(
            Network(
                code=code, name=f"Health Innovation {name}", short_name=name, name_before_2023=f"{name} AHSN",
                region="Test", population=1_000_000, tile_x=place, tile_y=0, **source,
            )
            for place, (code, name) in enumerate(NETWORKS.items())
        ),
        *(
            Group(
                code=code, label=label, category="test", definition="test", parent_code=PARENTS.get(code),
                position=place, **source,
            )
            for place, (code, label) in enumerate(GROUPS.items(), start=1)
        ),
        *(Programme(code=code, name=name, kind="test", **source) for code, name in PROGRAMMES.items()),
        *(
            Rung(
                code=code, position=place, label=label, band="test", definition="test",
                evidence_to_look_for="test", **source,
            )
            for place, (code, label) in enumerate(RUNGS.items(), start=5)
        ),
        *(
            Marker(
                code=pole.name[:3], label=pole.label, pole=pole, source_text="test",
                level_0="0", level_1="1", level_2="2", level_3="3", wording_status="test", position=place, **source,
            )
            for place, pole in enumerate((Pole.INFLUENCING, Pole.CO_ORDINATING))
        ),
        *(
            Benchmark(
                id=place, group_code=group, measure_code="test", measure_label="test", year="2021",
                area_kind=AreaKind.ENGLAND if area == ENGLAND else AreaKind.NETWORK, area_code=area,
                share=SHARES[group], is_denominator=True, **source,
            )
            for place, (area, group) in enumerate(
                ((area, group) for area in (ENGLAND, *NETWORKS) for group in GROUPS), start=1
            )
        ),
    ]  # fmt: skip


def _records(happened: Sequence[Happened]) -> Iterator[Table]:
    cohort = 0
    for number, one in enumerate(happened, start=1):
        yield Activity(
            id=number, network_code=one.network, local_reference=f"A{number}", title="A workshop",
            start_date=date(int(one.year[:4]), 5, 1), programme_code=one.programme, rung_code=one.rung,
            provenance=Provenance.SUBMITTED,
        )  # fmt: skip
        for key, people in one.cohorts.items():
            cohort += 1
            yield Cohort(
                id=cohort, activity_id=number, groups_key=key, is_known=key != NOT_ASKED, people=people
            )
            if key not in {"", NOT_ASKED}:
                yield from (CohortGroup(cohort_id=cohort, group_code=code) for code in key.split("+"))


def random_year(seed: int) -> list[Happened]:
    """Up to three activities a network with cohorts mostly small, at the edges of what is rounded and hidden."""
    draw = random.Random(seed)
    kinds = ["", NOT_ASKED, *GROUPS, "CARER+OLDER", "CARER+ETH_ASIAN", "OLDER+ETH_BLACK", "CARER+TRANS"]
    sizes = draw.choice(
        [(1, 7, 8), (6, 7, 12), (1, 2, 3, 30, 60), (1, 3, 7, 9, 13, 17, 18, 22), (7,), tuple(range(1, 30))]
    )
    happened = []
    for network in NETWORKS:
        for _ in range(draw.randint(1, 3)):
            cohorts = {key: draw.choice(sizes) for key in sorted(draw.sample(kinds, draw.randint(1, 5)))}
            if draw.random() < 0.3:
                cohorts[""] = draw.randint(30, 200)
            programme, rung = draw.choice([None, *PROGRAMMES]), draw.choice([None, *RUNGS])
            happened.append(Happened(network, cohorts, programme=programme, rung=rung))
    return happened


def each(cohorts: Mapping[str, int], networks: Sequence[str] = tuple(NETWORKS)) -> list[Happened]:
    """The same activity in each of these networks."""
    return [Happened(network, cohorts) for network in networks]


FOUR_PAIRS_OF_7 = [
    *each({"CARER": 31, "CARER+OLDER": 7, "": 7}, ["NO", "SO"]),
    *each({"OLDER": 31, "CARER+OLDER": 7, "": 7}, ["EA", "WE"]),
]
"""England's pair of 28 shows as 30: no network can have more than 7 of it, so each has 7."""
TWO_PAIRS_IN_A_GROUP = [
    Happened("NO", {"": 103}),
    Happened("SO", {"CARER+ETH_ASIAN": 8, "": 103}),
    Happened("WE", {"CARER+OLDER": 8, "CARER+ETH_ASIAN": 1, "": 103}),
]
"""England's 17 carers show as 15; two pairs of 8 within them leave 1 at most for the small pair."""
HAND_MADE: dict[str, list[Happened]] = {
    "four networks with 7 each, England 30": each({"CARER": 7, "": 60}),
    "two cells of 7": each({"CARER": 7, "": 60}, ["NO", "EA"]),
    "one small cell beside large ones": [
        *each({"CARER": 40, "": 60}, ["NO", "EA", "SO"]),
        Happened("WE", {"CARER": 3, "": 60}),
    ],
    "3, 9 and 14": [
        Happened("NO", {"CARER": 3, "": 60}),
        Happened("EA", {"CARER": 9, "": 60}),
        Happened("SO", {"CARER": 14, "": 60}),
    ],
    "a group that one network reached": [
        Happened("NO", {"CARER": 4, "": 60}),
        *each({"": 60}, ["EA", "SO", "WE"]),
    ],
    "a parent that is the sum of its children": each({"ETH_ASIAN": 7, "ETH_BLACK": 7, "": 60}),
    "a parent with people of no child": [
        Happened("NO", {"ETH": 1, "ETH_ASIAN": 7, "": 50}),
        Happened("EA", {"ETH": 7, "ETH_BLACK": 7, "": 50}),
    ],
    "groups known of few, not known of few": [
        Happened("NO", {"": 7, "?": 7}),
        Happened("EA", {"": 93, "?": 1}),
        Happened("SO", {"CARER": 2, "?": 98}),
        Happened("WE", {"?": 7}),
    ],
    "a pair as large as its group": [
        Happened("NO", {"CARER+OLDER": 5, "OLDER": 40, "": 60}),
        *each({"OLDER": 30, "CARER": 20, "": 60}, ["EA", "SO"]),
    ],
    "nearly everyone is a carer": [Happened("NO", {"CARER": 59, "OLDER": 2}), *each({"": 60}, ["EA"])],
    "an activity alone in its programme": [
        *each({"CARER": 20, "": 60}),
        Happened("NO", {"CARER": 2, "OLDER": 3}, programme="MED", rung="CODESIGN"),
        Happened("EA", {"ETH_ASIAN": 1}, programme="MAT"),
    ],
    "pairs that fill small groups": FOUR_PAIRS_OF_7,
    "pairs beside each other in one group": TWO_PAIRS_IN_A_GROUP,
    "a sensitive group in one network": [
        Happened("NO", {"TRANS": 6, "CARER+TRANS": 1, "": 60}),
        *each({"": 60}, ["EA"]),
    ],
    "seven activities of one carer each": [*([Happened("NO", {"CARER": 1})] * 7), *each({"": 100})],
    "six activities that reach either of two groups": [
        *([Happened("NO", {"CARER": 1})] * 3),
        *([Happened("NO", {"OLDER": 1})] * 3),
        *each({"": 100}),
    ],
}
"""Stores that are hard to protect, by what makes them so."""
