"""The records behind a figure: their numbers once per view and list, and a page of them from the store."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from components.ui.view import ViewKey, facts_of, period_shown
from data_access.engine import get_engine
from data_access.facts.snapshot import Ints
from data_access.queries.record_lines import ActivityLine, OutcomeLine, activity_lines, outcome_lines
from data_access.queries.selected import numbers_of
from domain.selection import Listed, Selection

ON_A_PAGE = 25


@lru_cache(maxsize=16)
def numbers_in(key: ViewKey, selection: Selection) -> Ints:
    """The numbers of the selected activities or outcomes, those that started last first."""
    return numbers_of(facts_of(key), selection, period_shown(key))


@dataclass(frozen=True)
class PageOfRecords:
    """One page of a list: `number` counts from 1 and is never beyond the last; `total` counts all records."""

    number: int
    of: int
    total: int
    lines: tuple[ActivityLine | OutcomeLine, ...]


def page_of(key: ViewKey, selection: Selection, *, number: int) -> PageOfRecords:
    """The page with this number, or the nearest that there is."""
    numbers = numbers_in(key, selection)
    pages = max(1, -(-numbers.size // ON_A_PAGE))
    number = min(max(number, 1), pages)
    wanted = numbers[(number - 1) * ON_A_PAGE : number * ON_A_PAGE].tolist()
    lines: Sequence[ActivityLine | OutcomeLine]
    if selection.listed is Listed.OUTCOMES:
        lines = outcome_lines(get_engine(), wanted, on=key.filters.as_of)
    else:
        lines = activity_lines(get_engine(), wanted)
    return PageOfRecords(number, pages, int(numbers.size), tuple(lines))
