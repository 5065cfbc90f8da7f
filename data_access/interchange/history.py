"""The imports so far, and which networks each of them touched."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.interchange.import_trail import CHANGES
from data_access.tables import ImportBatch, Table


def imports_so_far(
    engine: Engine, *, older_than: int | None = None, most: int | None = None
) -> list[ImportBatch]:
    """All imports, or the newest, or the newest before a number; newest first, those undone included."""
    number = Table.metadata.tables["import_batch"].c.id
    statement = sa.select(ImportBatch).order_by(number.desc()).limit(most)
    if older_than is not None:
        statement = statement.where(number < older_than)
    with Session(engine) as session:
        return list(session.scalars(statement))


def networks_of_import(engine: Engine, batch_id: int) -> frozenset[str]:
    """The networks whose records an import added, changed or removed: the first part of every key."""
    network = sa.func.coalesce(CHANGES.c.after["key"][0].as_string(), CHANGES.c.before["key"][0].as_string())
    with engine.connect() as connection:
        found = connection.scalars(sa.select(network).where(CHANGES.c.batch_id == batch_id).distinct())
        return frozenset(found)
