"""The gap between a lay partner's level and the staff's, in words: two views, never an average."""

from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS


def describe_level_gap(own: int | None, *, staff: int | None) -> str:
    """Say who gives a marker which level and how far apart they are; a missing rating is never agreement."""
    if own is None:
        return "You have not rated this yet."
    if staff is None:
        return (
            f"You say {own}. Staff have not rated this in the last {MONTHS_AN_ASSESSMENT_COUNTS} months: "
            "that does not mean they agree."
        )
    if own == staff:
        return f"You and staff both say {own}."
    return f"You say {own}, staff say {staff}: a gap of {abs(own - staff)}."
