"""Beginning a story: from an activity and what came of it, or from nothing."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.opening import IN_ADDRESS
from components.ui.stories.words import facts_of_stories
from data_access.commands.stories import start_story
from data_access.engine import get_engine
from data_access.queries.record import recent_records
from domain.errors import HeardError
from domain.story_gate import may_write_story

MOST_RECORDS = 50


def begin_story() -> None:
    """Choose a network, then records of it or a working title."""
    if IN_ADDRESS in st.query_params:
        return
    actor, facts = current_actor(), facts_of_stories()
    networks = [code for code in facts.reference.networks if may_write_story(actor, code)]
    with st.expander("Begin a story", expanded=True):
        offered = [*networks, *([""] if may_write_story(actor, None) else [])]
        network: str = st.selectbox(
            "Network", offered, key="begin_network",
            format_func=lambda code: facts.reference.networks[code].short_name if code else "Across England",
        )  # fmt: skip
        found = recent_records(get_engine(), networks=(network,), most=MOST_RECORDS) if network else []
        records = {one.activity_id: one for one in found}
        chosen: list[int] = st.multiselect(
            "Records that it tells of", list(records), key=f"begin_records_{network}",
            format_func=lambda one: f"{records[one].title} ({records[one].reference})", select_all=False,
        )  # fmt: skip
        st.caption(
            "We take over what you recorded: what was done, what came of it, its numbers and its groups."
        )
        title = (
            st.text_input("Working title, where it tells of no record", key="begin_title", max_chars=200)
            or ""
        )
        if st.button("Begin", key="begin_story", type="primary"):
            try:
                begun = start_story(
                    get_engine(), actor=actor, activities=tuple(chosen), network=network or None, title=title
                )
            except HeardError as error:
                st.error(escaped(str(error)))
            else:
                st.query_params[IN_ADDRESS] = begun.slug
                st.rerun()
