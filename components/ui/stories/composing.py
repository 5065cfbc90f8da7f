"""The Innovators: choose an issue or begin one, then compose it, see its pages and export it."""

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.exporting import export_panel
from components.ui.stories.issue_draft import is_unsaved
from components.ui.stories.issue_form import SAVED, compose_form
from components.ui.stories.issue_pages import see_pages
from components.ui.stories.issue_stories import say_waiting
from data_access.commands.stories import IssueDraft, make_issue
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, list_issues, read_issue
from data_access.settings import get_settings
from domain.errors import HeardError
from domain.wording import day

IN_ADDRESS = "issue"
NOT_EXPORTED = "What you changed is not saved yet. Files are made of the issue as it was saved last."


def compose() -> None:
    """Choose an issue or begin one, then compose, see and export it."""
    issues = {one.slug: one for one in list_issues(get_engine(), actor=current_actor())}
    asked = st.query_params.get(IN_ADDRESS, "")
    key = "issue_chosen"
    if asked in issues:
        st.session_state.setdefault(key, asked)
    choices = [*issues, ""]
    if st.session_state.get(key) not in choices:
        st.session_state.pop(key, None)
    slug: str = st.selectbox(
        "Issue", choices, key=key,
        format_func=lambda one: f"{issues[one].title}, {day(issues[one].dated)}" if one else "A new issue",
    )  # fmt: skip
    if not slug:
        _begin()
        return
    st.query_params[IN_ADDRESS] = slug
    outcome.say(SAVED)
    record = read_issue(get_engine(), actor=current_actor(), slug=slug)
    write, see, export = st.tabs(["Compose", "See the pages", "Export"], key="issue_tabs", on_change="rerun")
    if write.open:
        with write:
            compose_form(record)
    if see.open:
        with see:
            see_pages(record)
    if export.open:
        with export:
            _export(record)


def _begin() -> None:
    title = st.text_input("Title of the issue", key="issue_new_title", max_chars=200) or ""
    dated = st.date_input(
        "Date on its cover", key="issue_new_date", value=get_settings().current_day(), format="DD/MM/YYYY"
    )
    if not st.button("Begin this issue", key="begin_issue", type="primary"):
        return
    try:
        number = make_issue(
            get_engine(), actor=current_actor(),
            draft=IssueDraft(title=title, dated=dated or get_settings().current_day()),
        )  # fmt: skip
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    made = read_issue(get_engine(), actor=current_actor(), issue_id=number)
    st.query_params[IN_ADDRESS] = made.slug
    st.session_state.pop("issue_chosen", None)
    st.rerun()


def _export(record: IssueRecord) -> None:
    if is_unsaved(record):
        st.warning(NOT_EXPORTED)
    if not record.stories:
        st.text("Choose stories first, then you make files here.")
        return
    say_waiting(record.stories)
    export_panel(record)
