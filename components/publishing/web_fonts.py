"""The typefaces that a page carries within itself: only those that its letters need."""

import base64
import io
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Final

from components.publishing.theme import Theme

WEB_FOLDER: Final = Path(__file__).resolve().parents[2] / "static" / "fonts"
FOLDER: Final = Path(__file__).parent / "fonts"
# The letters that each file covers, as its makers state them.
_LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,"
    "U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
)
_MORE_LATIN = (
    "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,"
    "U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
)
_LATIN_FACES: Final = {
    "Atkinson Hyperlegible Next": ("atkinson-hyperlegible-next-{}-wght-normal.woff2", "400 700"),
    "Source Serif 4": ("source-serif-4-{}-600-normal.woff2", "600"),
}
_SCRIPTS: Final = {
    "Noto Sans Arabic": (
        (0x0600, 0x06FF),
        (0x0750, 0x077F),
        (0x08A0, 0x08FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
    "Noto Sans Bengali": ((0x0980, 0x09FF),),
    "Noto Sans Devanagari": ((0x0900, 0x097F), (0xA8E0, 0xA8FF)),
    "Noto Sans Gujarati": ((0x0A80, 0x0AFF),),
    "Noto Sans Gurmukhi": ((0x0A00, 0x0A7F),),
    "Noto Sans Hebrew": ((0x0590, 0x05FF), (0xFB1D, 0xFB4F)),
    "Noto Sans Tamil": ((0x0B80, 0x0BFF),),
}
_WEIGHTS: Final = {400: "400Regular", 700: "700Bold"}
# Joiners and the dotted circle, which shaping asks for beside the letters themselves.
_FOR_SHAPING: Final = frozenset({0x200C, 0x200D, 0x25CC})
# The full stops that the scripts of India share: each face has them, and none is chosen for them.
_SHARED: Final = frozenset({0x0964, 0x0965})


def faces_for(text: str, theme: Theme) -> str:
    """The `@font-face` rules that a page with these letters needs, each with its font inside."""
    rules = [
        _latin_face(family, part, letters)
        for family in dict.fromkeys((theme.text, theme.display))
        if family in _LATIN_FACES
        for part, letters in (("latin", _LATIN), ("latin-ext", _MORE_LATIN))
        if part == "latin" or _has_letters(text, letters)
    ]
    for family, letters in _other_scripts(text).items():
        rules += [_other_face(family, weight, letters) for weight in _WEIGHTS]
    return "".join(rules)


def stack_for(text: str, stack: str) -> str:
    """The theme's list of families with those for other scripts behind its first."""
    first, *rest = (family.strip() for family in stack.split(","))
    return ",".join((first, *(f"'{family}'" for family in _other_scripts(text)), *rest))


def _has_letters(text: str, ranges: str) -> bool:
    found = {ord(letter) for letter in text if letter > "\xff"}
    spans = [span.removeprefix("U+").partition("-") for span in ranges.split(",")]
    return any(int(low, 16) <= one <= int(high or low, 16) for one in found for low, _, high in spans)


def _other_scripts(text: str) -> dict[str, tuple[int, ...]]:
    """The letters of each bundled script in the text, in order."""
    found = sorted({ord(letter) for letter in text if letter > "\u0589"} - _SHARED)
    by_family = {
        family: tuple(one for one in found if any(low <= one <= high for low, high in spans))
        for family, spans in _SCRIPTS.items()
    }
    return {family: letters for family, letters in by_family.items() if letters}


@lru_cache(maxsize=8)
def _latin_face(family: str, part: str, letters: str) -> str:
    name, weight = _LATIN_FACES[family]
    return _face(family, weight, (WEB_FOLDER / name.format(part)).read_bytes(), f";unicode-range:{letters}")


@lru_cache(maxsize=64)
def _other_face(family: str, weight: int, letters: tuple[int, ...]) -> str:
    path = FOLDER / f"{family.replace(' ', '')}_{_WEIGHTS[weight]}.ttf"
    # Loaded with the first page that carries its fonts: the subsetter knows every table of every font.
    subset = import_module("fontTools.subset")
    options = subset.Options(flavor="woff2", hinting=False, recalc_timestamp=False, notdef_outline=True)
    options.drop_tables += ["meta"]
    buffer = io.BytesIO()
    with subset.load_font(str(path), options) as font:
        chooser = subset.Subsetter(options)
        chooser.populate(unicodes=[*letters, *_FOR_SHAPING, *_SHARED])
        chooser.subset(font)
        subset.save_font(font, buffer, options)
    return _face(family, str(weight), buffer.getvalue(), "")


def _face(family: str, weight: str, font: bytes, more: str) -> str:
    packed = base64.b64encode(font).decode()
    return (
        f"@font-face{{font-family:'{family}';font-style:normal;font-weight:{weight};font-display:swap;"
        f"src:url(data:font/woff2;base64,{packed}) format('woff2'){more}}}"
    )
