"""Saving what is typed: once, with a sentence beside each field that stands in the way, and nothing lost."""

from collections.abc import Iterable

import streamlit as st

from components.ui.recording.form_state import FormState, set_open_form, throw_away
from components.ui.recording.in_a_fold import FOLDS
from components.ui.recording.opening import SAVED, go_to
from components.ui.recording.typed import Typed, record_draft, with_ids
from data_access.commands.recording import Saved, save_record
from data_access.engine import get_engine
from data_access.queries.habits import next_reference
from data_access.settings import get_settings
from domain.errors import HeardError, RefusedFieldsError, StaleRecordError, StoreError
from domain.permissions import Actor


def save_typed(form: FormState, actor: Actor, *, anyway: bool = False) -> None:
    """Save and show what the record feeds; or note in the form what stands in the way."""
    form.problems, form.refused, form.is_stale, form.asks_anyway = {}, "", False, False
    saved = _try(form, actor, anyway=anyway)
    if saved is not None:
        throw_away(form.name, actor)
        set_open_form(None)
        st.session_state["recording_was_saved_before"] = saved.was_saved_before
        go_to(**{SAVED: str(saved.activity_id)})
        st.rerun()


def _try(form: FormState, actor: Actor, *, anyway: bool) -> Saved | None:
    try:
        record_draft(form.typed)
        if not anyway and (details := form.details()):
            form.asks_anyway, form.to_open = True, folds_of(form.typed, details)
            return None
        return _save(form.typed, actor)
    except RefusedFieldsError as error:
        form.find_problems(with_ids(error.by_field, form.typed))
        form.to_open = folds_of(form.typed, form.problems)
    except StaleRecordError as error:
        form.refused, form.is_stale = str(error), True
    except StoreError as error:
        form.refused = f"{error} What you typed is still here."
    except HeardError as error:
        form.refused = str(error)
    return None


def _save(typed: Typed, actor: Actor) -> Saved:
    """Save; a reference that we gave and somebody took in the meantime is exchanged for the next one."""
    try:
        return _hand_in(typed, actor)
    except RefusedFieldsError as error:
        is_ours = typed["fields"]["local_reference"] == typed["given_reference"]
        if list(error.by_field) != ["local_reference"] or not is_ours:
            raise
    network = typed["fields"]["network_code"]
    fields = typed["fields"] | {
        "local_reference": next_reference(get_engine(), network, today=get_settings().current_day())
    }
    return _hand_in(typed | {"fields": fields}, actor)


def _hand_in(typed: Typed, actor: Actor) -> Saved:
    return save_record(
        get_engine(),
        record_draft(typed),
        actor=actor,
        submission_key=typed["key"],
        expected_version=typed["version"],
    )


def folds_of(typed: Typed, keys: Iterable[str]) -> set[str]:
    """The folded sections that hold these fields."""
    found: set[str] = set()
    for key in keys:
        part, name = key.split(".", 1)
        if part == "activity":
            found |= {fold for fold, names in FOLDS.items() if name in names}
        elif not any(cohort["id"] == part for cohort in typed["cohorts"]):
            found.add("outcomes")
            if name.startswith("metric"):
                found.add(f"{part}_metric")
    return found
