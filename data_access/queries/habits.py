"""What a network recorded most of late, the reference of its next record, and whom somebody recorded for last."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.tables import Activity, AuditEvent, FormDraft
from domain.vocabulary import Answer, ChangeAction, Provenance

FIELDS = (
    "programme_code", "mode", "place", "design_role", "delivery_role", "rung_code", "payment_offered",
    "expenses_offered",
)  # fmt: skip
RECORDS_LOOKED_AT = 20
FEWEST_TIMES = 3
_SAYS_NOTHING = (None, "", Answer.NOT_RECORDED)
_IS_REAL = col(Activity.provenance) != Provenance.ILLUSTRATIVE
_LAST_NUMBER = re.compile(r"(\d{1,9})(\D*)$")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True)
class Habits:
    """What is usual, by field; illustrative where the network has no other records to tell it from."""

    values: Mapping[str, Any]
    are_illustrative: bool = False


def habits(engine: Engine, network: str) -> Habits:
    """What most of the network's newest records say, by field: at least half of 20, and at least 3.

    A field without such a habit is left out, and "not recorded" is no habit. Once a network has one record
    of its own, what an illustrative record says is nobody's.
    """
    columns = [getattr(Activity, name) for name in FIELDS]
    newest_first = (
        sa.select(*columns)
        .where(col(Activity.network_code) == network)
        .order_by(col(Activity.id).desc())
        .limit(RECORDS_LOOKED_AT)
    )
    with engine.connect() as connection:
        rows = connection.execute(newest_first.where(_IS_REAL)).mappings().all()
        are_illustrative = not rows
        if are_illustrative:
            rows = connection.execute(newest_first).mappings().all()
    found = {name: _habit([row[name] for row in rows]) for name in FIELDS}
    return Habits({name: value for name, value in found.items() if value is not None}, are_illustrative)


def last_network(engine: Engine, user_id: int) -> str | None:
    """The network of the record that the account began or added last; None where it has done neither."""
    added = (
        sa.select(col(AuditEvent.after), col(AuditEvent.at))
        .where(
            col(AuditEvent.user_id) == user_id,
            col(AuditEvent.record_type) == "activity",
            col(AuditEvent.action) == ChangeAction.ADDED.value,
        )
        .order_by(col(AuditEvent.id).desc())
        .limit(1)
    )
    begun = (
        sa.select(col(FormDraft.typed), col(FormDraft.changed_at))
        .where(col(FormDraft.user_id) == user_id, col(FormDraft.form).startswith("activity:new:"))
        .order_by(col(FormDraft.changed_at).desc())
    )
    with engine.connect() as connection:
        found = [(at, (after or {}).get("network_code")) for after, at in connection.execute(added)]
        found += [
            (at, typed.get("fields", {}).get("network_code")) for typed, at in connection.execute(begun)
        ]
    named = [(at, network) for at, network in found if network]
    return max(named)[1] if named else None


def _habit(values: list[Any]) -> Any:
    said = Counter(value for value in values if value not in _SAYS_NOTHING)
    if not said:
        return None
    value, times = said.most_common(1)[0]
    return value if times >= FEWEST_TIMES and 2 * times >= len(values) else None


def next_reference(engine: Engine, network: str, *, today: date) -> str:
    """A reference that the network has not used, in its own pattern: "2026-014" after "2026-013".

    The pattern is that of the newest record that is not illustrative; where it holds a year that has passed,
    the new year starts at 1. A network without records starts with the year.
    """
    newest_first = (
        sa.select(col(Activity.local_reference))
        .where(col(Activity.network_code) == network)
        .order_by(col(Activity.id).desc())
    )
    with engine.connect() as connection:
        used = list(connection.scalars(newest_first))
        newest = connection.scalars(newest_first.where(_IS_REAL).limit(RECORDS_LOOKED_AT)).all()
    return following_reference(newest, used=used, today=today)


def following_reference(newest: Sequence[str], *, used: Collection[str], today: date) -> str:
    """The reference after the first of these, which are newest first; never one in use, in whatever case."""
    pattern = next((found for one in newest if (found := _pattern(one, today))), None)
    start, number, width, end = pattern or (f"{today.year}-", 0, 3, "")
    taken = {one.casefold() for one in used}
    while True:
        number += 1
        reference = f"{start}{number:0{width}}{end}"
        if reference.casefold() not in taken:
            return reference


def _pattern(reference: str, today: date) -> tuple[str, int, int, str] | None:
    """What stands before the counter, the counter, its width, and what stands after it; None without one."""
    counter = _LAST_NUMBER.search(reference)
    if counter is None or _YEAR.fullmatch(counter[1]):
        return None
    start, number = reference[: counter.start()], int(counter[1])
    year = _YEAR.search(start)
    if year and int(year[0]) < today.year:
        start, number = start.replace(year[0], str(today.year), 1), 0
    return start, number, len(counter[1]), counter[2]
