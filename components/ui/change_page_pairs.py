"""What people said and what was done, page by page: good news, bad news and "not possible" with the same weight."""

import streamlit as st

from components.ui.chart_block import records_link
from components.ui.left_out import say_left_out
from components.ui.plain_text import escaped
from components.ui.records_loaders import numbers_in
from components.ui.records_pages import PAGE, asked_page, pager, say_which_page
from components.ui.two_periods import say_of_one_period
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.record_lines import OutcomeLine, outcome_lines
from data_access.queries.selected import known_facets
from domain.outcome_words import DID
from domain.selection import FIXED_VALUES, LIST, Facet, Listed, Selection, read_selection
from domain.vocabulary import OutcomeStatus, Provenance
from domain.wording import counted, day

PAIRS_PAGE = "said"
ON_A_PAGE = 6
NOBODY_WROTE = "Nobody wrote this down."
TOLD_LATER = "It was decided after the day that you look back to."
CHOICES = {Facet.STATUS: "Status", Facet.DIRECTION: "Direction", Facet.LEVEL: "Of value to"}
ALL = "All"


def you_said_we_did(view: View) -> None:
    """The outcomes of the view as cards, the newest first; what to see is chosen here and stands in the address."""
    st.header("You said, we did", anchor=False)
    say_of_one_period(view)
    _choose()
    selection = _asked(view)
    _leave_page_out()
    numbers = numbers_in(view.key, selection)
    if not numbers.size:
        st.text("No outcome fits. Choose fewer filters, or another year.")
        return
    of = -(-numbers.size // ON_A_PAGE)
    number = min(max(asked_page(PAIRS_PAGE), 1), of)
    say_which_page(number, of, name=PAIRS_PAGE)
    wanted = numbers[(number - 1) * ON_A_PAGE : number * ON_A_PAGE].tolist()
    _cards(view, outcome_lines(get_engine(), wanted, on=view.filters.as_of))
    pager(number, of, name=PAIRS_PAGE)
    st.caption(
        "The newest first, by the day the activity began. Bad news stands among the others as it comes."
    )
    records_link(selection, label=f"See {counted(numbers.size, 'outcome', 'outcomes')} as a list")


def _choose() -> None:
    """Three boxes whose choices are parameters of the address."""
    for column, (facet, label) in zip(st.columns(len(CHOICES), gap="small"), CHOICES.items(), strict=True):
        key = f"choose_{facet.value}"
        labels = {"": ALL, **FIXED_VALUES[facet]}
        asked = st.query_params.get(facet.value, "")
        st.session_state[key] = asked if asked in labels else ""
        with column:
            st.selectbox(
                label,
                list(labels),
                format_func=labels.__getitem__,
                key=key,
                on_change=_write,
                args=(facet, key),
            )


def _write(facet: Facet, key: str) -> None:
    """Put a choice into the address, and go back to the first page of what it gives."""
    value = st.session_state[key]
    for gone in (facet.value, PAIRS_PAGE):
        if gone in st.query_params:
            del st.query_params[gone]
    if value:
        st.query_params[facet.value] = value


def _asked(view: View) -> Selection:
    """What the address asks for; what it cannot mean is named and left out."""
    query = {facet.value: st.query_params.get_all(facet.value) for facet in CHOICES}
    selection, dropped = read_selection(
        {LIST: [Listed.OUTCOMES.value], **query, **view.filters.to_query()},
        view.known,
        known_facets(view.facts),
    )
    say_left_out(dropped)
    return selection


def _leave_page_out() -> None:
    """Name a page of the whole: each list here has pages of its own."""
    if PAGE in st.query_params:
        say_left_out([f"page {st.query_params[PAGE]}"], why="but the lists here have pages of their own")
        del st.query_params[PAGE]


def _cards(view: View, lines: list[OutcomeLine]) -> None:
    for first in range(0, len(lines), 2):
        for place, column in enumerate(st.columns(2, gap="small"), start=first):
            if place < len(lines):
                with column, st.container(key=f"change_pair_{place}", border=True, height="stretch"):
                    _card(view, lines[place])


def _card(view: View, one: OutcomeLine) -> None:
    network = view.facts.reference.networks[one.network].short_name
    st.caption(f"{escaped(network)} · {day(one.start)}")
    st.markdown("**You said**")
    st.text(one.you_said or NOBODY_WROTE)
    st.markdown(f"**{DID[one.status]}**")
    is_possible = one.status is not OutcomeStatus.NOT_POSSIBLE
    said = one.we_did if is_possible else one.reason_not_possible
    st.text(said or (TOLD_LATER if one.is_told_later else NOBODY_WROTE))
    illustrative = " · Illustrative" if one.provenance is Provenance.ILLUSTRATIVE else ""
    st.text(
        f"{one.status.label} · {one.direction.label} · Of value to {one.level.label.lower()}{illustrative}"
    )
