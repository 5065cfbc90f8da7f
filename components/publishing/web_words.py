"""How text stands in markup: cleaned, in its direction, with its language, and with links that may be followed."""

import re
import unicodedata
from typing import Final

from markupsafe import Markup, escape

from components.publishing.characters import lawful
from domain.story import TEXT_PARTS
from domain.web_address import is_web_address

RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages, by the first part of their tag, that are written from right to left."""

_SAFE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NO_MARK = Markup("")
_OWN_HEADINGS = frozenset(TEXT_PARTS.values())


def clean(value: object) -> object:
    """A text without the characters that no document may hold; markup of our own and numbers as they are."""
    return lawful(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def one_line(text: str) -> str:
    """The text cleaned and on one line, for headers and attributes."""
    return " ".join(lawful(text, instead=" ").split())


def shortened(text: str, *, most: int) -> str:
    """The text within so many letters: cut between words, with an ellipsis where something was left out."""
    line = one_line(text)
    if len(line) <= most:
        return line
    cut = line[: most - 1].rsplit(" ", 1)[0] if " " in line[: most - 1] else line[: most - 1]
    return cut.rstrip(" ,;:.–-") + "…"


def language_tag(language: str) -> str:
    """The language as it may stand in an attribute; what is no tag is taken for British English."""
    return language if _SAFE_TAG.fullmatch(language) else "en-GB"


def direction_of(language: str) -> str:
    """`rtl` or `ltr`; a script named in the tag goes before the language, as in pa-Arab."""
    first, *rest = language.lower().split("-")
    if "latn" in rest:
        return "ltr"
    return "rtl" if first in RIGHT_TO_LEFT or "arab" in rest else "ltr"


def way(text: str, page: str) -> Markup:
    """A `dir` attribute where most letters of the text run against the page, else nothing."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    leftward = sum(kind in {"R", "AL"} for kind in kinds)
    own = "rtl" if leftward > kinds.count("L") else "ltr"
    is_silent = not leftward and "L" not in kinds
    return _NO_MARK if own == page or is_silent else Markup(' dir="{}"').format(own)


def said(text: str, page: str) -> Markup:
    """The text escaped, set apart with its direction where it runs against the page."""
    words = escape(clean(text))
    mark = way(text, page)
    return Markup("<bdi{}>{}</bdi>").format(mark, words) if mark else words


def language_mark(language: str, page: str) -> Markup:
    """A `lang` attribute for words in a language that is not the page's, else nothing."""
    tag, around = language_tag(language), language_tag(page)
    is_same = tag.partition("-")[0].lower() == around.partition("-")[0].lower()
    return _NO_MARK if is_same else Markup(' lang="{}"').format(tag)


def is_own_heading(heading: str) -> bool:
    """Whether a section's heading is one of those that every story has, in English."""
    return heading in _OWN_HEADINGS


def link_or_nothing(link: str) -> str:
    """The link where it is a web address that may be followed, else ""."""
    return link if is_web_address(link) else ""
