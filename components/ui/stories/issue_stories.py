"""The stories of an issue: in the order of printing, moved by the number of their place, added and taken out."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.words import STANDING
from data_access.queries.stories import StoryRecord
from domain.story_gate import EXPORTED
from domain.vocabulary import StoryStatus
from domain.wording import counted

CORRECTED = "Being corrected: readers still see the version before"


def standing_of(story: StoryRecord) -> str:
    """Where a story stands; one that is out in an earlier version is being corrected."""
    if story.status is StoryStatus.DRAFT and story.public_version is not None:
        return CORRECTED
    return STANDING[story.status]


def say_waiting(stories: Iterable[StoryRecord]) -> None:
    """Name the stories that keep an issue from being exported; nothing where none does."""
    waiting = [one for one in stories if one.status not in EXPORTED]
    if not waiting:
        return
    many = counted(len(waiting), "story", "stories")
    lines = [f"- “{escaped(one.content.title)}”: {escaped(standing_of(one))}" for one in waiting]
    st.warning("\n".join([f"{many} of this issue must be approved before it can be exported:", "", *lines]))


def order_of(prefix: str, saved: tuple[int, ...]) -> list[int]:
    """The numbers of the chosen stories in their order, to be changed in place."""
    order: list[int] = st.session_state.setdefault(f"{prefix}_order", list(saved))
    return order


def ordered(prefix: str, order: list[int], *, titles: Mapping[int, str], waiting: Mapping[int, str]) -> None:
    """A row for each story: its place to type, its title, and what it waits for."""
    if not order:
        st.text("No story is chosen yet. Add some below.")
    for place, number in enumerate(order, start=1):
        title = escaped(titles[number])
        with st.container(key=f"placed_{place}", border=True, horizontal=True, vertical_alignment="center"):
            # By place, not by story: whoever moves one by keyboard stays in the row.
            key = f"{prefix}_place_{place}"
            st.session_state[key] = place
            st.number_input(
                f"Place of “{title}”", min_value=1, max_value=len(order), step=1, key=key, width=88,
                label_visibility="collapsed", on_change=_moving(prefix, place),
            )  # fmt: skip
            with st.container(width="stretch", gap=None):
                st.markdown(f"**{title}**")
                if number in waiting:
                    st.caption(escaped(waiting[number]))
            st.button(
                "Take out", key=f"{prefix}_out_{place}", help=f"Take out “{title}”",
                on_click=_taking_out(prefix, place),
            )  # fmt: skip


def added(prefix: str, order: list[int], *, titles: Mapping[int, str]) -> None:
    """Add stories at the end, as soon as they are chosen."""
    key = f"{prefix}_add"

    def add() -> None:
        order.extend(one for one in st.session_state[key] if one not in order)
        st.session_state[key] = []

    st.multiselect(
        "Add stories",
        [number for number in titles if number not in order],
        key=key,
        format_func=lambda one: titles[one],
        select_all=False,
        on_change=add,
    )


def _moving(prefix: str, place: int) -> Callable[[], None]:
    def move() -> None:
        order: list[int] = st.session_state[f"{prefix}_order"]
        moved = order.pop(place - 1)
        order.insert(st.session_state[f"{prefix}_place_{place}"] - 1, moved)

    return move


def _taking_out(prefix: str, place: int) -> Callable[[], None]:
    def take_out() -> None:
        st.session_state[f"{prefix}_order"].pop(place - 1)

    return take_out
