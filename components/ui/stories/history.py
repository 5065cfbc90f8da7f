"""The versions of a story: who saved what and when, and the way back to any of them."""

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from data_access.commands.stories import restore_revision
from data_access.engine import get_engine
from data_access.queries.stories import Revision, StoryRecord, story_history
from domain.errors import HeardError
from domain.story import TEXT_PARTS
from domain.story_gate import may_write_story, part_label
from domain.wording import join_and

RESTORED = "story_restored"


def history_panel(record: StoryRecord) -> None:
    """All versions, newest first."""
    outcome.say(RESTORED)
    revisions = story_history(get_engine(), actor=current_actor(), story_id=record.id)
    if not revisions:
        st.text("This story came with Heard and was never changed.")
    for revision in revisions:
        with st.container(key=f"revision_{revision.version}", border=True):
            _revision(record, revision)


def _revision(record: StoryRecord, revision: Revision) -> None:
    st.markdown(f"**Version {revision.version}**")
    st.text(f"{revision.saved_by} saved it on {revision.saved_at:%-d %B %Y at %H:%M} UTC.")
    if revision.changed:
        st.text(f"Changed: {join_and(revision.changed)}.")
    with st.expander(f"Read version {revision.version}"):
        st.markdown(f"**{escaped(revision.content.title)}**")
        st.text(revision.content.standfirst)
        for part, heading in (*TEXT_PARTS.items(), ("easy_read", part_label("easy_read"))):
            if text := getattr(revision.content, part):
                st.markdown(f"**{heading}**")
                st.text(text)
    may_restore = revision.version != record.version and may_write_story(
        current_actor(), record.content.network
    )
    if may_restore and st.button(f"Go back to version {revision.version}", key=f"restore_{revision.version}"):
        _restore(record, revision.version)


def _restore(record: StoryRecord, version: int) -> None:
    try:
        saved = restore_revision(
            get_engine(),
            actor=current_actor(),
            story_id=record.id,
            version=version,
            read_version=record.version,
        )
    except HeardError as error:
        outcome.note(RESTORED, "error", str(error))
    else:
        outcome.note(
            RESTORED,
            "success",
            f"Version {version} is back, as version {saved.version}. Nothing was lost.",
        )
    st.rerun()
