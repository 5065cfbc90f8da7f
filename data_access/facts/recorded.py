"""Reads activities, their people and their outcomes as columns: those of the whole store, or of some activities."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection
from sqlmodel import col

from data_access.facts.column_text import (
    columns_of,
    every_row,
    flags,
    looked_up,
    numbers,
    ordinals,
    positions,
)
from data_access.facts.reference import Reference
from data_access.facts.snapshot import ActivityColumns, CohortColumns, Flags, Ints, OutcomeColumns
from data_access.tables import Activity, ActivityPriority, ActivityWayOfWorking, Cohort, Evidence, Outcome
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

Chosen = Callable[[Connection, Any, Any], Iterable[sa.ColumnElement[bool]]]
"""Turns the number of a row and that of its activity into conditions, each row being in one of them or in none."""
MOST_AT_ONCE = 500


class Records(NamedTuple):
    """Activities, their cohorts and their outcomes, whose rows lead to those of the activities beside them."""

    activities: ActivityColumns
    cohorts: CohortColumns
    outcomes: OutcomeColumns


def all_of_them(connection: Connection, key: Any, _owner: Any) -> Iterable[sa.ColumnElement[bool]]:
    """Every row of a table."""
    return every_row(connection, key)


def only_of(ids: Ints) -> Chosen:
    """The rows of these activities, in ascending order."""

    def conditions(_connection: Connection, _key: Any, owner: Any) -> Iterable[sa.ColumnElement[bool]]:
        for start in range(0, ids.size, MOST_AT_ONCE):
            some = ids[start : start + MOST_AT_ONCE].tolist()
            is_whole_range = some[-1] - some[0] + 1 == len(some)
            yield owner.between(some[0], some[-1]) if is_whole_range else owner.in_(some)

    return conditions


def read_records(connection: Connection, reference: Reference, chosen: Chosen = all_of_them) -> Records:
    """Read them as this transaction sees the store, without those of activities that are not there."""
    activities = _read_activities(connection, reference, chosen)
    cohorts = _read_cohorts(connection, reference, activities.ids, chosen)
    np.bitwise_or.at(activities.groups, cohorts.activity, cohorts.groups)
    _add_links(connection, activities, reference, chosen)
    return Records(activities, cohorts, _read_outcomes(connection, activities.ids, chosen))


def _rows_of(ids: Ints, sorted_ids: Ints) -> Ints:
    if sorted_ids.size and int(sorted_ids[-1]) - int(sorted_ids[0]) + 1 == sorted_ids.size:
        # Without a gap, the place of a number needs no search.
        rows: Ints = ids - sorted_ids[0]
        return rows
    return np.searchsorted(sorted_ids, ids).astype(np.int32)


def _in_order(columns: Sequence[NDArray[Any]], rows: Ints, ids: Ints | None = None) -> list[NDArray[Any]]:
    """The columns by the activity that their rows belong to, and then by id."""
    if np.all(rows[1:] >= rows[:-1]) and (ids is None or np.all(ids[1:] > ids[:-1])):
        return list(columns)
    order = np.argsort(rows, kind="stable") if ids is None else np.lexsort((ids, rows))
    return [column[order] for column in columns]


def _read_activities(connection: Connection, reference: Reference, chosen: Chosen) -> ActivityColumns:
    # In the order of the fields of ActivityColumns.
    columns = columns_of(
        connection,
        [
            numbers(col(Activity.id)),
            positions(col(Activity.network_code), list(reference.networks)),
            positions(col(Activity.programme_code), list(reference.programmes)),
            positions(col(Activity.rung_code), list(reference.rungs)),
            ordinals(col(Activity.start_date)),
            positions(col(Activity.design_role), _codes(Who)),
            positions(col(Activity.delivery_role), _codes(Who)),
            positions(col(Activity.stage), _codes(Stage)),
            positions(col(Activity.mode), _codes(Mode)),
            positions(col(Activity.payment_offered), _codes(Answer)),
            positions(col(Activity.expenses_offered), _codes(Answer)),
            ordinals(col(Activity.reported_back_on)),
            flags(col(Activity.provenance) == Provenance.ILLUSTRATIVE),
        ],
        chosen(connection, col(Activity.id), col(Activity.id)),
    )
    order = np.argsort(columns[0])
    masks = (np.zeros(order.size, dtype=np.uint64) for _ in ("groups", "priorities", "ways"))
    return ActivityColumns(*(column[order] for column in columns), *masks)


def _add_links(
    connection: Connection, activities: ActivityColumns, reference: Reference, chosen: Chosen
) -> None:
    """Set the bits of the priorities and ways of working that each activity serves."""
    ways = {code: 1 << place for place, code in enumerate(reference.ways)}
    priorities = {code: reference.bit_of_priority(code) for code in reference.strategy}
    for masks, key, code, bits in (
        (
            activities.priorities,
            col(ActivityPriority.activity_id),
            col(ActivityPriority.priority_code),
            priorities,
        ),
        (
            activities.ways,
            col(ActivityWayOfWorking.activity_id),
            col(ActivityWayOfWorking.way_code),
            ways,
        ),
    ):
        owners, places = columns_of(
            connection, [numbers(key), positions(code, list(bits))], chosen(connection, key, key)
        )
        added = np.array([*bits.values(), 0], dtype=np.uint64)[places]
        np.bitwise_or.at(masks, _rows_of(owners, activities.ids), added)


def _read_cohorts(
    connection: Connection, reference: Reference, activity_ids: Ints, chosen: Chosen
) -> CohortColumns:
    activities, people, known, groups = columns_of(
        connection,
        [
            numbers(col(Cohort.activity_id)),
            numbers(col(Cohort.people)),
            flags(col(Cohort.is_known)),
            looked_up(col(Cohort.groups_key), reference.mask_of_key, np.uint64),
        ],
        chosen(connection, col(Cohort.id), col(Cohort.activity_id)),
    )
    rows = _rows_of(activities, activity_ids)
    return CohortColumns(*_in_order((rows, people, known, groups), rows))


def _read_outcomes(connection: Connection, activity_ids: Ints, chosen: Chosen) -> OutcomeColumns:
    ids, activities, pairs, directions, statuses, levels, decided, metrics, compared, confirmed = columns_of(
        connection,
        [
            numbers(col(Outcome.id)),
            numbers(col(Outcome.activity_id)),
            flags(sa.and_(col(Outcome.you_said) != "", col(Outcome.we_did) != "")),
            positions(col(Outcome.direction), _codes(Direction)),
            positions(col(Outcome.status), _codes(OutcomeStatus)),
            positions(col(Outcome.level), _codes(Level)),
            ordinals(col(Outcome.decided_on)),
            flags(col(Outcome.metric_value).is_not(None)),
            flags(sa.and_(col(Outcome.metric_value).is_not(None), col(Outcome.metric_comparator) != "")),
            flags(col(Outcome.confirmed_by_people) == Answer.YES),
        ],
        chosen(connection, col(Outcome.id), col(Outcome.activity_id)),
    )
    has_source, was_confirmed = _read_evidence(connection, ids, chosen)
    rows = _rows_of(activities, activity_ids)
    # In the order of the fields of OutcomeColumns.
    columns = (
        ids, rows, pairs, directions, statuses, levels, decided,
        metrics, has_source, compared, confirmed | was_confirmed,
    )  # fmt: skip
    return OutcomeColumns(*_in_order(columns, rows, ids))


def _read_evidence(connection: Connection, outcome_ids: Ints, chosen: Chosen) -> tuple[Flags, Flags]:
    """Which outcomes have any evidence, and which have the testimony of people involved."""
    # Asked by outcome, which has an index: asked by activity, every piece of evidence would be looked at.
    below = all_of_them if chosen is all_of_them else only_of(np.sort(outcome_ids))
    outcomes, testimonies = columns_of(
        connection,
        [numbers(col(Evidence.outcome_id)), flags(col(Evidence.kind) == EvidenceKind.TESTIMONY)],
        below(connection, col(Evidence.id), col(Evidence.outcome_id)),
    )
    return np.isin(outcome_ids, outcomes), np.isin(outcome_ids, outcomes[testimonies])


def _codes(code: type[Code]) -> list[str]:
    return [member.value for member in code]
