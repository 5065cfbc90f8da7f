"""The frame around every page: navigation, heading, the filter sentence and the lines that stay."""

from pathlib import Path

import streamlit as st

from components.figures.palette import Scheme
from components.ui.filter_bar import back_to_today
from components.ui.looking_back import looking_back_line
from components.ui.view import View, current_view
from domain.two_periods import describe_beside

# Whole paths: the app may be started from any folder.
STATIC = Path(__file__).resolve().parents[2] / "static"
ICON = str(STATIC / "icon.png")
ILLUSTRATIVE_LINE = (
    "Illustrative records are included. They show how Heard works, not how any network performs."
)
ALONE = "No other year stands beside this list."
POPULATION_SOURCES = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Sources: Office for National Statistics, Census 2021; Ministry of Housing, Communities and "
    "Local Government, English Indices of Deprivation 2025; NHS England. "
    "Contains OS data, Crown copyright and database right."
)


def brand(scheme: Scheme) -> None:
    """The name, at the head of the page and of the open sidebar."""
    st.logo(str(STATIC / f"wordmark-{scheme}.svg"), size="large")


def page_heading(
    question: str, *, filtered: bool = False, compared: bool = False, of_people: bool = False
) -> View:
    """The page's question as its heading, then the filter sentence; returns the view of the run.

    A page that is `compared` shows the other period too, and says which days it has; one that is `of_people` counts
    people where it may.
    """
    view = current_view()
    st.title(question, anchor=False)
    if filtered:
        with st.container(key="filter_sentence"):
            st.text(view.sentence)
            if view.other:
                st.text(_beside(view, of_people=of_people) if compared else ALONE)
        if view.filters.as_of:
            looking_back_line(view.filters.as_of, back=back_to_today)
    dropped = st.session_state.pop("heard_dropped", None)
    if dropped:
        with st.container(key="dropped_codes", border=True):
            st.text(dropped)
    if view.has_illustrative:
        with st.container(key="illustrative_line"):
            st.text(ILLUSTRATIVE_LINE)
    return view


def _beside(view: View, *, of_people: bool) -> str:
    other = view.other_of_people if of_people and view.filters.may_count_people else view.other
    if other is None:
        return ""
    return describe_beside(view.period, other=other.period, as_of=other.filters.as_of)


def foot() -> None:
    """The line under every page: where the population figures come from."""
    with st.container(key="page_foot"):
        st.caption(POPULATION_SOURCES)
