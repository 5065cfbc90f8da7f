"""Runs what a server that stays up owes every day: the deletion of what is too old."""

import logging
from collections.abc import Callable
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from data_access.commands.retention import clean_up
from data_access.engine import get_engine
from data_access.facts.current import keep_held_facts
from domain.errors import HeardError

A_DAY = 24 * 60 * 60.0
Wait = Callable[[float], bool]
"""Waits for so many seconds; true where no more work is wanted."""

_log = logging.getLogger(__name__)


def delete_what_is_too_old() -> None:
    """Clean up the store of this process, in the name of the operator."""
    clean_up(get_engine())
    keep_held_facts(get_engine())


def work_daily(work: Callable[[], None], *, wait: Wait) -> None:
    """Do the work now and once a day, until `wait` says that no more is wanted; what fails is tried the next day."""
    while True:
        try:
            work()
        except (HeardError, SQLAlchemyError, OSError):
            _log.exception("The daily clean-up failed. It is tried again in a day.")
        if wait(A_DAY):
            return


def start_daily_work() -> None:
    """Begin it beside the server, in a thread that ends with the process."""
    never = Event()
    Thread(
        target=work_daily,
        args=(delete_what_is_too_old,),
        kwargs={"wait": never.wait},
        name="heard-daily-work",
        daemon=True,
    ).start()
