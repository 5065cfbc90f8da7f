"""A form that keeps what is typed until the store has it, and saves it once however often one presses."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any

import streamlit as st

from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from data_access.commands.forum import Saved
from data_access.commands.submissions import new_key
from data_access.engine import get_engine
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.periods import EARLIEST_DAY
from domain.permissions import Actor
from domain.personal_details import personal_detail_in

NOTHING = ""
LATEST_DAY = date(2099, 12, 31)
Save = Callable[[UnitOfWork, Mapping[str, Any], str], Saved]
"""Saves what was typed; it is handed the key of the form, too."""


class Shape(Enum):
    """What sort of widget a field has."""

    LINE = auto()
    TEXT = auto()
    DAY = auto()
    TIME = auto()
    NUMBER = auto()
    CHECK = auto()
    CHOICE = auto()


@dataclass(frozen=True)
class Field:
    """A field of a form, named as the column that it fills; `choices` gives labels by stored value.

    A day that `is_fixed` is shown and cannot be changed; `step` is that of a number's buttons.
    """

    name: str
    label: str
    shape: Shape
    longest: int | None = None
    hint: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    begins_with: Any = ""
    last_day: date | None = None
    is_fixed: bool = False
    step: int = 5

    def shown(self, stored: Any) -> Any:
        """What the widget begins with: a choice of nothing is a choice too, not an empty box."""
        return NOTHING if self.shape is Shape.CHOICE and stored is None else stored

    def value_of(self, typed: Any) -> Any:
        """What the command is handed: a text is never missing, and no choice is None."""
        if self.shape is Shape.CHOICE:
            return typed or None
        return typed or "" if self.shape in {Shape.LINE, Shape.TEXT} else typed


@dataclass(frozen=True)
class Form:
    """A form that is open: the names of its fields' widgets begin with `name`, and `row` is what it changes.

    `seen` is the mark of what is stored as it opens, `where` what its outcome is said of, `beside` how many fields
    stand beside each other. `said` are the sentences by what was saved; `done` is told the number of what was saved.
    `prepare` adds to what was typed, before the transaction that saves it.
    """

    name: str
    where: str
    fields: Sequence[Field]
    row: Any
    seen: str
    save: Save
    said: Mapping[Any, str]
    label: str = "Save"
    changes_facts: bool = True
    with_again: bool = True
    beside: int = 1
    done: Callable[[int], None] | None = None
    prepare: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None

    def key(self, name: str) -> str:
        """The key of a field's widget."""
        return f"{self.name}_{name}"

    def mark(self) -> str:
        """The mark of what was stored when the form opened."""
        seen: str = st.session_state[f"{self.name}_seen"]
        return seen


def draw_form(form: Form, *, actor: Actor) -> None:
    """The fields with what was typed, the buttons, and what the last press came to."""
    _begin(form)
    for at in range(0, len(form.fields), form.beside):
        with st.container(horizontal=True) if form.beside > 1 else nullcontext():
            for one in form.fields[at : at + form.beside]:
                draw(one, key=form.key(one.name))
    with st.container(horizontal=True):
        st.button(form.label, type="primary", key=form.key("save"), on_click=_save, args=(form, actor))
        if form.with_again:
            st.button("Start again", key=form.key("again"), on_click=forget, args=(form,))
    say(form.where)


def forget(form: Form) -> None:
    """Let the form begin anew, with what is stored."""
    for name in (*(one.name for one in form.fields), "sure"):
        st.session_state.pop(form.key(name), None)
        st.session_state.pop(f"{form.name}_typed_{name}", None)
    for name in ("seen", "submission"):
        st.session_state.pop(f"{form.name}_{name}", None)


def _begin(form: Form) -> None:
    """The fields begin with what is stored, and keep what is typed after that; so does what was seen."""
    if f"{form.name}_seen" not in st.session_state:
        st.session_state[f"{form.name}_seen"] = form.seen
        st.session_state[f"{form.name}_submission"] = new_key()
    for one in form.fields:
        kept = f"{form.name}_typed_{one.name}"
        if form.key(one.name) not in st.session_state:
            stored = getattr(form.row, one.name) if form.row is not None else one.begins_with
            st.session_state[form.key(one.name)] = st.session_state.get(kept, one.shown(stored))
        # Streamlit forgets a widget that another choice hides; what was typed stays.
        st.session_state[kept] = st.session_state[form.key(one.name)]


def _save(form: Form, actor: Actor) -> None:
    """Save what the form holds; where that fails, say why and leave the form as it is."""
    typed = {one.name: one.value_of(st.session_state.get(form.key(one.name))) for one in form.fields}
    key = st.session_state.get(f"{form.name}_submission")
    if key is None:
        return  # a second click on a form that the first one has saved
    try:
        given = form.prepare(typed) if form.prepare else typed
        with unit_of_work(get_engine(), actor=actor, changes_facts=form.changes_facts) as work:
            saved = form.save(work, given, key)
    except HeardError as error:
        note(form.where, "error", str(error))
        return
    forget(form)
    note(form.where, "success", form.said[saved.action] if saved.action else "Nothing had to change.")
    if form.done is not None:
        form.done(saved.id)


def draw(one: Field, *, key: str) -> None:
    """The field's widget, with its hint and a warning where the text holds a personal detail."""
    if one.shape is Shape.CHOICE:
        _choice(one, key)
    elif one.shape is Shape.DAY:
        last = one.last_day or LATEST_DAY
        st.date_input(
            one.label,
            min_value=EARLIEST_DAY,
            max_value=last,
            format="DD/MM/YYYY",
            key=key,
            disabled=one.is_fixed,
        )
    elif one.shape is Shape.TIME:
        st.time_input(one.label, step=300, key=key)
    elif one.shape is Shape.NUMBER:
        st.number_input(one.label, min_value=0, max_value=one.longest, step=one.step, key=key)
    elif one.shape is Shape.CHECK:
        st.checkbox(one.label, key=key)
    else:
        _text(one, key)
    if one.hint:
        st.caption(escaped(one.hint))


def _choice(one: Field, key: str) -> None:
    options = [*one.choices]
    held = st.session_state.get(key)
    if held not in options:
        # A line below a priority, as an import may have set it, is kept until another is chosen.
        options.append(held)
    st.selectbox(one.label, options, format_func=lambda value: one.choices.get(value, str(value)), key=key)


def _text(one: Field, key: str) -> None:
    widget = st.text_input if one.shape is Shape.LINE else st.text_area
    typed = widget(one.label, max_chars=one.longest, key=key)
    if detail := personal_detail_in(typed or ""):
        st.warning(f"This holds what looks like {detail}. Everybody can read it: take it out.")
