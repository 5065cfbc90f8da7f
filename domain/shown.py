"""What may be shown of one count of people, and the percentages that may be made from it.

Rule 2: 0 shows as 0, 1 to 7 as "fewer than 8", 8 and over to the nearest 5. Rule 3: totals are rounded from
the true total. Rule 4: percentages come from what is shown. Rule 6 and its audit: domain/suppression.py.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.errors import InvalidRecordError
from domain.limits import BASE, SMALLEST_DENOMINATOR, THRESHOLD
from domain.measures import measured_by
from domain.wording import counted, rounded_half_up, whole

NOT_ENOUGH_PEOPLE: Final = "not enough people to compare"
ROUNDING_NOTE: Final = "Numbers are rounded, so they may not add up."

ENGLAND: Final = "ENGLAND"
ENGLAND_ONLY_GROUPS: Final = frozenset({"MODSLAV", "SEXW", "PRISON", "TRANS", "GRT", "GYPSY_IT", "ROMA"})
"""Rule 8: groups whose counts a network could harm people by showing."""


class Kind(StrEnum):
    """How a count of people is shown: a reader sees which of these it is."""

    ZERO = "zero"
    SMALL = "small"
    ROUNDED = "rounded"
    HIDDEN = "hidden"
    ENGLAND_ONLY = "england_only"
    NONE_RECORDED = "none_recorded"
    KEPT_BACK = "kept_back"


_WORDS: Final = {
    Kind.ZERO: "0",
    Kind.SMALL: f"fewer than {THRESHOLD}",
    Kind.HIDDEN: "hidden",
    Kind.ENGLAND_ONLY: "England only",
    Kind.NONE_RECORDED: "none recorded",
    Kind.KEPT_BACK: "not shown",
}
_WORDS_OF_PEOPLE: Final = {
    Kind.ZERO: "0 people",
    Kind.SMALL: f"fewer than {THRESHOLD} people",
    Kind.HIDDEN: "a number of people that is hidden to protect them",
    Kind.ENGLAND_ONLY: "a number of people that is shown for England only",
    Kind.NONE_RECORDED: "no people recorded",
    Kind.KEPT_BACK: "a number of people that is not shown, to protect them",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A count of people as it may be shown; it never carries the true count.

    The value is 0, or a multiple of 5 from 10 up, or None where no number is shown. HIDDEN says that there is
    at least 1 person; ENGLAND_ONLY and KEPT_BACK tell nothing;
    NONE_RECORDED that nobody's groups are known.
    """

    kind: Kind
    value: int | None = None

    def __post_init__(self) -> None:
        if not self._holds():
            raise InvalidRecordError(f"A count shown as {self.kind} cannot have the value {self.value}.")

    def _holds(self) -> bool:
        if self.kind is Kind.ROUNDED:
            return self.value is not None and self.value >= THRESHOLD and self.value % BASE == 0
        return self.value == (0 if self.kind is Kind.ZERO else None)

    @property
    def is_number(self) -> bool:
        return self.value is not None

    @property
    def text(self) -> str:
        """Word it for a table cell: "0", "1,235" or the words of its kind, such as "fewer than 8"."""
        return whole(self.value) if self.value is not None else _WORDS[self.kind]

    @property
    def people(self) -> str:
        """Word it for a sentence: "1,235 people", "fewer than 8 people"."""
        return counted(self.value, "person", "people") if self.value else _WORDS_OF_PEOPLE[self.kind]


HIDDEN: Final = Shown(Kind.HIDDEN)
ONLY_FOR_ENGLAND: Final = Shown(Kind.ENGLAND_ONLY)
NONE_RECORDED: Final = Shown(Kind.NONE_RECORDED)
KEPT_BACK: Final = Shown(Kind.KEPT_BACK)


@measured_by("disclosure_control")
def shown(true_count: int) -> Shown:
    """Apply the primary rule to one count; raises InvalidRecordError for a negative one.

    Alone it is not enough for counts that add up with others: those go through domain.disclosure.protect.
    """
    if true_count < 0:
        raise InvalidRecordError("A count of people cannot be negative.")
    if true_count == 0:
        return Shown(Kind.ZERO, 0)
    if true_count < THRESHOLD:
        return Shown(Kind.SMALL)
    return Shown(Kind.ROUNDED, BASE * rounded_half_up(true_count / BASE))


@measured_by("disclosure_control")
def percentage(numerator: Shown, denominator: Shown) -> int | None:
    """Rule 4: a whole percentage of the counts as shown, never over 100.

    None where either shows no number, or the rounded denominator is under 50.
    """
    if numerator.value is None or not is_enough_to_compare(denominator):
        return None
    # Rounding alone may lift a numerator over its denominator.
    return min(100, rounded_half_up(100 * shown_share(numerator, denominator)))


def shown_share(numerator: Shown, denominator: Shown) -> float:
    """Divide the counts as shown, up to 1; raises InvalidRecordError where rule 4 allows no percentage."""
    if numerator.value is None or denominator.value is None or denominator.value < SMALLEST_DENOMINATOR:
        raise InvalidRecordError("There are not enough people for a share of them.")
    return min(1.0, numerator.value / denominator.value)


def is_enough_to_compare(denominator: Shown) -> bool:
    return denominator.value is not None and denominator.value >= SMALLEST_DENOMINATOR


def percentage_text(numerator: Shown, denominator: Shown) -> str:
    """Write "10%", or "not enough people to compare" where rule 4 allows no percentage."""
    result = percentage(numerator, denominator)
    return NOT_ENOUGH_PEOPLE if result is None else f"{result}%"


def is_england_only(group: str, *, area: str) -> bool:
    """Say whether a cell is kept back by rule 8: a sensitive group anywhere but in the England figures."""
    return area != ENGLAND and group in ENGLAND_ONLY_GROUPS
