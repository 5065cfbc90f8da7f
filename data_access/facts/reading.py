"""Reads the snapshot from the store: all of it in one pass, as of one version."""

from typing import Any

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlmodel import col

from data_access.consistent_read import consistent_read
from data_access.facts.column_text import as_looked_up, as_position, columns_of, flags, numbers, ordinal
from data_access.facts.reference import Reference, read_reference
from data_access.facts.snapshot import ActivityColumns, CohortColumns, Facts, Flags, Ints, OutcomeColumns
from data_access.tables import (
    Action,
    Activity,
    ActivityPriority,
    ActivityWayOfWorking,
    Cohort,
    Evidence,
    MarkerAssessment,
    NetworkProfile,
    Outcome,
    PledgeResponse,
    Resource,
    Role,
    StoreVersion,
)
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
    Stage,
    Who,
)

OTHER_ROOTS = (Action, Resource, PledgeResponse, Role, NetworkProfile)
"""Records that pages show and the snapshot does not hold: one that is illustrative is enough to say so."""


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
        has_illustrative=assessed_illustrative
        or bool(activities.is_illustrative.any())
        or _has_illustrative_root(connection),
    )


def _has_illustrative_root(connection: Connection) -> bool:
    found = (sa.exists().where(col(table.provenance) == Provenance.ILLUSTRATIVE) for table in OTHER_ROOTS)
    return bool(connection.scalar(sa.select(sa.or_(*found))))


def _text(column: Any) -> Any:
    # The stored text itself: enum members are not needed.
    return sa.type_coerce(column, sa.String)


def _flag(condition: Any) -> Any:
    return sa.case((condition, 1), else_=0)


def _rows_of(ids: Ints, sorted_ids: Ints) -> Ints:
    return np.searchsorted(sorted_ids, ids).astype(np.int32)


def _read_activities(connection: Connection, reference: Reference) -> ActivityColumns:
    # In the order of the fields of ActivityColumns.
    columns = columns_of(
        connection,
        col(Activity.id),
        {
            col(Activity.id): numbers,
            _text(Activity.network_code): as_position(list(reference.networks)),
            _text(Activity.programme_code): as_position(list(reference.programmes)),
            _text(Activity.rung_code): as_position(list(reference.rungs)),
            col(Activity.start_date): as_looked_up(ordinal, np.int32),
            _text(Activity.design_role): as_position(_codes(Who)),
            _text(Activity.delivery_role): as_position(_codes(Who)),
            _text(Activity.stage): as_position(_codes(Stage)),
            _text(Activity.mode): as_position(_codes(Mode)),
            _text(Activity.payment_offered): as_position(_codes(Answer)),
            _text(Activity.expenses_offered): as_position(_codes(Answer)),
            col(Activity.reported_back_on): as_looked_up(ordinal, np.int32),
            _flag(col(Activity.provenance) == Provenance.ILLUSTRATIVE): flags,
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
        owners, bits = columns_of(connection, key, {key: numbers, code: as_looked_up(bit_of, np.uint64)})
        np.bitwise_or.at(masks, _rows_of(owners, activities.ids), bits)


def _read_cohorts(connection: Connection, reference: Reference, activity_ids: Ints) -> CohortColumns:
    activities, people, known, groups = columns_of(
        connection,
        col(Cohort.id),
        {
            col(Cohort.activity_id): numbers,
            col(Cohort.people): numbers,
            _flag(col(Cohort.is_known)): flags,
            col(Cohort.groups_key): as_looked_up(reference.mask_of_key, np.uint64),
        },
    )
    return CohortColumns(
        activity=_rows_of(activities, activity_ids), people=people, is_known=known, groups=groups
    )


def _read_outcomes(connection: Connection, activity_ids: Ints) -> OutcomeColumns:
    ids, activities, pairs, directions, statuses, levels, decided, metrics, compared, confirmed = columns_of(
        connection,
        col(Outcome.id),
        {
            col(Outcome.id): numbers,
            col(Outcome.activity_id): numbers,
            _flag(sa.and_(col(Outcome.you_said) != "", col(Outcome.we_did) != "")): flags,
            _text(Outcome.direction): as_position(_codes(Direction)),
            _text(Outcome.status): as_position(_codes(OutcomeStatus)),
            _text(Outcome.level): as_position(_codes(Level)),
            col(Outcome.decided_on): as_looked_up(ordinal, np.int32),
            _flag(col(Outcome.metric_value).is_not(None)): flags,
            _flag(
                sa.and_(col(Outcome.metric_value).is_not(None), col(Outcome.metric_comparator) != "")
            ): flags,
            _flag(col(Outcome.confirmed_by_people) == Answer.YES): flags,
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
    outcomes, testimonies = columns_of(
        connection,
        col(Evidence.id),
        {
            col(Evidence.outcome_id): numbers,
            _flag(col(Evidence.kind) == EvidenceKind.TESTIMONY): flags,
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
