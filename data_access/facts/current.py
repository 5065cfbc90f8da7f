"""Holds the newest snapshot of this process, brings it forward when the store's version has risen, and has it kept.

A large one is kept on disk, in the data folder: at once where it had to be read from the store, some time after a
change, and when the server stops.
"""

import logging
from pathlib import Path
from threading import Lock, Timer

from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from data_access.consistent_read import consistent_read
from data_access.facts.forward import IN_DOUBT, brought_forward
from data_access.facts.kept import is_worth_keeping, keep_facts, kept_facts
from data_access.facts.reading import read_facts
from data_access.facts.snapshot import Facts
from data_access.settings import get_settings
from data_access.unit_of_work import store_version
from domain.errors import StoreError

SECONDS_UNTIL_KEPT = 600.0
"""So long after somebody saw a change at most, the kept snapshot knows of it; else after the daily clean-up."""

_held: dict[str, Facts] = {}
_waiting: set[str] = set()
_lock = Lock()
_writing = Lock()
_log = logging.getLogger(__name__)


def current_facts(engine: Engine) -> Facts:
    """The snapshot of the store as it is now; a write by any process shows at the next call."""
    address = _address(engine)
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
    held = _held.get(_address(engine))
    return held if held is not None and held.version == version else current_facts(engine)


def is_held(engine: Engine) -> bool:
    """Whether this process holds a snapshot of the store."""
    return _address(engine) in _held


def keep_held_facts(engine: Engine) -> None:
    """Keep on disk what this process holds of the store, if it is large; what hinders that is only logged."""
    folder = _folder(engine)
    with _lock:
        _waiting.discard(_address(engine))
    if folder is None or not is_held(engine):
        return
    try:
        with _writing:
            # What was erased since somebody last looked shall not come back into the file.
            keep_facts(current_facts(engine), folder)
    except (OSError, SQLAlchemyError, StoreError) as error:
        _log.warning("The snapshot could not be kept on disk: %s", error)


def _newest(engine: Engine, facts: Facts | None) -> Facts:
    folder = _folder(engine)
    newer = _forward(engine, facts) if facts is not None else _kept(engine, folder)
    found = read_facts(engine) if newer is None else newer
    if folder is not None and is_worth_keeping(found, folder):
        _keep_later(engine, seconds=0.0 if newer is None else SECONDS_UNTIL_KEPT)
    return found


def _keep_later(engine: Engine, *, seconds: float) -> None:
    """Have it kept by a thread, once for all changes until then; whoever calls has the lock."""
    if seconds and _address(engine) in _waiting:
        return
    _waiting.add(_address(engine))
    timer = Timer(seconds, keep_held_facts, [engine])
    timer.daemon = True
    timer.start()


def _folder(engine: Engine) -> Path | None:
    """The data folder, where this is the store of this installation; others have no place to be kept in."""
    settings = get_settings()
    return settings.data_dir if engine.url == make_url(settings.store_url) else None


def _address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def _kept(engine: Engine, folder: Path | None) -> Facts | None:
    return None if folder is None else kept_facts(engine, folder)


def _forward(engine: Engine, facts: Facts) -> Facts | None:
    try:
        with consistent_read(engine) as connection:
            return brought_forward(connection, facts)
    except IN_DOUBT:
        _log.warning("The facts could not be brought forward, so they are read anew", exc_info=True)
        return None
