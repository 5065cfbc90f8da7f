"""The Change page: what is named one by one, the numbers page by page, and "you said, we did" to choose from."""

import streamlit as st

from components.figures.two_periods import begun
from components.ui.change_loaders import (
    METRICS_ON_A_PAGE,
    Named,
    metric_pages,
    metrics_drawing,
    named_outcomes,
    outcomes_in,
    outcomes_with_number,
)
from components.ui.chart_block import chart_block, records_link
from components.ui.plain_text import escaped
from components.ui.records_lines import activity_query
from components.ui.records_pages import asked_page, pager, say_which_page
from components.ui.two_periods import names_of, say_of_one_period
from components.ui.view import View
from data_access.queries.record_lines import OutcomeLine
from domain.how_long import days_in_words
from domain.selection import YES, Facet
from domain.vocabulary import OutcomeStatus, Provenance
from domain.wording import counted, day

NUMBERS = "numbers"
ACTIVITY_PAGE = "pages/explore/activity.py"


def waiting_and_not_possible(view: View) -> None:
    """What was promised and waits longest, beside what was not possible and why."""
    named = named_outcomes(view.key)
    say_of_one_period(view)
    left, right = st.columns(2, gap="small")
    with left:
        _waiting(view, named)
    with right:
        _not_possible(view, named)


def _waiting(view: View, named: Named) -> None:
    with st.container(key="sheet_waiting", border=True, height="stretch"):
        st.subheader("Promised, and waiting longest", anchor=False)
        if not named.waiting:
            st.text("Nothing is planned here that is not decided.")
            return
        st.caption("Planned is not made. The days count from the day the activity began.")
        for place, one in enumerate(named.waiting):
            waited = days_in_words(max(0, (view.key.today - one.start).days))
            _line(view, one, f"waiting for {waited}", one.we_did, key=f"waiting_{place}")
        records_link(
            outcomes_in(view.key).having(Facet.STATUS, OutcomeStatus.PLANNED), label="See all that is planned"
        )


def _not_possible(view: View, named: Named) -> None:
    with st.container(key="sheet_not_possible", border=True, height="stretch"):
        st.subheader("Not possible, and why", anchor=False)
        if not named.not_possible:
            st.text("Nothing is recorded here as not possible.")
            return
        st.caption("The newest, each with the reason that was given to people.")
        for place, one in enumerate(named.not_possible):
            _line(view, one, f"began {day(one.start)}", one.reason_not_possible, key=f"not_possible_{place}")
        records_link(
            outcomes_in(view.key).having(Facet.STATUS, OutcomeStatus.NOT_POSSIBLE),
            label="See all that was not possible",
        )


def _line(view: View, one: OutcomeLine, when: str, said: str, *, key: str) -> None:
    """An outcome: what people said, what they were answered, where and when, and the way to its activity."""
    network = view.facts.reference.networks[one.network].short_name
    illustrative = " · Illustrative" if one.provenance is Provenance.ILLUSTRATIVE else ""
    with st.container(key=f"named_{key}", gap=None):
        st.text(f"“{one.you_said}” {said}".strip() if one.you_said else said)
        st.caption(f"{escaped(network)} · {when}{illustrative}")
        st.page_link(
            ACTIVITY_PAGE,
            label=escaped(one.activity),
            query_params=activity_query(one.activity_id, as_of=view.filters.as_of),
        )


def numbers_that_moved(view: View) -> None:
    """The metrics of the view, page by page, and the way to all their outcomes, and to those of another year."""
    _metrics_of(view)
    other = view.other
    if other:
        with st.container(key="metrics_other"):
            name = begun(names_of(view, other).other)
            st.markdown(f"{name}: {metrics_drawing(other.key).finding}")
            _link_to_numbers(other)


def _metrics_of(view: View) -> None:
    of = metric_pages(view.key)
    number = min(max(asked_page(NUMBERS), 1), of)
    say_which_page(number, of, name=NUMBERS)
    chart_block(metrics_drawing(view.key, number), view=view, key="metrics")
    if not outcomes_with_number(view.key).numbers.size:
        return
    pager(number, of, name=NUMBERS)
    if of > 1:
        st.caption(f"{METRICS_ON_A_PAGE} numbers at a time, the newest first.")
    _link_to_numbers(view)


def _link_to_numbers(view: View) -> None:
    total = outcomes_with_number(view.key).numbers.size
    if total:
        records_link(
            outcomes_in(view.key).having(Facet.METRIC, YES),
            label=f"See the {counted(total, 'outcome', 'outcomes')} with a number",
        )
