"""Told and heard, for everybody: what staff recorded, and of people's answers what `domain.told_and_heard` lets out."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import col

from data_access.facts import Facts
from data_access.facts.coded import REPORTED_BACK
from data_access.queries.chosen import all_records
from data_access.tables import Activity, Experience
from domain.disclosure import ENGLAND
from domain.experience import HIGHEST_AGREEMENT, Answered, Statement, bundles
from domain.measures import measured_by
from domain.periods import EARLIEST_DAY
from domain.told_and_heard import HowItWas, how_it_was
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class Told:
    """Activities of a network up to a day, over all years, and those that staff say they reported back on."""

    activities: int
    reported_back: int


@measured_by("told_and_heard")
def told_by_network(facts: Facts, *, today: date) -> dict[str, Told]:
    """What staff recorded, for every network, those without any activity included."""
    begun = all_records(facts, first=EARLIEST_DAY, last=today)
    by_network = begun.activities.by_network(REPORTED_BACK).tolist()
    return {
        code: Told(not_told + told, told)
        for code, (not_told, told) in zip(facts.reference.networks, by_network, strict=True)
    }


def heard_by_network(engine: Engine, *, today: date) -> dict[str, HowItWas]:
    """What people answered, by network and for ENGLAND; where too few answers may be counted it is left out.

    The answers are in the same bundles as those that staff and lay partners read (`queries.feedback`), so that
    no two views of them differ by fewer than a bundle. An answer of this week is in none yet: nothing of it
    shows before the next day that is asked for, although it does not raise the store's version.
    """
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in _answers(engine):
        rows[row.network_code].append(row)
    counted = {code: _counted(own, today) for code, own in rows.items()}
    found = {code: _read(own) for code, own in counted.items()}
    found[ENGLAND] = _read([row for own in counted.values() for row in own])
    return {code: one for code, one in found.items() if one is not None}


def _answers(engine: Engine) -> Sequence[Any]:
    """All answers without their comments, in the order in which `queries.feedback` reads those of a network."""
    query = (
        sa.select(
            col(Activity.network_code),
            col(Experience.activity_id),
            col(Experience.answered_on),
            *(getattr(Experience, statement.value) for statement in Statement),
            col(Experience.heard_back),
            col(Experience.provenance),
            col(Activity.reported_back_on),
        )
        .join(Activity, col(Activity.id) == col(Experience.activity_id))
        .order_by(col(Experience.answered_on), col(Experience.activity_id), col(Experience.id))
    )
    with engine.connect() as connection:
        return connection.execute(query).all()


def _counted(rows: Sequence[Any], today: date) -> list[Any]:
    """The answers of one network that are in a bundle."""
    answered = [Answered(row.activity_id, row.answered_on, row.reported_back_on is not None) for row in rows]
    return [rows[place] for bundle in bundles(answered, today=today) for place in bundle.places]


def _read(rows: Sequence[Any]) -> HowItWas | None:
    levels = range(HIGHEST_AGREEMENT + 1)
    agreement = {statement: Counter(getattr(row, statement.value) for row in rows) for statement in Statement}
    return how_it_was(
        {statement: [counts[level] for level in levels] for statement, counts in agreement.items()},
        answered=len(rows),
        heard_back=Counter(row.heard_back for row in rows),
        has_illustrative=any(row.provenance is Provenance.ILLUSTRATIVE for row in rows),
    )
