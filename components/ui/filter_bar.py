"""The shared filters: from the address to widgets, and from widgets back to the address."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import streamlit as st

from components.ui.left_out import england_only, left_out
from components.ui.view import View, colours_now, facts_now
from data_access.facts import Facts
from data_access.settings import get_settings
from domain.errors import StoreError
from domain.filters import COMPARE, FILTER_NAMES, Filters, KnownCodes, Reading, read_filters, years_until
from domain.periods import EARLIEST_DAY, FinancialYear, period_of

_WRITTEN = "heard_query_written"
_LAST = "heard_last_filters"
_CHOICES = ("networks", "programmes", "groups", "rungs")


def choose_view(*, draw: bool = True) -> View:
    """Draw the filters in the sidebar and return the view that they, or the address, ask for.

    Without `draw`, on a page that has no filters, the view is the last one that was chosen, as of today.
    """
    facts, known = _facts_or_stop()
    if draw:
        filters = _chosen(facts, known)
        st.session_state[_LAST] = filters
    else:
        last = st.session_state.get(_LAST, Filters(year=known.default_year))
        filters = replace(last, as_of=None, compare="")
    return View(
        filters=filters,
        known=known,
        facts=facts,
        today=get_settings().current_day(),
        palette=colours_now(),
    )


def _chosen(facts: Facts, known: KnownCodes) -> Filters:
    reading = _read_address(known)
    if reading is not None:
        _fill_widgets(reading.filters)
        _say_what_was_dropped(reading, facts)
    elif _key("year") not in st.session_state and _LAST in st.session_state:
        # Streamlit forgets a widget that a page in between did not draw.
        _fill_widgets(st.session_state[_LAST])
    # A chip has room for a short name only.
    short_names = {code: facts.reference.networks[code].short_name for code in known.networks}
    filters = _draw_widgets(known, short_names=short_names)
    _write_address(filters)
    return filters


def _facts_or_stop() -> tuple[Facts, KnownCodes]:
    """The facts; where the store cannot be asked, the page says what to do and ends there."""
    try:
        return facts_now()
    except StoreError as error:
        st.title("Heard cannot show its records now", anchor=False)
        st.error(str(error))
        st.stop()


def _read_address(known: KnownCodes) -> Reading | None:
    """What the address asks for; None where it says only what we wrote into it, or nothing."""
    asked = _asked()
    if _WRITTEN in st.session_state and (not asked or asked == st.session_state[_WRITTEN]):
        return None
    return read_filters(asked, known)


def _asked() -> dict[str, list[str]]:
    # Other parameters belong to the page and are left alone.
    return {name: st.query_params.get_all(name) for name in FILTER_NAMES if name in st.query_params}


def _fill_widgets(filters: Filters) -> None:
    st.session_state[_key("year")] = filters.year
    st.session_state[_key("as_of")] = filters.as_of
    st.session_state[_key("compare")] = filters.compare or None
    for name in _CHOICES:
        st.session_state[_key(name)] = list(getattr(filters, name))


def back_to_today() -> None:
    """Let the view look back no more; for a button, before the page runs again."""
    st.session_state[_key("as_of")] = None


def _key(name: str) -> str:
    return f"filter_{name}"


def _draw_widgets(known: KnownCodes, *, short_names: Mapping[str, str]) -> Filters:
    with st.sidebar:
        st.header("Choose what to see", anchor=False)
        filters = Filters(
            **_choose_days(known),
            networks=_choose("Networks", "networks", short_names, "All networks"),
            programmes=_choose("Programmes", "programmes", known.programmes, "All programmes"),
            groups=_choose("Seldom-heard groups", "groups", known.groups, "All groups"),
            rungs=_choose("Rungs of the ladder", "rungs", known.rungs, "All rungs"),
        )
        st.button(
            "Clear all",
            key="filter_clear",
            on_click=_fill_widgets,
            args=(Filters(year=known.default_year),),
            disabled=filters == Filters(year=known.default_year),
        )
    return filters


def _choose_days(known: KnownCodes) -> dict[str, Any]:
    """The year, the day to look back to and the year to compare with; no year that begins after that day."""
    as_of = st.session_state.get(_key("as_of"))
    years = years_until(as_of, known)
    labels = {
        code: period_of(FinancialYear.from_code(code), today=as_of or known.today).label for code in years
    }
    if st.session_state.get(_key("year")) not in years:
        st.session_state[_key("year")] = years[0]
    year = st.selectbox("Year, April to March", years, format_func=labels.__getitem__, key=_key("year"))
    as_of = st.date_input(
        "As things stood on",
        value=None,
        min_value=EARLIEST_DAY,
        max_value=max(EARLIEST_DAY, known.today - timedelta(days=1)),
        format="DD/MM/YYYY",
        key=_key("as_of"),
        help="Choose a past day to look back. Empty means today.",
    )
    others = [code for code in years if code != year]
    if st.session_state.get(_key("compare")) not in others:
        st.session_state[_key("compare")] = None
    compare = st.selectbox(
        "Compare with another year",
        others,
        index=None,
        format_func=labels.__getitem__,
        key=_key("compare"),
        placeholder="No other year",
    )
    return {"year": year or known.default_year, "as_of": as_of, "compare": compare or ""}


def _choose(label: str, name: str, options: Mapping[str, str], all_of_them: str) -> tuple[str, ...]:
    chosen = st.multiselect(
        label,
        list(options),
        format_func=lambda code: options[code],
        key=_key(name),
        placeholder=all_of_them,
        # Otherwise Enter on a search takes every match at once.
        select_all=False,
    )
    # As in an address, a filter that holds every code is no filter.
    return () if len(chosen) == len(options) > 1 else tuple(sorted(chosen))


def _write_address(filters: Filters) -> None:
    query = filters.to_query()
    if _asked() != query:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in FILTER_NAMES}
        st.query_params.from_dict(query | others)
    st.session_state[_WRITTEN] = query


def _say_what_was_dropped(reading: Reading, facts: Facts) -> None:
    """Keep the sentences for the heading, which is drawn later; each code is the reader's own text."""
    groups = {code: group.label for code, group in facts.reference.groups.items()}
    kept_back = {code: england_only(code, groups) for code in reading.dropped}
    sentences = (
        left_out([code for code in reading.dropped if not kept_back[code]]),
        *dict.fromkeys(kept_back.values()),
        _same_year(reading.filters),
    )
    if said := " ".join(sentence for sentence in sentences if sentence):
        st.session_state["heard_dropped"] = said


def _same_year(filters: Filters) -> str:
    """What is said where the address sets a year beside itself."""
    asked = [part.strip() for value in st.query_params.get_all(COMPARE) for part in value.split(",")]
    if filters.compare or filters.year not in asked:
        return ""
    return left_out(
        [filters.year], why="the year that is shown, to compare it with itself", shown="show that year alone"
    )
