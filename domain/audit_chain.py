"""The chain of the audit trail: each event carries a fingerprint of itself and of all events before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

START = "0" * 64
"""What stands before the first event."""
CHAINED_FIELDS = ("at", "actor", "user_id", "action", "record_type", "record_id", "before", "after", "note")


def event_hash(previous: str, event: Mapping[str, Any]) -> str:
    """SHA-256, as 64 hexadecimal digits, over the hash before and the fields of the event.

    `at` is the moment as ISO text in UTC with microseconds; `before` and `after` are plain JSON or None.
    """
    return hash_of_text(previous, event["at"], event_text(event))


def event_text(event: Mapping[str, Any]) -> str:
    """The part of what is hashed that is known before an event has its moment and its place in the chain."""
    return _as_json([event[name] for name in CHAINED_FIELDS[1:]])


def hash_of_text(previous: str, at: str, text: str) -> str:
    """The hash of the event of which this is the `event_text`."""
    return hashlib.sha256(f"{_as_json([previous, at])[:-1]},{text[1:]}".encode("ascii")).hexdigest()


def _as_json(values: Sequence[Any]) -> str:
    return json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def first_break(events: Iterable[Mapping[str, Any]], *, start: str = START) -> int | None:
    """Position, from 0, of the first event that does not fit the one before or was changed; None if all fit.

    Each event has the chained fields, `previous_hash` and `hash`, in the order in which they were written.
    """
    previous = start
    for position, event in enumerate(events):
        if event["previous_hash"] != previous or event["hash"] != event_hash(previous, event):
            return position
        previous = event["hash"]
    return None
