"""Where each mark of a network's spectrum line stands, for Word and slides alike."""

from dataclasses import dataclass
from typing import Final, Literal

from components.publishing.document import SpectrumLine

INFLUENCING: Final = "Influencing"
CO_ORDINATING: Final = "Co-ordinating"
STAFF: Final = "Staff"
LAY: Final = "Lay partners"
WIDTH: Final = 1_000
HEIGHT: Final = 240
_LINE_AT = 100
_LEFT, _RIGHT = 20, 980
_DOT = 34
_BAR = 16
_LABEL_HEIGHT = 52
_LABEL_WIDTH = 240

Kind = Literal["line", "gap", "range", "dot", "ring", "label", "end"]


@dataclass(frozen=True)
class Mark:
    """One part of the drawing, in thousandths of its width; `text` and `align` for labels alone."""

    kind: Kind
    left: int
    top: int
    width: int
    height: int
    text: str = ""
    align: Literal["left", "center", "right"] = "center"


def marks_of(line: SpectrumLine) -> tuple[Mark, ...]:
    """The marks from back to front: staff above the line, lay partners below it."""
    made = [Mark("line", _LEFT, _LINE_AT, _RIGHT - _LEFT, 0)]
    made += _range(line.staff_low, line.staff_high, top=_LINE_AT - _BAR)
    made += _range(line.lay_low, line.lay_high, top=_LINE_AT)
    if line.staff is not None and line.lay is not None:
        first, last = sorted((_at(line.staff), _at(line.lay)))
        made.append(Mark("gap", first, _LINE_AT, last - first, 0))
    made += _place(line.staff, kind="dot", label=STAFF, top=_LINE_AT - _DOT // 2 - _LABEL_HEIGHT - 4)
    made += _place(line.lay, kind="ring", label=LAY, top=_LINE_AT + _DOT // 2 + 4)
    made.append(Mark("end", 0, HEIGHT - _LABEL_HEIGHT, _LABEL_WIDTH, _LABEL_HEIGHT, INFLUENCING, "left"))
    right = WIDTH - _LABEL_WIDTH
    made.append(
        Mark("end", right, HEIGHT - _LABEL_HEIGHT, _LABEL_WIDTH, _LABEL_HEIGHT, CO_ORDINATING, "right")
    )
    return tuple(made)


def _at(value: float) -> int:
    within = min(max(value, 0.0), 100.0)
    return round(_LEFT + (_RIGHT - _LEFT) * within / 100)


def _range(low: float | None, high: float | None, *, top: int) -> list[Mark]:
    if low is None or high is None:
        return []
    first, last = sorted((_at(low), _at(high)))
    return [Mark("range", first, top, last - first, _BAR)] if last > first else []


def _place(value: float | None, *, kind: Kind, label: str, top: int) -> list[Mark]:
    if value is None:
        return []
    centre = _at(value)
    left = min(max(centre - _LABEL_WIDTH // 2, 0), WIDTH - _LABEL_WIDTH)
    return [
        Mark(kind, centre - _DOT // 2, _LINE_AT - _DOT // 2, _DOT, _DOT),
        Mark("label", left, top, _LABEL_WIDTH, _LABEL_HEIGHT, label, _towards(centre, left)),
    ]


def _towards(centre: int, left: int) -> Literal["left", "center", "right"]:
    """A label pushed from its mark by the edge leans to that edge."""
    middle = left + _LABEL_WIDTH // 2
    if centre < middle:
        return "left"
    return "right" if centre > middle else "center"
