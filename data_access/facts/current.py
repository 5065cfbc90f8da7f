"""Holds the newest snapshot of this process, and reads it anew when the store's version has risen."""

from threading import Lock

from sqlalchemy.engine import Engine

from data_access.facts.reading import read_facts
from data_access.facts.snapshot import Facts
from data_access.unit_of_work import store_version

_held: dict[str, Facts] = {}
_lock = Lock()


def current_facts(engine: Engine) -> Facts:
    """The snapshot of the store as it is now; a write by any process shows at the next call."""
    address = engine.url.render_as_string(hide_password=False)
    version = store_version(engine)
    facts = _held.get(address)
    if facts is not None and facts.version == version:
        return facts
    with _lock:
        facts = _held.get(address)
        if facts is None or facts.version != version:
            facts = read_facts(engine)
            _held[address] = facts
        return facts


def is_held(engine: Engine) -> bool:
    """Whether this process holds a snapshot of the store."""
    return engine.url.render_as_string(hide_password=False) in _held
