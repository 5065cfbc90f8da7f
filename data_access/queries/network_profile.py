"""What a network says of itself, what it covers, and what its activities say of payment."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Activity, Icb, NetworkProfile
from domain.vocabulary import Answer, Provenance

NEVER_SAVED = 0


@dataclass(frozen=True)
class OwnProfile:
    """A network's own words about itself, "" for what it has not said; version 0 where nothing was ever said."""

    about: str = ""
    payment_policy: str = ""
    payment_link: str = ""
    get_involved: str = ""
    contact_link: str = ""
    provenance: Provenance = Provenance.SUBMITTED
    provenance_note: str = ""
    version: int = NEVER_SAVED


@dataclass(frozen=True)
class CoveredBoard:
    """An integrated care board of a network; `is_sure` where a page of the network or the board says so."""

    name: str
    is_sure: bool


@dataclass(frozen=True)
class PaymentAnswers:
    """Of a number of activities, how many say whether payment or expenses were offered, and how many said yes."""

    activities: int = 0
    payment_told: int = 0
    payment_yes: int = 0
    expenses_told: int = 0
    expenses_yes: int = 0


def own_profile(engine: Engine, network: str) -> OwnProfile:
    """What the network says of itself."""
    with Session(engine) as session:
        row = session.get(NetworkProfile, network)
        if row is None:
            return OwnProfile()
        return OwnProfile(
            about=row.about,
            payment_policy=row.payment_policy,
            payment_link=row.payment_link,
            get_involved=row.get_involved,
            contact_link=row.contact_link,
            provenance=row.provenance,
            provenance_note=row.provenance_note,
            version=row.version,
        )


def covered_boards(engine: Engine, network: str) -> tuple[CoveredBoard, ...]:
    """The integrated care boards of a network, by name."""
    statement = (
        sa.select(col(Icb.name), col(Icb.confidence))
        .where(col(Icb.network_code) == network)
        .order_by(col(Icb.name))
    )
    with engine.connect() as connection:
        return tuple(
            CoveredBoard(name, is_sure=confidence == "verified")
            for name, confidence in connection.execute(statement)
        )


def payment_answers(engine: Engine, network: str, *, first: date, last: date) -> PaymentAnswers:
    """What the activities of a network that started on these days say of payment and expenses."""
    pay, expenses = col(Activity.payment_offered), col(Activity.expenses_offered)
    statement = sa.select(
        sa.func.count(),
        *(
            sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)
            for condition in (
                pay != Answer.NOT_RECORDED,
                pay == Answer.YES,
                expenses != Answer.NOT_RECORDED,
                expenses == Answer.YES,
            )
        ),
    ).where(
        col(Activity.network_code) == network,
        col(Activity.start_date) >= first,
        col(Activity.start_date) <= last,
    )
    with engine.connect() as connection:
        return PaymentAnswers(*(int(number) for number in connection.execute(statement).one()))
