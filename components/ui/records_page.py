"""The list behind a figure: its sum again, so that one can check it, then the records, page by page."""

import streamlit as st

from components.ui.left_out import say_left_out
from components.ui.linked_table import linked_table_html
from components.ui.records_lines import activity_cells, outcome_cells
from components.ui.records_loaders import PageOfRecords, page_of
from components.ui.records_pages import asked_page, pager, say_which_page
from components.ui.records_people import people_list
from components.ui.records_ratings import ratings_list
from components.ui.view import View
from data_access.facts import Facts
from data_access.queries.selected import known_facets
from domain.selection import FACET_NAMES, Listed, Selection, read_selection
from domain.wording import counted

ONE = {Listed.ACTIVITIES: "activity", Listed.OUTCOMES: "outcome"}


def asked_records(view: View) -> tuple[Selection, tuple[str, ...]]:
    """The list that the address asks for, with the filters of the view, and what nobody knows of it."""
    query = {name: st.query_params.get_all(name) for name in FACET_NAMES if name in st.query_params}
    read, dropped = read_selection({**query, **view.filters.to_query()}, view.known, known_facets(view.facts))
    selection, out_of_days = read.within(view.period)
    return selection, (*dropped, *out_of_days)


def records_list(view: View) -> None:
    """The sum, the sentence that says which records these are, and one page of them."""
    selection, dropped = asked_records(view)
    say_left_out(dropped, why="which we do not know or which does not fit here")
    if selection.listed is Listed.RATINGS:
        ratings_list(view, selection)
    elif selection.listed is Listed.PEOPLE:
        activities = people_list(view, selection)
        _records(view, activities)
    else:
        _records(view, selection)


def _records(view: View, selection: Selection) -> None:
    page = page_of(view.key, selection, number=asked_page())
    st.header(counted(page.total, ONE[selection.listed], selection.listed.label), anchor=False)
    sentence = selection.describe(view.known, known_facets(view.facts), view.period)
    if sentence != view.sentence:
        st.text(f"{sentence}.")
    say_which_page(page.number, page.of)
    if not page.total:
        st.text("No record fits. Choose fewer filters, or another year.")
        return
    _table(page, selection, view.facts, sentence=sentence)
    pager(page.number, page.of)


def _table(page: PageOfRecords, selection: Selection, facts: Facts, *, sentence: str) -> None:
    lines = outcome_cells if selection.listed is Listed.OUTCOMES else activity_cells
    columns, rows = lines(page.lines, facts, as_of=selection.filters.as_of)
    with st.container(key="wide_records"):
        st.html(linked_table_html(columns, rows, caption=f"{sentence}: page {page.number} of {page.of}"))
