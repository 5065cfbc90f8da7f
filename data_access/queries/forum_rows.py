"""The rows that the form for actions, resources and pledges changes, of one network or of all together."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Action, PledgeResponse, Resource


def actions_for_editing(engine: Engine, *, network: str | None) -> Sequence[Action]:
    """The actions of a network, those due first first; None is all networks together."""
    order = (
        sa.select(Action)
        .where(col(Action.network_code) == network)
        .order_by(col(Action.due_on), col(Action.id))
    )
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(order).all()


def resources_for_editing(engine: Engine, *, network: str | None) -> Sequence[Resource]:
    """The resources of a network by their titles; None is all networks together."""
    order = (
        sa.select(Resource)
        .where(col(Resource.network_code) == network)
        .order_by(col(Resource.title), col(Resource.id))
    )
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(order).all()


def pledge_response_for_editing(engine: Engine, *, network: str, pledge: str) -> PledgeResponse | None:
    """What a network says of a pledge; None where it has said nothing."""
    with Session(engine, expire_on_commit=False) as session:
        return session.scalars(
            sa.select(PledgeResponse).where(
                col(PledgeResponse.network_code) == network, col(PledgeResponse.pledge_code) == pledge
            )
        ).one_or_none()
