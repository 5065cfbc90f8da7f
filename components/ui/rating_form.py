"""What the two rating pages share: which network and marker, the form's fields, and the draft kept while typing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from data_access.commands.form_drafts import discard_form_draft, form_draft, save_form_draft
from data_access.commands.submissions import new_key
from data_access.engine import get_engine
from domain.errors import HeardError
from domain.permissions import Actor
from domain.vocabulary import RaterKind

MARKER_IN_ADDRESS = "marker"
NETWORK = "rating_network"
"""Where a visit keeps the network that it rates."""
CANNOT_SAY = "cannot-say"
"""What a lay partner chooses who cannot say: it is no level, and above all not 0."""
NOTED = "noted"
"""Stands in the draft of a marker where somebody saved something that is no rating, such as “I cannot say”."""
NOT_KEPT = "rating_not_kept"
"""Why the draft is not as the fields are; not there where it is."""
FIELDS = ("level", "evidence", "evidence_link", "as_of")


@dataclass(frozen=True)
class RatingForm:
    """The form of one marker of one network, as one kind of rater."""

    network: str
    kind: RaterKind
    marker: str

    @property
    def draft_name(self) -> str:
        """All markers of a network are one draft."""
        return f"rate-as-{self.kind.value}/{self.network}"

    def key(self, name: str) -> str:
        """Where a field of this form stands in the visit's state."""
        return f"rating_{self.kind.value}_{self.network}_{self.marker}_{name}"

    def typed(self) -> dict[str, Any]:
        """What stands in the fields now; fields that the page does not draw are left out."""
        return {
            name: st.session_state[self.key(name)] for name in FIELDS if self.key(name) in st.session_state
        }


def choose_marker(key: str, label: str, *, options: Sequence[str], named: Callable[[str], str]) -> str:
    """The marker to rate: the one that was chosen, or that the address names, or the first.

    What `named` answers must not change while one rates: the browser knows an option by its name.
    """
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(MARKER_IN_ADDRESS, "").upper()
        st.session_state[key] = asked if asked in options else options[0]
    chosen = st.selectbox(label, options, format_func=named, key=key)
    return chosen if chosen in options else options[0]


def drafts_of(actor: Actor, *, network: str, kind: RaterKind) -> dict[str, dict[str, Any]]:
    """What this account has typed and not yet saved, by marker."""
    name = RatingForm(network, kind, "").draft_name
    draft = form_draft(get_engine(), actor=actor, form=name)
    return dict(draft.typed) if draft else {}


def open_form(form: RatingForm, typed: Mapping[str, Any], *, seen: Sequence[str]) -> None:
    """Fill the fields with the draft where this form was not open before, and note what the page shows."""
    state = st.session_state
    if form.key("submission") not in state:
        state[form.key("submission")] = new_key()
        state[form.key("seen")] = list(seen)
    for name, empty in (("level", None), ("evidence", ""), ("evidence_link", "")):
        if form.key(name) not in state:
            state[form.key(name)] = typed.get(name, empty)
    if form.key("as_of") not in state and typed.get("as_of"):
        state[form.key("as_of")] = _day(typed["as_of"])


def keep_draft(form: RatingForm) -> None:
    """Keep what stands in the fields, as far as it was typed; where that fails, `say_not_kept` tells."""
    typed = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in form.typed().items()
    }
    try:
        actor = current_actor()
        kept = drafts_of(actor, network=form.network, kind=form.kind)
        # What was noted in place of a rating stands until a rating is saved.
        noted = {name: kept[form.marker][name] for name in (NOTED,) if name in kept.get(form.marker, {})}
        kept[form.marker] = typed | noted
        save_form_draft(get_engine(), actor=actor, form=form.draft_name, typed=kept)
    except HeardError as error:
        st.session_state[NOT_KEPT] = f"What you typed last is not kept as a draft. {error}"
    else:
        st.session_state.pop(NOT_KEPT, None)


def throw_away(form: RatingForm) -> None:
    """Forget what was typed; where that fails, it stays and `say_not_kept` tells."""
    try:
        close_form(form, current_actor())
    except HeardError as error:
        st.session_state[NOT_KEPT] = f"What you typed was not thrown away. {error}"


def say_not_kept() -> None:
    """Warn for as long as the draft is not as the fields are."""
    if NOT_KEPT in st.session_state:
        st.warning(escaped(st.session_state[NOT_KEPT]))


def close_form(form: RatingForm, actor: Actor) -> None:
    """Forget what was typed for this marker, once it is saved or thrown away."""
    kept = drafts_of(actor, network=form.network, kind=form.kind)
    kept.pop(form.marker, None)
    if kept:
        save_form_draft(get_engine(), actor=actor, form=form.draft_name, typed=kept)
    else:
        discard_form_draft(get_engine(), actor=actor, form=form.draft_name)
    empty_form(form)


def empty_form(form: RatingForm) -> None:
    """Let the next run fill the fields anew, from the draft if there is one."""
    for name in (*FIELDS, "submission", "seen"):
        st.session_state.pop(form.key(name), None)
    st.session_state.pop(NOT_KEPT, None)


def note_in_draft(form: RatingForm, actor: Actor, *, level: str) -> None:
    """Keep this for the marker in place of what was typed, as something that was saved and is no rating."""
    noted = {form.marker: {"level": level, NOTED: True}}
    kept = drafts_of(actor, network=form.network, kind=form.kind) | noted
    save_form_draft(get_engine(), actor=actor, form=form.draft_name, typed=kept)


def see_again(form: RatingForm) -> None:
    """Let the next run note anew what the page shows, and keep what was typed."""
    st.session_state.pop(form.key("submission"), None)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
