"""Which view stands beside a view: the same of another financial year, so that like meets like."""

from dataclasses import dataclass, replace
from datetime import date

from domain.filters import Filters, year_of
from domain.periods import FinancialYear, Period, period_of, same_dates_in
from domain.wording import day


@dataclass(frozen=True)
class Beside:
    """The filters of the other period: for all that is counted by days, and for people, counted by whole years."""

    filters: Filters
    of_people: Filters


def filters_beside(filters: Filters, *, year: FinancialYear, today: date) -> Beside:
    """The same choices for another year.

    Where the view ends before its year does, because the year runs or the view looks back into it, the other one
    shows its year as things stood on the same date in it, and as they stand today where that date is yet to come.
    Otherwise both are whole years, as they stand on the same day; the other is shorter if it still runs.
    """
    shown = period_of(year_of(filters), today=filters.as_of or today)
    is_cut = shown.last < year_of(filters).last
    on = same_dates_in(year, period=shown).last if is_cut else filters.as_of
    beside = replace(filters, year=year.code, compare="", as_of=on if on and on < today else None)
    return Beside(filters=beside, of_people=replace(beside, as_of=None))


def named_beside(period: Period, *, other: Period) -> Period:
    """The other period under the name that it has beside the first: "the same dates in 2024/25" where it is that."""
    same = same_dates_in(FinancialYear.containing(other.first), period=period)
    return same if (same.first, same.last) == (other.first, other.last) else other


def is_part_beside_whole(period: Period, *, other: Period) -> bool:
    """Whether one is a part of its year and the other a whole one, so that up and down would mean nothing."""
    return _is_whole(period) != _is_whole(other)


def describe_beside(period: Period, *, other: Period, as_of: date | None) -> str:
    """The sentence that names the days beside a period, and the day on which things stood there."""
    stood = f", as things stood on {day(as_of)}" if as_of else ""
    part = " A part of a year stands beside a whole one." if is_part_beside_whole(period, other=other) else ""
    return f"Beside it: {day(other.first)} to {day(other.last)}{stood}.{part}"


def _is_whole(period: Period) -> bool:
    return period.last == FinancialYear.containing(period.first).last
