"""Finds the stored records that a file speaks of, many at once, by the keys that people use."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.drafts import groups_key
from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    EVIDENCE,
    MARKER_ASSESSMENT,
    OUTCOME,
    RecordKind,
    in_batches,
)
from data_access.interchange.planned_change import Key

IdByKey = dict[Key, int]
"""The numbers of stored records by what finds them again: what they hold is read in blocks, where it is compared."""
RATING_KEY = ("network_code", "marker_code", "rater_kind", "as_of", "rater_reference")
_PARENT_STEPS = {
    ACTIVITY.name: (),
    COHORT.name: ("network_code", "activity_reference"),
    OUTCOME.name: ("network_code", "activity_reference"),
    EVIDENCE.name: ("network_code", "activity_reference", "outcome_reference"),
    MARKER_ASSESSMENT.name: (),
}


def own_key(kind: RecordKind, values: dict[str, Any]) -> Key:
    """The part of a record's key that is its own, below its parent's key; raises KeyError if it is not there."""
    if kind is ACTIVITY:
        return values["network_code"], values["local_reference"]
    if kind is COHORT:
        return (groups_key(values["groups"], is_known=values["is_known"]),)
    if kind is MARKER_ASSESSMENT:
        # A code of the vocabulary equals its text but hashes apart, so the text is taken.
        network, marker = values["network_code"], values["marker_code"]
        return network, marker, str(values["rater_kind"]), values["as_of"], values.get("rater_reference", "")
    return (values["local_reference"],)


def parent_key(kind: RecordKind, values: dict[str, Any]) -> Key:
    """The key of the parent that a row names, empty for a root; raises KeyError if it is not there."""
    return tuple(values[step] for step in _PARENT_STEPS[kind.name])


def activities_by_key(connection: Connection, keys: Iterable[Key]) -> IdByKey:
    """The activities with these networks and references."""
    references: dict[str, list[str]] = {}
    for network, reference in sorted(set(keys)):
        references.setdefault(network, []).append(reference)
    table = ACTIVITY.table.c
    return {
        (network, reference): number
        for network, wanted in references.items()
        for batch in in_batches(wanted)
        for number, reference in connection.execute(
            sa.select(table.id, table.local_reference).where(
                table.network_code == network, table.local_reference.in_(batch)
            )
        )
    }


def children_by_key(connection: Connection, kind: RecordKind, parents: IdByKey) -> IdByKey:
    """All children of this kind that these parents have."""
    keys = {number: key for key, number in parents.items()}
    table = kind.table.c
    parent, own = table[kind.parent], table.groups_key if kind is COHORT else table.local_reference
    return {
        (*keys[parent_id], own_part): number
        for batch in in_batches(sorted(keys))
        for number, parent_id, own_part in connection.execute(
            sa.select(table.id, parent, own).where(parent.in_(batch)).order_by(table.id)
        )
    }


def assessments_by_key(connection: Connection, networks: Iterable[str]) -> IdByKey:
    """All marker assessments of these networks."""
    table = MARKER_ASSESSMENT.table.c
    rows = connection.execute(
        sa.select(table.id, *(table[name] for name in RATING_KEY))
        .where(table.network_code.in_(sorted(set(networks))))
        .order_by(table.id)
    )
    return {
        own_key(MARKER_ASSESSMENT, dict(zip(RATING_KEY, key, strict=True))): number for number, *key in rows
    }


def similar_references(connection: Connection, keys: Iterable[Key]) -> dict[Key, str]:
    """Stored references that differ from these only in capital letters, by network and lower case."""
    lowered: dict[str, set[str]] = {}
    for network, reference in keys:
        lowered.setdefault(network, set()).add(reference.lower())
    table = ACTIVITY.table
    found: dict[Key, str] = {}
    for network, wanted in sorted(lowered.items()):
        for batch in in_batches(sorted(wanted)):
            rows = connection.execute(
                sa.select(table.c.local_reference).where(
                    table.c.network_code == network, sa.func.lower(table.c.local_reference).in_(batch)
                )
            )
            found |= {(network, reference.lower()): reference for (reference,) in rows}
    return found
