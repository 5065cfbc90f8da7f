"""How long it took from an activity to a decision: stretches of days, the middle of them, and the words for both."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from domain.vocabulary import Code
from domain.wording import counted, rounded_half_up

DAYS_IN_A_MONTH: Final = 30.4
MOST_DAYS_WITHOUT_MONTHS: Final = 60


class Took(Code):
    """A stretch of time from the first day of an activity to the day of the decision; the label says it in words."""

    BEFORE = "before", "before the activity began"
    TWO_WEEKS = "2-weeks", "2 weeks or less"
    ONE_MONTH = "1-month", "2 weeks to 1 month"
    TWO_MONTHS = "2-months", "1 to 2 months"
    THREE_MONTHS = "3-months", "2 to 3 months"
    SIX_MONTHS = "6-months", "3 to 6 months"
    ONE_YEAR = "1-year", "6 months to 1 year"
    LONGER = "longer", "more than 1 year"
    NO_DAY = "no-day", "no day recorded"


LAST_DAYS: Final = {
    Took.BEFORE: -1,
    Took.TWO_WEEKS: 14,
    Took.ONE_MONTH: 30,
    Took.TWO_MONTHS: 61,
    Took.THREE_MONTHS: 91,
    Took.SIX_MONTHS: 182,
    Took.ONE_YEAR: 365,
}
"""The last day of each stretch, counted from the day the activity began; what comes after all is longer."""


def took(days: int | None) -> Took:
    """The stretch that so many days fall into; None is a decision without a day."""
    if days is None:
        return Took.NO_DAY
    return next((stretch for stretch, last in LAST_DAYS.items() if days <= last), Took.LONGER)


@dataclass(frozen=True, slots=True)
class HowLong:
    """Days from activity to decision: how many were counted, the shortest, the middle and the longest."""

    counted: int
    shortest: int
    middle: int
    longest: int


def how_long(times: Mapping[int, int]) -> HowLong | None:
    """Of days, each with how often it was counted. None where there is nothing to count.

    The middle is the median: half took so long or less. Of an even number it is half way between the two in the
    middle, to the next whole day.
    """
    ordered = sorted(times)
    if not ordered:
        return None
    up_to = list(accumulate(times[days] for days in ordered))
    number = up_to[-1]
    low, high = (ordered[bisect_right(up_to, place)] for place in ((number - 1) // 2, number // 2))
    return HowLong(number, ordered[0], rounded_half_up((low + high) / 2), ordered[-1])


def days_in_words(days: int) -> str:
    """36 days, 119 days (about 4 months)."""
    said = counted(days, "day", "days")
    if days <= MOST_DAYS_WITHOUT_MONTHS:
        return said
    return f"{said} (about {rounded_half_up(days / DAYS_IN_A_MONTH)} months)"
