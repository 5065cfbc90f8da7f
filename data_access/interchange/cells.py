"""One cell: from what a file holds to the value that is stored, or what was expected instead."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data_access.commands.text import clean_text
from data_access.interchange.code_lists import CodeList, CodeLists, as_compared
from data_access.interchange.days import DAY_EXPECTED, day_from_text
from data_access.interchange.layout import (
    FALSE_WORDS,
    NO_GROUP,
    NOT_KNOWN,
    SEPARATOR,
    TRUE_WORDS,
    CellType,
    Column,
    Sheet,
)
from domain.typed_numbers import plain_number
from domain.vocabulary import Answer

_MOST_EXACT = 2**53


@dataclass(frozen=True)
class CellError:
    """What stands in a cell of a workbook whose formula failed, such as #REF!."""

    code: str


@dataclass(frozen=True)
class FormulaWithoutValue:
    """What stands in a cell of a workbook that a program wrote without working its formula out."""

    def __str__(self) -> str:
        """As it is shown where the cell's own text would be."""
        return "a formula"


Cell = str | float | bool | date | datetime | CellError | FormulaWithoutValue | None
Parser = Callable[[Cell], Any]


class UnexpectedValueError(ValueError):
    """A cell holds something else; the message is what was expected, as the end of "expected …"."""


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or only spaces."""
    return cell is None or (isinstance(cell, str) and not clean_text(cell))


def shown(cell: object, *, most: int = 80) -> str:
    """The cell as a person reads it, shortened."""
    if isinstance(cell, CellError):
        text = cell.code
    elif isinstance(cell, datetime | date):
        text = cell.strftime("%d/%m/%Y")
    elif isinstance(cell, float):
        text = _number_text(cell)
    else:
        text = "" if cell is None else " ".join(str(cell).split())
    return text if len(text) <= most else text[: most - 1] + "…"


def parser_for(sheet: Sheet, column: Column, lists: CodeLists) -> Parser:
    """How to read a cell of this column that is not blank; it raises UnexpectedValueError."""
    limits, asked = sheet.limits(column), column.explanation
    parsers: dict[CellType, Parser] = {
        CellType.TEXT: lambda cell: _text(cell, longest=limits["max_length"]),
        CellType.DAY: _day,
        CellType.WHOLE: lambda cell: _whole(cell, least=limits["ge"], most=limits["le"]),
        CellType.NUMBER: _number,
        CellType.CODE: lambda cell: _code(cell, lists[column.listed], asked),
        CellType.CODES: lambda cell: _codes(cell, lists[column.listed], asked),
        CellType.GROUPS: lambda cell: _groups(cell, lists[column.listed], asked),
        CellType.YES_NO: _yes_no,
    }
    return parsers[column.type]


def _text(cell: Cell, *, longest: int) -> str:
    text = clean_text(_as_text(cell))
    if len(text) > longest:
        raise UnexpectedValueError(f"at most {longest} characters, but there are {len(text)}")
    return text


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number_text(cell)
    if isinstance(cell, CellError):
        raise UnexpectedValueError(f"text, but the cell's formula failed with {cell.code}")
    raise UnexpectedValueError("text, but the cell holds a date: format the cell as text and type it again")


def _number_text(number: float) -> str:
    whole = int(number) if math.isfinite(number) and abs(number) < _MOST_EXACT else None
    return str(whole) if whole is not None and whole == number else repr(number)


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        try:
            return day_from_text(clean_text(cell))
        except ValueError as error:
            raise UnexpectedValueError(str(error)) from error
    raise UnexpectedValueError(DAY_EXPECTED)


def _number(cell: Cell) -> float:
    number = math.nan
    if isinstance(cell, float) and not isinstance(cell, bool):
        number = cell
    elif isinstance(cell, str):
        number = float(plain_number(clean_text(cell)) or math.nan)
    if not math.isfinite(number):
        raise UnexpectedValueError("a number such as 1,234.5, without a unit or a percent sign")
    return number


def _whole(cell: Cell, *, least: int, most: int) -> int:
    expected = f"a whole number from {least} to {most:,}"
    try:
        number = _number(cell)
    except UnexpectedValueError as error:
        raise UnexpectedValueError(expected) from error
    if not number.is_integer() or not least <= number <= most:
        raise UnexpectedValueError(expected)
    return int(number)


def _code(cell: Cell, codes: CodeList, asked: str) -> str:
    text = clean_text(_as_text(cell))
    code = codes.find(text)
    if code is None:
        raise UnexpectedValueError(codes.expected(text, asked=asked))
    return code


def _codes(cell: Cell, codes: CodeList, asked: str) -> tuple[str, ...]:
    text = clean_text(_as_text(cell))
    if whole := codes.find(text):  # a label may itself hold the separator
        return (whole,)
    parts = [part.strip() for part in re.split(rf"[{SEPARATOR}\n]", text) if part.strip()]
    if unknown := [part for part in parts if codes.find(part) is None]:
        named = f"; “{unknown[0]}” is none of them" if len(parts) > 1 else ""
        raise UnexpectedValueError(codes.expected(unknown[0], asked=asked) + named)
    return tuple(sorted({_code(part, codes, asked) for part in parts}))


def _groups(cell: Cell, codes: CodeList, asked: str) -> tuple[str, ...] | None:
    """Return the codes; none of the list is an empty tuple, not known is None."""
    said = as_compared(_as_text(cell))
    if said == NO_GROUP:
        return ()
    if said in {NOT_KNOWN, NOT_KNOWN.replace(" ", "-"), "?"}:
        return None
    try:
        return _codes(cell, codes, asked)
    except UnexpectedValueError as error:
        raise UnexpectedValueError(f'{error}; or "{NO_GROUP}", or "{NOT_KNOWN}"') from error


def _yes_no(cell: Cell) -> bool:
    if isinstance(cell, bool):
        return cell
    said = as_compared(_as_text(cell))
    if said in TRUE_WORDS:
        return True
    if said in FALSE_WORDS or said == as_compared(Answer.NO.label):
        return False
    raise UnexpectedValueError("yes or no")


def written(column: Column, value: Any) -> str | int | float | bool | date | None:
    """The value as the export writes it: a text, a number, a day, or None for an empty cell."""
    if value is None or value == "":
        return None
    match column.type:
        case CellType.CODE:
            return str(value)
        case CellType.CODES:
            return f"{SEPARATOR} ".join(value) or None
        case CellType.YES_NO:
            return "yes" if value else "no"
        case _:
            return value  # type: ignore[no-any-return]


def written_groups(groups: tuple[str, ...], *, is_known: bool) -> str:
    """The groups of a cohort as the export writes them."""
    if not is_known:
        return NOT_KNOWN
    return f"{SEPARATOR} ".join(groups) or NO_GROUP
