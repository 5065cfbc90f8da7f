"""Reads activities, their people and their outcomes as columns: those of the whole store, or of some activities."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection
from sqlmodel import col

from data_access.facts.column_text import (
    as_looked_up,
    as_position,
    columns_of,
    every_row,
    flags,
    numbers,
    ordinal,
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


def _text(column: Any) -> Any:
    # The stored text itself: enum members are not needed.
    return sa.type_coerce(column, sa.String)


def _flag(condition: Any) -> Any:
    return sa.case((condition, 1), else_=0)


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
        chosen(connection, col(Activity.id), col(Activity.id)),
    )
    order = np.argsort(columns[0])
    masks = (np.zeros(order.size, dtype=np.uint64) for _ in ("groups", "priorities", "ways"))
    return ActivityColumns(*(column[order] for column in columns), *masks)


def _add_links(
    connection: Connection, activities: ActivityColumns, reference: Reference, chosen: Chosen
) -> None:
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
        owners, bits = columns_of(
            connection,
            {key: numbers, code: as_looked_up(bit_of, np.uint64)},
            chosen(connection, key, key),
        )
        np.bitwise_or.at(masks, _rows_of(owners, activities.ids), bits)


def _read_cohorts(
    connection: Connection, reference: Reference, activity_ids: Ints, chosen: Chosen
) -> CohortColumns:
    activities, people, known, groups = columns_of(
        connection,
        {
            col(Cohort.activity_id): numbers,
            col(Cohort.people): numbers,
            _flag(col(Cohort.is_known)): flags,
            col(Cohort.groups_key): as_looked_up(reference.mask_of_key, np.uint64),
        },
        chosen(connection, col(Cohort.id), col(Cohort.activity_id)),
    )
    rows = _rows_of(activities, activity_ids)
    return CohortColumns(*_in_order((rows, people, known, groups), rows))


def _read_outcomes(connection: Connection, activity_ids: Ints, chosen: Chosen) -> OutcomeColumns:
    ids, activities, pairs, directions, statuses, levels, decided, metrics, compared, confirmed = columns_of(
        connection,
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
        {
            col(Evidence.outcome_id): numbers,
            _flag(col(Evidence.kind) == EvidenceKind.TESTIMONY): flags,
        },
        below(connection, col(Evidence.id), col(Evidence.outcome_id)),
    )
    return np.isin(outcome_ids, outcomes), np.isin(outcome_ids, outcomes[testimonies])


def _codes(code: type[Code]) -> list[str]:
    return [member.value for member in code]
