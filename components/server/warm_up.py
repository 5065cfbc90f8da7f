"""Owns the work around the first visitor: before, what no page can do without; after, what makes pages quick."""

import importlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Thread

import streamlit as st
from anyio import to_thread

from components.ui.sign_in import AUTHENTICATOR

# What the first who asks for it would wait for.
WARM_MODULES = (AUTHENTICATOR, "fontTools.subset", "xlsxwriter")

# What the sign-in form brings along declares components as it is imported, and Streamlit warns that no page runs.
NO_PAGE_RUNS = "streamlit.runtime.scriptrunner_utils.script_run_context"

Hook = Callable[[], None]
_log = logging.getLogger(__name__)


def import_modules() -> None:
    """Load what some page or file needs, and none needs at once."""
    warns = logging.getLogger(NO_PAGE_RUNS)
    level = warns.level
    warns.setLevel(logging.ERROR)
    try:
        for name in WARM_MODULES:
            importlib.import_module(name)
    finally:
        warns.setLevel(level)


def warm_lifespan(hooks: Sequence[Hook]) -> Callable[[st.App], AbstractAsyncContextManager[None]]:
    """A lifespan that runs the hooks in order, off the event loop, before the first request is taken.

    A hook that raises stops the start.
    """

    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        for hook in hooks:
            await to_thread.run_sync(hook)
        yield

    return lifespan


def beside(*hooks: Hook) -> Hook:
    """A hook for which nobody waits: it begins these, which run in order beside the first requests."""
    return Thread(target=run_each, args=(hooks,), name="heard-warm-up", daemon=True).start


def run_each(hooks: Sequence[Hook]) -> None:
    """Run the hooks in order, whatever becomes of each."""
    for hook in hooks:
        try:
            hook()
        except Exception:  # noqa: BLE001  what nobody waits for may not keep the next from running
            _log.exception("Work that nobody waits for failed. It is done when it is next needed.")
