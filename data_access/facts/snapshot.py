"""The columnar snapshot: what the views count, as arrays of small codes, read from the store in one pass."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection, Engine, Row
from sqlmodel import col

from data_access.consistent_read import consistent_read
from data_access.facts.reference import Reference, read_reference
from data_access.tables import (
    Activity,
    ActivityPriority,
    ActivityWayOfWorking,
    Cohort,
    Evidence,
    MarkerAssessment,
    Outcome,
    StoreVersion,
)
from domain.errors import StoreError
from domain.spectrum import Assessment
from domain.vocabulary import (
    Answer,
    Code,
    Direction,
    EvidenceKind,
    Level,
    Mode,
    OutcomeStatus,
    Provenance,
    RaterKind,
    Stage,
    Who,
)

NONE = -1
BLOCK = 100_000
SEPARATOR = ","

Ints = NDArray[np.int32]
Codes = NDArray[np.int16]
Masks = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Parse = Callable[[str], NDArray[Any]]
"""Turns the joined values of a column into an array."""


@dataclass(frozen=True)
class ActivityColumns:
    """One entry per activity, by ascending id. Codes are positions in the reference lists, -1 for none.

    `start` is the ordinal of the first day, `reported_back` of the day on which people were told what came of it,
    -1 for none. `groups` has a bit for each group of any of its cohorts,
    parents included; `priorities` and `ways` have one for each that it serves, by place in the reference lists.
    """

    ids: Ints
    network: Codes
    programme: Codes
    rung: Codes
    start: Ints
    design: Codes
    delivery: Codes
    stage: Codes
    mode: Codes
    payment: Codes
    expenses: Codes
    reported_back: Ints
    is_illustrative: Flags
    groups: Masks
    priorities: Masks
    ways: Masks

    @property
    def was_reported_back(self) -> Flags:
        """Whether people were told what came of it."""
        told: Flags = self.reported_back != NONE
        return told


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

    `has_pair` says whether it tells "you said" and "we did"; `decided` is the ordinal of the day on which it
    was decided, -1 for none; the last three are the facts of evidence.
    """

    ids: Ints
    activity: Ints
    has_pair: Flags
    direction: Codes
    status: Codes
    level: Codes
    decided: Ints
    has_metric: Flags
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
    has_illustrative: bool

    @cached_property
    def first_day(self) -> date | None:
        """The first day of the first activity; None for an empty store."""
        start = self.activities.start
        return date.fromordinal(int(start.min())) if start.size else None

    @cached_property
    def assessments_by_rater(self) -> dict[tuple[str, RaterKind], tuple[Assessment, ...]]:
        """All ratings by network and kind of rater; every network has both keys, perhaps with none."""
        sorted_out: dict[tuple[str, RaterKind], list[Assessment]] = defaultdict(list)
        for one in self.assessments:
            sorted_out[one.network, RaterKind(one.rater_kind)].append(one)
        return {
            (network, kind): tuple(sorted_out[network, kind])
            for network in self.reference.networks
            for kind in RaterKind
        }

    def latest_by_network(self, *, until: date) -> dict[str, date]:
        """The day of each network's newest activity up to a day; a network without any is left out."""
        network, start = self.activities.network, self.activities.start
        begun = start <= until.toordinal()
        newest: dict[str, date] = {}
        # One pass a network: np.maximum.at says the same, ten times slower.
        for place, code in enumerate(self.reference.networks):
            own = start[begun & (network == place)]
            if own.size:
                newest[code] = date.fromordinal(int(own.max()))
        return newest


def read_facts(engine: Engine) -> Facts:
    """Read the snapshot in one transaction, so that all its parts belong to one version."""
    with consistent_read(engine) as connection:
        return facts_seen_by(connection)


