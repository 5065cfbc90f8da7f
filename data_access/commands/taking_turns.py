"""Small writes that come at once share one transaction, so that a full room does not wait for the disk one by one."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from time import sleep

from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from data_access.unit_of_work import private_write
from domain.errors import HeardError, StoreError

Write = Callable[[Session], None]
MOST_AT_ONCE = 50
TRIES, PAUSE_SECONDS = 4, 0.05


@dataclass(eq=False)
class _Waiting:
    write: Write
    is_done: bool = False
    error: Exception | None = None


@dataclass(eq=False)
class _Turns:
    """The writes of one process to one store: whoever has the turn writes for all who wait."""

    engine: Engine
    _waiting: deque[_Waiting] = field(default_factory=deque)
    _turn: Lock = field(default_factory=Lock)

    def take(self, write: Write) -> None:
        one = _Waiting(write)
        self._waiting.append(one)
        with self._turn:
            while not one.is_done:
                self._write_for_all()
        if one.error is not None:
            raise one.error

    def _write_for_all(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(MOST_AT_ONCE, len(self._waiting)))]
        try:
            _in_one_transaction(self.engine, batch)
        except Exception as error:  # noqa: BLE001  each who waits is told, in a thread of its own
            for one in batch:
                one.error = one.error or error
        finally:
            for one in batch:
                one.is_done = True


@lru_cache(maxsize=8)
def _turns_of(engine: Engine) -> _Turns:
    return _Turns(engine)


def write_in_turn(engine: Engine, write: Write) -> None:
    """Do a write that may be done again: it refuses before it changes anything, and a second time changes nothing.

    It is in the store when this returns. `session.info` is shared with the writes beside it in the same transaction.
    Raises what `write` raises, and StoreError where the store stays out of reach.
    """
    _turns_of(engine).take(write)


def _in_one_transaction(engine: Engine, batch: list[_Waiting]) -> None:
    for left in reversed(range(TRIES)):
        try:
            with private_write(engine) as session:
                for one in batch:
                    one.error = _refusal(one.write, session)
        except StoreError as error:
            if not left or not _is_busy(error):
                raise
            sleep(PAUSE_SECONDS)
        else:
            return


def _refusal(write: Write, session: Session) -> Exception | None:
    try:
        write(session)
    except HeardError as error:
        return error
    return None


def _is_busy(error: StoreError) -> bool:
    """Whether another writer was in the way, so that it is worth another try; not where the store is away."""
    cause = error.__cause__
    if not isinstance(cause, OperationalError) or cause.connection_invalidated:
        return False
    told = str(cause.orig).casefold()
    return "locked" in told or "deadlock" in told
