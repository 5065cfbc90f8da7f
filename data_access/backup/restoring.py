"""Makes a store of a backup: all of it or nothing, on SQLite or PostgreSQL, from either."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError

from data_access.backup.backup_file import BackupFile, open_backup
from data_access.backup.contents import held_tables, tables_in, turns_to_store
from data_access.backup.manifest import NEWER, Manifest
from data_access.backup.numbering import SESSIONS, count_on
from data_access.change_log import log_everything
from data_access.checks.every_check import check_contents
from data_access.checks.finding import CheckResult
from data_access.checks.rows import ROW_SUBJECTS
from data_access.commands.numbers import newest_number
from data_access.commands.progress import Progress, silent
from data_access.engine import is_sqlite
from data_access.schema import is_known, revision_of, upgrade
from data_access.tables.base import now
from data_access.text_index import indexed_at_once
from data_access.tidying import tidy_up
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import RefusedFileError, StoreError
from domain.permissions import Actor, check_may_operate

# What a store has of itself, with not one record in it.
_OF_ITSELF = frozenset({"store_version"})
_NOT_WHOLE = "This backup does not hold together, so nothing was changed"


@dataclass(frozen=True)
class Restored:
    """What was restored, what was checked, and where the store that was there before is kept, if anywhere."""

    manifest: Manifest
    checks: Sequence[CheckResult]
    kept: Path | None = None


def restore_backup(
    engine: Engine, source: Path, *, actor: Actor, replace: bool = False, progress: Progress = silent
) -> Restored:
    """Put a backup into an empty database, or with `replace` into the place of the store that is there.

    One transaction: at its end the store is the one of the backup, or as it was. Apps at work notice, and
    everybody has to sign in again. On SQLite the store that is replaced is first copied to a file beside it.
    Raises NotAllowedError, NotFoundError, RefusedFileError for a file that is newer, damaged, tampered with or
    does not keep the rules of the store, and StoreError where there is a store and it may not be replaced.
    """
    check_may_operate(actor)
    with open_backup(source) as backup:
        if not is_known(backup.manifest.revision):
            raise RefusedFileError(NEWER)
        backup.verify(progress)
        with _files_as_they_were(engine) as kept:
            try:
                with unit_of_work(engine, actor=actor) as work:
                    checks = _Restoring(work, backup, progress, kept).restore(engine, replace=replace)
            except (IntegrityError, DataError) as error:
                raise RefusedFileError(f"{_NOT_WHOLE}: {_first_line(error.orig)}.") from error
    tidy_up(engine)
    return Restored(backup.manifest, checks, kept[0] if kept else None)


@contextmanager
def _files_as_they_were(engine: Engine) -> Iterator[list[Path]]:
    """A list for the copies that were made; where the restore fails they go, and a new empty store with them."""
    path = _sqlite_path(engine)
    is_new = path is not None and not path.exists()
    copies: list[Path] = []
    try:
        yield copies
    except BaseException:
        for copy in copies:
            copy.unlink(missing_ok=True)
        if path is not None and is_new:
            engine.dispose()
            for ending in ("", "-wal", "-shm"):
                path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
        raise


def _sqlite_path(engine: Engine) -> Path | None:
    database = engine.url.database
    return Path(database) if is_sqlite(engine) and database else None


def _first_line(error: object) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]


@dataclass
class _Restoring:
    work: UnitOfWork
    backup: BackupFile
    progress: Progress
    kept: list[Path]

    @property
    def connection(self) -> Connection:
        """The connection of the one transaction."""
        return self.work.session.connection()

    def restore(self, engine: Engine, *, replace: bool) -> list[CheckResult]:
        """Everything up to the commit; answers what was checked."""
        tables = tables_in(self.connection)
        version = _version(self.connection, tables)
        session = newest_number(self.connection, SESSIONS) if SESSIONS in tables else 0
        if _is_filled(self.connection, tables):
            if not replace:
                raise StoreError(
                    "There is a store with records already. To put the backup in its place, add --replace."
                )
            self._keep_copy(engine)
        _make_room(self.connection, tables, self.backup.manifest.revision)
        with indexed_at_once(self.connection):
            self._load()
        self._compare()
        upgrade(self.connection)
        count_on(self.connection, tables_in(self.connection), sessions_from=session)
        _go_on_from(self.connection, version)
        log_everything(self.connection)
        checks = check_contents(self.connection)
        if wrong := [one for one in checks if one.subject in ROW_SUBJECTS and not one.is_good]:
            raise RefusedFileError(f"{_NOT_WHOLE}: {wrong[0].subject}: {wrong[0].finding}.")
        manifest = self.backup.manifest
        after = {"moment": manifest.moment, "rows": manifest.rows, "audit_count": manifest.audit_count}
        self.work.audit("restored", "store", "backup", after=after)
        return checks

    def _keep_copy(self, engine: Engine) -> None:
        """Copy the file of an SQLite store, which this transaction has locked for writing."""
        path = _sqlite_path(engine)
        if path is None:
            return
        copy = path.with_name(f"{path.stem}-before-restore-{now():%Y-%m-%dT%H%M%S.%f}{path.suffix}")
        copy.touch(mode=0o600, exist_ok=False)
        self.kept.append(copy)
        with closing(sqlite3.connect(path)) as present, closing(sqlite3.connect(copy)) as kept:
            present.backup(kept)

    def _load(self) -> None:
        """Fill the empty tables from the file, parents before children."""
        tables = held_tables(tables_in(self.connection))
        parts = self.backup.manifest.tables
        if parts.keys() != tables.keys():
            raise RefusedFileError(f"{_NOT_WHOLE}: its tables are not those of a store of its release.")
        if is_sqlite(self.connection):
            # A row may come before the row of its own table that it refers to.
            self.connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        done = 0
        for name, table in tables.items():
            if sorted(parts[name].columns) != sorted(table.columns.keys()):
                raise RefusedFileError(f"{_NOT_WHOLE}: {name} has other columns.")
            columns = [table.columns[column] for column in parts[name].columns]
            _fill(self.connection, table, columns, self._turned(name, columns))
            done += parts[name].rows
            self.progress("Restoring", done, self.backup.manifest.rows)

    def _turned(self, name: str, columns: list[sa.Column[Any]]) -> Iterator[list[list[Any]]]:
        turns = turns_to_store(columns)
        for block in self.backup.rows(name):
            for row in block:
                for place, turn in turns:
                    row[place] = turn(row[place])
            yield block

    def _compare(self) -> None:
        """Whether the store now has as many rows as the file says, and the same end of the audit trail."""
        manifest, tables = self.backup.manifest, tables_in(self.connection)
        for name, part in manifest.tables.items():
            if _count(self.connection, tables[name]) != part.rows:
                raise RefusedFileError(f"{_NOT_WHOLE}: {name} has other rows than it says.")
        row = dict(self.connection.execute(sa.select(tables["store_version"])).mappings().first() or {})
        if (row.get("audit_count"), row.get("audit_head")) != (manifest.audit_count, manifest.audit_head):
            raise RefusedFileError(f"{_NOT_WHOLE}: its audit trail does not end where it says.")


def _is_filled(connection: Connection, tables: dict[str, sa.Table]) -> bool:
    return any(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None
        for name, table in tables.items()
        if name not in _OF_ITSELF
    )


def _count(connection: Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def _version(connection: Connection, tables: dict[str, sa.Table]) -> int:
    table = tables.get("store_version")
    return 0 if table is None else connection.scalar(sa.select(table.c.version)) or 0


def _go_on_from(connection: Connection, version: int) -> None:
    """Let the version rise above both the store's before and the backup's, so that every app notices."""
    table = tables_in(connection)["store_version"]
    connection.execute(sa.update(table).where(table.c.version < version).values(version=version))


def _make_room(connection: Connection, tables: dict[str, sa.Table], revision: str) -> None:
    """Leave empty tables of the backup's own revision."""
    present = revision_of(connection)
    if present is not None and not is_known(present):
        raise StoreError("The store was made by a newer release of Heard, so it is not replaced.")
    if present == revision:
        _empty(connection, tables)
        return
    for table in reversed(tables.values()):
        table.drop(connection)
    if present is not None:
        connection.exec_driver_sql("DELETE FROM alembic_version")
    upgrade(connection, revision)


def _empty(connection: Connection, tables: dict[str, sa.Table]) -> None:
    if not is_sqlite(connection):
        quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, tables))
        connection.exec_driver_sql(f"TRUNCATE {quoted}")
        return
    for table in reversed(tables.values()):
        for key in table.foreign_keys:
            if key.column.table is table:
                connection.execute(sa.update(table).values({key.parent: None}))
        connection.execute(sa.delete(table))


def _fill(
    connection: Connection,
    table: sa.Table,
    columns: list[sa.Column[Any]],
    blocks: Iterator[list[list[Any]]],
) -> None:
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(quote(column.name) for column in columns)})"
    if is_sqlite(connection):
        statement = f"INSERT INTO {into} VALUES ({', '.join('?' for _ in columns)})"  # noqa: S608  names of our own tables
        for block in blocks:
            connection.exec_driver_sql(statement, [tuple(row) for row in block])
        return
    driver = connection.dialect.loaded_dbapi
    cursor: Any = connection.connection.cursor()
    try:
        with cursor, cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for block in blocks:
                for row in block:
                    copy.write_row(row)
    except (driver.DataError, driver.IntegrityError) as error:
        raise RefusedFileError(f"{_NOT_WHOLE}: {_first_line(error)}.") from error
