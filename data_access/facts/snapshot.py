"""The columnar snapshot: what the views count, as arrays of small codes, read from the store in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine, Row
from sqlmodel import col

from data_access.engine import is_sqlite
from data_access.facts.reference import Reference, read_reference
from data_access.tables import Activity, Cohort, Evidence, Experience, MarkerAssessment, Outcome, StoreVersion
from domain.spectrum import Assessment
from domain.vocabulary import Answer, Code, Direction, EvidenceKind, Level, OutcomeStatus, Provenance

NONE = -1
BATCH = 50_000

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Masks = NDArray[np.uint64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class ActivityColumns:
    """One entry per activity, by ascending id. Codes are positions in the reference lists, -1 for none.

    `start` is the ordinal of the first day. `groups` has a bit for each group of any of its cohorts,
    parents included.
    """

    ids: Ints
    network: Codes
    programme: Codes
    rung: Codes
    start: Ints
    is_illustrative: Flags
    groups: Masks


@dataclass(frozen=True)
class CohortColumns:
    """One entry per cohort; `activity` is the row of its activity, `groups` the bits of its groups."""

    activity: Ints
    people: Ints
    is_known: Flags
    groups: Masks


@dataclass(frozen=True)
class OutcomeColumns:
    """One entry per outcome; `activity` is the row of its activity.

    `has_pair` says whether it tells "you said" and "we did"; the last three are the facts of evidence.
    """

    ids: Ints
    activity: Ints
    has_pair: Flags
    direction: Codes
    status: Codes
    level: Codes
    has_source: Flags
    was_compared: Flags
    was_confirmed: Flags


@dataclass(frozen=True)
class Facts:
    """Everything the views count, as of one version of the store."""

    version: int
    reference: Reference
    activities: ActivityColumns
    cohorts: CohortColumns
    outcomes: OutcomeColumns
    assessments: tuple[Assessment, ...]
    experiences: int
    has_illustrative: bool

    @cached_property
    def first_day(self) -> date | None:
        """The first day of the first activity; None for an empty store."""
        start = self.activities.start
        return date.fromordinal(int(start.min())) if start.size else None

    @cached_property
    def latest_by_network(self) -> dict[str, date]:
        """The day of each network's newest activity; a network without any is left out."""
        newest = np.full(len(self.reference.networks), NONE, dtype=np.int64)
        np.maximum.at(newest, self.activities.network, self.activities.start)
        return {
            code: date.fromordinal(int(day))
            for code, day in zip(self.reference.networks, newest, strict=True)
            if day != NONE
        }


def read_facts(engine: Engine) -> Facts:
    """Read the snapshot in one transaction, so that all its parts belong to one version."""
    # A transaction of SQLite reads one state of the store anyway; PostgreSQL has to be asked for that.
    whole = engine if is_sqlite(engine) else engine.execution_options(isolation_level="REPEATABLE READ")
    with whole.begin() as connection:
        return _read(connection)


def _read(connection: Connection) -> Facts:
    version = connection.execute(sa.select(col(StoreVersion.version))).scalar() or 0
    reference = read_reference(connection)
    activities = _read_activities(connection, reference)
    cohorts = _read_cohorts(connection, reference, activities.ids)
    np.bitwise_or.at(activities.groups, cohorts.activity, cohorts.groups)
    assessments, assessed_illustrative = _read_assessments(connection)
    return Facts(
        version=version,
        reference=reference,
        activities=activities,
        cohorts=cohorts,
        outcomes=_read_outcomes(connection, activities.ids),
        assessments=assessments,
        experiences=connection.execute(sa.select(sa.func.count()).select_from(Experience)).scalar() or 0,
        has_illustrative=assessed_illustrative or bool(activities.is_illustrative.any()),
    )


def _columns(connection: Connection, statement: sa.Select[*tuple[Any, ...]], count: int) -> list[list[Any]]:
    """The result column by column, in batches, so that no list of all rows stands beside the columns."""
    columns: list[list[Any]] = [[] for _ in range(count)]
    result = connection.execution_options(stream_results=True).execute(statement)
    for rows in result.partitions(BATCH):
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            column.extend(values)
    return columns


def _positions(values: Iterable[str | None], codes: Sequence[str]) -> Codes:
    positions: dict[str | None, int] = {code: index for index, code in enumerate(codes)}
    positions[None] = NONE
    return np.array([positions[value] for value in values], dtype=np.int16)


def _flags(values: Iterable[Any]) -> Flags:
    return np.array(list(values), dtype=np.bool_)


