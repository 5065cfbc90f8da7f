"""The form that is open in this visit: what is typed, kept as a draft with every change, and what is wrong with it."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from components.ui.recording.typed import Typed, personal_details, problems_in, value_of
from data_access.commands.form_drafts import discard_form_draft, save_form_draft
from data_access.engine import get_engine
from domain.errors import HeardError, StoreError
from domain.permissions import Actor

_SLOT = "recording_form"
FORMS = "activity:"
"""How the names of all drafts of this form start."""
NOT_KEPT = (
    "Your last change could not be kept as a draft. Leave this page open: we try again with your next change."
)


@dataclass
class FormState:
    """One open form. `name` is that of its draft; `kept` is what the store holds of it, as JSON.

    By field ("1f3a….people"): `problems` says what is wrong, `at_fault` what was typed when only the store
    could tell, `labels` what the field is called on the screen.
    """

    name: str
    typed: Typed
    kept: str = ""
    kept_at: datetime | None = None
    not_kept: str = ""
    problems: dict[str, str] = field(default_factory=dict)
    at_fault: Typed = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    refused: str = ""
    is_stale: bool = False
    is_resumed: bool = False
    asks_anyway: bool = False
    to_open: set[str] = field(default_factory=set)
    opened: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def fields(self) -> Typed:
        """What is typed of the activity itself."""
        fields: Typed = self.typed["fields"]
        return fields

    def widget(self, part: str, name: str) -> str:
        """The key of a field's widget. Its first word tells the browser to hand over as one types."""
        return f"typed_{self.opened}_{part}_{name}"

    def renew_widgets(self) -> None:
        """Let all widgets start anew from what is typed."""
        self.opened = secrets.token_hex(3)

    def put(self, part: str, values: Typed, name: str, value: Any) -> None:
        """Set a field from outside its widget; only from a callback, before the widget is drawn."""
        values[name] = value
        st.session_state[self.widget(part, name)] = value

    def details(self) -> dict[str, str]:
        """Kinds of personal detail that free texts seem to hold, by field."""
        return personal_details(self.typed)

    def find_problems(self, problems: dict[str, str]) -> None:
        """Take note of what stands in the way of saving."""
        self.problems, found = problems, problems_in(self.typed)
        self.at_fault = {key: value_of(self.typed, key) for key in problems if key not in found}

    def drop_mended(self) -> bool:
        """Drop the problems that were mended since, and say whether there were any.

        What the store alone can judge counts as mended once it is changed.
        """
        if not self.problems:
            return False
        found, before = problems_in(self.typed), len(self.problems)
        self.problems = {
            key: found.get(key, sentence)
            for key, sentence in self.problems.items()
            if key in found or (key in self.at_fault and self.at_fault[key] == value_of(self.typed, key))
        }
        return len(self.problems) < before

    def keep(self, actor: Actor) -> None:
        """Keep what is typed as a draft, where it differs from what was kept; never raises."""
        now = as_json(self.typed)
        if now == self.kept:
            return
        try:
            self.kept_at = save_form_draft(get_engine(), actor=actor, form=self.name, typed=self.typed)
        except StoreError:
            self.not_kept = NOT_KEPT
        except HeardError as error:
            self.not_kept = str(error)
        else:
            self.kept, self.not_kept = now, ""


def as_json(typed: Typed) -> str:
    """What is typed, to compare."""
    return json.dumps(typed, sort_keys=True)


def open_form() -> FormState | None:
    """The form that is open in this visit; None where there is none."""
    form: FormState | None = st.session_state.get(_SLOT)
    return form


def set_open_form(form: FormState | None) -> None:
    """Open a form in place of the one before, or close it."""
    st.session_state[_SLOT] = form


def throw_away(form_name: str, actor: Actor) -> None:
    """Forget a draft, and the form if it is the open one. A store out of reach keeps the draft; nothing breaks."""
    try:
        discard_form_draft(get_engine(), actor=actor, form=form_name)
    except StoreError:
        st.session_state["recording_note"] = (
            "The draft could not be thrown away just now. Try again in a minute."
        )
    form = open_form()
    if form is not None and form.name == form_name:
        set_open_form(None)
