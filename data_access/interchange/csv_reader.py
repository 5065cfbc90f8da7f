"""Reads the rows of a CSV file: its encoding and its separator are told from its content."""

import codecs
import csv
from collections.abc import Callable, Iterator
from io import StringIO
from itertools import islice

from data_access.interchange.formula_text import unguarded
from data_access.interchange.import_file import WRONG_TYPE
from data_access.interchange.raw_rows import RawRow, RawSheet
from domain.errors import RefusedFileError

SEPARATORS = (",", ";", "\t")
_TRIED_ROWS = 30
_LONGEST_CELL = 131_072


def csv_sheet(name: str, content: bytes, *, headings_known: Callable[[list[str]], int]) -> RawSheet:
    """The one sheet of a CSV file.

    `headings_known` says how many cells of a row are headings that Heard knows; the separator with
    which the best row of the first 30 has most is taken. Raises RefusedFileError for what is not text.
    """
    text = decoded(content)

    def best_with(separator: str) -> int:
        return max(map(headings_known, islice(_records(text, separator), _TRIED_ROWS)), default=0)

    separator = max(SEPARATORS, key=best_with)

    def rows() -> Iterator[RawRow]:
        for number, record in enumerate(_records(text, separator), start=1):
            cells = {place: unguarded(cell) for place, cell in enumerate(record, start=1) if cell.strip()}
            if cells:
                yield number, dict(cells)

    return RawSheet(name, rows, about=text.count("\n"))


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8 with or without a mark, UTF-16 with a mark, or Windows-1252."""
    for mark, encoding in (
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"", "utf-8-sig"),
    ):
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    else:
        text = _decoded_windows(content)
    if "\0" in text:
        raise RefusedFileError(WRONG_TYPE)
    return text


def _decoded_windows(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise RefusedFileError(WRONG_TYPE) from error


def _records(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise RefusedFileError("The CSV file is damaged: a quotation mark may be missing.") from error
