"""What is usual in the network: some of it filled in and said so, the rest one click away."""

from collections.abc import Mapping

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.recording.fields import labels_of
from components.ui.recording.form_state import FormState
from data_access.engine import get_engine
from data_access.queries.habits import habits, next_reference
from data_access.settings import get_settings
from domain.vocabulary import Answer

FILLED_IN = ("programme_code", "mode", "place", "design_role", "delivery_role")
"""What describes the setting is filled in. How people were treated (payment, expenses) and the rung are judged
each time: they are only offered."""
OFFERED = ("rung_code", "payment_offered", "expenses_offered")


def fill_in_habits(form: FormState, network: str) -> None:
    """Fill the setting of a new record in from the network's habits, and have the rest ready to offer."""
    found = habits(get_engine(), network)
    usual = {name: str(value) for name, value in found.values.items()}
    form.typed["usual_is_illustrative"] = found.are_illustrative
    form.typed["usual"] = {name: usual[name] for name in FILLED_IN if name in usual and not form.fields[name]}
    for name, value in form.typed["usual"].items():
        form.put("activity", form.fields, name, value)
    form.typed["offered"] = {name: usual[name] for name in OFFERED if name in usual}


def drop_habits(form: FormState) -> None:
    """Empty what was filled in from habit and is still as it was."""
    for name in filled_in(form):
        form.put("activity", form.fields, name, "" if name == "place" else None)
        form.fields[name] = ""
    form.typed["usual"] = {}


def filled_in(form: FormState) -> dict[str, str]:
    """What was filled in from habit and is still as it was."""
    return {name: value for name, value in form.typed["usual"].items() if form.fields[name] == value}


def offered_habit(form: FormState, name: str, labels: Mapping[str, str]) -> None:
    """A button that sets what is usual, where nothing is set."""
    value = form.typed.get("offered", {}).get(name)
    if not value or form.fields[name] not in {"", Answer.NOT_RECORDED.value}:
        return
    label = labels.get(value) or labels_of(Answer).get(value, value)
    st.button(
        f"Usual here: {escaped(label)}",
        key=f"usual_{form.opened}_{name}",
        on_click=form.put,
        args=("activity", form.fields, name, value),
    )


def follow_network(form: FormState) -> None:
    """Where the network of a new record was changed: its next reference and its habits."""
    network = form.fields["network_code"]
    if form.typed["activity_id"] is not None or not network or form.typed.get("habits_of") == network:
        return
    drop_habits(form)
    form.typed["habits_of"] = network
    if form.fields["local_reference"] in {"", form.typed["given_reference"]}:
        renew_reference(form)
    fill_in_habits(form, network)


def renew_reference(form: FormState) -> None:
    """Give a new record the next reference that is free."""
    reference = next_reference(get_engine(), form.fields["network_code"], today=get_settings().current_day())
    form.typed["given_reference"] = reference
    form.put("activity", form.fields, "local_reference", reference)