def facts_seen_by(connection: Connection) -> Facts:
    """Read the snapshot as this transaction sees the store; it must see one state all along."""
    version = connection.execute(sa.select(col(StoreVersion.version))).scalar() or 0
    reference = read_reference(connection)
    activities = _read_activities(connection, reference)
    cohorts = _read_cohorts(connection, reference, activities.ids)
    np.bitwise_or.at(activities.groups, cohorts.activity, cohorts.groups)
    _add_links(connection, activities, reference)
    assessments, assessed_illustrative = _read_assessments(connection)
    return Facts(
        version=version,
        reference=reference,
        activities=activities,
        cohorts=cohorts,
        outcomes=_read_outcomes(connection, activities.ids),
        assessments=assessments,
        has_illustrative=assessed_illustrative or bool(activities.is_illustrative.any()),
    )


def _text(column: Any) -> Any:
    # The stored text itself: enum members are not needed.
    return sa.type_coerce(column, sa.String)


def _flag(condition: Any) -> Any:
    return sa.case((condition, 1), else_=0)


def _columns(connection: Connection, key: Any, columns: Mapping[Any, Parse]) -> list[NDArray[Any]]:
    """The columns of a table as arrays, in one and the same order, each parsed from its values as text.

    The store joins a column into one long text, block by block along the numbers in `key`: a million rows of
    their own would cost five times as much. What is missing is "". Raises StoreError where a value holds the
    separator.
    """
    joined = sa.select(
        *(
            sa.func.aggregate_strings(sa.func.coalesce(sa.cast(column, sa.String), ""), SEPARATOR)
            for column in columns
        )
    )
    first, last = connection.execute(sa.select(sa.func.min(key), sa.func.max(key))).one()
    starts = range(first, last + 1, BLOCK) if first is not None else ()
    rows = (connection.execute(joined.where(key >= start, key < start + BLOCK)).one() for start in starts)
    blocks = [
        [parse(text) for parse, text in zip(columns.values(), row, strict=True)]
        for row in rows
        if row[0] is not None
    ]
    if any(len({part.size for part in block}) > 1 for block in blocks):
        raise StoreError("A code in the store holds a comma, so the records cannot be read.")
    empty = [parse("")[:0] for parse in columns.values()]
    return [np.concatenate(parts) for parts in zip(empty, *blocks, strict=True)]


def _numbers(text: str) -> Ints:
    return np.fromstring(text, dtype=np.int32, sep=SEPARATOR)


def _flags(text: str) -> Flags:
    return np.equal(_numbers(text), 1)


def _as_position(codes: Sequence[str]) -> Parse:
    positions = {code: index for index, code in enumerate(codes)} | {"": NONE}
    return _as_looked_up(positions.__getitem__, np.int16)


def _as_looked_up(find: Callable[[str], int], dtype: type[np.generic]) -> Parse:
    """Turn each text into its number; few different texts exist, so each is asked for once a block."""

    def parse(text: str) -> NDArray[Any]:
        values = text.split(SEPARATOR)
        found = {value: find(value) for value in set(values)}
        return np.fromiter(map(found.__getitem__, values), dtype=dtype, count=len(values))

    return parse


def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal() if text else NONE


def _rows_of(ids: Ints, sorted_ids: Ints) -> Ints:
    return np.searchsorted(sorted_ids, ids).astype(np.int32)


def _read_activities(connection: Connection, reference: Reference) -> ActivityColumns:
    # In the order of the fields of ActivityColumns.
    columns = _columns(
        connection,
        col(Activity.id),
        {
            col(Activity.id): _numbers,
            _text(Activity.network_code): _as_position(list(reference.networks)),
            _text(Activity.programme_code): _as_position(list(reference.programmes)),
            _text(Activity.rung_code): _as_position(list(reference.rungs)),
            col(Activity.start_date): _as_looked_up(_ordinal, np.int32),
            _text(Activity.design_role): _as_position(_codes(Who)),
            _text(Activity.delivery_role): _as_position(_codes(Who)),
            _text(Activity.stage): _as_position(_codes(Stage)),
            _text(Activity.mode): _as_position(_codes(Mode)),
            _text(Activity.payment_offered): _as_position(_codes(Answer)),
            _text(Activity.expenses_offered): _as_position(_codes(Answer)),
            col(Activity.reported_back_on): _as_looked_up(_ordinal, np.int32),
            _flag(col(Activity.provenance) == Provenance.ILLUSTRATIVE): _flags,
        },
    )
    order = np.argsort(columns[0])
    masks = (np.zeros(order.size, dtype=np.uint64) for _ in ("groups", "priorities", "ways"))
    return ActivityColumns(*(column[order] for column in columns), *masks)


