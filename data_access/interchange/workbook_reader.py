"""Reads the rows of an .xlsx workbook as a stream.

A reader of our own because it must be safe and quick at once: no document type and so no entities,
nothing kept but one piece of rows, no memory taken for cells that are not there, three times as fast
as the library that streams; the fast library takes memory for the whole rectangle a sheet claims.
"""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.parsers import expat

from data_access.interchange.cells import Cell, CellError, FormulaWithoutValue
from data_access.interchange.import_file import DAMAGED, UNPACKS_TOO_BIG, Package, chunks_of
from data_access.interchange.raw_rows import RawRow, RawSheet, column_number
from domain.errors import RefusedFileError

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LETTERS = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 16_384
_MOST_STRINGS = 5_000_000
_MOST_ELEMENTS = 200_000
_READ_ELEMENTS = frozenset(
    {"workbookPr", "sheet", "Relationship", "numFmt", "cellXfs", "cellStyles", "cellStyleXfs", "dxfs", "xf"}
)
_WINDOWS_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a workbook's moments have no time zone
_MAC_EPOCH = datetime(1904, 1, 1)  # noqa: DTZ001
_FIRST_TRUE_SERIAL = 60
"""Up to here workbooks count one day too few: they hold 29 February 1900, which never was."""
_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The numbers of the formats for days and times that a workbook need not define (ECMA-376, 18.8.30)."""
_NOT_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|general', re.IGNORECASE)
Attributes = dict[str, str]


class _Parser:
    """An XML parser that refuses a document type, so that no entity expands; prefixes are left out."""

    def __init__(self) -> None:
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartDoctypeDeclHandler = _refuse
        self._expat.StartElementHandler = self._start_root
        self._expat.EndElementHandler = self.end
        self._expat.CharacterDataHandler = self.text

    def _start_root(self, name: str, attributes: Attributes) -> None:
        # Few programs write prefixes, and looking for them at each element costs a third of the time.
        self._expat.StartElementHandler = self.start
        if ":" in name:
            self._expat.StartElementHandler = lambda long, found: self.start(_local(long), found)
            self._expat.EndElementHandler = lambda long: self.end(_local(long))
        self.start(_local(name), attributes)

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text within an element, perhaps a piece of it."""

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Read a piece; raises RefusedFileError where it is not well formed."""
        try:
            self._expat.Parse(chunk, is_last)
        except (expat.ExpatError, UnicodeError) as error:
            raise RefusedFileError(DAMAGED) from error


def _refuse(*_: object) -> None:
    raise RefusedFileError("The workbook defines a document type in its XML, so it was not opened.")


def _check_count(count: int, most: int) -> None:
    if count > most:
        raise RefusedFileError(UNPACKS_TOO_BIG)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


class _Elements(_Parser):
    """Collects the elements of a small part that are read, flat and in order."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, Attributes]] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _READ_ELEMENTS:
            self.found.append((name, {_local(key): value for key, value in attributes.items()}))
            _check_count(len(self.found), _MOST_ELEMENTS)


class _Strings(_Parser):
    """Collects shared strings; readings aloud (rPh) are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._is_text = False
        self._is_reading = False

    def start(self, name: str, _attributes: Attributes) -> None:
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._is_reading = True
        self._is_text = name == "t" and not self._is_reading

    def text(self, text: str) -> None:
        if self._is_text:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._is_text = False
        if name == "si":
            self.found.append(unescaped("".join(self._pieces)))
            _check_count(len(self.found), _MOST_STRINGS)
        elif name == "rPh":
            self._is_reading = False


@dataclass(frozen=True)
class _Book:
    """What the cells of all sheets refer to."""

    strings: list[str]
    date_styles: frozenset[int]
    epoch: datetime


class _Rows(_Parser):
    """Collects the rows of a sheet; `take` hands over those that are complete."""

    def __init__(self, book: _Book) -> None:
        super().__init__()
        self._book = book
        self._rows: list[RawRow] = []
        self._cells: dict[int, Cell] = {}
        self._row = self._column = 0
        self._type = self._style = ""
        self._pieces: list[str] = []
        self._is_value = self._is_reading = self._is_formula = False

    def take(self) -> list[RawRow]:
        """The rows since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in {"v", "t"}:
            self._is_value = not self._is_reading
        elif name == "row":
            self._row = _count(attributes.get("r"), self._row + 1)
            self._column = 0
            self._cells = {}
        elif name == "f":
            self._is_formula = True
        elif name == "rPh":
            self._is_reading = True

    def _start_cell(self, attributes: Attributes) -> None:
        place = _LETTERS.fullmatch(attributes.get("r", ""))
        self._column = column_number(place[1]) if place else self._column + 1
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "0")
        self._pieces = []
        self._is_formula = False

    def text(self, text: str) -> None:
        if self._is_value:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        if name in {"v", "t"}:
            self._is_value = False
        elif name == "c":
            self._end_cell()
        elif name == "row" and self._cells:
            self._rows.append((self._row, self._cells))
        elif name == "rPh":
            self._is_reading = False

    def _end_cell(self) -> None:
        if self._column > _MOST_COLUMNS:
            return
        if self._pieces:
            self._cells[self._column] = self._cell("".join(self._pieces))
        elif self._is_formula and self._type != "str":  # a formula whose value is an empty text says "str"
            self._cells[self._column] = FormulaWithoutValue()

    def _cell(self, text: str) -> Cell:
        match self._type:
            case "s":
                return _item(self._book.strings, text)
            case "inlineStr" | "str":
                return unescaped(text)
            case "b":
                return text.strip() == "1"
            case "e":
                return CellError(text)
            case "d":
                return _moment(text)
            case _:
                return self._number(text)

    def _number(self, text: str) -> Cell:
        try:
            number = float(text)
        except ValueError as error:
            raise RefusedFileError(DAMAGED) from error
        if self._style.isdigit() and int(self._style) in self._book.date_styles:
            return _from_serial(number, self._book.epoch)
        return number


