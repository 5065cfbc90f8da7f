"""Long work beside the page: it goes on whatever the visitor does, and tells how far it is."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Generic, TypeVar

import streamlit as st

from components.ui.plain_text import escaped
from data_access.commands.progress import Progress
from domain.errors import HeardError

Result = TypeVar("Result")
FIRST_LOOK = 0.4
LOOK_EVERY = 0.7
BROKEN = "Something went wrong in Heard, and nothing was saved. Please try again."
SECONDS_TO_FINISH = 240
# Writers take turns in the store; a few at once plan or export.
_THREADS = ThreadPoolExecutor(max_workers=4, thread_name_prefix="beside-a-page")
_to_finish: set[Future[Any]] = set()
_log = logging.getLogger(__name__)


class Work(Generic[Result]):
    """Work in a thread of its own, so that a second click or a closed page does not stop it half way.

    `broken` is what the person reads where it met a fault that nobody foresaw. What `is_finished_at_stop` is waited
    for where the server is stopped; all else ends with the server.
    """

    def __init__(
        self, what: Callable[[Progress], Result], *, broken: str = BROKEN, is_finished_at_stop: bool = False
    ) -> None:
        self._broken = broken
        self.step = "Beginning"
        self.share: float | None = None
        self.done_so_far = 0
        self._future = _THREADS.submit(what, self._tell)
        if is_finished_at_stop:
            _to_finish.add(self._future)
            self._future.add_done_callback(_to_finish.discard)
        self._future.add_done_callback(_log_what_nobody_foresaw)

    def is_done(self, *, within: float = 0) -> bool:
        """Whether it is done, after waiting for at most so many seconds."""
        return not wait([self._future], timeout=within).not_done

    @property
    def error(self) -> BaseException | None:
        """What was raised; None until it is done, and where it went well."""
        return self._future.exception() if self._future.done() else None

    @property
    def result(self) -> Result | None:
        """What came of it; None until it is done, and where it failed."""
        return self._future.result() if self._future.done() and self.error is None else None

    @property
    def sentence(self) -> str:
        """Why it failed, for the person; empty where it did not."""
        if self.error is None:
            return ""
        return str(self.error) if isinstance(self.error, HeardError) else self._broken

    def _tell(self, step: str, done: int, total: int | None) -> None:
        self.step, self.done_so_far = step, done
        self.share = min(done / total, 1.0) if total else None


def finish_what_was_begun() -> None:
    """Wait for all that is to be finished though the server is stopped, for four minutes at most."""
    if wait(set(_to_finish), timeout=SECONDS_TO_FINISH).not_done:
        _log.error("The server was stopped while something was saved: look whether it was")


def _log_what_nobody_foresaw(future: Future[Any]) -> None:
    error = future.exception()
    if error is not None and not isinstance(error, HeardError):
        _log.error("Work beside a page failed", exc_info=error)


def shown_until_done(work: Work[Result], *, saying: str) -> bool:
    """Whether the work is done; where it is not, the page shows how far it is and looks again by itself."""
    if work.is_done(within=FIRST_LOOK):
        return True
    _progress(work, saying)
    return False


@st.fragment(run_every=LOOK_EVERY)
def _progress(work: Work[Result], saying: str) -> None:
    if work.is_done():
        st.rerun()
    rows = f", {work.done_so_far:,} so far" if work.done_so_far else ""
    st.progress(work.share or 0.0, text=escaped(f"{saying} {work.step}{rows}"))
