"""A backup as a file: opened with suspicion, checked part by part, and read a block of rows at a time."""

import hashlib
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from data_access.backup.contents import LEFT_OUT
from data_access.backup.manifest import NAME, NOT_A_BACKUP, Manifest, TablePart, read_manifest
from data_access.commands.progress import Progress, silent
from data_access.tables import Table
from domain.errors import NotFoundError, RefusedFileError

BLOCK = 1 << 20
LONGEST_LINE = 1 << 26
_LARGEST_MANIFEST = 1 << 20
# What the library raises for a damaged archive, by the byte that was hit.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,  # a place before the beginning, or another way of packing
    EOFError,
    RuntimeError,  # as if it were encrypted
    NotImplementedError,
    ValueError,
)
_DAMAGED = "This backup is damaged or was changed after it was made"


def member_name(table: str) -> str:
    """The name of a table's part within the file."""
    return f"tables/{table}.jsonl"


@dataclass(frozen=True)
class BackupFile:
    """An open backup. Its parts are found by names of our own making; nothing is unpacked to a disk."""

    archive: zipfile.ZipFile
    manifest: Manifest

    def verify(self, progress: Progress = silent) -> None:
        """Read every part once and compare it with the manifest. Raises RefusedFileError."""
        done = 0
        for name, part in self.manifest.tables.items():
            for _ in self._lines(name, part):
                pass
            done += part.rows
            progress("Checking the backup", done, self.manifest.rows)

    def rows(self, name: str) -> Iterator[list[list[Any]]]:
        """The rows of a table in blocks, in the order in which they were written.

        Raises RefusedFileError as soon as a row has another number of values, and at the end where the part
        is not the one that was written.
        """
        part = self.manifest.tables[name]
        for lines in self._lines(name, part):
            try:
                block = json.loads(b"[" + b",".join(lines) + b"]")
            except ValueError as error:
                raise RefusedFileError(f"{_DAMAGED}: {name} cannot be read.") from error
            width = len(part.columns)
            if len(block) != len(lines) or any(
                not isinstance(row, list) or len(row) != width for row in block
            ):
                raise RefusedFileError(f"{_DAMAGED}: a row of {name} has too many or too few values.")
            yield block

    def _lines(self, name: str, part: TablePart) -> Iterator[list[bytes]]:
        """The lines of a part in blocks; compared with the manifest when the last one was read."""
        digest, count = hashlib.sha256(), 0
        try:
            with self.archive.open(member_name(name)) as stream:
                for lines in _split(stream, digest):
                    count += len(lines)
                    if count > part.rows:
                        break
                    yield lines
        except _UNREADABLE as error:
            raise RefusedFileError(f"{_DAMAGED}: {name} cannot be read.") from error
        if count != part.rows or digest.hexdigest() != part.sha256:
            raise RefusedFileError(f"{_DAMAGED}: {name} is not as it was written.")


@contextmanager
def open_backup(path: Path) -> Iterator[BackupFile]:
    """A backup to read from. Raises NotFoundError, and RefusedFileError with the reason."""
    if not path.is_file():
        raise NotFoundError(f"There is no file {path}.")
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise RefusedFileError(NOT_A_BACKUP) from error
    with archive:
        manifest = _manifest_of(archive)
        _check_members(archive, manifest)
        yield BackupFile(archive, manifest)


def _manifest_of(archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(NAME) as stream:
            text = stream.read(_LARGEST_MANIFEST + 1)
    except (KeyError, *_UNREADABLE) as error:
        raise RefusedFileError(NOT_A_BACKUP) from error
    if len(text) > _LARGEST_MANIFEST:
        raise RefusedFileError(NOT_A_BACKUP)
    return read_manifest(text)


def _check_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Refuse a file that holds other parts than its manifest names, or a table that no backup holds."""
    if not manifest.tables.keys() <= Table.metadata.tables.keys() - LEFT_OUT:
        raise RefusedFileError("This backup holds tables that Heard does not have or does not take.")
    if sorted(archive.namelist()) != sorted([NAME, *map(member_name, manifest.tables)]):
        raise RefusedFileError(f"{_DAMAGED}: its parts are not those that it names.")


def _split(stream: IO[bytes], digest: Any) -> Iterator[list[bytes]]:
    """Whole lines in blocks. A part that does not end in a line's end has one line more."""
    rest = b""
    while block := stream.read(BLOCK):
        digest.update(block)
        *lines, rest = (rest + block).split(b"\n")
        if len(rest) > LONGEST_LINE:
            raise RefusedFileError(f"{_DAMAGED}: a line is too long.")
        if lines:
            yield lines
    if rest:
        yield [rest]
