"""After saving: the figures that the record now counts in, with links, and what keeps it out of others."""

from functools import partial

import streamlit as st

from components.ui.page_list import PAGES
from components.ui.plain_text import escaped
from components.ui.recording.lists import current_lists
from components.ui.recording.opening import ACTIVITY, begin_copy, begin_new, go_to
from components.ui.recording.record_list import networks_to_record
from data_access.engine import get_engine
from data_access.queries.record import WholeRecord, read_record
from data_access.settings import get_settings
from domain.errors import NotFoundError
from domain.feeds import Feed, OutcomeShape, RecordShape, feeds_of
from domain.permissions import Action, Actor, may, may_write_for
from domain.vocabulary import OutcomeStatus

WANTED = "feedback_wanted"
"""The search for an activity on the page of feedback."""
FEEDBACK_PAGE = "pages/record/feedback.py"


def saved_view(activity_id: int, actor: Actor) -> None:
    """What a saved record feeds."""
    try:
        record = read_record(get_engine(), activity_id)
    except NotFoundError as error:
        st.text(str(error))
        return
    if not may_write_for(actor, record.network):
        st.text("This record belongs to a network that your account may not write for.")
        return
    values = record.activity.values
    if st.session_state.get("recording_was_saved_before"):
        st.text("This was saved already, so nothing was saved twice.")
    st.text(f"Saved: {values['title']} ({values['local_reference']}).")
    feeds = feeds_of(shape_of(record), current_lists().labels, today=get_settings().current_day())
    if feeds.counted_in:
        st.header("It now counts here", anchor=False)
        for place, feed in enumerate(feeds.counted_in):
            _feed(feed, place)
    if feeds.kept_out:
        st.header("What would make it count for more", anchor=False)
        st.markdown("\n".join(f"- {escaped(sentence)}" for sentence in feeds.kept_out))
    _ways_on(record, activity_id, actor)


def _ways_on(record: WholeRecord, activity_id: int, actor: Actor) -> None:
    has_begun = record.activity.values["start_date"] <= get_settings().current_day()
    with st.container(horizontal=True):
        st.button(
            "New record",
            type="primary",
            key="next_record",
            on_click=begin_new,
            args=(networks_to_record(actor),),
        )
        if has_begun and may(actor, Action.INVITE_FEEDBACK):
            asks = st.button("Ask the people how it was", key="ask_people")
            if asks:
                # Its reference in the search finds it among however many newer ones.
                st.session_state[WANTED] = record.root[1]
                st.switch_page(FEEDBACK_PAGE, query_params={ACTIVITY: str(activity_id)})
        st.button("Copy for another day", key="copy_saved", on_click=begin_copy, args=(record,))
        st.button("Change it", key="edit_saved", on_click=partial(go_to, **{ACTIVITY: str(activity_id)}))
    with st.container(key="to_records"):
        st.button("← All my records", key="all_records", on_click=go_to, type="tertiary")


def _feed(feed: Feed, place: int) -> None:
    entry = next(entry for entry in PAGES if entry.url_path == feed.page)
    with st.container(key=f"feed_{place}", gap=None):
        st.text(feed.sentence)
        st.page_link(
            entry.file,
            label=f"See {entry.title}",
            query_params=feed.filters.to_query(),
        )


def shape_of(record: WholeRecord) -> RecordShape:
    """What figures ask of a stored record."""
    values = record.activity.values
    cohorts = [one.values for one in record.cohorts]
    return RecordShape(
        network=record.network,
        start=values["start_date"],
        programme=values["programme_code"],
        rung=values["rung_code"],
        groups=tuple(sorted({code for one in cohorts for code in one["groups"]})),
        asked=sum(one["people"] for one in cohorts if one["is_known"]),
        not_asked=sum(one["people"] for one in cohorts if not one["is_known"]),
        outcomes=tuple(
            OutcomeShape(
                is_planned=one.record.values["status"] == OutcomeStatus.PLANNED,
                has_pair=bool(one.record.values["you_said"] and one.record.values["we_did"]),
                has_source=bool(one.evidence),
            )
            for one in record.outcomes
        ),
    )
