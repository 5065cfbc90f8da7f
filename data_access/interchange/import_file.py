"""A file that a person hands in: its parts, its true type, and the refusals that need no look at its rows."""

import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from data_access.commands.text import clean_text
from domain.errors import NotFoundError, RefusedFileError

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 200_000
MOST_UNPACKED = 256 * 1024 * 1024
MOST_SMALL_PART = 16 * 1024 * 1024
MOST_PARTS = 2_000
MOST_RATIO = 300
RATIO_MATTERS_FROM = 10 * 1024 * 1024
_CHUNK = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIG_PARTS = ("xl/worksheets/", "xl/sharedstrings.xml")
_ENCRYPTED_FLAG = 0x1
TOO_BIG = f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it, for example by network."
UNPACKS_TOO_BIG = "The file unpacks to far more than a workbook of records holds, so it was not opened."
DAMAGED = "The file is damaged or was cut short. Save it again and send the new copy."
WRONG_TYPE = "This is not an Excel workbook (.xlsx) or a CSV file."
MACROS = "The workbook holds macros. Save it as an Excel workbook (.xlsx) without macros and send that."
PASSWORD = "The workbook is protected with a password. Remove the password and send it again."  # noqa: S105
OLD_EXCEL = "This is a workbook of the old Excel format (.xls). Save it as an Excel workbook (.xlsx)."
EMPTY = "The file is empty."
_UNPACKING_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
_OTHER_OFFICE = {
    "content.xml": "This is an OpenDocument file. Save it as an Excel workbook (.xlsx) or CSV.",
    "xl/workbook.bin": "This is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx).",
}


@dataclass(frozen=True)
class ImportFile:
    """A file, or a folder of CSV files, as bytes by name."""

    name: str
    parts: tuple[tuple[str, bytes], ...]

    @classmethod
    def from_bytes(cls, name: str, content: bytes) -> Self:
        """One file that was sent. Raises RefusedFileError if it is too big or empty."""
        known_as = clean_text(name) or "file"
        return cls(known_as, ((known_as, content),))

    @classmethod
    def from_path(cls, path: Path) -> Self:
        """A file, or the CSV files of a folder, in order of their names.

        Raises NotFoundError where there is none, RefusedFileError where it is too big or empty.
        """
        if not path.exists():
            raise NotFoundError(f"There is no file {path}.")
        paths = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if sum(part.stat().st_size for part in paths) > MOST_BYTES:
            raise RefusedFileError(TOO_BIG)
        return cls(path.name, tuple((part.name, part.read_bytes()) for part in paths))

    def __post_init__(self) -> None:
        if sum(len(content) for _, content in self.parts) > MOST_BYTES:
            raise RefusedFileError(TOO_BIG)
        if not any(content.strip() for _, content in self.parts):
            raise RefusedFileError(EMPTY)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 over names and contents of the parts; a single file's own name is left out."""
        digest = hashlib.sha256()
        for name, content in self.parts:
            if len(self.parts) > 1:
                digest.update(name.encode())
            digest.update(hashlib.sha256(content).digest())
        return digest.hexdigest()


class Package(zipfile.ZipFile):
    """The package of a workbook; `rows` counts by part how many rows a sheet begins, as far as can be told at once."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        self.rows: dict[str, int] = {}


def opened_workbook(content: bytes) -> Package | None:
    """The checked package of an .xlsx workbook; None where the content may be CSV.

    The type is told by the content, not by the name. Raises RefusedFileError with one sentence for
    everything that is neither.
    """
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedFileError(PASSWORD if encrypted else OLD_EXCEL)
    if not content.startswith(b"PK"):
        return None
    try:
        package = Package(content)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise RefusedFileError(DAMAGED) from error
    _check_members(package)
    _check_sizes(package)
    return package


def _check_members(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > MOST_PARTS:
        raise RefusedFileError(UNPACKS_TOO_BIG)
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        raise RefusedFileError(PASSWORD)
    names = {member.filename.casefold() for member in members}
    for name, refusal in _OTHER_OFFICE.items():
        if name in names:
            raise RefusedFileError(refusal)
    if "xl/workbook.xml" not in names:
        raise RefusedFileError(WRONG_TYPE)
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise RefusedFileError(MACROS)


def _check_sizes(package: Package) -> None:
    """Unpack every part once, counting: what a part declares is not believed."""
    members = package.infolist()
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise RefusedFileError(UNPACKS_TOO_BIG)
    total = 0
    for member in members:
        size = 0
        for chunk in chunks_of(package, member.filename):
            size += len(chunk)
            package.rows[member.filename] = package.rows.get(member.filename, 0) + chunk.count(b"<row ")
            total += len(chunk)
            is_bomb = size > RATIO_MATTERS_FROM and size > MOST_RATIO * max(member.compress_size, 1)
            if total > MOST_UNPACKED or is_bomb or size > _most_of(member.filename):
                raise RefusedFileError(UNPACKS_TOO_BIG)
            if member.filename.casefold() == "[content_types].xml" and b"macroEnabled" in chunk:
                raise RefusedFileError(MACROS)


def _most_of(part: str) -> int:
    return MOST_UNPACKED if part.casefold().startswith(_BIG_PARTS) else MOST_SMALL_PART


def chunks_of(package: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The unpacked bytes of a part, piece by piece; raises RefusedFileError where it is damaged."""
    try:
        with package.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk
    except _UNPACKING_ERRORS as error:
        raise RefusedFileError(DAMAGED) from error
