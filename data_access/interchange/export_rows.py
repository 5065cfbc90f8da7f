"""The rows of an export, sheet by sheet, read from the store in batches."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.records import (
    ACTIVITY,
    COHORT,
    EVIDENCE,
    MARKER_ASSESSMENT,
    OUTCOME,
    RecordKind,
    StoredRecord,
    in_batches,
    records_by_id,
)
from data_access.interchange.cells import written, written_groups
from data_access.interchange.layout import SHEETS, CellType, Sheet
from data_access.settings import get_settings
from data_access.tables import Table
from domain.permissions import Actor, check_may_write_for, may_write_for
from domain.vocabulary import Provenance

_TABLES = Table.metadata.tables
WrittenValue = str | int | float | date | None
WrittenRow = list[WrittenValue]


@dataclass(frozen=True)
class ExportScope:
    """What an export holds; `rows` counts by the name of the sheet, `illustrative` counts root records."""

    networks: tuple[str, ...]
    is_every_network: bool
    made_on: date
    rows: dict[str, int] = field(default_factory=dict)
    illustrative: int = 0

    @property
    def row_count(self) -> int:
        """All rows of all sheets."""
        return sum(self.rows.values())


def export_scope(connection: Connection, *, actor: Actor, networks: Sequence[str] = ()) -> ExportScope:
    """What an export for this actor holds; without networks, all that the actor may write for.

    Raises NotAllowedError for a network that the actor may not write for: an export holds true counts.
    """
    known = connection.scalars(sa.select(_TABLES["network"].c.code).order_by("code")).all()
    chosen = tuple(sorted(set(networks))) or tuple(code for code in known if may_write_for(actor, code))
    check_may_write_for(actor, chosen)
    counts = {sheet.name: connection.scalar(_count(sheet.kind, chosen)) or 0 for sheet in SHEETS}
    illustrative = sum(
        connection.scalar(_count(kind, chosen).where(kind.table.c.provenance == Provenance.ILLUSTRATIVE)) or 0
        for kind in (ACTIVITY, MARKER_ASSESSMENT)
    )
    return ExportScope(chosen, set(chosen) == set(known), get_settings().current_day(), counts, illustrative)


def export_rows(connection: Connection, sheet: Sheet, scope: ExportScope) -> Iterator[WrittenRow]:
    """The rows of one sheet in the order of network, references and id."""
    kind = sheet.kind
    steps = _steps(kind)
    statement = sa.select(kind.table.c.id, *steps.values()).select_from(_joined(kind))
    ordered = statement.where(_in_networks(kind, scope.networks)).order_by(*steps.values(), kind.table.c.id)
    places = connection.execute(ordered).all()
    for batch in in_batches(places):
        records = records_by_id(connection, kind, [place.id for place in batch])
        for place in batch:
            above = dict(zip(steps, place[1:], strict=True))
            yield _written_row(sheet, above, records[place.id])


def _written_row(sheet: Sheet, above: dict[str, Any], record: StoredRecord) -> WrittenRow:
    values = above | record.values
    return [
        written_groups(values["groups"], is_known=values["is_known"])
        if column.type is CellType.GROUPS
        else written(column, values[column.field])
        for column in sheet.columns
    ]


def _steps(kind: RecordKind) -> dict[str, sa.Column[Any]]:
    """The columns that name a record's parents, by the field of the sheet."""
    if kind is MARKER_ASSESSMENT:
        return {"network_code": kind.table.c.network_code, "as_of": kind.table.c.as_of}
    activity = ACTIVITY.table.c
    steps = {"network_code": activity.network_code, "activity_reference": activity.local_reference}
    if kind is EVIDENCE:
        steps["outcome_reference"] = OUTCOME.table.c.local_reference
    return steps


def _joined(kind: RecordKind) -> sa.FromClause:
    if kind is COHORT or kind is OUTCOME:
        return kind.table.join(ACTIVITY.table)
    if kind is EVIDENCE:
        return kind.table.join(OUTCOME.table).join(
            ACTIVITY.table, OUTCOME.table.c.activity_id == ACTIVITY.table.c.id
        )
    return kind.table


def _in_networks(kind: RecordKind, networks: Sequence[str]) -> sa.ColumnElement[bool]:
    root = kind.table if kind is ACTIVITY or kind is MARKER_ASSESSMENT else ACTIVITY.table
    return root.c.network_code.in_(networks)


def _count(kind: RecordKind, networks: Sequence[str]) -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(_joined(kind)).where(_in_networks(kind, networks))
