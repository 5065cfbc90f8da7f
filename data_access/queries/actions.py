"""Agreed actions: what is to be done, who owns it, by when, and how far it has come."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Action
from data_access.tables.base import number_of
from domain.looking_back import is_known_by
from domain.vocabulary import ActionState, Provenance


@dataclass(frozen=True)
class ActionLine:
    """An action; `network` is None where it belongs to all networks, `meeting_id` where no meeting agreed it."""

    id: int
    title: str
    owner: str
    due_on: date
    state: ActionState
    done_on: date | None
    network: str | None
    line: str | None
    note: str
    provenance: Provenance
    meeting_id: int | None = None

    def is_late(self, *, today: date) -> bool:
        """Whether it is still open after the day on which it was due."""
        return self.state is ActionState.OPEN and self.due_on < today


def agreed_actions(engine: Engine) -> tuple[ActionLine, ...]:
    """All actions: open ones by the day on which they are due, then the others, those due last first."""
    with Session(engine) as session:
        asked = sa.select(Action).order_by(col(Action.due_on), col(Action.id))
        rows = [action_line(row) for row in session.scalars(asked)]
    return _open_first(rows)


def action_line(row: Action) -> ActionLine:
    """An action as it is read."""
    return ActionLine(
        id=number_of(row),
        title=row.title,
        owner=row.owner,
        due_on=row.due_on,
        state=row.state,
        done_on=row.done_on,
        network=row.network_code,
        line=row.priority_code,
        note=row.note,
        provenance=row.provenance,
        meeting_id=row.meeting_id,
    )


def actions_as_of(actions: Iterable[ActionLine], day: date) -> tuple[ActionLine, ...]:
    """The actions as they stood on a day: one that was done later was open. They are in the same order.

    One that was dropped has no day on which it was, and stays dropped; nor has any a day on which it was agreed.
    """
    rows = [
        one if is_known_by(one.done_on, on=day) else replace(one, state=ActionState.OPEN, done_on=None)
        for one in actions
    ]
    return _open_first(sorted(rows, key=lambda one: (one.due_on, one.id)))


def _open_first(by_due_day: list[ActionLine]) -> tuple[ActionLine, ...]:
    still_open = [one for one in by_due_day if one.state is ActionState.OPEN]
    return (*still_open, *(one for one in reversed(by_due_day) if one.state is not ActionState.OPEN))


def of_networks(actions: Iterable[ActionLine], networks: Iterable[str]) -> tuple[ActionLine, ...]:
    """The actions of these networks and those of all networks together; all of them where none is named."""
    wanted = {*networks}
    return tuple(one for one in actions if not wanted or one.network is None or one.network in wanted)
