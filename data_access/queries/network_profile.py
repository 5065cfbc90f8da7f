"""What a network says of itself, what it covers, and what its activities say of payment."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.facts import Facts
from data_access.facts.coded import EXPENSES, PAYMENT
from data_access.queries.chosen import all_records
from data_access.tables import Icb, NetworkProfile
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


def payment_answers(facts: Facts, network: str, *, first: date, last: date) -> PaymentAnswers:
    """What the activities of a network that started on these days say of payment and expenses."""
    started = all_records(facts, first=first, last=last).activities
    place, answers = list(facts.reference.networks).index(network), list(Answer)
    yes, not_recorded = answers.index(Answer.YES), answers.index(Answer.NOT_RECORDED)
    payment, expenses = (started.by_network(coded)[place].tolist() for coded in (PAYMENT, EXPENSES))
    return PaymentAnswers(
        activities=sum(payment),
        payment_told=sum(payment) - payment[not_recorded],
        payment_yes=payment[yes],
        expenses_told=sum(expenses) - expenses[not_recorded],
        expenses_yes=expenses[yes],
    )
