"""Told and heard, for everybody: what staff recorded, and of people's answers what `domain.told_and_heard` lets out."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy.engine import Engine

from data_access.facts import Facts
from data_access.facts.coded import REPORTED_BACK
from data_access.facts.snapshot import Flags
from data_access.queries.chosen import all_records
from data_access.queries.counted_answers import CountedAnswers, counted_answers
from domain.disclosure import ENGLAND
from domain.experience import HIGHEST_AGREEMENT
from domain.measures import measured_by
from domain.periods import EARLIEST_DAY
from domain.told_and_heard import HowItWas, how_it_was
from domain.vocabulary import Answer


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


def heard_by_network(engine: Engine, facts: Facts, *, today: date) -> dict[str, HowItWas]:
    """What people answered, by network and for ENGLAND; where too few answers may be counted it is left out.

    The answers are in the same bundles as those that staff and lay partners read (`queries.feedback`), so that
    no two views of them differ by fewer than a bundle. An answer of this week is in none yet: nothing of it
    shows before the next day that is asked for, although it does not raise the store's version.
    """
    counted = counted_answers(engine, facts, today=today)
    everywhere = np.ones(counted.network.size, dtype=np.bool_)
    found = {
        code: _read(counted, counted.network == place) for place, code in enumerate(facts.reference.networks)
    }
    found[ENGLAND] = _read(counted, everywhere)
    return {code: one for code, one in found.items() if one is not None}


def _read(answers: CountedAnswers, of: Flags) -> HowItWas | None:
    levels = {
        statement: np.bincount(said[of], minlength=HIGHEST_AGREEMENT + 1)[: HIGHEST_AGREEMENT + 1].tolist()
        for statement, said in answers.agreement.items()
    }
    heard_back = np.bincount(answers.heard_back[of], minlength=len(Answer)).tolist()
    return how_it_was(
        levels,
        answered=int(of.sum()),
        heard_back=dict(zip(Answer, heard_back, strict=True)),
        has_illustrative=bool(answers.is_illustrative[of].any()),
    )
