"""Days as people write them, always in British order: the day comes before the month."""

import re
from datetime import date

DAY_EXPECTED = "a day such as 03/11/2026 or 3 November 2026"
CENTURY = 2000
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SHORTEST_NAME = 3
_LONGEST = 100
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_NUMBERS = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?: 00:00(?::00)?)?")
_NAMED = re.compile(
    r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?([a-z]+)\.?,?[\s./-]*(\d{4}|\d{2})"
)


def day_from_text(text: str) -> date:
    """The day that the text names; a year of two digits is of this century.

    Raises ValueError whose message says what was expected, where the text names no day or one that
    does not exist.
    """
    said = " ".join(text[:_LONGEST].casefold().split())
    if found := _ISO.fullmatch(said):
        year, month, day = (int(part) for part in found.groups())
        return _existing(year, month, day)
    if found := _NUMBERS.fullmatch(said):
        return _existing(_year(found[3]), int(found[2]), int(found[1]))
    if (found := _NAMED.fullmatch(said)) and (named := _month(found[2])):
        return _existing(_year(found[3]), named, int(found[1]))
    raise ValueError(DAY_EXPECTED)


def _year(digits: str) -> int:
    return int(digits) if len(digits) > len("26") else CENTURY + int(digits)


def _month(name: str) -> int | None:
    if len(name) < _SHORTEST_NAME:
        return None
    starts = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    if name == "sept":
        return 9
    return starts[0] if len(starts) == 1 else None


def _existing(year: int, month: int, day: int) -> date:
    if month > len(_MONTHS):
        raise ValueError(f"a day before the month: there is no month {month}")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"a day that exists: {day:02}/{month:02}/{year} does not") from error
