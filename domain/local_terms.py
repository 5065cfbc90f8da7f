"""A network's own words for shared terms: which terms they may be, and the rule that keeps them apart."""

from typing import Final

from domain.errors import InvalidRecordError
from domain.vocabulary import Code

LONGEST: Final = 200


class TermKind(Code):
    """A list of shared terms that a network may put into its own words."""

    RUNG = "rung", "Rungs of the ladder"
    GROUP = "group", "Seldom-heard groups"
    PROGRAMME = "programme", "Programmes"
    MARKER = "marker", "Markers of the spectrum"
    PRIORITY = "priority", "Priorities of the strategy"
    WAY_OF_WORKING = "way-of-working", "Ways of working"


def check_own_words(own: str, *, shared: str) -> None:
    """Raise InvalidRecordError where the own words are the shared ones, or run over more than one line."""
    if "\n" in own:
        raise InvalidRecordError("Write your own words on one line.")
    if own.casefold() == shared.casefold():
        raise InvalidRecordError("These are the shared words already: nothing has to be stored for them.")
