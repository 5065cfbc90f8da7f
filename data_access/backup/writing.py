"""Writes a backup: one state of the store, however long it takes and whoever writes meanwhile."""

import hashlib
import json
import os
import secrets
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.backup.backup_file import member_name, open_backup
from data_access.backup.contents import held_tables, rows_in_order, tables_in, turns_to_file
from data_access.backup.manifest import NAME, Manifest, TablePart
from data_access.commands.progress import Progress, silent
from data_access.consistent_read import consistent_read
from data_access.engine import is_sqlite
from data_access.schema import revision_of
from data_access.tables.base import now
from domain.errors import NotFoundError, RefusedFileError, StoreError
from domain.permissions import Actor, check_may_operate

BLOCK = 2_000
# Less than zlib's own choice: a third of the time for a file that is a fifth larger.
EFFORT = 3
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def write_backup(engine: Engine, target: Path, *, actor: Actor, progress: Progress = silent) -> Manifest:
    """Write the whole store into a new file, readable by its owner alone, and read it back.

    The file stands under its name only when it is whole. Raises NotAllowedError, RefusedFileError where there
    is a file already, NotFoundError where there is no such folder, and StoreError for an empty database.
    """
    check_may_operate(actor)
    if target.exists():
        raise RefusedFileError(f"There is a file {target} already. Choose another name.")
    if not target.absolute().parent.is_dir():
        raise NotFoundError(f"There is no folder {target.parent}.")
    with _in_the_making(target) as part:
        with part.open("wb") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=EFFORT) as archive:
                manifest = _write_all(engine, archive, progress)
            stream.flush()
            os.fsync(stream.fileno())
        with open_backup(part) as written:
            written.verify(progress)
    return manifest


@contextmanager
def _in_the_making(target: Path) -> Iterator[Path]:
    """A new file beside the target that takes its name at the end, or goes where that is not reached."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _write_all(engine: Engine, archive: zipfile.ZipFile, progress: Progress) -> Manifest:
    with engine.connect() as connection:
        names = list(held_tables(tables_in(connection)))
    if not names:
        raise StoreError("There is no store yet. Make it with: python -m data_access prepare")
    with consistent_read(engine) as connection:
        _hold_tables(connection, names)
        tables = held_tables(tables_in(connection))
        told = _Told(progress, _count(connection, tables))
        moment = now()
        parts = {name: _write_table(connection, table, archive, told) for name, table in tables.items()}
        end = dict(connection.execute(sa.select(tables["store_version"])).mappings().first() or {})
        manifest = Manifest(
            revision=revision_of(connection) or "",
            moment=moment,
            version=end.get("version", 0),
            audit_count=end.get("audit_count"),
            audit_head=end.get("audit_head"),
            tables=parts,
        )
    archive.writestr(NAME, manifest.as_text())
    return manifest


def _hold_tables(connection: Connection, names: list[str]) -> None:
    """Keep others from emptying or changing a table before it was read; they may write as they like."""
    if not is_sqlite(connection):
        quoted = ", ".join(map(connection.dialect.identifier_preparer.quote, names))
        connection.exec_driver_sql(f"LOCK TABLE {quoted} IN ACCESS SHARE MODE")


def _count(connection: Connection, tables: dict[str, sa.Table]) -> int:
    return sum(
        connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in tables.values()
    )


@dataclass
class _Told:
    """Tells how many rows are written, of how many."""

    progress: Progress
    total: int
    done: int = 0

    def more(self, rows: int) -> None:
        """So many rows were written."""
        self.done += rows
        self.progress("Writing the backup", self.done, self.total)


def _write_table(connection: Connection, table: sa.Table, archive: zipfile.ZipFile, told: _Told) -> TablePart:
    turns = turns_to_file(table)
    question = rows_in_order(connection, table).execution_options(yield_per=BLOCK)
    digest, count = hashlib.sha256(), 0
    with (
        archive.open(member_name(table.name), "w", force_zip64=True) as stream,
        connection.execute(question) as rows,
    ):
        for block in rows.partitions():
            _write_block(stream, digest, [_turned(row, turns) for row in block])
            count += len(block)
            told.more(len(block))
    return TablePart(
        columns=tuple(column.name for column in table.columns), rows=count, sha256=digest.hexdigest()
    )


def _write_block(stream: IO[bytes], digest: Any, rows: list[list[Any]]) -> None:
    lines = "".join(f"{_encode(row)}\n" for row in rows).encode()
    digest.update(lines)
    stream.write(lines)


def _turned(row: Any, turns: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, turn in turns:
        values[place] = turn(values[place])
    return values
