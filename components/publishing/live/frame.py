"""What stands around each screen: where it belongs, its message, what is read with it, and its filters at the foot."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup

from components.publishing.labels import direction_of, language_tag
from components.publishing.live.room import (
    HEIGHT,
    INNER,
    LINE,
    MARGIN,
    SMALLEST,
    Room,
    height_at,
    lines_at,
    width_at,
)
from components.publishing.live.screen import Screen
from components.publishing.office.text import short
from components.publishing.theme import HEARD
from components.publishing.web_templates import fill
from components.publishing.web_words import said

KICKER: Final = 28
LEAD: Final = 30
NOTE: Final = SMALLEST
_HEADLINES: Final = (60, 54, 50, 46, 44, 40, 36, 32, 30)
TALLEST_HEADLINE: Final = 126.0
_LEAD_LINES: Final = 2
_NOTE_LINES: Final = 2
_LONGEST_FOOT: Final = 250
_AIR: Final = 20
"""Between what stands above each other."""
_CLOSE: Final = 6
"""Between the lines of the head."""
_BESIDE: Final = 60.0
"""Between filters and notice in one line."""
_HYPHENED: Final = re.compile(r"\b\w{1,12}-\w{1,12}\b")
_NOT_IN_IDS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Face:
    """The words around a drawing; "" leaves one out. `part` is "1 of 2" where the drawing goes on."""

    title: str
    kicker: str = ""
    lead: str = ""
    note: str = ""
    foot: str = ""
    notice: str = ""
    part: str = ""
    language: str = "en-GB"

    @property
    def headline_size(self) -> int:
        """The largest size at which the message is short enough to stand above a drawing, 30 at least."""
        fitting = (size for size in _HEADLINES if self._tall(size) <= TALLEST_HEADLINE)
        return next(fitting, _HEADLINES[-1])

    @property
    def is_short(self) -> bool:
        """Whether the message is short enough to stand above a drawing, at the smallest size."""
        return self._tall(_HEADLINES[-1]) <= TALLEST_HEADLINE

    def _tall(self, size: int) -> float:
        return height_at(self.title, size, width=INNER, is_bold=True)

    @property
    def room(self) -> Room:
        """What is left between head and foot."""
        above = [
            height_at(self.kicker_line, KICKER, width=INNER, is_bold=True),
            self._tall(self.headline_size),
            height_at(self.lead, LEAD, width=INNER),
        ]
        below = [
            height_at(self.note, NOTE, width=INNER),
            self._foot_height,
        ]
        used = sum(above) + sum(below) + 2 * MARGIN + 3 * _AIR + 2 * _CLOSE
        return Room(INNER, HEIGHT - used)

    @property
    def is_one_line(self) -> bool:
        """Whether filters and notice find room beside each other."""
        both = [width_at(one, NOTE) for one in (self.shown_foot, self.notice)]
        return all(both) and sum(both) + _BESIDE <= INNER

    @property
    def _foot_height(self) -> float:
        if self.is_one_line:
            return NOTE * LINE
        return sum(height_at(one, NOTE, width=INNER) for one in (self.shown_foot, self.notice))

    @property
    def shown_foot(self) -> str:
        """The filters, cut where they name very much."""
        return short(self.foot, _LONGEST_FOOT)

    @property
    def kicker_line(self) -> str:
        """Where it belongs, and which part it is."""
        return " · ".join(one for one in (self.kicker, self.part) if one)

    def of_part(self, at: int, of: int) -> "Face":
        """As one of several."""
        return replace(self, part=f"{at} of {of}") if of > 1 else self


def is_lead(text: str) -> bool:
    """Whether a text is short enough to stand between message and drawing."""
    return lines_at(text, LEAD, width=INNER) <= _LEAD_LINES


def is_note(text: str) -> bool:
    """Whether a text is short enough to stand below a drawing."""
    return lines_at(text, NOTE, width=INNER) <= _NOTE_LINES


def screen(key: str, face: Face, body: Markup, *, kind: str = "") -> Screen:
    """A screen with this body. `kind` names its look in the style sheet."""
    made = piece(
        "screen",
        face=face,
        title=_unparted(face.title, face.language),
        lead=_unparted(face.lead, face.language),
        body=body,
        kind=kind,
        id=id_of(key),
        size=face.headline_size,
        language=face.language,
    )
    return Screen(key, face.title, made)


def _unparted(text: str, language: str) -> Markup:
    """The text for markup, in which no line ends within a word that has a hyphen."""
    words = str(said(text, direction_of(language_tag(language))))
    return Markup(_HYPHENED.sub(r'<span class="whole">\g<0></span>', words))  # noqa: S704  escaped just above


def piece(name: str, *, language: str = "en-GB", **values: Any) -> Markup:
    """A part of a screen, by its template."""
    return fill(f"live/{name}.html", language=language, theme=HEARD, **values)


def id_of(key: str) -> str:
    """What the heading of a screen is found by."""
    return f"screen-{_NOT_IN_IDS.sub('-', key.casefold()).strip('-')}"
