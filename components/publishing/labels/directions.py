"""Which languages run from right to left, and which way the letters of a text run: one list for all channels."""

import re
import unicodedata
from typing import Final

RIGHT_TO_LEFT: Final = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
"""Languages, by the first part of their tag."""
_SAFE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BRITISH: Final = "en-GB"


def language_tag(language: str) -> str:
    """The language as it may stand in an attribute; what is no tag is taken for British English."""
    return language if _SAFE_TAG.fullmatch(language) else _BRITISH


def is_right_to_left(language: str) -> bool:
    """Whether it runs from right to left; a script named in the tag goes before the language, as in pa-Arab."""
    first, *rest = language.lower().split("-")
    return "latn" not in rest and (first in RIGHT_TO_LEFT or "arab" in rest)


def direction_of(language: str) -> str:
    """`rtl` or `ltr`, as attributes have it."""
    return "rtl" if is_right_to_left(language) else "ltr"


def runs_leftward(text: str) -> bool | None:
    """Whether most letters of a text run from right to left; None where it has no letters that run either way."""
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    leftward, rightward = sum(kind in {"R", "AL"} for kind in kinds), kinds.count("L")
    return None if not leftward and not rightward else leftward > rightward
