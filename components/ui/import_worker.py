"""The process in which a large import is planned or saved: `python -m components.ui.import_worker`."""

import gc
import os
import pickle
import sys
from contextlib import suppress
from typing import IO

from components.ui.import_apart import Asked, Told, done
from data_access.engine import open_engine
from domain.errors import HeardError

_KINDNESS = 5


def main(asked: IO[bytes], answers: IO[bytes]) -> int:
    """Do what is asked and answer with what came of it, or with the error; 1 for one that nobody foresaw."""
    work: Asked = pickle.load(asked)  # noqa: S301  from our own parent

    def tell(answer: object) -> None:
        # Where nobody listens any more, the pipe raises: what was not saved yet never is.
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    engine = open_engine(work.address)
    try:
        tell(done(work, engine, lambda step, so_far, total: tell(Told(step, so_far, total))))
    except HeardError as error:
        tell(error)
    finally:
        engine.dispose()
    return 0


def _make_way() -> None:
    """Let the app go first, and keep what is made here: the process ends before a collection would pay."""
    gc.disable()
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(_KINDNESS)


if __name__ == "__main__":
    _make_way()
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
