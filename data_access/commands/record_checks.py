"""What must hold of a record against the store before it is saved or removed; each check raises or is silent."""

from collections.abc import Iterable, Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.record_drafts import RecordDraft
from data_access.commands.records import ACTIVITY
from data_access.interchange.code_lists import CodeLists
from data_access.queries.record import WholeRecord
from data_access.queries.record_history import record_history
from data_access.tables import Table
from domain.errors import InvalidRecordError, RefusedFieldsError, StaleRecordError
from domain.wording import at_in_words

_TABLES = Table.metadata.tables


def check_codes(connection: Connection, draft: RecordDraft) -> None:
    """Raise RefusedFieldsError that names each field with a code that nobody knows."""
    lists = CodeLists.from_store(connection)
    refused = {
        path: f"“{code[:40]}” is not one of the {name} that Heard knows. Choose another."
        for path, name, code in _codes_by_field(draft)
        if code not in lists[name].labels
    }
    if refused:
        raise RefusedFieldsError(refused)


def _codes_by_field(draft: RecordDraft) -> Iterator[tuple[str, str, str]]:
    """Path of the field, name of the list, and code, of every code that the draft holds."""
    activity = draft.activity
    fields: list[tuple[str, str, Iterable[str | None]]] = [
        ("network_code", "networks", (activity.network_code,)),
        ("programme_code", "programmes", (activity.programme_code,)),
        ("rung_code", "rungs", (activity.rung_code,)),
        ("priorities", "priorities", activity.priorities),
        ("ways_of_working", "ways of working", activity.ways_of_working),
        *((f"cohorts.{place}.groups", "groups", one.groups) for place, one in enumerate(draft.cohorts)),
    ]
    for path, name, codes in fields:
        for code in codes:
            if code is not None:
                yield path, name, code


def check_reference_is_free(connection: Connection, draft: RecordDraft) -> None:
    """Raise RefusedFieldsError where another record of the network has the reference, in whatever case."""
    table, activity = ACTIVITY.table, draft.activity
    taken = connection.execute(
        sa.select(table.c.title).where(
            table.c.network_code == activity.network_code,
            sa.func.lower(table.c.local_reference) == activity.local_reference.lower(),
            table.c.id != (draft.activity_id or 0),
        )
    ).first()
    if taken:
        raise RefusedFieldsError(
            {
                "local_reference": f"Another record has the reference {activity.local_reference} already: "
                f"“{taken.title}”. Choose another reference."
            }
        )


def check_not_stale(connection: Connection, stored: WholeRecord, expected_version: int | None) -> None:
    """Raise StaleRecordError, with who changed what and when, unless the record is at the expected version."""
    if expected_version is not None and stored.version != expected_version:
        raise StaleRecordError(_who_changed_it(connection, stored.activity.id))


def _who_changed_it(connection: Connection, activity_id: int) -> str:
    history = record_history(connection, activity_id)
    if not history:
        return "Somebody changed this record after you opened it, so nothing was saved."
    last = history[0]
    what = last.fields_in_words or "this record"
    return f"{last.actor} changed {what} {at_in_words(last.at)}, after you opened it, so nothing was saved."


def check_may_go(connection: Connection, activity_id: int) -> None:
    """Raise InvalidRecordError where something that people said or wrote stands on the record."""
    if _count(connection, "experience", "activity_id", activity_id):
        raise InvalidRecordError(
            "People have answered how this activity was for them, so it stays. You can correct it instead."
        )
    outcome = _TABLES["outcome"]
    check_outcomes_may_go(
        connection,
        connection.scalars(sa.select(outcome.c.id).where(outcome.c.activity_id == activity_id)).all(),
    )
    if _count(connection, "story_activity", "activity_id", activity_id):
        raise InvalidRecordError("A story tells of this activity, so it stays. You can correct it instead.")


def check_outcomes_may_go(connection: Connection, ids: Iterable[int]) -> None:
    """Raise InvalidRecordError where a story tells of one of these outcomes."""
    if any(_count(connection, "story_outcome", "outcome_id", one) for one in ids):
        raise InvalidRecordError(
            "A story tells of an outcome that would go, so it stays. You can correct it instead."
        )


def _count(connection: Connection, table: str, column: str, value: int) -> int:
    found = _TABLES[table]
    statement = sa.select(sa.func.count()).select_from(found).where(found.c[column] == value)
    return int(connection.execute(statement).scalar_one())