def _from_serial(number: float, epoch: datetime) -> datetime | float:
    """The moment of a serial number; the number itself where it is a time of day or out of range."""
    days = number + 1 if epoch == _WINDOWS_EPOCH and number < _FIRST_TRUE_SERIAL else number
    try:
        return epoch + timedelta(days=days) if number >= 1 else number
    except OverflowError:
        return number


def _is_date_format(code: str) -> bool:
    return (
        re.search("[dmyhs]", _NOT_FORMAT.sub("", code.split(";", maxsplit=1)[0]), re.IGNORECASE) is not None
    )


def _moment(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _item(strings: list[str], text: str) -> str:
    try:
        return strings[int(text)]
    except (ValueError, IndexError) as error:
        raise RefusedFileError(DAMAGED) from error


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise


def unescaped(text: str) -> str:
    """The text with the workbook's `_x000D_` turned into the characters that they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def sheets_of_workbook(package: Package) -> list[RawSheet]:
    """The worksheets of a checked package, in order; raises RefusedFileError where it is damaged."""
    parts = {name.casefold(): name for name in package.namelist()}
    folder = "xl/"
    elements = _elements(package, parts[f"{folder}workbook.xml"])
    targets = _targets(package, parts, f"{folder}_rels/workbook.xml.rels")
    uses_1904 = any(
        name == "workbookPr" and found.get("date1904", "0") in {"1", "true"} for name, found in elements
    )
    book = _Book(
        strings=_shared_strings(package, parts, folder),
        date_styles=_date_styles(package, parts, folder),
        epoch=_MAC_EPOCH if uses_1904 else _WINDOWS_EPOCH,
    )
    found = []
    for name, attributes in elements:
        part = targets.get(attributes.get("id", "")) if name == "sheet" else None
        if part and "worksheets" in part.casefold():
            rows = _rows_of(package, part, book)
            found.append(RawSheet(attributes.get("name", ""), rows, about=package.rows.get(part, 0)))
    return found


def _rows_of(package: zipfile.ZipFile, part: str, book: _Book) -> Callable[[], Iterator[RawRow]]:
    def rows() -> Iterator[RawRow]:
        parser = _Rows(book)
        for chunk in chunks_of(package, part):
            parser.feed(chunk)
            yield from parser.take()
        parser.feed(b"", is_last=True)
        yield from parser.take()

    return rows


def _elements(package: zipfile.ZipFile, part: str) -> list[tuple[str, Attributes]]:
    parser = _Elements()
    for chunk in chunks_of(package, part):
        parser.feed(chunk)
    parser.feed(b"", is_last=True)
    return parser.found


def _targets(package: zipfile.ZipFile, parts: dict[str, str], relations: str) -> dict[str, str]:
    if relations not in parts:
        raise RefusedFileError(DAMAGED)
    found = {}
    for name, attributes in _elements(package, parts[relations]):
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if path.casefold() in parts:
                found[attributes.get("Id", "")] = parts[path.casefold()]
    return found


def _shared_strings(package: zipfile.ZipFile, parts: dict[str, str], folder: str) -> list[str]:
    part = parts.get(f"{folder}sharedstrings.xml")
    if part is None:
        return []
    parser = _Strings()
    for chunk in chunks_of(package, part):
        parser.feed(chunk)
    parser.feed(b"", is_last=True)
    return parser.found


def _date_styles(package: zipfile.ZipFile, parts: dict[str, str], folder: str) -> frozenset[int]:
    part = parts.get(f"{folder}styles.xml")
    if part is None:
        return frozenset()
    dates = set(_BUILT_IN_DATES)
    styles: list[int] = []
    is_cell_style = False
    for name, attributes in _elements(package, part):
        if name == "numFmt" and _is_date_format(attributes.get("formatCode", "")):
            dates.add(_count(attributes.get("numFmtId"), 0))
        elif name in {"cellXfs", "cellStyles", "cellStyleXfs", "dxfs"}:
            is_cell_style = name == "cellXfs"
        elif name == "xf" and is_cell_style:
            styles.append(_count(attributes.get("numFmtId"), 0))
    return frozenset(place for place, number in enumerate(styles) if number in dates)
