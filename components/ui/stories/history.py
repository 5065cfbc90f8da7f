"""The versions of a story: who saved what and when, what it said before and after, and the way back to any of them."""

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.stories.differences import marked_words
from components.ui.stories.parts_in_words import part_lines, parts_that_differ, parts_written
from components.ui.stories.words import facts_of_stories
from data_access.commands.stories import restore_revision
from data_access.engine import get_engine
from data_access.facts import Facts
from data_access.queries.stories import Revision, StoryRecord, read_pictures, story_history
from domain.errors import HeardError
from domain.story import StoryContent
from domain.story_gate import may_write_story, part_label
from domain.wording import at_in_words, join_and

RESTORED = "story_restored"
_PICTURE_WIDTH = 240
_MANY = {
    "metrics": "Numbers", "quotes": "Quotes", "pictures": "Pictures", "sources": "Sources",
    "activities": "Linked activities",
}  # fmt: skip


def history_panel(record: StoryRecord) -> None:
    """All versions, newest first."""
    outcome.say(RESTORED)
    revisions = story_history(get_engine(), actor=current_actor(), story_id=record.id)
    if not revisions:
        st.text("This story came with Heard and was never changed.")
    facts = facts_of_stories()
    for place, revision in enumerate(revisions):
        before = revisions[place + 1] if place + 1 < len(revisions) else None
        with st.container(key=f"revision_{revision.version}", border=True):
            _revision(record, revision, before, facts)


def _revision(record: StoryRecord, revision: Revision, before: Revision | None, facts: Facts) -> None:
    st.markdown(f"**Version {revision.version}**")
    st.text(f"{revision.saved_by} saved it {at_in_words(revision.saved_at)}.")
    if before is not None and revision.changed:
        st.text(f"Changed: {join_and(revision.changed)}.")
        changes = st.expander(
            f"Before and after: version {before.version} and version {revision.version}",
            key=f"changes_{revision.version}", on_change="rerun",
        )  # fmt: skip
        if changes.open:
            with changes:
                _changes(before.content, revision.content, facts)
    whole = st.expander(
        f"Read all of version {revision.version}", key=f"whole_{revision.version}", on_change="rerun"
    )
    if whole.open:
        with whole:
            _whole(record, revision.content, facts)
    may_restore = revision.version != record.version and may_write_story(
        current_actor(), record.content.network
    )
    if may_restore and st.button(f"Go back to version {revision.version}", key=f"restore_{revision.version}"):
        _restore(record, revision.version)


def _heading(part: str) -> str:
    return _MANY.get(part, part_label(part))


def _changes(before: StoryContent, after: StoryContent, facts: Facts) -> None:
    st.caption("Words that went are struck through; words that came are bold.")
    for part in parts_that_differ(before, after):
        st.markdown(f"**{_heading(part)}**")
        was, now = part_lines(before, part, facts), part_lines(after, part, facts)
        # Rows that stayed need not be read twice.
        went, came = [one for one in was if one not in now], [one for one in now if one not in was]
        if not went and not came:
            went, came = was, now
        struck, bold = marked_words("\n".join(went), "\n".join(came))
        left, right = st.columns(2)
        for column, heading, told in ((left, "Before", struck), (right, "After", bold)):
            with column, st.container(border=True):
                st.caption(heading)
                st.markdown(told or "*Nothing*")


def _whole(record: StoryRecord, content: StoryContent, facts: Facts) -> None:
    """All that the version says, its pictures too."""
    for part in parts_written(content):
        st.markdown(f"**{_heading(part)}**")
        for line in part_lines(content, part, facts):
            st.text(line)
        if part == "pictures":
            _pictures(record, content)


def _pictures(record: StoryRecord, content: StoryContent) -> None:
    numbers = tuple(one.picture_id for one in content.pictures)
    held = read_pictures(get_engine(), actor=current_actor(), story_id=record.id, only=numbers)
    for one in content.pictures:
        if one.picture_id in held:
            st.image(held[one.picture_id].content, width=_PICTURE_WIDTH, alt=one.alt_text)


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
