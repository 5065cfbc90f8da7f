"""Financial years and the periods that figures are counted over."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Self

from domain.errors import InvalidRecordError

FIRST_MONTH: Final = 4
MONTHS_IN_A_YEAR: Final = 12
MONTHS_IN_A_QUARTER: Final = 3
MONTHS_BEFORE_A_RUNNING_YEAR_LEADS: Final = 6
QUARTER_END_MONTHS: Final = (3, 6, 9, 12)
EARLIEST_DAY: Final = date(2013, 4, 1)
"""The networks came into being in 2013; a record of an earlier day is a slip of the pen."""
SAME_DATES: Final = "the same dates"


def months_before(moment: date, months: int) -> date:
    """Go back to the same day so many months earlier (a negative number: later), or that month's last day."""
    count = moment.year * MONTHS_IN_A_YEAR + moment.month - 1 - months
    year, month = divmod(count, MONTHS_IN_A_YEAR)
    return date(year, month + 1, min(moment.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A year from 1 April to 31 March, named by the calendar year that it starts in."""

    start_year: int

    @property
    def code(self) -> str:
        return f"{self.start_year}-{(self.start_year + 1) % 100:02}"

    @property
    def label(self) -> str:
        return self.code.replace("-", "/")

    @property
    def first(self) -> date:
        return date(self.start_year, FIRST_MONTH, 1)

    @property
    def last(self) -> date:
        return self.next.first - timedelta(days=1)

    @property
    def previous(self) -> Self:
        return type(self)(self.start_year - 1)

    @property
    def next(self) -> Self:
        return type(self)(self.start_year + 1)

    @classmethod
    def from_code(cls, code: str) -> Self:
        """Read "2025-26"; raises InvalidRecordError for anything else, "2025-27" included."""
        start = code[:4]
        if start.isascii() and start.isdigit() and int(start) > 0 and cls(int(start)).code == code:
            return cls(int(start))
        raise InvalidRecordError(f"“{code}” is not a financial year such as 2025-26.")

    @classmethod
    def containing(cls, moment: date) -> Self:
        return cls(moment.year if moment.month >= FIRST_MONTH else moment.year - 1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days from first to last, both included, and what a reader calls them."""

    first: date
    last: date
    label: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise InvalidRecordError(f"The period {self.label} ends before it starts.")

    def __contains__(self, moment: date) -> bool:
        return self.first <= moment <= self.last

    @property
    def when(self) -> str:
        """The period in a sentence: "in 2025/26", "on the same dates in 2025/26"."""
        return f"{'on' if self.label.startswith(SAME_DATES) else 'in'} {self.label}"


def period_of(year: FinancialYear, *, today: date) -> Period:
    """Give the whole year, or "2026/27 so far" up to today; InvalidRecordError for a year not yet begun."""
    if year.first > today:
        raise InvalidRecordError(f"The year {year.label} has not started yet.")
    if year.last > today:
        return Period(first=year.first, last=today, label=f"{year.label} so far")
    return Period(first=year.first, last=year.last, label=year.label)


def same_dates_in(year: FinancialYear, *, period: Period) -> Period:
    """Like for like: the dates of a period, which lies in one financial year, as they fall in another.

    A period that ends on 29 February ends on 28 February where there is none; one that ends with February ends with
    it there too.
    """
    months = (FinancialYear.containing(period.first).start_year - year.start_year) * MONTHS_IN_A_YEAR
    first, last = months_before(period.first, months), months_before(period.last, months)
    if (period.last + timedelta(days=1)).day == 1:
        last = last.replace(day=monthrange(last.year, last.month)[1])
    if (first, last) == (year.first, year.last):
        return Period(first=first, last=last, label=year.label)
    return Period(first=first, last=last, label=f"{SAME_DATES} in {year.label}")


def quarter_ends(first: date, last: date) -> list[date]:
    """List the last days of March, June, September and December from first to last, oldest first."""
    return [
        end
        for year in range(first.year, last.year + 1)
        for month in QUARTER_END_MONTHS
        if first <= (end := date(year, month, monthrange(year, month)[1])) <= last
    ]


def quarters_of(period: Period) -> list[Period]:
    """The quarters from January, April, July and October on that hold a day of the period, cut to it, oldest first."""
    found: list[Period] = []
    first = period.first
    while first <= period.last:
        start = date(first.year, (first.month - 1) // MONTHS_IN_A_QUARTER * MONTHS_IN_A_QUARTER + 1, 1)
        end = months_before(start, -MONTHS_IN_A_QUARTER) - timedelta(days=1)
        label = f"{start:%b} to {end:%b %Y}"
        found.append(Period(first, min(end, period.last), label))
        first = end + timedelta(days=1)
    return found


def years_between(first: date, last: date) -> list[FinancialYear]:
    """List the financial years that hold a day from first to last, oldest first; none if last is earlier."""
    if first > last:
        return []
    starts = range(FinancialYear.containing(first).start_year, FinancialYear.containing(last).start_year + 1)
    return [FinancialYear(start) for start in starts]


def default_year(today: date, years_with_records: Iterable[FinancialYear]) -> FinancialYear:
    """Choose the year that a first visit opens on.

    The running year once 6 months of it have passed, or while it is the only one with records, or there are
    none at all; until then the year before it, which has the fuller picture.
    """
    running = FinancialYear.containing(today)
    half_way = months_before(running.first, -MONTHS_BEFORE_A_RUNNING_YEAR_LEADS)
    if today >= half_way or not any(year < running for year in years_with_records):
        return running
    return running.previous
