"""Owns the work done before the first visitor, so that no visitor waits for it."""

import gc
import importlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st
from anyio import to_thread

# Seconds of imports, which the first page would otherwise wait for.
WARM_MODULES = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "components.ui.sign_in")

Hook = Callable[[], None]


def import_modules() -> None:
    """Load what every page draws with."""
    for name in WARM_MODULES:
        importlib.import_module(name)


def settle_memory() -> None:
    """Take what is loaded by now out of the garbage collector's rounds: it stays until the process ends."""
    gc.collect()
    gc.freeze()


def warm_lifespan(hooks: Sequence[Hook]) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """A lifespan that runs the hooks in order, off the event loop, before the first request is taken.

    A hook that raises stops the start.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        for hook in (import_modules, *hooks):
            await to_thread.run_sync(hook)
        settle_memory()
        yield

    return lifespan
