"""The table of activities: words to look for, how many hold them, and one page of them from the store."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import streamlit as st

from components.ui.activities_loaders import all_activities
from components.ui.left_out import say_left_out
from components.ui.linked_table import linked_table_html
from components.ui.plain_text import escaped
from components.ui.records_lines import activity_cells
from components.ui.records_loaders import ON_A_PAGE, numbers_in
from components.ui.records_pages import PAGE, asked_page, pager, say_which_page
from components.ui.two_periods import say_of_one_period
from components.ui.view import View, ViewKey
from data_access.engine import get_engine
from data_access.facts.snapshot import Ints
from data_access.queries.full_text import LONGEST_SEARCH, activities_holding, search_words
from data_access.queries.record_lines import ActivityLine, activity_lines
from domain.selection import FACET_NAMES
from domain.wording import counted, whole

IN_ADDRESS = "q"
_TYPED = "activities_search"
_ASKED_BEFORE = "activities_asked"


@dataclass(frozen=True)
class Found:
    """One page of the activities that fit; `number` counts from 1 and is never beyond the last."""

    number: int
    of: int
    total: int
    lines: tuple[ActivityLine, ...]


def leave_facets_out() -> None:
    """Name what the address narrows a list of records by, as the charts of this page are not narrowed by it."""
    asked = {name: st.query_params[name] for name in FACET_NAMES if name in st.query_params}
    say_left_out(
        [f"{name}={value}" for name, value in asked.items()],
        why="which this page does not choose by",
        shown="show all activities of this choice",
    )
    for name in asked:
        del st.query_params[name]


def activities_table(view: View) -> None:
    """The search, then what it finds within the filters, newest first."""
    with st.container(key="block_activities_table"):
        st.subheader("Find an activity", anchor=False)
        say_of_one_period(view)
        words = _asked_words()
        _begin_anew_where_the_question_changed(view, words)
        found = activities_found(view.key, words, number=asked_page())
        _say_how_many(found.total, words)
        say_which_page(found.number, found.of)
        if found.lines:
            heads, rows = activity_cells(found.lines, view.facts, as_of=view.filters.as_of)
            caption = f"Activities, page {whole(found.number)} of {whole(found.of)}"
            with st.container(key="wide_activities"):
                st.html(linked_table_html(heads, rows, caption=caption))
        pager(found.number, found.of)


def activities_found(key: ViewKey, words: tuple[str, ...], *, number: int) -> Found:
    """The page with this number, or the nearest that there is, of the view's activities that hold these words."""
    numbers = numbers_in(key, all_activities(key.filters))
    if words:
        numbers = numbers[np.isin(numbers, _holding(key.version, words))]
    pages = max(1, -(-numbers.size // ON_A_PAGE))
    number = min(max(number, 1), pages)
    wanted = numbers[(number - 1) * ON_A_PAGE : number * ON_A_PAGE].tolist()
    return Found(number, pages, int(numbers.size), tuple(activity_lines(get_engine(), wanted)))


@lru_cache(maxsize=16)
def _holding(_version: int, words: tuple[str, ...]) -> Ints:
    """What the store finds, kept while nothing is written: a list is read page by page."""
    return activities_holding(get_engine(), words)


def _asked_words() -> tuple[str, ...]:
    st.session_state.setdefault(_TYPED, st.query_params.get(IN_ADDRESS, "")[:LONGEST_SEARCH])
    typed = st.text_input(
        "Words to look for",
        key=_TYPED,
        max_chars=LONGEST_SEARCH,
        placeholder="For example: carers workshop",
        help="In titles, descriptions, places and references. Each word must be there.",
    )
    typed = (typed or "").strip()
    words = search_words(typed)
    if words and st.query_params.get(IN_ADDRESS) != typed:
        st.query_params[IN_ADDRESS] = typed
    elif not words and IN_ADDRESS in st.query_params:
        del st.query_params[IN_ADDRESS]
    if typed and not words:
        st.info(f"“{escaped(typed)}” holds no letter or number to look for, so all activities are listed.")
    return words


def _begin_anew_where_the_question_changed(view: View, words: tuple[str, ...]) -> None:
    """Another question begins on its first page; the first one on the page that the address asks for."""
    asked = (view.filters, words)
    if st.session_state.get(_ASKED_BEFORE, asked) != asked and PAGE in st.query_params:
        del st.query_params[PAGE]
    st.session_state[_ASKED_BEFORE] = asked


def _say_how_many(total: int, words: tuple[str, ...]) -> None:
    held = " ".join(words)
    if not words:
        said = (
            f"{counted(total, 'activity', 'activities')}, newest first."
            if total
            else ("No activity fits. Choose fewer filters, or another year.")
        )
    elif total:
        holds = "holds" if total == 1 else "hold"
        said = f"{counted(total, 'activity', 'activities')} {holds} “{held}”, newest first."
    else:
        said = f"No activity here holds “{held}”. Try fewer words, fewer filters or another year."
    st.text(said)
