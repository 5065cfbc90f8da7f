"""The chain of the audit trail: each event carries a fingerprint of itself and of all events before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

START = "0" * 64
"""What stands before the first event."""
CHAINED_FIELDS = ("at", "actor", "user_id", "action", "record_type", "record_id", "before", "after", "note")


def event_hash(previous: str, event: Mapping[str, Any]) -> str:
    """SHA-256, as 64 hexadecimal digits, over the hash before and the fields of the event.

    `at` is the moment as ISO text in UTC with microseconds; `before` and `after` are plain JSON or None.
    """
    fields = [event[name] for name in CHAINED_FIELDS]
    text = json.dumps([previous, *fields], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


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
