"""Disclosure control: the one way from true counts of people to what may be shown, said or exported.

`protect` takes a whole family of counts that belong together; nothing else may turn true counts into figures.
"""

from domain.limits import BASE, FEWEST_POSSIBLE_VALUES, SMALLEST_DENOMINATOR, THRESHOLD
from domain.shown import (
    ENGLAND,
    ENGLAND_ONLY_GROUPS,
    HIDDEN,
    KEPT_BACK,
    NONE_RECORDED,
    NOT_ENOUGH_PEOPLE,
    ONLY_FOR_ENGLAND,
    ROUNDING_NOTE,
    Kind,
    Shown,
    is_england_only,
    is_enough_to_compare,
    percentage,
    percentage_text,
    shown,
    shown_share,
)
from domain.suppression import Sum, Within, protect

__all__ = [
    "BASE",
    "ENGLAND",
    "ENGLAND_ONLY_GROUPS",
    "FEWEST_POSSIBLE_VALUES",
    "HIDDEN",
    "KEPT_BACK",
    "NONE_RECORDED",
    "NOT_ENOUGH_PEOPLE",
    "ONLY_FOR_ENGLAND",
    "ROUNDING_NOTE",
    "SMALLEST_DENOMINATOR",
    "THRESHOLD",
    "Kind",
    "Shown",
    "Sum",
    "Within",
    "is_england_only",
    "is_enough_to_compare",
    "percentage",
    "percentage_text",
    "protect",
    "shown",
    "shown_share",
]
