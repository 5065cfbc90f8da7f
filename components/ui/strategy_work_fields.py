"""The fields of the forms for actions, resources and pledges, each drawn by what it holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import Any

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.strategy_loaders import strategy_lines
from components.ui.view import View
from domain.periods import EARLIEST_DAY
from domain.personal_details import personal_detail_in
from domain.vocabulary import ActionState, ResourceKind

NOTHING = ""
LATEST_DAY = date(2099, 12, 31)


class Shape(Enum):
    """What sort of widget a field has."""

    LINE = auto()
    TEXT = auto()
    DAY = auto()
    CHOICE = auto()


@dataclass(frozen=True)
class Field:
    """A field of a form, named as the column that it fills; `choices` gives labels by stored value."""

    name: str
    label: str
    shape: Shape
    longest: int | None = None
    hint: str = ""
    choices: Mapping[Any, str] = field(default_factory=dict)
    begins_with: Any = ""
    last_day: date | None = None

    def shown(self, stored: Any) -> Any:
        """What the widget begins with: a choice of nothing is a choice too, not an empty box."""
        return NOTHING if self.shape is Shape.CHOICE and stored is None else stored

    def value_of(self, typed: Any) -> Any:
        """What the command is handed: a text is never missing, and no choice is None."""
        if self.shape is Shape.CHOICE:
            return typed or None
        return typed or "" if self.shape in {Shape.LINE, Shape.TEXT} else typed


def action_fields(view: View) -> Sequence[Field]:
    """What is said of an action."""
    return (
        Field("title", "What is to be done", Shape.LINE, 400),
        Field(
            "owner",
            "Owner",
            Shape.LINE,
            120,
            "Write a role, such as “Head of involvement”. Everybody can read it, so name no person.",
        ),
        Field("due_on", "Due", Shape.DAY, begins_with=None),
        Field(
            "priority_code",
            "For which line of the strategy",
            Shape.CHOICE,
            choices=_lines(view),
            begins_with=None,
        ),
        Field(
            "state",
            "State",
            Shape.CHOICE,
            choices={state: state.label for state in ActionState},
            begins_with=ActionState.OPEN,
        ),
        Field("done_on", "Done on, once it is done", Shape.DAY, begins_with=None, last_day=view.today),
        Field("note", "Note", Shape.TEXT, 1000),
    )


def resource_fields(view: View) -> Sequence[Field]:
    """What is said of a shared resource."""
    return (
        Field("title", "Title", Shape.LINE, 200),
        Field(
            "kind",
            "Kind",
            Shape.CHOICE,
            choices={kind: kind.label for kind in ResourceKind},
            begins_with=ResourceKind.POLICY,
        ),
        Field("description", "What it is, and whom it helps", Shape.TEXT, 1000),
        Field("link", "Link", Shape.LINE, 600, "A whole address that starts with https://, or nothing."),
        Field(
            "priority_code",
            "For which line of the strategy",
            Shape.CHOICE,
            choices=_lines(view),
            begins_with=None,
        ),
        Field("shared_on", "Shared on", Shape.DAY, begins_with=view.today, last_day=view.today),
    )


def pledge_fields() -> Sequence[Field]:
    """What a network says of a pledge."""
    return (
        Field(
            "how",
            "How the network meets this pledge, in its own words",
            Shape.TEXT,
            1000,
            "Everybody can read it, so name no person. Leave it empty to take back what stood here.",
        ),
    )


def _lines(view: View) -> dict[str, str]:
    lines = {line.code: line.label for line in strategy_lines(view.facts)}
    return {NOTHING: "No line in particular", **lines}


def draw(one: Field, *, key: str) -> None:
    """The field's widget, with its hint and a warning where the text holds a personal detail."""
    if one.shape is Shape.CHOICE:
        options = [*one.choices]
        held = st.session_state.get(key)
        if held not in options:
            # A line below a priority, as an import may have set it, is kept until another is chosen.
            options.append(held)
        st.selectbox(
            one.label, options, format_func=lambda value: one.choices.get(value, str(value)), key=key
        )
    elif one.shape is Shape.DAY:
        last = one.last_day or LATEST_DAY
        st.date_input(one.label, min_value=EARLIEST_DAY, max_value=last, format="DD/MM/YYYY", key=key)
    else:
        _text(one, key)
    if one.hint:
        st.caption(escaped(one.hint))


def _text(one: Field, key: str) -> None:
    widget = st.text_input if one.shape is Shape.LINE else st.text_area
    typed = widget(one.label, max_chars=one.longest, key=key)
    if detail := personal_detail_in(typed or ""):
        st.warning(f"This holds what looks like {detail}. Everybody can read it: take it out.")
