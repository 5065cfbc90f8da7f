"""Text as an Office file can hold it: legal characters, its language, its direction, the face of its script."""

import re
from dataclasses import dataclass
from typing import Final

from components.publishing.characters import lawful, with_halves_shown
from components.publishing.labels import is_right_to_left
from domain.web_address import is_web_address

ENGLISH: Final = "en-GB"
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
# Faces that a reader's machine has: Arial holds Arabic and Hebrew, Nirmala UI the scripts of South Asia.
_FACES = {
    **dict.fromkeys(("ar", "ckb", "fa", "he", "ps", "sd", "ug", "ur", "yi"), "Arial"),
    **dict.fromkeys(("bn", "gu", "hi", "ml", "mr", "ne", "pa", "si", "ta", "te"), "Nirmala UI"),
}
_FIRST_LETTER_AFTER_LATIN = "\u0370"
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Speech:
    """How a text is marked: its BCP 47 tag, whether it runs from right to left, and the face of its script.

    `face` is "" where the face of the theme has the letters.
    """

    tag: str = ENGLISH
    is_right_to_left: bool = False
    face: str = ""


IN_ENGLISH: Final = Speech()


def legal(text: str) -> str:
    """The text without characters that XML refuses or that would turn its direction; half characters show as such."""
    return lawful(with_halves_shown(_LINE_ENDS.sub("\n", text)))


def speech_of(text: str, *, language: str) -> Speech:
    """How a text in a story of this language is marked.

    A text in Latin letters within a story in another script is English: headings and names stay so. What is
    no language tag is taken for British English.
    """
    first = language.split("-", maxsplit=1)[0].lower()
    if not _TAG.fullmatch(language):
        return IN_ENGLISH
    if first in _FACES and text and not _has_other_script(text):
        return IN_ENGLISH
    return Speech(language, is_right_to_left(language), _FACES.get(first, ""))


def _has_other_script(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return not letters or any(letter >= _FIRST_LETTER_AFTER_LATIN for letter in letters)


def short(text: str, limit: int) -> str:
    """The text on one line, cut at a word where it is longer than `limit`, with an ellipsis."""
    line = " ".join(legal(text).split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return f"{head.rstrip(' ,;:')}…"


def web_link(link: str) -> str:
    """The link where it is a web address that may be followed, else ""."""
    return link if is_web_address(link) else ""
