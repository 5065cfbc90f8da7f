"""What is written and chosen for an issue, and saving it."""

from dataclasses import asdict

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.issue_cover import cover_fields
from components.ui.stories.issue_draft import draft_of, forget, is_unsaved, keep, prefix_of
from components.ui.stories.issue_fields import line, long_text
from components.ui.stories.issue_stories import added, order_of, ordered, say_waiting, standing_of
from data_access.commands.stories import IssueDraft, save_issue
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, StoryRecord, stories_for_issue, story_cards
from domain.errors import HeardError, StaleRecordError
from domain.story_gate import EXPORTED

SAVED = "issue_saved"


def compose_form(record: IssueRecord) -> None:
    """The fields of an issue, from title to back page, with the way to save them."""
    prefix, draft = prefix_of(record), draft_of(record)
    title = line("Title of the issue", key=f"{prefix}_title", now=draft.title)
    st.session_state.setdefault(f"{prefix}_date", draft.dated)
    dated = st.date_input("Date on its cover", key=f"{prefix}_date", format="DD/MM/YYYY")
    order = order_of(prefix, draft.stories)
    stories, titles = _stories(record, order)
    st.subheader("Stories", anchor=False)
    st.caption("In the order of printing. Type another number to move a story there.")
    say_waiting(stories)
    waiting = {one.id: standing_of(one) for one in stories if one.status not in EXPORTED}
    ordered(prefix, order, titles=titles, waiting=waiting)
    added(prefix, order, titles=titles)
    draft = draft.model_copy(update={"title": title, "dated": dated or record.dated, "stories": tuple(order)})
    st.subheader("Cover", anchor=False)
    cover = cover_fields(prefix, draft, stories, titles=titles)
    st.subheader("Texts", anchor=False)
    texts = {
        "editorial": long_text("Welcome", key=f"{prefix}_editorial", now=draft.editorial),
        "editorial_signed": line(
            "Who signs the welcome", key=f"{prefix}_signed", now=draft.editorial_signed,
            hint="Such as a name and a role. It stands below the welcome.",
        ),
        "back_page": long_text("Back page", key=f"{prefix}_back", now=draft.back_page),
    }  # fmt: skip
    draft = draft.model_copy(update={**asdict(cover), **texts})
    keep(record, draft)
    _save_button(record, draft)


def _stories(record: IssueRecord, order: list[int]) -> tuple[tuple[StoryRecord, ...], dict[int, str]]:
    """The chosen stories in their order, and the titles of these and of all that may be added, by number."""
    actor = current_actor()
    saved = {one.id: one for one in record.stories}
    fresh = [number for number in order if number not in saved]
    saved |= {one.id: one for one in stories_for_issue(get_engine(), actor=actor, numbers=fresh)}
    ready = story_cards(get_engine(), actor=actor, statuses=tuple(EXPORTED))
    titles = {card.id: card.title for card in ready} | {
        number: one.content.title for number, one in saved.items()
    }
    # One that was taken away meanwhile leaves the order too: its row would have no name.
    order[:] = [number for number in order if number in saved]
    return tuple(saved[number] for number in order), titles


def _save_button(record: IssueRecord, draft: IssueDraft) -> None:
    if st.button("Save the issue", key="save_issue", type="primary"):
        _save(record, draft)
    if is_unsaved(record):
        st.caption("Not saved yet. You can see the pages before you save.")


def _save(record: IssueRecord, draft: IssueDraft) -> None:
    try:
        save_issue(
            get_engine(), actor=current_actor(), issue_id=record.id, draft=draft, read_version=record.version
        )
    except StaleRecordError as error:
        # What is typed stays in the fields: their keys hold the version that was read.
        st.error(escaped(f"{error} Copy what you typed, then look at the page anew."))
        return
    except HeardError as error:
        st.error(escaped(str(error)))
        return
    forget(record)
    outcome.note(SAVED, "success", "Saved.")
    st.rerun()
