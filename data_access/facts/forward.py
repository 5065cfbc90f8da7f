"""Brings a snapshot forward by what changed in the store, or says that it has to be read anew."""

from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from data_access.change_log import Changes, Part, changes_since
from data_access.facts.as_of import PAST_DAYS
from data_access.facts.reading import has_illustrative_root, read_assessments, seen_version
from data_access.facts.recorded import Records, only_of, read_records
from data_access.facts.reference import read_reference
from data_access.facts.snapshot import ActivityColumns, CohortColumns, Facts, Ints, OutcomeColumns
from data_access.facts.splicing import Splice, splice_below, splice_of
from domain.errors import StoreError

MOST_CHANGED = 20_000
"""Above so many changed activities, or an eighth of all where that is more, they are read anew."""
IN_DOUBT = (SQLAlchemyError, StoreError, ArithmeticError, LookupError, TypeError, ValueError)
"""What a log or a record that is not as expected may raise: whoever reads anew then says what is wrong, if anything."""
Columns = TypeVar("Columns", ActivityColumns, CohortColumns, OutcomeColumns)
_PARTS = ("reference", "activities", "cohorts", "outcomes", "assessments")


def brought_forward(connection: Connection, facts: Facts) -> Facts | None:
    """The facts as this transaction sees the store; it must see one state all along.

    None where they have to be read anew: too much changed, or it cannot be told for sure what did.
    """
    version = seen_version(connection)
    if facts.place is None or version < facts.version:
        return None
    changes = changes_since(connection, facts.place, version=facts.version)
    if changes is None or Part.ALL in changes.parts or _is_too_much(changes, facts):
        return None
    reference = read_reference(connection) if Part.REFERENCE in changes.parts else facts.reference
    if reference.code_lists != facts.reference.code_lists:
        return None
    records = _brought_forward(connection, replace(facts, reference=reference), changes)
    return _with_what_holds(
        facts,
        Facts(
            version=version,
            place=changes.place,
            reference=reference,
            activities=records.activities,
            cohorts=records.cohorts,
            outcomes=records.outcomes,
            assessments=read_assessments(connection) if Part.RATINGS in changes.parts else facts.assessments,
            has_illustrative=bool(records.activities.is_illustrative.any())
            or has_illustrative_root(connection),
        ),
    )


def _is_too_much(changes: Changes, facts: Facts) -> bool:
    return changes.activities > max(MOST_CHANGED, facts.activities.ids.size // 8)


def _brought_forward(connection: Connection, facts: Facts, changes: Changes) -> Records:
    old = Records(facts.activities, facts.cohorts, facts.outcomes)
    if not changes.ranges:
        return old
    spans = [np.arange(first, last + 1, dtype=np.int32) for first, last in changes.ranges]
    changed: Ints = np.unique(np.concatenate(spans))
    new = read_records(connection, facts.reference, only_of(changed))
    splice = splice_of(old.activities.ids, new.activities.ids, changed)
    activities = _spliced(splice, old.activities, new.activities)
    moved = _moved_by(splice, old.activities.ids.size)
    rows = np.searchsorted(activities.ids, new.activities.ids).astype(np.int32)
    return Records(
        activities,
        _spliced_below(splice, moved, rows, old.cohorts, new.cohorts),
        _spliced_below(splice, moved, rows, old.outcomes, new.outcomes),
    )


def _spliced(splice: Splice, old: Columns, new: Columns) -> Columns:
    """The old columns, whole, where the new ones say the same."""
    names = [field.name for field in fields(old)]
    spliced = {name: splice.applied(getattr(old, name), getattr(new, name)) for name in names}
    if all(spliced[name] is getattr(old, name) for name in names):
        return old
    return type(old)(**spliced)


def _moved_by(splice: Splice, size: int) -> Ints | None:
    """By how many rows each old activity moves, None where none does."""
    more = (splice.new_ends - splice.new_begins) - (splice.old_ends - splice.old_begins)
    is_before_another = splice.old_ends < size
    if not more[is_before_another].any():
        return None
    steps = np.zeros(size, dtype=np.int32)
    np.add.at(steps, splice.old_ends[is_before_another], more[is_before_another].astype(np.int32))
    return np.cumsum(steps, dtype=np.int32)


Below = TypeVar("Below", CohortColumns, OutcomeColumns)


def _spliced_below(splice: Splice, moved: Ints | None, rows: Ints, old: Below, new: Below) -> Below:
    """The same for what belongs to activities; `rows` are those that the new activities have from now on."""
    below = splice_below(splice, old.activity, new.activity)
    if moved is not None:
        old = replace(old, activity=old.activity + moved[old.activity])
    return _spliced(below, old, replace(new, activity=rows[new.activity]))


def _with_what_holds(old: Facts, new: Facts) -> Facts:
    """The new facts with what was derived from the old ones, where that is the same in every part."""
    if all(getattr(old, name) is getattr(new, name) for name in _PARTS):
        own = {field.name for field in fields(Facts)}
        # Copied before it is looked through: others who read the old facts may be adding to it.
        derived: dict[str, Any] = {name: value for name, value in dict(vars(old)).items() if name not in own}
        vars(new).update(derived)
        # Past days say of themselves which version they are of.
        new.derived.pop(PAST_DAYS, None)
    return new
