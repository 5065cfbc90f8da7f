"""The desk of a story: choose one or begin one, then write, check, keep consents, look back, export."""

from collections.abc import Collection

import streamlit as st

from components.publishing.from_records import document_of_story, story_to_show
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.consents import consents_panel
from components.ui.stories.editing.editor import story_editor
from components.ui.stories.editing.form import form_of
from components.ui.stories.exporting import export_panel
from components.ui.stories.history import history_panel
from components.ui.stories.moving import way_to_print
from components.ui.stories.opening import IN_ADDRESS, asked_story
from components.ui.stories.reading import story_to_read
from components.ui.stories.words import STANDING, facts_of_stories, network_name
from data_access.engine import get_engine
from data_access.queries.stories import StoryCard, StoryRecord, story_cards
from domain.permissions import Action, may
from domain.story_gate import may_see_consents, may_write_story
from domain.vocabulary import StoryStatus

UNPUBLISHED = tuple(status for status in StoryStatus if status is not StoryStatus.PUBLISHED)


def story_desk() -> None:
    """One story with all that one may do to it, or the list to choose from."""
    record = asked_story()
    if record is None:
        _choose(UNPUBLISHED)
        return
    st.header(escaped(record.content.title or "A story without a headline"), anchor=False)
    if may_write_story(current_actor(), record.content.network):
        _write(record)
    else:
        _only_read(record)
    if st.button("Back to all stories", key="leave_story"):
        del st.query_params[IN_ADDRESS]
        st.rerun()


def _write(record: StoryRecord) -> None:
    names = ["Write", "Check and move on", "Consents", "History", "See it", "Export"]
    write, check, consents, history, see, export = st.tabs(names, key="desk_tabs", on_change="rerun")
    if write.open:
        with write:
            story_editor(record)
    if check.open:
        with check:
            way_to_print(record, unsaved=form_of(record, current_actor()).is_changed)
    if consents.open:
        with consents:
            consents_panel(record.id)
    if history.open:
        with history:
            history_panel(record)
    if see.open:
        with see:
            _see(record)
    if export.open:
        with export:
            export_panel(record)


def _only_read(record: StoryRecord) -> None:
    read, check, export = st.tabs(
        ["Read", "Check and move on", "Export"], key="desk_tabs_read", on_change="rerun"
    )
    if read.open:
        with read:
            _see(record)
    if check.open:
        with check:
            way_to_print(record)
    if export.open and may(current_actor(), Action.EXPORT_STORIES):
        with export:
            export_panel(record)


def _see(record: StoryRecord) -> None:
    """As it stands for those who may see its consents; for everybody else without words whose consent has ended."""
    actor = current_actor()
    read = document_of_story if may_see_consents(actor, record.content.network) else story_to_show
    story_to_read(read(get_engine(), record, actor=actor))


def stories_to_move(statuses: Collection[StoryStatus], *, nothing: str) -> None:
    """For those who approve or co-sign: the stories that wait for them, one at a time."""
    record = asked_story()
    if record is not None:
        st.header(escaped(record.content.title), anchor=False)
        way_to_print(record)
        _see(record)
        if st.button("Back to the list", key="leave_story"):
            del st.query_params[IN_ADDRESS]
            st.rerun()
        return
    found = story_cards(get_engine(), actor=current_actor(), statuses=tuple(statuses))
    if not found:
        st.text(nothing)
    _rows(found)


def _choose(statuses: Collection[StoryStatus]) -> None:
    found = story_cards(get_engine(), actor=current_actor(), statuses=tuple(statuses))
    own = [card for card in found if may_write_story(current_actor(), card.network)]
    st.header("Stories on their way", anchor=False)
    if not own:
        st.text("No story is on its way. Begin one above.")
    _rows(own)
    published = [
        card
        for card in story_cards(get_engine(), actor=current_actor())
        if may_write_story(current_actor(), card.network)
    ]
    with st.expander(f"Published stories ({len(published)})"):
        _rows(published)


def _rows(cards: list[StoryCard]) -> None:
    facts = facts_of_stories()
    for card in cards:
        with st.container(key=f"row_{card.id}", border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{escaped(card.title or 'Without a headline')}**  \n"
                f"{escaped(network_name(facts, card.network))} · {STANDING[card.status]}"
            )
            if st.button(f"Open {escaped(card.title)}", key=f"open_{card.id}"):
                st.query_params[IN_ADDRESS] = card.slug
                st.rerun()
