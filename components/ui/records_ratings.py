"""The list behind a place on the spectrum: the place computed again from its ratings, then each with its evidence."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.linked_table import Cell, linked_table_html
from components.ui.marker_evidence import shows_staff_to
from components.ui.ratings_behind import RatingsBehind, positions_of_rater, ratings_behind
from components.ui.records_loaders import ON_A_PAGE
from components.ui.records_pages import asked_page, pager, say_which_page
from components.ui.view import View
from data_access.facts import Facts
from data_access.queries.selected import known_facets
from domain.selection import Facet, Selection
from domain.spectrum import Assessment
from domain.vocabulary import RaterKind
from domain.wording import counted, day

COLUMNS = ("Network", "Marker", "Rated by", "Level", "What the level says", "Evidence", "As of")


def ratings_list(view: View, selection: Selection) -> None:
    """The newest ratings that count; those of a lay partner's own network wait until they have answered."""
    behind = ratings_behind(view.facts, selection, view.period)
    st.header(counted(len(behind.ratings), "rating of a marker", "ratings of markers"), anchor=False)
    st.text(selection.describe(view.known, known_facets(view.facts), view.period) + ".")
    if not behind.ratings:
        st.text("Nobody rated this in the 18 months up to that day, which is not the same as none.")
        return
    if behind.positions:
        _positions(behind, selection)
    networks = dict.fromkeys(one.network for one in behind.ratings)
    may_read = {code for code in networks if shows_staff_to(current_actor(), view, code)}
    _page([one for one in behind.ratings if one.network in may_read], view.facts)


def _positions(behind: RatingsBehind, selection: Selection) -> None:
    """Where these ratings place each network, by the rule of the spectrum."""
    rater = selection.value_of(Facet.RATER)
    if rater is None and len(behind.positions) > 1:
        st.markdown(
            f"Staff and lay partners both rated enough to be compared in **{behind.compared} of "
            f"{counted(len(behind.positions), 'network', 'networks')}**."
        )
    st.subheader("What these ratings give together", anchor=False)
    table = positions_of_rater(behind, rater)
    rows = [[Cell(str(text)) for text in row] for row in table.itertuples(index=False, name=None)]
    with st.container(key="wide_positions"):
        st.html(linked_table_html(list(table.columns), rows, caption="Places on the spectrum"))
    st.subheader("The ratings", anchor=False)


def _page(found: list[Assessment], facts: Facts) -> None:
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(asked_page(), 1), pages)
    say_which_page(number, pages)
    rows = [_row(one, facts) for one in found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]]
    if rows:
        with st.container(key="wide_records"):
            st.html(linked_table_html(COLUMNS, rows, caption=f"Ratings, page {number} of {pages}"))
        pager(number, pages)


def _row(one: Assessment, facts: Facts) -> list[Cell]:
    marker = facts.reference.markers[one.marker]
    return [
        Cell(facts.reference.networks[one.network].short_name),
        Cell(marker.label),
        Cell(RaterKind(one.rater_kind).label),
        Cell(f"{one.level} of 3", is_number=True),
        Cell(marker.levels[one.level]),
        Cell(one.evidence or "–"),
        Cell(day(one.as_of)),
    ]
