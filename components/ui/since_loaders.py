"""The figures of the day of a meeting and of today, side by side, each with the records that it is made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from components.figures.spectrum import NetworkPosition
from components.ui.linked_table import records_address
from components.ui.spectrum_loaders import positions_of, ratings_of_dots
from components.ui.view import View, ViewKey, facts_of, period_shown
from data_access.queries.selected import rows_of_activities, rows_of_outcomes
from domain.filters import Filters
from domain.periods import FinancialYear
from domain.selection import YES, Facet, Listed, Selection
from domain.spectrum import Position
from domain.vocabulary import OutcomeStatus, RaterKind
from domain.wording import whole

OF_PEOPLE = (
    "People are not counted here. They are counted by whole years only, because two counts a few weeks apart could "
    "tell something of one person."
)


@dataclass(frozen=True)
class ThenNow:
    """A figure on the day of the meeting and today, each with the records that it is made of.

    They are addresses, "" for none; `opens_new` has the records that came since, where a list holds just these.
    """

    label: str
    then: int
    now: int
    opens_then: str = ""
    opens_now: str = ""
    opens_new: str = ""

    @property
    def difference(self) -> str:
        """The change in words: "12 more", "3 fewer", "no change"."""
        more = self.now - self.then
        if more == 0:
            return "no change"
        return f"{whole(abs(more))} {'more' if more > 0 else 'fewer'}"


def key_now(view: View) -> ViewKey:
    """The key of all networks today: this page has no filters."""
    return replace(
        view.key, filters=Filters(year=FinancialYear.containing(view.today).code), today=view.today
    )


def key_on(now: ViewKey, day: date) -> ViewKey:
    """The same as things stood on a past day."""
    return replace(now, filters=Filters(year=FinancialYear.containing(day).code, as_of=day), today=day)


@lru_cache(maxsize=32)
def figures_since(now: ViewKey, day: date) -> tuple[ThenNow, ...]:
    """The figures of all years together, as they stood on the day and as they stand today."""
    then = key_on(now, day)
    activities = of_all_years(Listed.ACTIVITIES)
    made = of_all_years(Listed.OUTCOMES, (Facet.STATUS, OutcomeStatus.MADE))
    without = of_all_years(Listed.ACTIVITIES, (Facet.WITHOUT_OUTCOME, YES))
    told = of_all_years(Listed.ACTIVITIES, (Facet.REPORTED_BACK, YES))
    since = activities(now).having(Facet.FROM, (day + timedelta(days=1)).isoformat())
    return (
        replace(_counted("Activities", activities, then, now), opens_new=records_address(since)),
        _counted("Activities without an outcome", without, then, now),
        _counted("Changes made", made, then, now),
        _counted("Reports back to people", told, then, now),
        *(_placed(kind, then, now) for kind in RaterKind),
    )


def of_all_years(listed: Listed, *facets: tuple[Facet, str]) -> Callable[[ViewKey], Selection]:
    """Of a key, its records of all years up to its day."""

    def of(key: ViewKey) -> Selection:
        selection = Selection(listed, key.filters).having(Facet.EVER, YES)
        for facet, value in facets:
            selection = selection.having(facet, value)
        return selection

    return of


def _counted(label: str, of: Callable[[ViewKey], Selection], then: ViewKey, now: ViewKey) -> ThenNow:
    opens = (records_address(of(key)) for key in (then, now))
    return ThenNow(label, _number(then, of(then)), _number(now, of(now)), *opens)


def _number(key: ViewKey, selection: Selection) -> int:
    rows = rows_of_outcomes if selection.listed is Listed.OUTCOMES else rows_of_activities
    return int(rows(facts_of(key), selection, period_shown(key)).sum())


_DOTS = {
    RaterKind.STAFF: "Spectrum dots by staff",
    RaterKind.LAY: "Spectrum dots by lay partners",
}


def _placed(kind: RaterKind, then: ViewKey, now: ViewKey) -> ThenNow:
    """How many networks have a dot of these raters on the spectrum."""

    def drawn(key: ViewKey) -> int:
        return sum(position_by(one, kind).is_drawn for one in positions_of(key))

    def opens(key: ViewKey) -> str:
        return records_address(ratings_of_dots(key, ()).having(Facet.RATER, kind))

    return ThenNow(_DOTS[kind], drawn(then), drawn(now), opens(then), opens(now))


def position_by(one: NetworkPosition, kind: RaterKind) -> Position:
    """Where these raters place a network."""
    return one.staff if kind is RaterKind.STAFF else one.lay
