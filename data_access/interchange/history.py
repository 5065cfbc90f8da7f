"""The imports so far."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.tables import ImportBatch, Table


def imports_so_far(engine: Engine) -> list[ImportBatch]:
    """All imports, newest first, those that were undone included."""
    newest_first = Table.metadata.tables["import_batch"].c.id.desc()
    with Session(engine) as session:
        return list(session.scalars(sa.select(ImportBatch).order_by(newest_first)))
