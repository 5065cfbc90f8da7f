"""What came of a question to the room, in sentences: staff and lay members apart, and careful with few dots."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.dots import FEWEST_FOR_A_SPREAD, Scale, ScaleResult, Summary, steps_within
from domain.spectrum import describe_gap, describe_position
from domain.vocabulary import DotScale, RaterKind
from domain.wording import counted, rounded_half_up

WHO: Final[Mapping[RaterKind, str]] = {RaterKind.STAFF: "Staff", RaterKind.LAY: "Lay members"}
NO_DOTS: Final = "Nobody placed a dot."
ONLY_STAFF: Final = "No lay member placed a dot, so there is no lay view of this yet."
ONLY_LAY: Final = "Nobody of the staff placed a dot, so there is no staff view of this yet."
FEW: Final = "There are few dots, so take this with care."


def findings(results: Sequence[ScaleResult]) -> tuple[str, ...]:
    """What came of it: for each scale a sentence, and what to keep in mind. Never empty."""
    if not any(one.staff.dots or one.lay.dots for one in results):
        return (NO_DOTS,)
    told = [sentence for one in results for sentence in _of_scale(one, is_one_of_many=len(results) > 1)]
    return (*told, *_cautions(results[0]))


def result_sentence(results: Sequence[ScaleResult]) -> str:
    """All of it as one text."""
    return " ".join(findings(results))


def counts_sentence(*, staff: int, lay: int) -> str:
    """How many dots there are: "3 dots from staff and 1 from lay members"."""
    return f"{counted(staff, 'dot', 'dots')} from staff and {lay:,} from lay members"


def value_in_words(value: int, *, scale: Scale) -> str:
    """Where one dot stands: the name of a step, or its number on the line."""
    return scale.steps[value] if scale.steps else f"{value} of {scale.greatest}"


def middle_in_words(summary: Summary, *, scale: Scale) -> str:
    """Where the middle of the dots is; "" without a dot."""
    if summary.median is None or summary.middle is None:
        return ""
    if not scale.steps:
        return f"{rounded_half_up(summary.median)}"
    low, high = (scale.steps[step] for step in summary.middle)
    return f"“{low}”" if low == high else f"between “{low}” and “{high}”"


def spread_in_words(summary: Summary, *, scale: Scale) -> str:
    """Where at least half of the dots lie; "" where there are too few to say."""
    if summary.spread is None:
        return ""
    low, high = (f"{rounded_half_up(value)}" for value in summary.spread)
    if scale.steps:
        low, high = (f"“{scale.steps[step]}”" for step in steps_within(summary.spread))
    return f"at {low}" if low == high else f"from {low} to {high}"


def change_in_words(before: Sequence[ScaleResult], now: Sequence[ScaleResult]) -> tuple[str, ...]:
    """How the middles moved from one round to the next, for each scale and kind of people that have both."""
    return tuple(
        _moved(one.of(capacity), other.of(capacity), capacity, other.scale, is_one_of_many=len(now) > 1)
        for one, other in zip(before, now, strict=True)
        for capacity in RaterKind
        if one.of(capacity).dots and other.of(capacity).dots
    )


def _of_scale(result: ScaleResult, *, is_one_of_many: bool) -> list[str]:
    scale = result.scale
    start = f"{scale.asked} " if is_one_of_many and scale.asked else ""
    told = [_of_people(result, capacity) for capacity in RaterKind if result.of(capacity).dots]
    told[:1] = [f"{start}{told[0]}"]
    if scale.code is DotScale.POSITION and result.staff.median is not None and result.lay.median is not None:
        told.append(_gap(result.staff.median, result.lay.median))
    return told


def _gap(staff: float, lay: float) -> str:
    # From the middles as they are shown, so that anyone can take one from the other.
    return describe_gap(rounded_half_up(lay) - rounded_half_up(staff))


def _of_people(result: ScaleResult, capacity: RaterKind) -> str:
    summary, scale = result.of(capacity), result.scale
    dots = counted(summary.dots, "dot", "dots")
    place = _place(summary, scale)
    spread = spread_in_words(summary, scale=scale)
    half = f"; half or more of the dots are {spread}" if spread else ""
    return f"{WHO[capacity]} ({dots}): {place}{half}."


def _place(summary: Summary, scale: Scale) -> str:
    middle = middle_in_words(summary, scale=scale)
    if scale.steps:
        return f"the middle is {middle}"
    if scale.code is DotScale.POSITION:
        return f"{describe_position(summary.median)}, the middle is {middle}"
    return f"the middle is {middle}, from 0 “{scale.low}” to {scale.greatest} “{scale.high}”"


def _cautions(result: ScaleResult) -> list[str]:
    found = []
    if not result.lay.dots:
        found.append(ONLY_STAFF)
    if not result.staff.dots:
        found.append(ONLY_LAY)
    if any(0 < one.dots < FEWEST_FOR_A_SPREAD for one in (result.staff, result.lay)):
        found.append(FEW)
    return found


def _moved(before: Summary, now: Summary, capacity: RaterKind, scale: Scale, *, is_one_of_many: bool) -> str:
    what = f"{scale.code.label}: " if is_one_of_many else ""
    was, is_now = middle_in_words(before, scale=scale), middle_in_words(now, scale=scale)
    if was == is_now:
        return f"{what}{WHO[capacity]} stayed at {is_now}."
    return f"{what}{WHO[capacity]} moved from {was} to {is_now}."


def headline(results: Sequence[ScaleResult]) -> str:
    """What came of it in a few words, for a screen that shows the numbers already."""
    if len(results) == 1 or not any(one.staff.dots or one.lay.dots for one in results):
        return result_sentence(results)
    return " ".join((*_widest(results), *_cautions(results[0])))


def _widest(results: Sequence[ScaleResult]) -> list[str]:
    """On which scale staff and lay members are furthest apart; the first one where several are."""
    apart = {
        one: (rounded_half_up(one.staff.median), rounded_half_up(one.lay.median))
        for one in results
        if one.staff.median is not None and one.lay.median is not None
    }
    if not apart:
        return []
    widest = max(apart, key=lambda one: abs(apart[one][0] - apart[one][1]))
    staff, lay = apart[widest]
    if staff == lay:
        return ["Staff and lay members have the same middle on each line."]
    what = widest.scale.code.label
    return [f"Staff and lay members are furthest apart on “{what}”: {staff} and {lay}."]
