"""The library of shared resources: words to look for, choices kept in the address, and one page of what fits."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.choices_in_address import choice_in_address, unknown_choices, words_in_address
from components.ui.left_out import say_left_out
from components.ui.library_list import library_list_html
from components.ui.page_list import page_at
from components.ui.plain_text import escaped
from components.ui.records_pages import PAGE, asked_page, pager, say_which_page
from components.ui.strategy_loaders import ALL_NETWORKS, named_by_provenance, strategy_lines
from components.ui.view import View
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.full_text import search_words
from data_access.queries.library import LibraryChoice, LibraryPage, library_page
from data_access.queries.resources import SHARED_BY_ALL
from domain.permissions import may
from domain.vocabulary import ResourceKind
from domain.wording import counted, whole

LEAD = "Policies, strategies, training and other things that a network made and that others can use again."
NOTHING_YET = "Nothing is in the library yet."
NOTHING_FITS = "Nothing fits this choice. Try fewer words, or choose less."
WHO_ADDS = "Networks add to the library when they are signed in, on the page “Actions and resources”."
_ADDING = page_at("actions-and-resources")
_ASKED_BEFORE = "library_asked"


def library(view: View) -> None:
    """The choice, how much fits it, one page of it, and how to add to it."""
    st.text(LEAD)
    choice = _choose(view.facts)
    _begin_anew_where_the_question_changed(choice)
    found = library_page(get_engine(), choice, number=asked_page())
    st.header(f"{counted(found.total, 'thing', 'things')} to share", anchor=False)
    _say_how_many(found, choice)
    say_which_page(found.number, found.of)
    if found.resources:
        named = named_by_provenance(
            (one.provenance for one in found.resources), is_said=view.has_illustrative
        )
        with st.container(key="library_list"):
            st.html(library_list_html(found.resources, view.facts, named=named))
    pager(found.number, found.of)
    _say_how_to_add()


def _choose(facts: Facts) -> LibraryChoice:
    kinds = {one.value: one.label for one in ResourceKind}
    networks = {code: one.short_name for code, one in facts.reference.networks.items()}
    networks |= {SHARED_BY_ALL: f"{ALL_NETWORKS} together"}
    lines = {one.code: one.label for one in strategy_lines(facts)}
    say_left_out(unknown_choices({"kind": kinds, "network": networks, "line": lines}))
    first, second = st.columns([3, 2]), st.columns([2, 3])
    with first[0]:
        typed = words_in_address(key="library_search", example="payment")
    with first[1]:
        kind = choice_in_address("Kind", "kind", kinds, every="All kinds", key="library_kind")
    with second[0]:
        network = choice_in_address(
            "Shared by", "network", networks, every="Any network", key="library_network"
        )
    with second[1]:
        line = choice_in_address("Line of the strategy", "line", lines, every="Any line", key="library_line")
    words = search_words(typed)
    if typed.strip() and not words:
        st.info(f"“{escaped(typed)}” holds no letter or number to look for, so we left it out.")
    return LibraryChoice(
        words=words,
        kind=ResourceKind(kind) if kind else None,
        network=network,
        lines=_at_or_below(facts, line) if line else None,
    )


def _at_or_below(facts: Facts, line: str) -> tuple[str, ...]:
    """The codes of a line of the strategy and of all lines below it."""
    return tuple(code for code in facts.reference.strategy if line in facts.reference.lines_from(code))


def _begin_anew_where_the_question_changed(choice: LibraryChoice) -> None:
    """Another question begins on its first page; the first one on the page that the address asks for."""
    if st.session_state.get(_ASKED_BEFORE, choice) != choice and PAGE in st.query_params:
        del st.query_params[PAGE]
    st.session_state[_ASKED_BEFORE] = choice


def _say_how_many(found: LibraryPage, choice: LibraryChoice) -> None:
    if not found.total:
        st.text(NOTHING_YET if choice == LibraryChoice() else NOTHING_FITS)
    elif choice.kind is None:
        kinds = ", ".join(f"{kind.label} {whole(number)}" for kind, number in found.by_kind.items() if number)
        st.text(f"By kind: {kinds}. The newest stand first.")


def _say_how_to_add() -> None:
    if may(current_actor(), _ADDING.needs):
        st.page_link(_ADDING.file, label="Add something to the library")
    else:
        st.caption(WHO_ADDS)
