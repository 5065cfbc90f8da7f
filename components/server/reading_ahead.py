"""Reads the facts beside the loading of the libraries: the store is slow, and the two do not need each other."""

from contextlib import suppress
from threading import Thread

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access.engine import get_engine
from data_access.facts import current_facts
from domain.errors import HeardError


def read_ahead() -> Thread:
    """Begin to read. Whoever asks for the facts meanwhile waits for this one read; what fails, they try again."""
    # The engine is made here: libraries are loaded by one thread alone.
    thread = Thread(target=_read, args=(get_engine(),), name="heard-reading-ahead", daemon=True)
    thread.start()
    return thread


def _read(engine: Engine) -> None:
    # Why a store cannot be read is said by the check before the start.
    with suppress(HeardError, SQLAlchemyError, OSError):
        current_facts(engine)
