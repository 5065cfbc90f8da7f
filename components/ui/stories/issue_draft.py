"""An issue as it is typed in this visit: kept while tabs change, until it is saved."""

from dataclasses import replace

import streamlit as st

from components.ui.access import current_actor
from data_access.commands.stories import IssueDraft, cleaned_issue, draft_of_issue
from data_access.engine import get_engine
from data_access.queries.stories import IssueRecord, stories_for_issue


def prefix_of(record: IssueRecord) -> str:
    """What the keys of its fields begin with: a version that somebody else saved has fields of its own."""
    return f"issue_{record.id}_{record.version}"


def draft_of(record: IssueRecord) -> IssueDraft:
    """What is typed now; the issue as it was saved where nothing is."""
    draft: IssueDraft | None = st.session_state.get(f"{prefix_of(record)}_draft")
    return draft_of_issue(record) if draft is None else draft


def keep(record: IssueRecord, draft: IssueDraft) -> None:
    """Keep what is typed now: a field that is not shown forgets it."""
    st.session_state[f"{prefix_of(record)}_draft"] = draft


def forget(record: IssueRecord) -> None:
    """Take the issue as it is saved again, in all its fields."""
    mark = f"{prefix_of(record)}_"
    for key in [key for key in map(str, st.session_state) if key.removeprefix("typed_").startswith(mark)]:
        del st.session_state[key]


def is_unsaved(record: IssueRecord) -> bool:
    """Whether something was typed that differs from what is saved."""
    return cleaned_issue(draft_of(record)) != draft_of_issue(record)


def as_typed(record: IssueRecord) -> IssueRecord:
    """The issue as if it were saved now, so that its pages can be seen before."""
    draft = cleaned_issue(draft_of(record))
    stories = stories_for_issue(get_engine(), actor=current_actor(), numbers=draft.stories)
    return replace(record, **{**dict(draft), "stories": stories})
