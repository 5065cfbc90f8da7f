"""The imports so far, and which networks each of them touched."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.interchange.import_trail import CHANGES
from data_access.tables import ImportBatch, Table


def imports_so_far(engine: Engine, *, most: int | None = None) -> list[ImportBatch]:
    """All imports, or the newest, newest first, those that were undone included."""
    newest_first = Table.metadata.tables["import_batch"].c.id.desc()
    with Session(engine) as session:
        return list(session.scalars(sa.select(ImportBatch).order_by(newest_first).limit(most)))


def networks_of_import(engine: Engine, batch_id: int) -> frozenset[str]:
    """The networks whose records an import added, changed or removed: the first part of every key."""
    network = sa.func.coalesce(CHANGES.c.after["key"][0].as_string(), CHANGES.c.before["key"][0].as_string())
    with engine.connect() as connection:
        found = connection.scalars(sa.select(network).where(CHANGES.c.batch_id == batch_id).distinct())
        return frozenset(found)
