"""Numbers, dates and lists as words, in the style of the NHS content guide."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from math import floor
from typing import Final
from zoneinfo import ZoneInfo

from domain.errors import InvalidRecordError

UK: Final = ZoneInfo("Europe/London")
LARGEST_RATIO_BASE: Final = 20
RATIO_TOLERANCE: Final = 0.01
RELATIVE_TOLERANCE: Final = 0.05
ALL_PER_CENT: Final = 100
NOON: Final = 12
_NAMED_TIMES: Final = {(0, 0): "midnight", (NOON, 0): "midday"}


def whole(number: int) -> str:
    """1234 as "1,234"."""
    return f"{number:,}"


def rounded_half_up(number: float) -> int:
    """Round to the nearest whole number; a half goes up, as readers expect, not to the even neighbour."""
    return floor(number + 0.5)


def per_cent(share: float) -> str:
    """Write a share from 0 to 1 as a whole percentage; "under 1%" is not none, "over 99%" is not all."""
    _check_share(share)
    percentage = rounded_half_up(ALL_PER_CENT * share)
    if percentage == 0 and share > 0:
        return "under 1%"
    if percentage == ALL_PER_CENT and share < 1:
        return "over 99%"
    return f"{percentage}%"


def in_words_ratio(share: float, *, of: str = "people") -> str:
    """Write a share as "1 in 7 people", with the smallest numbers close to it, else as a percentage.

    Close is within 1 point, and for a rare (or almost complete) share within a 20th of what is rare.
    """
    _check_share(share)
    close = min(RATIO_TOLERANCE, RELATIVE_TOLERANCE * min(share, 1 - share))
    for base in range(2, LARGEST_RATIO_BASE + 1):
        count = rounded_half_up(share * base)
        if 0 < count < base and abs(count / base - share) <= close:
            return f"{count} in {base} {of}"
    return f"{per_cent(share)} of {of}"


def day(moment: date) -> str:
    """3 November 2026."""
    return f"{moment.day} {moment:%B %Y}"


def in_uk(moment: datetime) -> datetime:
    """The moment by the clocks of the United Kingdom; one without a zone is one of UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UK)


def moment_in_words(moment: datetime) -> str:
    """A moment by itself, as the United Kingdom has it: 3 November 2026, 14:05."""
    local = in_uk(moment)
    return f"{day(local)}, {local:%H:%M}"


def at_in_words(moment: datetime) -> str:
    """The same within a sentence: on 3 November 2026 at 14:05."""
    local = in_uk(moment)
    return f"on {day(local)} at {local:%H:%M}"


def clock(moment: time) -> str:
    """The time of a day: 2pm, 5:30pm, midday, midnight."""
    if (moment.hour, moment.minute) in _NAMED_TIMES:
        return _NAMED_TIMES[moment.hour, moment.minute]
    minutes = f":{moment:%M}" if moment.minute else ""
    return f"{moment.hour % 12 or 12}{minutes}{'am' if moment.hour < NOON else 'pm'}"


def join_and(words: Sequence[str]) -> str:
    """Write "a, b and c"; nothing for no words."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def counted(number: int, one: str, many: str) -> str:
    """1 activity, 1,204 activities."""
    return f"{whole(number)} {one if number == 1 else many}"


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise InvalidRecordError(f"A share lies between 0 and 1, not at {share}.")
