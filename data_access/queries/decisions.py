"""Decisions of all meetings together: what is done, what is late, and what was given no day."""

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.queries.meetings import DecisionLine, decision_line
from data_access.tables import Decision, Meeting
from domain.permissions import Action, Actor, check_may


def decisions_of_all_meetings(engine: Engine, *, actor: Actor) -> tuple[DecisionLine, ...]:
    """Every decision, those due first first and those without a day last; of one day in the order of meetings.

    Raises NotAllowedError.
    """
    check_may(actor, Action.READ_MEETINGS)
    asked = sa.select(Decision, col(Meeting.held_on)).join(
        Meeting, col(Meeting.id) == col(Decision.meeting_id)
    )
    # NULL comes first in one database and last in the other.
    order = (
        col(Decision.due_on).is_(None),
        col(Decision.due_on),
        col(Meeting.held_on),
        col(Decision.position),
    )
    with Session(engine) as session:
        return tuple(
            decision_line(row, held_on=held_on) for row, held_on in session.execute(asked.order_by(*order))
        )
