"""Long work beside the page: it goes on whatever the visitor does, and tells how far it is."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Generic, TypeVar

import streamlit as st

from components.ui.plain_text import escaped
from data_access.commands.progress import Progress
from domain.errors import HeardError

Result = TypeVar("Result")
VISIT = "import_visit"
"""Where a visit keeps the file that it has under way."""
ROUND = "import_round"
"""Counts the files of a visit: with another number, the page has another, empty place for a file."""
FIRST_LOOK = 0.4
LOOK_EVERY = 0.7
BROKEN = "Something went wrong in Heard, and nothing was saved. Your file is kept here: please try again."
_log = logging.getLogger(__name__)


def choose_anew() -> None:
    """Let go of the file that is under way, and of the choice of it."""
    st.session_state.pop(VISIT, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


@dataclass
class Work(Generic[Result]):
    """Work in a thread of its own, so that a second click or a closed page does not stop it half way.

    Once it is done either `result` is there or `sentence` says why not; `error` is what was raised.
    """

    what: Callable[[Progress], Result]
    step: str = "Beginning"
    share: float | None = None
    done_so_far: int = 0
    result: Result | None = None
    error: BaseException | None = None
    _done: Event = field(default_factory=Event)

    def start(self) -> "Work[Result]":
        """Begin, and answer itself."""
        Thread(target=self._run, daemon=True).start()
        return self

    def is_done(self, *, within: float = 0) -> bool:
        """Whether it is done, after waiting for at most so many seconds."""
        return self._done.wait(within)

    @property
    def sentence(self) -> str:
        """Why it failed, for the person; empty where it did not."""
        if self.error is None:
            return ""
        return str(self.error) if isinstance(self.error, HeardError) else BROKEN

    def _run(self) -> None:
        try:
            self.result = self.what(self._tell)
        except HeardError as error:
            self.error = error
        except BaseException as error:  # noqa: BLE001  whatever it is, the page must say that it ended
            self.error = error
            _log.exception("Work on an import failed")
        finally:
            self._done.set()

    def _tell(self, step: str, done: int, total: int | None) -> None:
        self.step, self.done_so_far = step, done
        self.share = min(done / total, 1.0) if total else None


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
