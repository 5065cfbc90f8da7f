"""Notes every Streamlit call that a page makes, so that the same calls can be made from constants."""

import functools
import inspect
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from types import TracebackType
from typing import Any, Self

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

Step = list[Any]
"""["call", place or None, name, arguments, named arguments, places that it opens] or ["enter" | "exit", place]."""

# Arguments that belong to the app's own code and change nothing on the screen.
LEFT_OUT = frozenset({"args", "kwargs"})


class Recording:
    """The steps of one run of a script, in order; each place (a container, a column) has a number."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self._places = 0

    def restart(self) -> None:
        """Forget what was noted: a script starts."""
        self.steps.clear()
        self._places = 0

    def wrap(self, call: Callable[..., Any], *, place: int | None = None) -> Callable[..., Any]:
        """The same function, noting each call and what it opens."""

        @functools.wraps(call)
        def noted(*args: Any, **kwargs: Any) -> Any:
            found = call(*args, **kwargs)
            named = {name: value for name, value in kwargs.items() if name not in LEFT_OUT}
            options = list(args[1]) if len(args) > 1 and "format_func" in named else []
            step: Step = ["call", place, call.__name__, [as_json(one) for one in args], {}, []]
            step[4] = {name: as_json(value, options=options) for name, value in named.items()}
            self.steps.append(step)
            if isinstance(found, DeltaGenerator):
                return self._open(found, step)
            if isinstance(found, Sequence) and found and isinstance(found[0], DeltaGenerator):
                return [self._open(one, step) for one in found]
            return found

        return noted

    def place(self, generator: DeltaGenerator, number: int) -> "Place":
        """A place that notes what is drawn in it."""
        return Place(self, generator, number)

    def _open(self, generator: DeltaGenerator, step: Step) -> "Place":
        self._places += 1
        step[5].append(self._places)
        return Place(self, generator, self._places)


class Place:
    """Stands for a container and notes what a script does with it."""

    def __init__(self, recording: Recording, generator: DeltaGenerator, number: int) -> None:
        self._recording = recording
        self._generator = generator
        self._number = number

    def __enter__(self) -> Self:
        self._recording.steps.append(["enter", self._number])
        self._generator.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._recording.steps.append(["exit", self._number])
        self._generator.__exit__(kind, error, trace)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._generator, name)
        return self._recording.wrap(found, place=self._number) if inspect.ismethod(found) else found


@contextmanager
def recording() -> Iterator[Recording]:
    """Note all calls of `st.…` in this process until the block ends."""
    noted = Recording()
    kept: dict[str, Any] = {"set_page_config": st.set_page_config, "sidebar": st.sidebar}
    kept |= {
        name: call
        for name, call in vars(st).items()
        if inspect.ismethod(call) and isinstance(call.__self__, DeltaGenerator)
    }

    def start(*_args: Any, **_kwargs: Any) -> None:
        noted.restart()

    try:
        for name, call in kept.items():
            setattr(st, name, noted.wrap(call) if inspect.ismethod(call) else call)
        st.set_page_config = start
        vars(st)["sidebar"] = noted.place(kept["sidebar"], 0)
        yield noted
    finally:
        for name, call in kept.items():
            setattr(st, name, call)


def as_json(value: Any, *, options: list[Any] | None = None) -> Any:
    """An argument as JSON holds it; raises TypeError for one that it cannot hold."""
    if isinstance(value, str | int | float | bool | None):
        return value
    if isinstance(value, date | go.Figure | pd.DataFrame):
        return _whole_as_json(value)
    if callable(value):
        return {"labels": {str(one): value(one) for one in options}} if options else {"callable": True}
    if isinstance(value, Mapping):
        return {"mapping": {str(name): as_json(one) for name, one in value.items()}}
    if isinstance(value, Iterable):
        return [as_json(one) for one in value]
    raise TypeError(f"An argument of this kind cannot be noted: {value!r}")


def _whole_as_json(value: date | go.Figure | pd.DataFrame) -> dict[str, Any]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return _frame_as_json(value) if isinstance(value, pd.DataFrame) else {"figure": value.to_json()}


def _frame_as_json(frame: pd.DataFrame) -> dict[str, Any]:
    is_plain = isinstance(frame.index, pd.RangeIndex)
    return {
        "frame": json.loads(frame.to_json(orient="values")),
        "columns": [str(name) for name in frame.columns],
        "index": None if is_plain else [str(one) for one in frame.index],
        "index_name": frame.index.name,
    }
