"""One transaction for many reads: whatever others write meanwhile, it sees one state of the store."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Connection, Engine

from data_access.engine import is_sqlite


@contextmanager
def consistent_read(engine: Engine) -> Iterator[Connection]:
    """A connection whose reads all see the store as it is at the first of them; nobody waits for it."""
    # A transaction of SQLite reads one state anyway; PostgreSQL has to be asked for that.
    options = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.execution_options(**options).begin() as connection:
        yield connection