def _add_links(connection: Connection, activities: ActivityColumns, reference: Reference) -> None:
    """Set the bits of the priorities and ways of working that each activity serves."""
    # Nothing is asked for too, as the parser of an empty table.
    ways = {"": 0} | {code: 1 << place for place, code in enumerate(reference.ways)}
    for masks, key, code, bit_of in (
        (
            activities.priorities,
            col(ActivityPriority.activity_id),
            col(ActivityPriority.priority_code),
            reference.bit_of_priority,
        ),
        (
            activities.ways,
            col(ActivityWayOfWorking.activity_id),
            col(ActivityWayOfWorking.way_code),
            ways.__getitem__,
        ),
    ):
        owners, bits = _columns(connection, key, {key: _numbers, code: _as_looked_up(bit_of, np.uint64)})
        np.bitwise_or.at(masks, _rows_of(owners, activities.ids), bits)


def _read_cohorts(connection: Connection, reference: Reference, activity_ids: Ints) -> CohortColumns:
    activities, people, known, groups = _columns(
        connection,
        col(Cohort.id),
        {
            col(Cohort.activity_id): _numbers,
            col(Cohort.people): _numbers,
            _flag(col(Cohort.is_known)): _flags,
            col(Cohort.groups_key): _as_looked_up(reference.mask_of_key, np.uint64),
        },
    )
    return CohortColumns(
        activity=_rows_of(activities, activity_ids), people=people, is_known=known, groups=groups
    )


def _read_outcomes(connection: Connection, activity_ids: Ints) -> OutcomeColumns:
    ids, activities, pairs, directions, statuses, levels, decided, metrics, compared, confirmed = _columns(
        connection,
        col(Outcome.id),
        {
            col(Outcome.id): _numbers,
            col(Outcome.activity_id): _numbers,
            _flag(sa.and_(col(Outcome.you_said) != "", col(Outcome.we_did) != "")): _flags,
            _text(Outcome.direction): _as_position(_codes(Direction)),
            _text(Outcome.status): _as_position(_codes(OutcomeStatus)),
            _text(Outcome.level): _as_position(_codes(Level)),
            col(Outcome.decided_on): _as_looked_up(_ordinal, np.int32),
            _flag(col(Outcome.metric_value).is_not(None)): _flags,
            _flag(
                sa.and_(col(Outcome.metric_value).is_not(None), col(Outcome.metric_comparator) != "")
            ): _flags,
            _flag(col(Outcome.confirmed_by_people) == Answer.YES): _flags,
        },
    )
    has_source, was_confirmed = _read_evidence(connection, ids)
    return OutcomeColumns(
        ids=ids,
        activity=_rows_of(activities, activity_ids),
        has_pair=pairs,
        direction=directions,
        status=statuses,
        level=levels,
        decided=decided,
        has_metric=metrics,
        has_source=has_source,
        was_compared=compared,
        was_confirmed=confirmed | was_confirmed,
    )


def _read_evidence(connection: Connection, outcome_ids: Ints) -> tuple[Flags, Flags]:
    """Which outcomes have any evidence, and which have the testimony of people involved."""
    outcomes, testimonies = _columns(
        connection,
        col(Evidence.id),
        {
            col(Evidence.outcome_id): _numbers,
            _flag(col(Evidence.kind) == EvidenceKind.TESTIMONY): _flags,
        },
    )
    return np.isin(outcome_ids, outcomes), np.isin(outcome_ids, outcomes[testimonies])


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
