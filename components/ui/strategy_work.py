"""Recording work for the strategy: one action, one resource or one pledge at a time, new or changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.ui.outcome import note, say
from components.ui.strategy_loaders import ALL_NETWORKS
from components.ui.strategy_work_fields import Field, action_fields, draw, pledge_fields, resource_fields
from components.ui.view import View
from data_access.commands.forum import (
    ActionDraft,
    PledgeResponseDraft,
    ResourceDraft,
    Saved,
    draft_of,
    mark_of,
    remove_resource,
    save_action,
    save_pledge_response,
    save_resource,
)
from data_access.commands.submissions import new_key
from data_access.engine import get_engine
from data_access.queries.forum_rows import (
    actions_for_editing,
    pledge_response_for_editing,
    resources_for_editing,
)
from data_access.queries.pledges import shared_pledges
from data_access.tables import Table
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.permissions import Action, Actor, may_record_for_all, own_networks
from domain.vocabulary import ChangeAction

WHERE = "strategy_work"
_KIND, _NETWORK = "strategy_work_kind", "strategy_work_network"
KINDS = {"action": "An action", "resource": "A shared resource", "pledge": "How we meet a pledge"}
FOR_ALL, NEW = "", 0
Save = Callable[[UnitOfWork, Mapping[str, Any], str], Saved]


@dataclass(frozen=True)
class Form:
    """A form that is open: the names of its fields' widgets begin with `name`, and `row` is what it changes."""

    name: str
    fields: Sequence[Field]
    row: Table | None
    save: Save
    remove: Callable[[UnitOfWork, str], None] | None = None

    def key(self, field: str) -> str:
        """The key of a field's widget."""
        return f"{self.name}_{field}"


def strategy_work(view: View, *, actor: Actor) -> None:
    """Choose what to record and for which network, then fill in its form."""
    kind = st.radio(
        "What do you want to record?",
        list(KINDS),
        format_func=lambda one: KINDS[one],
        key=_KIND,
        horizontal=True,
    )
    network = _choose_network(view, actor, with_all=kind != "pledge")
    form = {"action": _action, "resource": _resource, "pledge": _pledge}[kind or "action"](view, network)
    if form is not None:
        with st.container(key="block_strategy_work", border=True):
            _draw(form, actor)


def _choose_network(view: View, actor: Actor, *, with_all: bool) -> str:
    names = {code: one.short_name for code, one in view.facts.reference.networks.items()}
    own = own_networks(actor, Action.RECORD_STRATEGY_WORK, names)
    options = [FOR_ALL, *own] if with_all and may_record_for_all(actor) else own
    if st.session_state.get(_NETWORK) not in options:
        st.session_state[_NETWORK] = options[0]
    chosen = st.selectbox(
        "Network", options, format_func=lambda code: names.get(code, ALL_NETWORKS), key=_NETWORK
    )
    return chosen if chosen in options else options[0]


def _action(view: View, network: str) -> Form:
    rows = actions_for_editing(get_engine(), network=network or None)
    number = _choose_row("action", network, {row.id or 0: f"{row.title} ({row.state.label})" for row in rows})

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        draft = draft_of(ActionDraft, network_code=network or None, **typed)
        return save_action(work, draft, key=key, number=number or None, seen=_seen(name))

    name = f"action_{network}_{number}"
    row = next((one for one in rows if one.id == number), None)
    return Form(name, action_fields(view), row, save)


def _resource(view: View, network: str) -> Form:
    rows = resources_for_editing(get_engine(), network=network or None)
    number = _choose_row(
        "resource", network, {row.id or 0: f"{row.title} ({row.kind.label})" for row in rows}
    )

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        draft = draft_of(ResourceDraft, network_code=network or None, **typed)
        return save_resource(work, draft, key=key, number=number or None, seen=_seen(name))

    def remove(work: UnitOfWork, seen: str) -> None:
        remove_resource(work, number, seen=seen)

    name = f"resource_{network}_{number}"
    row = next((one for one in rows if one.id == number), None)
    return Form(name, resource_fields(view), row, save, remove if row else None)


