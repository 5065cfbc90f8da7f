"""Any filters over any days, drawn by hypothesis, and by plain loops the activities that pass them, newest first."""

from datetime import date

from hypothesis import strategies as st

from domain.filters import Filters
from domain.periods import Period
from tests.integration.slow_counts import SlowActivity, SlowStore

UNTIL = date(2026, 11, 20)
TODAY = date(2026, 11, 22)


@st.composite
def views(draw: st.DrawFn, slow: SlowStore) -> tuple[Filters, Period]:
    """Any filters over any stretch of the three years."""

    def some_of(codes: list[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(draw(st.sets(st.sampled_from(codes), max_size=most))))

    first = draw(st.dates(date(2023, 10, 1), TODAY))
    period = Period(first, draw(st.dates(first, TODAY)), "any days")
    return (
        Filters(
            year="2026-27",
            networks=some_of(slow.networks, 6),
            programmes=some_of(slow.programmes, 8),
            groups=some_of(slow.groups, 3),
            rungs=some_of(slow.rungs, 6),
        ),
        period,
    )


def passes(one: SlowActivity, filters: Filters, period: Period) -> bool:
    if not period.first <= one.start <= period.last:
        return False
    for wanted, has in (
        (filters.networks, {one.network}),
        (filters.programmes, {one.programme}),
        (filters.rungs, {one.rung}),
        (filters.groups, one.groups),
    ):
        if wanted and not set(wanted) & has:
            return False
    return True


def newest_first(starts: dict[int, date]) -> list[int]:
    """Numbers by their days, the newest first; of one day, the highest number first."""
    return sorted(starts, key=lambda number: (starts[number], number), reverse=True)
