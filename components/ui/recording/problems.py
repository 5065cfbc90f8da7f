"""What is wrong in a form, as a sentence for each field: what to do, in plain words."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_WRAPPERS = frozenset({"activity", "outcome"})
_MISSING = {
    "title": "Enter a title.",
    "start_date": "Enter the first day.",
    "local_reference": "Enter a reference.",
    "people": "Enter how many people, such as 12.",
    "direction": "Say which way it went.",
    "status": "Say whether it was made.",
    "level": "Say for whom it is of value.",
    "kind": "Choose the kind of evidence.",
    "network_code": "Choose a network.",
}
_NOT_A_NUMBER = {
    "people": "Enter the number of people in digits, such as 12.",
    "metric_value": "Enter only the number, such as 84 or 2.5.",
    "metric_baseline": "Enter only the number, such as 84 or 2.5.",
}
_RULES = {
    "groups": "Other people above belong to the same groups. Add these people to the number there.",
    "end_date": "Choose a last day that is not before the first day.",
    "reason_not_possible": "Say why it was not possible.",
    "metric_label": "Say what the number measures.",
    "decided_on": "Choose a day that has come, or mark the change as planned.",
}
_KINDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "string_too_long": lambda context: f"Shorten this to {context['max_length']:,} characters or fewer.",
    "greater_than_equal": lambda context: f"Enter {context['ge']:,} or more.",
    "less_than_equal": lambda context: f"Enter {context['le']:,} or less.",
    "link": lambda _: "Enter a web address that starts with https://",
    "too_long": lambda context: f"There can be {context['max_length']} of these at most.",
}


def problems_of(error: ValidationError) -> dict[str, str]:
    """A sentence for each field at fault, by its path: "title", "cohorts.0.people", "outcomes.0.you_said"."""
    found: dict[str, str] = {}
    for one in error.errors():
        path = [str(step) for step in one["loc"] if step not in _WRAPPERS]
        if one["type"] == "rules":
            for rule in one["ctx"]["broken"]:
                found[".".join([*path, rule.field])] = _rule(rule.field, rule.expected)
        else:
            found.setdefault(".".join(path), _sentence(path[-1], one))
    return found


def _rule(field: str, expected: str) -> str:
    return _RULES.get(field.rsplit(".", 1)[-1], f"Enter {expected}.")


def _sentence(name: str, one: ErrorDetails) -> str:
    if name in _MISSING and _is_empty(one):
        return _MISSING[name]
    if one["type"] in _KINDS:
        context: Mapping[str, Any] = one.get("ctx", {})
        return _KINDS[one["type"]](context)
    return _NOT_A_NUMBER.get(name, "This cannot be saved as it is. Choose or enter it again.")


def _is_empty(one: ErrorDetails) -> bool:
    return one["type"] in {"missing", "string_too_short"} or one["input"] in ("", None)
