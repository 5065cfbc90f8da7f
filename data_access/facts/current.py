"""Holds the newest snapshot of this process, and brings it forward when the store's version has risen."""

import logging
from threading import Lock

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from data_access.consistent_read import consistent_read
from data_access.facts.forward import brought_forward
from data_access.facts.reading import read_facts
from data_access.facts.snapshot import Facts
from data_access.unit_of_work import store_version
from domain.errors import StoreError

IN_DOUBT = (SQLAlchemyError, StoreError, ArithmeticError, LookupError, TypeError, ValueError)
"""What a log or a record that is not as expected may raise: whoever reads anew then says what is wrong, if anything."""

_held: dict[str, Facts] = {}
_lock = Lock()
_log = logging.getLogger(__name__)


def current_facts(engine: Engine) -> Facts:
    """The snapshot of the store as it is now; a write by any process shows at the next call."""
    address = engine.url.render_as_string(hide_password=False)
    version = store_version(engine)
    facts = _held.get(address)
    if facts is not None and facts.version == version:
        return facts
    with _lock:
        facts = _held.get(address)
        # Asked again: another thread may have brought it further than this one saw.
        if facts is None or facts.version != store_version(engine):
            facts = _held[address] = _newest(engine, facts)
        return facts


def facts_of_version(engine: Engine, version: int) -> Facts:
    """The snapshot of this version where this process holds it, which asks the store nothing; else the newest."""
    held = _held.get(engine.url.render_as_string(hide_password=False))
    return held if held is not None and held.version == version else current_facts(engine)


def is_held(engine: Engine) -> bool:
    """Whether this process holds a snapshot of the store."""
    return engine.url.render_as_string(hide_password=False) in _held


def _newest(engine: Engine, facts: Facts | None) -> Facts:
    newer = None if facts is None else _forward(engine, facts)
    return read_facts(engine) if newer is None else newer


def _forward(engine: Engine, facts: Facts) -> Facts | None:
    try:
        with consistent_read(engine) as connection:
            return brought_forward(connection, facts)
    except IN_DOUBT:
        _log.warning("The facts could not be brought forward, so they are read anew", exc_info=True)
        return None
