"""How Alembic reaches the store: `data_access.schema` hands over an open connection."""

from typing import Any, Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from data_access.change_log import belongs_to_log
from data_access.tables import Table
from data_access.tables.base import UtcDateTime
from data_access.text_index import belongs_to_index


def render_item(kind: str, item: Any, _autogenerate_context: Any) -> str | Literal[False]:
    """Write our own column types as the plain ones that they are in the store."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_item,
    include_name=lambda name, _kind, _parents: not (belongs_to_index(name) or belongs_to_log(name)),
)
with context.begin_transaction():
    context.run_migrations()
