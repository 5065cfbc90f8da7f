"""What a store holds, to compare it before and after, for the tests of backups."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.backup.contents import LEFT_OUT
from data_access.tables import Table

NOTHING_OF_IT = ("store_version", "audit_event")
Contents = dict[str, list[tuple[Any, ...]]]


def contents(store: Engine) -> Contents:
    """All rows of all tables that a backup holds, but the version and the trail, which go on."""
    with store.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
            if name not in {*LEFT_OUT, *NOTHING_OF_IT}
        }
