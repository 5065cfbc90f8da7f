"""The fields of the recording form: each keeps what is typed, and says beside itself what is wrong."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.errors import StreamlitAPIException

from components.ui.plain_text import escaped
from components.ui.recording.form_state import FormState
from components.ui.recording.typed import Typed
from domain.periods import EARLIEST_DAY
from domain.vocabulary import Answer, Code

HAND_OVER = "0.8s"
"""The pause in typing after which a field hands over what it holds."""
YEARS_AHEAD = 2


@dataclass(frozen=True)
class Part:
    """A part of the form, such as one outcome: its id and what is typed of it."""

    form: FormState
    id: str
    values: Typed

    def key(self, name: str) -> str:
        """The key of a field's widget."""
        return self.form.widget(self.id, name)

    def start(self, name: str, value: object) -> str:
        """Let the widget start from what is typed, unless it is drawn already; answers its key."""
        key = self.key(name)
        if key not in st.session_state:
            st.session_state[key] = value
        return key


def the_activity(form: FormState) -> Part:
    """The part that is the activity itself."""
    return Part(form, "activity", form.fields)


def text_field(
    part: Part, name: str, label: str, *, hint: str = "", area: bool = False, placeholder: str = ""
) -> None:
    """A line or, with `area`, a box of text. Over-long text is kept and named, never cut."""
    key = part.start(name, part.values[name])
    if area:
        value = st.text_area(label, key=key, height=100, placeholder=placeholder)
    else:
        value = st.text_input(label, key=key, live=HAND_OVER, placeholder=placeholder, autocomplete="off")
    part.values[name] = value or ""
    _say_beside(part, name, label, hint)


def choice_field(
    part: Part,
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    hint: str = "",
    empty: str = "Not recorded",
) -> None:
    """One code of a list, or nothing."""
    stored = part.values[name]
    key = part.start(name, stored if stored in options else None)
    value = st.selectbox(
        label, list(options), index=None, key=key, format_func=lambda code: options[code], placeholder=empty
    )
    part.values[name] = value or ""
    _say_beside(part, name, label, hint)


def choices_field(
    part: Part, name: str, label: str, options: Mapping[str, str], *, hint: str = "", empty: str = "Choose"
) -> None:
    """Any number of codes of a list."""
    key = part.start(name, [code for code in part.values[name] if code in options])
    chosen = st.multiselect(
        label,
        list(options),
        key=key,
        format_func=lambda code: options[code],
        placeholder=empty,
        # Otherwise Enter on a search takes every match at once.
        select_all=False,
    )
    part.values[name] = list(chosen)
    _say_beside(part, name, label, hint)


def radio_field(part: Part, name: str, label: str, options: Mapping[str, str]) -> None:
    """One of a few, all in sight; nothing is chosen at first."""
    stored = part.values[name]
    key = part.start(name, stored if stored in options else None)
    value = st.radio(
        label, list(options), index=None, key=key, format_func=lambda code: options[code], horizontal=True
    )
    part.values[name] = value or ""
    _say_beside(part, name, label)


def answer_field(part: Part, name: str, label: str) -> None:
    """Yes, no, or not recorded."""
    radio_field(part, name, label, labels_of(Answer))


def day_field(part: Part, name: str, label: str, *, today: date, hint: str = "") -> None:
    """A day, or nothing."""
    stored = part.values[name]
    day = date.fromisoformat(stored) if stored else None
    key = part.start(name, day)
    value = st.date_input(
        label,
        value=None,
        key=key,
        format="DD/MM/YYYY",
        min_value=min(EARLIEST_DAY, day or EARLIEST_DAY),
        max_value=max(date(today.year + YEARS_AHEAD, 12, 31), day or today),
    )
    part.values[name] = value.isoformat() if isinstance(value, date) else ""
    _say_beside(part, name, label, hint)


def tick_field(part: Part, name: str, label: str) -> None:
    """Yes or no."""
    key = part.start(name, bool(part.values[name]))
    part.values[name] = st.checkbox(label, key=key)


def fold(
    form: FormState, name: str, label: str, *, has_content: bool, draw: Callable[[], None], inside: str = ""
) -> None:
    """A section that folds away. It is drawn once somebody opens it, or something in it wants a look.

    Closed, what is `inside` is said below it: in the label it would shut a section in which somebody types.
    """
    key = f"fold_{form.opened}_{name}"
    if name in form.to_open:
        form.to_open.discard(name)
        st.session_state[key] = True
    elif key not in st.session_state:
        st.session_state[key] = has_content
    section = st.expander(label, key=key, on_change="rerun")
    with section:
        if section.open:
            draw()
        else:
            # An empty expander cannot be opened.
            st.text("One moment…")
    if inside and not section.open:
        with st.container(key=f"inside_{name}"):
            st.caption(escaped(inside))


def draw_again() -> None:
    """Draw this part of the page again, or all of it where all of it is being drawn."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        st.rerun()


def labels_of(codes: type[Code] | Sequence[Code]) -> dict[str, str]:
    """The codes of a vocabulary with their labels."""
    return {code.value: code.label for code in codes}


def _say_beside(part: Part, name: str, label: str, hint: str = "") -> None:
    """What is wrong with the field, or a warning, or its hint."""
    key = f"{part.id}.{name}"
    part.form.labels[key] = label
    problem = part.form.problems.get(key)
    kind = part.form.details().get(key)
    if problem:
        st.markdown(f":red[**{escaped(problem)}**]")
    elif kind:
        st.markdown(
            f":orange[**This seems to hold {kind}. Please take it out: records name nobody who took part.**]"
        )
    elif hint:
        st.caption(hint)
