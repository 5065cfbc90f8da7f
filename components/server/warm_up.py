"""Owns the work done before the first visitor, so that no visitor waits for it."""

import gc
import importlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import streamlit as st
from anyio import to_thread

# Seconds of imports, which the first page would otherwise wait for.
WARM_MODULES = ("pandas", "pyarrow", "plotly.graph_objects", "plotly.io", "components.ui.sign_in")

# What the sign-in form brings along declares components as it is imported, and Streamlit warns that no page runs.
NO_PAGE_RUNS = "streamlit.runtime.scriptrunner_utils.script_run_context"

Hook = Callable[[], None]


def import_modules() -> None:
    """Load what every page draws with."""
    warns = logging.getLogger(NO_PAGE_RUNS)
    level = warns.level
    warns.setLevel(logging.ERROR)
    try:
        for name in WARM_MODULES:
            importlib.import_module(name)
    finally:
        warns.setLevel(level)


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
