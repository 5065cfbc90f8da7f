"""The view of one run: filters, period, facts and colours, settled in the entry and read by pages."""

from dataclasses import dataclass, replace
from datetime import date

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from components.figures.palette import Palette, Scheme, palette_of
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts, facts_of_version
from data_access.facts.as_of import facts_as_of
from data_access.queries.codes import known_codes
from data_access.readiness import check_ready
from data_access.settings import get_settings
from domain.errors import StoreError
from domain.filters import Filters, KnownCodes, year_of
from domain.periods import FinancialYear, Period, period_of
from domain.two_periods import Beside, filters_beside, named_beside

_SLOT = "heard_view"


@dataclass(frozen=True)
class View:
    """What a page shows: everything that a figure depends on.

    `period` is the chosen financial year, cut at today, or at the day that the view looks back to. `facts` are those
    of today.
    """

    filters: Filters
    known: KnownCodes
    facts: Facts
    today: date
    palette: Palette

    @property
    def period(self) -> Period:
        """The days that the view covers."""
        return period_shown(self.key)

    @property
    def other(self) -> "View | None":
        """The view that is set beside this one: the same of the year to compare with, on the same dates where this
        one is cut; None where no other year is chosen.
        """
        beside = self._beside()
        return replace(self, filters=beside.filters) if beside else None

    @property
    def other_of_people(self) -> "View | None":
        """The same for counts of people: always the whole other year, as it stands today."""
        beside = self._beside()
        return replace(self, filters=beside.of_people) if beside else None

    @property
    def others(self) -> "Others | None":
        """The keys of what stands beside this view; None where no other year is chosen."""
        other, people = self.other, self.other_of_people
        return Others(other.key, people.key) if other and people else None

    def _beside(self) -> Beside | None:
        if not self.filters.compare:
            return None
        year = FinancialYear.from_code(self.filters.compare)
        return filters_beside(self.filters, year=year, today=self.today)

    @property
    def sentence(self) -> str:
        """The filters in English."""
        return self.filters.describe(self.known, self.period)

    @property
    def has_illustrative(self) -> bool:
        """Whether the store holds any illustrative record."""
        return self.facts.has_illustrative

    @property
    def key(self) -> "ViewKey":
        """What makes two views the same: nothing else may decide what a figure shows.

        The year to compare with is no part of it: that is a view of its own.
        """
        day = self.filters.as_of or self.today
        return ViewKey(replace(self.filters, compare=""), self.facts.version, day, self.palette.scheme)


@dataclass(frozen=True)
class ViewKey:
    """The one hashed argument of every cache: filters, version of the store, day and colours.

    `today` is the day that the view shows: a past one where it looks back.
    """

    filters: Filters
    version: int
    today: date
    scheme: Scheme


@dataclass(frozen=True)
class Others:
    """The keys of what stands beside a view: for all that is counted by days, and for people, counted by years."""

    by_days: ViewKey
    of_people: ViewKey


def year_before(key: ViewKey) -> Others:
    """What stands beside a view where no other year is chosen: the year before."""
    # A view that looks back has its day for today; everything of the year before is past then.
    today = date.max if key.filters.as_of else key.today
    beside = filters_beside(key.filters, year=year_of(key.filters).previous, today=today)
    return Others(
        by_days=replace(key, filters=beside.filters, today=beside.filters.as_of or key.today),
        of_people=replace(key, filters=beside.of_people),
    )


def period_shown(key: ViewKey) -> Period:
    """The days that a view covers: its financial year, cut at today."""
    return period_of(year_of(key.filters), today=key.today)


def facts_of(key: ViewKey) -> Facts:
    """The facts that a view counts: the newest, or as they stood on the day that it looks back to."""
    # The entry asked which version is the newest. Each loader asks for facts: they need not ask the store as well.
    facts = facts_of_version(get_engine(), key.version)
    return facts if key.filters.as_of is None else facts_as_of(facts, key.filters.as_of)


def period_beside(key: ViewKey, other: ViewKey) -> Period:
    """The days of a view that stands beside another, under the name that they have there."""
    return named_beside(period_shown(key), other=period_shown(other))


def has_records(key: ViewKey) -> bool:
    """Whether anything is as old as a year: a list of an earlier one cannot be asked for."""
    # Of today: no day that is looked back to changes it.
    first = facts_of_version(get_engine(), key.version).first_day
    return first is not None and first <= year_of(key.filters).last


def shown_networks(key: ViewKey, facts: Facts) -> tuple[str, ...]:
    """The networks of the view, from north to south as the tile map has them."""
    return tuple(code for code in facts.reference.networks if code in (key.filters.networks or [code]))


def facts_now() -> tuple[Facts, KnownCodes]:
    """The newest facts and the codes that filters may hold.

    Raises StoreError, with what to do, where the store cannot be asked.
    """
    engine = get_engine()
    try:
        facts = current_facts(engine)
    except SQLAlchemyError as error:
        check_ready(engine)
        raise StoreError("The store is out of reach. Try again in a minute.") from error
    if not facts.reference.networks:
        check_ready(engine)
    return facts, known_codes(facts, today=get_settings().current_day())


def colours_now() -> Palette:
    """The colours of the scheme that the visitor has chosen."""
    return palette_of("dark" if st.context.theme.type == "dark" else "light")


def set_view(view: View) -> None:
    """Lay the view ready for the page of this run."""
    st.session_state[_SLOT] = view


def current_view() -> View:
    """The view of this run."""
    view: View = st.session_state[_SLOT]
    return view
