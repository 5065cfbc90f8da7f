"""The cover of an issue: its story, the line on it, and its picture or a drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from components.ui.stories.issue_fields import chosen, line
from data_access.commands.stories import IssueDraft
from data_access.commands.stories.issues import MOST_CROWDS
from data_access.queries.stories import StoryRecord

OF_THE_STORY = "The first picture of that story, or a drawing where it has none"
DRAWN = "Drawn people"
_DRAWN = "drawn"


@dataclass(frozen=True)
class Cover:
    """What was chosen for the cover, as `IssueDraft` has it."""

    cover_story_id: int | None
    cover_line: str
    cover_picture_id: int | None
    cover_crowd: int


def cover_fields(
    prefix: str, draft: IssueDraft, stories: Sequence[StoryRecord], *, titles: Mapping[int, str]
) -> Cover:
    """Choose the cover."""
    story = chosen(
        "Story on the cover",
        {"": "The first story", **{str(one): titles[one] for one in draft.stories}},
        key=f"{prefix}_cover",
        now=str(draft.cover_story_id or ""),
    )
    words = line("Line on the cover", key=f"{prefix}_line", now=draft.cover_line,
                 hint="Leave it empty for the title of that story.")  # fmt: skip
    shown = {
        str(picture.picture_id): f"{one.content.title}: {picture.alt_text or 'a picture without words'}"
        for one in stories
        for picture in one.content.pictures
    }
    art = chosen(
        "Picture on the cover",
        {"": OF_THE_STORY, _DRAWN: DRAWN, **shown},
        key=f"{prefix}_art",
        now=_DRAWN if draft.cover_crowd else str(draft.cover_picture_id or ""),
    )
    return Cover(
        cover_story_id=int(story) if story else None,
        cover_line=words,
        cover_picture_id=int(art) if art not in {"", _DRAWN} else None,
        cover_crowd=_crowd(prefix, draft.cover_crowd or 1) if art == _DRAWN else 0,
    )


def _crowd(prefix: str, now: int) -> int:
    key = f"{prefix}_crowd"
    st.session_state.setdefault(key, now)
    number: int = st.number_input(
        "Number of the drawing", min_value=1, max_value=MOST_CROWDS, step=1, key=key, width=240,
        help="Each number draws other people.",
    )  # fmt: skip
    return number
