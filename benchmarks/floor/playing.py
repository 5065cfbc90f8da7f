"""Makes the noted Streamlit calls again from constants: no store, no query, no rule, no figure building."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import plotly.io as pio
import streamlit as st

Widgets = dict[str, Any]
"""Values of the keyed widgets of a view."""


@dataclass(frozen=True)
class PlayedView:
    """One view: the address that asks for it, the widgets that hold it, and the calls that draw it."""

    page: str
    address: str
    widgets: Widgets
    steps: list[list[Any]]

    @property
    def filters(self) -> Widgets:
        """The values of the shared filters."""
        return {name: value for name, value in self.widgets.items() if name.startswith("filter_")}


def read_views(path: Path) -> list[PlayedView]:
    """The noted views, their figures and frames made ready, so that no run of the script does it."""
    views = json.loads(path.read_text(encoding="utf-8"))
    return [
        PlayedView(
            page=view["page"],
            address=view["address"],
            widgets=view["widgets"],
            steps=[_ready(step) for step in view["steps"]],
        )
        for view in views
    ]


def play_chosen(views: list[PlayedView]) -> None:
    """Draw the view that the widgets ask for; at first the one that the address asks for."""
    if "floor_page" not in st.session_state:
        asked = f"{st.query_params['page']}?{st.query_params['view']}"
        first = next(view for view in views if f"{view.page}?{view.address}" == asked)
        st.session_state["floor_page"] = first.page
        for name, value in first.widgets.items():
            st.session_state[name] = value
    page = st.session_state["floor_page"]
    play(next(view for view in views if view.page == page and _is_chosen(view)).steps)


def play(steps: list[list[Any]]) -> None:
    """Make the calls in order."""
    places: dict[int | None, Any] = {None: st, 0: st.sidebar}
    for kind, place, *call in steps:
        if kind == "enter":
            places[place].__enter__()
        elif kind == "exit":
            places[place].__exit__(None, None, None)
        else:
            name, arguments, named, opened = call
            found = getattr(places[place], name)(*arguments, **named)
            places.update(zip(opened, found if isinstance(found, Sequence) else [found], strict=False))


def _is_chosen(view: PlayedView) -> bool:
    return all(_plain(st.session_state.get(name)) == _plain(value) for name, value in view.filters.items())


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def _ready(step: list[Any]) -> list[Any]:
    if step[0] != "call":
        return step
    kind, place, name, arguments, named, opened = step
    return [
        kind,
        place,
        name,
        _decoded(arguments),
        {key: _decoded(one) for key, one in named.items()},
        opened,
    ]


def _decoded(value: Any) -> Any:
    if isinstance(value, list):
        return [_decoded(one) for one in value]
    if not isinstance(value, dict):
        return value
    for name, made in _WHOLE.items():
        if name in value:
            return made(value)
    if "labels" in value:
        return value["labels"].__getitem__
    return {key: _decoded(one) for key, one in value["mapping"].items()} if "mapping" in value else _nothing


def _frame(value: dict[str, Any]) -> pd.DataFrame:
    index = None if value["index"] is None else pd.Index(value["index"], name=value["index_name"])
    return pd.DataFrame(value["frame"], columns=value["columns"], index=index)


_WHOLE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "day": lambda value: date.fromisoformat(value["day"]),
    "figure": lambda value: pio.from_json(value["figure"]),
    "frame": _frame,
}


def _nothing() -> bytes:
    """Stands for every action: a click that does nothing, a download without content."""
    return b""