def _rows_of(ids: Sequence[int], sorted_ids: Ints) -> Ints:
    return np.searchsorted(sorted_ids, np.array(ids, dtype=np.int32)).astype(np.int32)


def _text(column: Any) -> Any:
    # The stored text itself: turning a million codes into enum members costs seconds.
    return sa.type_coerce(column, sa.String)


def _read_activities(connection: Connection, reference: Reference) -> ActivityColumns:
    statement = sa.select(
        col(Activity.id),
        col(Activity.network_code),
        col(Activity.programme_code),
        col(Activity.rung_code),
        col(Activity.start_date),
        _text(Activity.provenance),
    ).order_by(col(Activity.id))
    ids, networks, programmes, rungs, starts, provenances = _columns(connection, statement, 6)
    return ActivityColumns(
        ids=np.array(ids, dtype=np.int32),
        network=_positions(networks, list(reference.networks)),
        programme=_positions(programmes, list(reference.programmes)),
        rung=_positions(rungs, list(reference.rungs)),
        start=np.array([day.toordinal() for day in starts], dtype=np.int32),
        is_illustrative=_flags(value == Provenance.ILLUSTRATIVE for value in provenances),
        groups=np.zeros(len(ids), dtype=np.uint64),
    )


def _read_cohorts(connection: Connection, reference: Reference, activity_ids: Ints) -> CohortColumns:
    statement = sa.select(
        col(Cohort.activity_id), col(Cohort.people), col(Cohort.is_known), col(Cohort.groups_key)
    )
    activities, people, known, keys = _columns(connection, statement, 4)
    # Few sets of groups exist, so each is turned into its bits once.
    masks = {key: reference.mask_of_key(key) for key in set(keys)}
    return CohortColumns(
        activity=_rows_of(activities, activity_ids),
        people=np.array(people, dtype=np.int32),
        is_known=_flags(known),
        groups=np.array([masks[key] for key in keys], dtype=np.uint64),
    )


def _read_outcomes(connection: Connection, activity_ids: Ints) -> OutcomeColumns:
    source = sa.select(col(Evidence.outcome_id), col(Evidence.kind)).subquery()
    has_source = sa.exists().where(source.c.outcome_id == Outcome.id)
    testimony = has_source.where(_text(source.c.kind) == EvidenceKind.TESTIMONY.value)
    statement = sa.select(
        col(Outcome.id),
        col(Outcome.activity_id),
        sa.and_(col(Outcome.you_said) != "", col(Outcome.we_did) != ""),
        _text(Outcome.direction),
        _text(Outcome.status),
        _text(Outcome.level),
        has_source,
        sa.and_(col(Outcome.metric_value).is_not(None), col(Outcome.metric_comparator) != ""),
        sa.or_(_text(Outcome.confirmed_by_people) == Answer.YES.value, testimony),
    )
    ids, activities, pairs, directions, statuses, levels, sources, compared, confirmed = _columns(
        connection, statement, 9
    )
    return OutcomeColumns(
        ids=np.array(ids, dtype=np.int32),
        activity=_rows_of(activities, activity_ids),
        has_pair=_flags(pairs),
        direction=_positions(directions, _codes(Direction)),
        status=_positions(statuses, _codes(OutcomeStatus)),
        level=_positions(levels, _codes(Level)),
        has_source=_flags(sources),
        was_compared=_flags(compared),
        was_confirmed=_flags(confirmed),
    )


def _codes(code: type[Code]) -> list[str]:
    return [member.value for member in code]


def _read_assessments(connection: Connection) -> tuple[tuple[Assessment, ...], bool]:
    statement = sa.select(
        col(MarkerAssessment.id),
        col(MarkerAssessment.network_code),
        col(MarkerAssessment.marker_code),
        col(MarkerAssessment.level),
        col(MarkerAssessment.as_of),
        _text(MarkerAssessment.rater_kind),
        col(MarkerAssessment.evidence),
        _text(MarkerAssessment.provenance),
    ).order_by(col(MarkerAssessment.id))
    rows = connection.execute(statement).all()
    illustrative = any(row[7] == Provenance.ILLUSTRATIVE for row in rows)
    return tuple(_assessment(row) for row in rows), illustrative


def _assessment(row: Row[*tuple[Any, ...]]) -> Assessment:
    identity, network, marker, level, as_of, rater_kind, evidence, _ = row
    return Assessment(
        network=network,
        marker=marker,
        level=level,
        as_of=as_of,
        rater_kind=rater_kind,
        evidence=evidence,
        recorded=identity,
    )
