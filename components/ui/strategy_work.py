"""Recording work for the strategy: one action, one resource or one pledge at a time, new or changed."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from components.ui.kept_form import Form, draw_form, forget
from components.ui.outcome import note
from components.ui.strategy_loaders import ALL_NETWORKS
from components.ui.strategy_work_fields import action_fields, pledge_fields, resource_fields
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
from data_access.engine import get_engine
from data_access.queries.forum_rows import (
    actions_for_editing,
    pledge_response_for_editing,
    resources_for_editing,
)
from data_access.queries.pledges import shared_pledges
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import HeardError
from domain.permissions import Action, Actor, may_record_for_all, own_networks
from domain.vocabulary import ChangeAction

WHERE = "strategy_work"
_KIND, _NETWORK = "strategy_work_kind", "strategy_work_network"
KINDS = {"action": "An action", "resource": "A shared resource", "pledge": "How we meet a pledge"}
FOR_ALL, NEW = "", 0
SAID = {
    ChangeAction.ADDED: "Saved. It shows on the page Strategy now.",
    ChangeAction.CHANGED: "Changed. The history keeps what stood before.",
    ChangeAction.REMOVED: "Taken back. The history keeps what stood before.",
}
Remove = Callable[[UnitOfWork, str], None]


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
    opened = {"action": _action, "resource": _resource, "pledge": _pledge}[kind or "action"](view, network)
    if opened is not None:
        form, remove = opened
        with st.container(key="block_strategy_work", border=True):
            draw_form(form, actor=actor)
            if remove is not None:
                _offer_removal(form, remove, actor)


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


def _action(view: View, network: str) -> tuple[Form, None]:
    rows = actions_for_editing(get_engine(), network=network or None)
    number = _choose_row("action", network, {row.id or 0: f"{row.title} ({row.state.label})" for row in rows})

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        draft = draft_of(ActionDraft, network_code=network or None, **typed)
        return save_action(work, draft, key=key, number=number or None, seen=form.mark())

    name = f"action_{network}_{number}"
    row = next((one for one in rows if one.id == number), None)
    form = Form(name, WHERE, action_fields(view), row, mark_of(row), save, SAID)
    return form, None


def _resource(view: View, network: str) -> tuple[Form, Remove | None]:
    rows = resources_for_editing(get_engine(), network=network or None)
    number = _choose_row(
        "resource", network, {row.id or 0: f"{row.title} ({row.kind.label})" for row in rows}
    )

    def save(work: UnitOfWork, typed: Mapping[str, Any], key: str) -> Saved:
        draft = draft_of(ResourceDraft, network_code=network or None, **typed)
        return save_resource(work, draft, key=key, number=number or None, seen=form.mark())

    def remove(work: UnitOfWork, seen: str) -> None:
        remove_resource(work, number, seen=seen)

    name = f"resource_{network}_{number}"
    row = next((one for one in rows if one.id == number), None)
    form = Form(name, WHERE, resource_fields(view), row, mark_of(row), save, SAID)
    return form, remove if row else None


def _pledge(_view: View, network: str) -> tuple[Form, None] | None:
    titles = {one.code: one.title for one in shared_pledges(get_engine())}
    if not titles:
        st.text("The pledges are not in the store yet. They come with the reference data of Heard.")
        return None
    pledge = st.selectbox(
        "Pledge", list(titles), format_func=lambda code: titles.get(code, code), key="strategy_work_pledge"
    )

    def save(work: UnitOfWork, typed: Mapping[str, Any], _key: str) -> Saved:
        draft = draft_of(PledgeResponseDraft, network_code=network, pledge_code=pledge, **typed)
        return save_pledge_response(work, draft, seen=form.mark())

    name = f"pledge_{network}_{pledge}"
    row = pledge_response_for_editing(get_engine(), network=network, pledge=pledge)
    form = Form(name, WHERE, pledge_fields(), row, mark_of(row), save, SAID)
    return form, None


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


def _offer_removal(form: Form, remove: Remove, actor: Actor) -> None:
    sure = st.checkbox("This resource is shared no more", key=form.key("sure"))
    st.button(
        "Remove this resource",
        key=form.key("remove"),
        disabled=not sure,
        on_click=_take_away,
        args=(form, remove, actor),
    )


def _take_away(form: Form, remove: Remove, actor: Actor) -> None:
    try:
        with unit_of_work(get_engine(), actor=actor) as work:
            remove(work, form.mark())
    except HeardError as error:
        note(WHERE, "error", str(error))
        return
    forget(form)
    note(WHERE, "success", "Removed. The history keeps what it was.")
