"""Views that were frozen for a meeting, as they were kept; what somebody spoiled is refused, not shown."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.tables import Snapshot
from domain.errors import NotFoundError, StoreError
from domain.permissions import Action, Actor, check_may

GONE = "There are no such figures of a meeting any more."
SPOILED = (
    "These figures are not as they were kept at the meeting: their fingerprint does not match, so they are not "
    "shown. Ask whoever looks after Heard to restore them from a backup."
)


@dataclass(frozen=True)
class FrozenView:
    """A frozen view: `view` is its address as `domain.screens` writes it, with its year; `content` its figures.

    The content is as `components.publishing.live.packing` wrote it.
    """

    id: int
    meeting_id: int
    view: str
    taken_at: datetime
    fingerprint: str
    content: Mapping[str, Any]


def fingerprint_of(view: str, content: Mapping[str, Any]) -> str:
    """SHA-256, in 64 digits, of the address and the content in canonical JSON.

    The address is in it, so that figures which somebody put under another view are found out as well.
    """
    told = json.dumps(
        [view, content], sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def read_snapshot(engine: Engine, *, actor: Actor, snapshot_id: int) -> FrozenView:
    """A frozen view with its content.

    Raises NotAllowedError, NotFoundError where there is none, and StoreError where it is not as it was kept.
    """
    check_may(actor, Action.READ_MEETINGS)
    with Session(engine) as session:
        row = session.get(Snapshot, snapshot_id)
    if row is None:
        raise NotFoundError(GONE)
    if fingerprint_of(row.view, row.content) != row.fingerprint:
        raise StoreError(SPOILED)
    return FrozenView(snapshot_id, row.meeting_id, row.view, row.taken_at, row.fingerprint, row.content)
