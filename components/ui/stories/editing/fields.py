"""One field of the story's form: what is typed goes back into the form, and its problem stands below it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.stories.editing.form import StoryForm, Typed


def line(
    form: StoryForm, holder: Typed, name: str, label: str, *, path: str, most: int, hint: str = ""
) -> None:
    """A text of one line."""
    key = form.widget(path)
    st.session_state.setdefault(key, holder[name] or "")
    holder[name] = st.text_input(label, key=key, max_chars=most) or ""
    _below(form, path, hint)


def paragraphs_field(
    form: StoryForm, holder: Typed, name: str, label: str, *, path: str, hint: str = "", height: int = 160
) -> None:
    """A text of several paragraphs, parted by empty lines."""
    key = form.widget(path)
    st.session_state.setdefault(key, holder[name] or "")
    holder[name] = st.text_area(label, key=key, height=height) or ""
    _below(form, path, hint)


def number(form: StoryForm, holder: Typed, name: str, label: str, *, path: str) -> None:
    """A number that may be left out; what is no number stays typed and is named."""
    key = form.widget(path)
    st.session_state.setdefault(key, "" if holder[name] is None else f"{holder[name]:.12g}")
    typed = (st.text_input(label, key=key, max_chars=30) or "").strip()
    form.problems.pop(path, None)
    if not typed:
        holder[name] = None
    else:
        try:
            holder[name] = float(typed)
        except ValueError:
            form.problems[path] = f"{label}: enter only the number, such as 84 or 2.5."
    _below(form, path, "")


def tick(form: StoryForm, holder: Typed, name: str, label: str, *, path: str) -> None:
    """Yes or no."""
    key = form.widget(path)
    st.session_state.setdefault(key, bool(holder[name]))
    holder[name] = st.checkbox(label, key=key)


def one_of(
    form: StoryForm, holder: Typed, name: str, label: str, options: Mapping[str, str], *, path: str, none: str
) -> None:
    """One code, or none; `none` is what no choice is called."""
    key = form.widget(path)
    known = ["", *options]
    held = holder[name] or ""
    st.session_state.setdefault(key, held if held in known else "")
    chosen = st.selectbox(label, known, key=key, format_func=lambda code: options.get(code, none))
    holder[name] = chosen or None
    _below(form, path, "")


def several(
    form: StoryForm, holder: Typed, name: str, label: str, options: Mapping[str, str], *, path: str
) -> None:
    """Any number of codes."""
    key = form.widget(path)
    st.session_state.setdefault(key, [code for code in holder[name] if code in options])
    holder[name] = st.multiselect(
        label, list(options), key=key, format_func=lambda code: options[code], select_all=False
    )
    _below(form, path, "")


def row_buttons(form: StoryForm, part: str, place: int, what: str) -> None:
    """Move a row up, or take it out."""
    rows = form.rows(part)
    with st.container(horizontal=True):
        if place and st.button(f"Move {what} {place + 1} up", key=f"up_{part}_{place}"):
            rows[place - 1], rows[place] = rows[place], rows[place - 1]
            _again(form)
        if st.button(f"Take out {what} {place + 1}", key=f"out_{part}_{place}"):
            rows.pop(place)
            _again(form)


def add_button(form: StoryForm, part: str, label: str, empty: Typed) -> None:
    """Put an empty row at the end."""
    if st.button(label, key=f"add_{part}"):
        form.rows(part).append(dict(empty))
        _again(form)


def _again(form: StoryForm) -> None:
    form.renew_widgets()
    st.rerun()


def _below(form: StoryForm, path: str, hint: str) -> None:
    problem = form.problems.get(path)
    if problem:
        st.error(escaped(problem))
    elif hint:
        st.caption(hint)


def sentences(lines: Sequence[str]) -> None:
    """Sentences as a list, stored text escaped."""
    st.markdown("\n".join(f"- {escaped(one)}" for one in lines))
