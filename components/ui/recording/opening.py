"""Which form the address asks for, and how a form begins: new, a record to change, a copy, or a draft to go on with."""

import secrets
from datetime import UTC, datetime

import streamlit as st

from components.ui.access import current_actor
from components.ui.recording.form_state import FORMS, FormState, as_json, open_form, set_open_form, throw_away
from components.ui.recording.habits_offered import follow_network, renew_reference
from components.ui.recording.typed import new_typed, restored, typed_copy, typed_from
from data_access.commands.form_drafts import SavedDraft, form_draft, form_drafts
from data_access.engine import get_engine
from data_access.queries.habits import last_network
from data_access.queries.record import WholeRecord
from domain.permissions import Actor
from domain.wording import at_in_words

DRAFT, ACTIVITY, SAVED = "draft", "activity", "saved"
NEW = f"{FORMS}new:"


def go_to(**query: str) -> None:
    """Show another part of the page, as its address names it."""
    st.query_params.from_dict(query)


def begin_new(networks: list[str]) -> None:
    """Open an empty form for the only network, or the one that the account recorded for last; else none is chosen."""
    network = networks[0] if len(networks) == 1 else _last_of(networks)
    form = FormState(_new_name(), new_typed(network=network, reference="", began=_now()))
    follow_network(form)
    _open(form)


def _last_of(networks: list[str]) -> str:
    user_id = current_actor().user_id
    last = None if user_id is None else last_network(get_engine(), user_id)
    return last if last in networks else ""


def begin_copy(record: WholeRecord) -> None:
    """Open a form for the same activity on another day."""
    form = FormState(_new_name(), typed_copy(record, reference="", began=_now()))
    form.typed["habits_of"] = record.network
    renew_reference(form)
    _open(form)


def begin_change(record: WholeRecord) -> FormState:
    """Open a form with a stored record. It becomes a draft with its first change."""
    form = FormState(f"{FORMS}{record.activity.id}", typed_from(record, began=_now()))
    form.kept = as_json(form.typed)
    set_open_form(form)
    return form


def go_on(draft: SavedDraft) -> FormState:
    """Open a draft where it was left."""
    began = draft.typed.get("began", draft.changed_at.isoformat())
    form = FormState(draft.form, restored(draft.typed, began=datetime.fromisoformat(began)))
    form.kept, form.kept_at = as_json(form.typed), draft.changed_at
    set_open_form(form)
    return form


def form_called(name: str, actor: Actor) -> FormState | None:
    """The form of this name: the open one, or else the account's draft; None where there is neither."""
    form = open_form()
    if form is not None and form.name == name:
        return form
    draft = form_draft(get_engine(), actor=actor, form=name)
    return None if draft is None else go_on(draft)


def unfinished(actor: Actor) -> list[SavedDraft]:
    """The account's drafts of records, newest first."""
    return form_drafts(get_engine(), actor=actor, prefix=FORMS)


def name_of_change(activity_id: int) -> str:
    """The name of the draft in which a stored record is changed."""
    return f"{FORMS}{activity_id}"


def address_of(draft: SavedDraft) -> dict[str, str]:
    """The parameters of the address under which a draft is gone on with."""
    if draft.form.startswith(NEW):
        return {DRAFT: draft.form.removeprefix(NEW)}
    return {ACTIVITY: draft.form.removeprefix(FORMS)}


def title_of(draft: SavedDraft) -> str:
    """What a draft is called in a list."""
    title = str(draft.typed.get("fields", {}).get("title", ""))
    if draft.form.startswith(NEW):
        return title or "A record without a title yet"
    return f"Change of “{title}”"


def began_in_words(draft_or_typed: str) -> str:
    """When something was begun: "You began this on 3 November 2026 at 14:05"."""
    return f"You began this {at_in_words(datetime.fromisoformat(draft_or_typed))}."


def throw_away_now(form_name: str) -> None:
    """Forget a draft of whoever is signed in at this moment; of nobody, if they signed out meanwhile."""
    actor = current_actor()
    if actor.user_id is not None:
        throw_away(form_name, actor)


def _open(form: FormState) -> None:
    # It becomes a draft with the first change: who only looks leaves nothing behind.
    form.kept = as_json(form.typed)
    set_open_form(form)
    go_to(**{DRAFT: form.name.removeprefix(NEW)})


def _new_name() -> str:
    return f"{NEW}{secrets.token_hex(6)}"


def _now() -> datetime:
    return datetime.now(UTC)
