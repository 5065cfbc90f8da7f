"""The records that a story tells of: its activities, and what came of them, with the evidence. Never people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.tables import Table
from domain.vocabulary import Answer, Direction, EvidenceKind, Level, OutcomeStatus, Provenance

_TABLES = Table.metadata.tables
_ACTIVITY, _OUTCOME, _EVIDENCE = _TABLES["activity"], _TABLES["outcome"], _TABLES["evidence"]


@dataclass(frozen=True)
class EvidenceBehind:
    """What supports an outcome; link is "" without a page."""

    kind: EvidenceKind
    title: str
    link: str
    what_it_shows: str


@dataclass(frozen=True)
class OutcomeBehind:
    """An outcome that a story tells of; its metric is None where there is none."""

    direction: Direction
    status: OutcomeStatus
    level: Level
    reason_not_possible: str
    you_said: str
    we_did: str
    metric_label: str
    metric_value: float | None
    metric_unit: str
    metric_baseline: float | None
    metric_comparator: str
    metric_period: str
    metric_is_share: bool
    confirmed: Answer
    evidence: tuple[EvidenceBehind, ...]


@dataclass(frozen=True)
class ActivityBehind:
    """An activity that a story tells of, or whose outcome it tells of; only such outcomes are among its own."""

    title: str
    network: str
    start: date
    end: date | None
    programme: str | None
    rung: str | None
    provenance: Provenance
    outcomes: tuple[OutcomeBehind, ...]


def records_behind(
    engine: Engine, *, activities: Collection[int], outcomes: Collection[int]
) -> tuple[ActivityBehind, ...]:
    """The records with these numbers, oldest first; one that is gone is left out.

    No right is asked: figures of every record, and what people said and what was done, are open to everybody
    on the pages that explore them, whatever its network and provenance. Counts of people are not read.
    """
    if not activities and not outcomes:
        return ()
    with consistent_read(engine) as connection:
        came = _outcomes(connection, outcomes)
        asked = (
            sa.select(_ACTIVITY)
            .where(_ACTIVITY.c.id.in_({*activities, *came}))
            .order_by(_ACTIVITY.c.start_date, _ACTIVITY.c.id)
        )
        return tuple(
            ActivityBehind(
                title=row.title,
                network=row.network_code,
                start=row.start_date,
                end=row.end_date,
                programme=row.programme_code,
                rung=row.rung_code,
                provenance=Provenance(row.provenance),
                outcomes=tuple(came.get(row.id, ())),
            )
            for row in connection.execute(asked)
        )


def _outcomes(connection: Connection, numbers: Collection[int]) -> dict[int, list[OutcomeBehind]]:
    """By activity, in the order in which they were recorded."""
    evidence = _evidence(connection, numbers)
    asked = sa.select(_OUTCOME).where(_OUTCOME.c.id.in_(list(numbers))).order_by(_OUTCOME.c.id)
    found: dict[int, list[OutcomeBehind]] = {}
    for row in connection.execute(asked):
        found.setdefault(row.activity_id, []).append(_outcome(row, evidence.get(row.id, [])))
    return found


def _outcome(row: Any, evidence: list[EvidenceBehind]) -> OutcomeBehind:
    return OutcomeBehind(
        direction=Direction(row.direction),
        status=OutcomeStatus(row.status),
        level=Level(row.level),
        reason_not_possible=row.reason_not_possible,
        you_said=row.you_said,
        we_did=row.we_did,
        metric_label=row.metric_label,
        metric_value=row.metric_value,
        metric_unit=row.metric_unit,
        metric_baseline=row.metric_baseline,
        metric_comparator=row.metric_comparator,
        metric_period=row.metric_period,
        metric_is_share=row.metric_is_share,
        confirmed=Answer(row.confirmed_by_people),
        evidence=tuple(evidence),
    )


def _evidence(connection: Connection, outcomes: Collection[int]) -> dict[int, list[EvidenceBehind]]:
    asked = sa.select(_EVIDENCE).where(_EVIDENCE.c.outcome_id.in_(list(outcomes))).order_by(_EVIDENCE.c.id)
    found: dict[int, list[EvidenceBehind]] = {}
    for row in connection.execute(asked):
        one = EvidenceBehind(EvidenceKind(row.kind), row.title, row.link, row.what_it_shows)
        found.setdefault(row.outcome_id, []).append(one)
    return found
