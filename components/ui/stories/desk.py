"""The desk of a story: choose one or begin one, then write, check, keep consents, look back, export."""

from collections.abc import Collection

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.consents import consents_panel
from components.ui.stories.editing.editor import story_editor
from components.ui.stories.editing.form import form_of
from components.ui.stories.exporting import export_panel
from components.ui.stories.history import history_panel
from components.ui.stories.moving import way_to_print
from components.ui.stories.opening import IN_ADDRESS, asked_story
from components.ui.stories.proof import document_to_see, printed_pages
from components.ui.stories.reading import story_to_read
from components.ui.stories.words import STANDING, facts_of_stories, network_name
from data_access.engine import get_engine
from data_access.queries.stories import StoryCard, StoryRecord, story_cards
from domain.permissions import Action, may
from domain.story_gate import may_write_story
from domain.vocabulary import StoryStatus

ON_ITS_WAY = tuple(
    status for status in StoryStatus if status not in {StoryStatus.PUBLISHED, StoryStatus.WITHDRAWN}
)


def story_desk() -> None:
    """One story with all that one may do to it, or the list to choose from."""
    record = asked_story()
    if record is None:
        _choose()
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
    """The printed pages on demand, and all of its words as the app shows them."""
    printed_pages(record)
    story_to_read(document_to_see(record))


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


def _choose() -> None:
    own = _own(ON_ITS_WAY)
    st.header("Stories on their way", anchor=False)
    if not own:
        st.text("No story is on its way. Begin one above.")
    _rows(own)
    # One whose correction is on its way is among both.
    shown = {card.id for card in own}
    published = [card for card in _own((StoryStatus.PUBLISHED,)) if card.id not in shown]
    with st.expander(f"Published stories ({len(published)})"):
        _rows(published)
    if away := _own((StoryStatus.WITHDRAWN,)):
        with st.expander(f"Withdrawn or put away ({len(away)})"):
            _rows(away)


def _own(statuses: tuple[StoryStatus, ...]) -> list[StoryCard]:
    """The stories that stand there and that this account may write."""
    actor = current_actor()
    found = story_cards(get_engine(), actor=actor, statuses=statuses)
    return [card for card in found if may_write_story(actor, card.network)]


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
