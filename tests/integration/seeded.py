"""What a store that was filled holds, and the day up to which the demonstrations of the tests run."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.tables import Table

UNTIL = date(2026, 9, 30)
TABLES = Table.metadata.tables
ROOTS = (
    "activity", "marker_assessment", "experience", "action", "resource", "pledge_response", "role", "meeting",
)  # fmt: skip
"""The tables of which a demonstration fills the rows that nothing else holds."""


def count(store: Engine, table: str, **where: Any) -> int:
    columns = TABLES[table].c
    conditions = [columns[name] == value for name, value in where.items()]
    with store.connect() as connection:
        return connection.execute(
            sa.select(sa.func.count()).select_from(TABLES[table]).where(*conditions)
        ).scalar_one()


def contents(store: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the audit trail and the store's version, in order of its key."""
    left_out = {"audit_event", "store_version"}
    with store.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))]
            for name, table in TABLES.items()
            if name not in left_out
        }
