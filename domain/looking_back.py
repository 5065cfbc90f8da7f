"""How a record stood on a past day, as far as its own dates tell."""

from datetime import date

from domain.vocabulary import OutcomeStatus


def is_known_by(happened: date | None, *, on: date | None) -> bool:
    """Whether something had happened by a day; without a day to look back to, or without its own, it had."""
    return on is None or happened is None or happened <= on


def status_on(status: OutcomeStatus, *, decided: date | None, on: date | None) -> OutcomeStatus:
    """The status of an outcome on a day: until it was decided it was planned."""
    return status if is_known_by(decided, on=on) else OutcomeStatus.PLANNED