def _pledge(_view: View, network: str) -> Form | None:
    titles = {one.code: one.title for one in shared_pledges(get_engine())}
    if not titles:
        st.text("The pledges are not in the store yet. They come with the reference data of Heard.")
        return None
    pledge = st.selectbox(
        "Pledge", list(titles), format_func=lambda code: titles.get(code, code), key="strategy_work_pledge"
    )

    def save(work: UnitOfWork, typed: Mapping[str, Any], _key: str) -> Saved:
        draft = draft_of(PledgeResponseDraft, network_code=network, pledge_code=pledge, **typed)
        return save_pledge_response(work, draft, seen=_seen(name))

    name = f"pledge_{network}_{pledge}"
    row = pledge_response_for_editing(get_engine(), network=network, pledge=pledge)
    return Form(name, pledge_fields(), row, save)


def _choose_row(kind: str, network: str, titles: Mapping[int, str]) -> int:
    """The number of the record to change, NEW for another one."""
    key = f"strategy_work_{kind}_{network}"
    options = [NEW, *titles]
    if st.session_state.get(key) not in options:
        st.session_state[key] = NEW
    chosen = st.selectbox(
        "New, or one to change",
        options,
        format_func=lambda number: titles.get(number, f"A new {kind}"),
        key=key,
    )
    return chosen if chosen in titles else NEW


def _seen(name: str) -> str:
    seen: str = st.session_state[f"{name}_seen"]
    return seen


def _draw(form: Form, actor: Actor) -> None:
    _begin(form)
    for field in form.fields:
        draw(field, key=form.key(field.name))
    with st.container(horizontal=True):
        st.button("Save", type="primary", key=form.key("save"), on_click=_save, args=(form, actor))
        st.button("Start again", key=form.key("again"), on_click=_forget, args=(form,))
    say(WHERE)
    if form.remove is not None:
        sure = st.checkbox("This resource is shared no more", key=form.key("sure"))
        st.button(
            "Remove this resource",
            key=form.key("remove"),
            disabled=not sure,
            on_click=_take_away,
            args=(form, actor),
        )


def _begin(form: Form) -> None:
    """The fields begin with what is stored, and keep what is typed after that; so does what was seen."""
    if f"{form.name}_seen" not in st.session_state:
        st.session_state[f"{form.name}_seen"] = mark_of(form.row)
        st.session_state[f"{form.name}_submission"] = new_key()
    for field in form.fields:
        kept = f"{form.name}_typed_{field.name}"
        if form.key(field.name) not in st.session_state:
            stored = getattr(form.row, field.name) if form.row is not None else field.begins_with
            st.session_state[form.key(field.name)] = st.session_state.get(kept, field.shown(stored))
        # Streamlit forgets a widget that another choice hides; what was typed stays.
        st.session_state[kept] = st.session_state[form.key(field.name)]


def _forget(form: Form) -> None:
    """Let the form begin anew, with what is stored."""
    for name in (*(field.name for field in form.fields), "sure"):
        st.session_state.pop(form.key(name), None)
        st.session_state.pop(f"{form.name}_typed_{name}", None)
    for name in ("seen", "submission"):
        st.session_state.pop(f"{form.name}_{name}", None)


def _save(form: Form, actor: Actor) -> None:
    """Save what the form holds; where that fails, say why and leave the form as it is."""
    typed = {field.name: field.value_of(st.session_state.get(form.key(field.name))) for field in form.fields}
    key = st.session_state.get(f"{form.name}_submission")
    if key is None:
        return  # a second click on a form that the first one has saved
    try:
        with unit_of_work(get_engine(), actor=actor) as work:
            saved = form.save(work, typed, key)
    except HeardError as error:
        note(WHERE, "error", str(error))
        return
    _forget(form)
    said = {
        ChangeAction.ADDED: "Saved. It shows on the page Strategy now.",
        ChangeAction.CHANGED: "Changed. The history keeps what stood before.",
        ChangeAction.REMOVED: "Taken back. The history keeps what stood before.",
    }
    note(WHERE, "success", said[saved.action] if saved.action else "Nothing had to change.")


def _take_away(form: Form, actor: Actor) -> None:
    if form.remove is None:
        return
    try:
        with unit_of_work(get_engine(), actor=actor) as work:
            form.remove(work, _seen(form.name))
    except HeardError as error:
        note(WHERE, "error", str(error))
        return
    _forget(form)
    note(WHERE, "success", "Removed. The history keeps what it was.")
