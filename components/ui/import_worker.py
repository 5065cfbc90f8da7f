"""The process in which a large import is planned or saved: `python -m components.ui.import_worker`."""

import gc
import logging
import os
import pickle
import sys
from contextlib import suppress
from typing import IO

from sqlalchemy.engine import Engine

from components.ui.import_apart import Asked, Broke, Told, done
from data_access.commands.progress import Progress
from data_access.engine import open_engine
from domain.errors import HeardError

_KINDNESS = 5
_log = logging.getLogger(__name__)


def main(asked: IO[bytes], answers: IO[bytes]) -> int:
    """Do what is asked and answer with what came of it, or with the error; 1 for one that nobody foresaw."""
    work: Asked = pickle.load(asked)  # noqa: S301  from our own parent

    def tell(answer: object) -> None:
        # Where nobody listens any more, the pipe raises: what was not saved yet never is.
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    engine = open_engine(work.address)
    try:
        answer = _outcome(work, engine, lambda step, so_far, total: tell(Told(step, so_far, total)))
    finally:
        engine.dispose()
    tell(answer)
    return int(isinstance(answer, Broke))


def _outcome(work: Asked, engine: Engine, progress: Progress) -> object:
    """What came of the work, its error, or that it broke. Raises BrokenPipeError where nobody listens any more."""
    try:
        return done(work, engine, progress)
    except HeardError as error:
        return error
    except BrokenPipeError:
        raise
    except Exception:  # noqa: BLE001  whatever it was, the app hears of it, and the log says what
        _log.exception("An import's process broke")
        return Broke()


def _make_way() -> None:
    """Let the app go first, and keep what is made here: the process ends before a collection would pay."""
    gc.disable()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_KINDNESS)


if __name__ == "__main__":
    _make_way()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
