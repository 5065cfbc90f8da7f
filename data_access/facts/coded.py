"""The small codes that views count by: what each is called, how many there are, and how it is read from the facts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data_access.facts.reference import Reference
from data_access.facts.snapshot import NONE, Codes, Facts, Flags, Ints
from domain.vocabulary import Answer, Code, Direction, Level, Mode, OutcomeStatus, Stage, Who

SmallCodes = NDArray[Any]


@dataclass(frozen=True)
class Coded:
    """A code from 0 to `size` - 1 of activities, or of outcomes; `read` gives it for some rows of the facts.

    `is_looked_back` says whether it may be another one as of a past day, `is_kept` whether the whole column is kept
    once it was asked for: what lists ask for again and again, and what costs much to read.
    """

    name: str
    size: int
    read: Callable[[Facts, Ints], SmallCodes]
    is_looked_back: bool = False
    is_kept: bool = False


@dataclass(frozen=True)
class Cells:
    """What filters choose by as one code: networks by programmes by rungs, "none" as the last of the latter two."""

    networks: int
    programmes: int
    rungs: int

    @classmethod
    def of(cls, reference: Reference) -> "Cells":
        """The cells of these reference lists."""
        return cls(len(reference.networks), len(reference.programmes) + 1, len(reference.rungs) + 1)

    @property
    def shape(self) -> tuple[int, int, int]:
        """Networks, programmes, rungs."""
        return self.networks, self.programmes, self.rungs

    @property
    def size(self) -> int:
        """How many cells there are."""
        return self.networks * self.programmes * self.rungs


def _cells_of_activities(facts: Facts, rows: Ints) -> SmallCodes:
    cells, columns = Cells.of(facts.reference), facts.activities
    found = columns.network[rows].astype(np.int32)
    for column, size in ((columns.programme, cells.programmes), (columns.rung, cells.rungs)):
        found *= size
        found += _none_last(column[rows], size)
    return found.astype(np.min_scalar_type(cells.size))


def _none_last(codes: Codes, size: int) -> SmallCodes:
    """The codes with "none" as the last of so many."""
    return np.where(codes == NONE, size - 1, codes.astype(np.int32))


def _with_none(name: str, code: type[Code], column: Callable[[Facts], Codes]) -> Coded:
    size = len(code) + 1
    return Coded(name, size, lambda facts, rows: _none_last(column(facts)[rows], size).astype(np.uint8))


def _flag(name: str, flags: Callable[[Facts], Flags], *, is_looked_back: bool = False) -> Coded:
    return Coded(name, 2, lambda facts, rows: flags(facts)[rows].astype(np.uint8), is_looked_back)


def _of_outcomes(
    name: str, code: type[Code], column: Callable[[Facts], Codes], *, is_looked_back: bool = False
) -> Coded:
    return Coded(name, len(code), lambda facts, rows: column(facts)[rows].astype(np.uint8), is_looked_back)


def _both(name: str, one: Coded, other: Coded) -> Coded:
    """The code of both together: that of one times the size of the other, and the code of the other."""
    size = one.size * other.size
    return Coded(
        name,
        size,
        lambda facts, rows: one.read(facts, rows) * np.uint8(other.size) + other.read(facts, rows),
        one.is_looked_back or other.is_looked_back,
    )


def _have(facts: Facts, flags: Flags | None = None) -> Flags:
    """Which activities have an outcome, or one of those that are flagged."""
    found = np.zeros(facts.activities.ids.size, dtype=np.bool_)
    found[facts.outcomes.activity if flags is None else facts.outcomes.activity[flags]] = True
    return found


def _with_known_groups(facts: Facts) -> Flags:
    """Which activities have people, all of them with known groups."""
    found = np.zeros(facts.activities.ids.size, dtype=np.bool_)
    found[facts.cohorts.activity] = True
    found[facts.cohorts.activity[~facts.cohorts.is_known]] = False
    return found


def _days_to_decision(facts: Facts, rows: Ints) -> SmallCodes:
    decided = facts.outcomes.decided[rows]
    has_day = decided != NONE
    decided -= facts.activities.start[facts.outcomes.activity[rows]]
    decided[~has_day] = NO_DAY
    return decided


NO_DAY: Final = np.iinfo(np.int32).min
"""In place of the days to a decision where there is no decision with a day."""

# Of activities; each has "none" as its last code where it may be missing.
CELL = Coded("cell", 0, _cells_of_activities, is_kept=True)
DESIGN = _with_none("design", Who, lambda facts: facts.activities.design)
DELIVERY = _with_none("delivery", Who, lambda facts: facts.activities.delivery)
DESIGN_AND_DELIVERY = _both("design and delivery", DESIGN, DELIVERY)
STAGE = _with_none("stage", Stage, lambda facts: facts.activities.stage)
MODE = _with_none("mode", Mode, lambda facts: facts.activities.mode)
PAYMENT = _with_none("payment", Answer, lambda facts: facts.activities.payment)
EXPENSES = _with_none("expenses", Answer, lambda facts: facts.activities.expenses)
REPORTED_BACK = _flag("reported back", lambda facts: facts.activities.was_reported_back, is_looked_back=True)
HAS_OUTCOME = replace(_flag("has outcome", _have), is_kept=True)
HAS_SOURCE = _flag("has source", lambda facts: _have(facts, facts.outcomes.has_source), is_looked_back=True)
HAS_COMPARED = _flag(
    "has compared", lambda facts: _have(facts, facts.outcomes.was_compared), is_looked_back=True
)
HAS_KNOWN_GROUPS = _flag("has known groups", _with_known_groups)

# Of outcomes.
STATUS = replace(
    _of_outcomes("status", OutcomeStatus, lambda facts: facts.outcomes.status, is_looked_back=True),
    is_kept=True,
)
DIRECTION = _of_outcomes("direction", Direction, lambda facts: facts.outcomes.direction)
LEVEL = _of_outcomes("level", Level, lambda facts: facts.outcomes.level)
STATUS_AND_DIRECTION = _both("status and direction", STATUS, DIRECTION)
LEVEL_AND_DIRECTION = _both("level and direction", LEVEL, DIRECTION)
WITH_SOURCE = _flag("with source", lambda facts: facts.outcomes.has_source, is_looked_back=True)
WAS_COMPARED = _flag("was compared", lambda facts: facts.outcomes.was_compared, is_looked_back=True)
WAS_CONFIRMED = _flag("was confirmed", lambda facts: facts.outcomes.was_confirmed, is_looked_back=True)
WITH_PAIR = replace(
    _flag("with pair", lambda facts: facts.outcomes.has_pair, is_looked_back=True), is_kept=True
)
WITH_METRIC = replace(
    _flag("with metric", lambda facts: facts.outcomes.has_metric, is_looked_back=True), is_kept=True
)
DAYS_TO_DECISION = Coded("days to decision", 0, _days_to_decision, is_looked_back=True, is_kept=True)
"""Days from the first day of the activity, less than 0 for a decision before it; NO_DAY without one."""
