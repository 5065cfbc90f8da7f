"""The typesetter: a template and plain values in, a tagged PDF or pictures of its pages out.

Texts reach the templates as values in a JSON file, never as markup, in a folder that lives as long as the
call. Only the bundled fonts are used, nothing is fetched, and the same values give the same bytes.
"""

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import typst

from components.publishing.characters import lawful
from components.publishing.glyphs import FONT_FOLDER, missing_glyphs, name_of
from components.publishing.theme import FALLBACK_FONTS, Theme
from domain.errors import HeardError

TEMPLATE_FOLDER: Final = Path(__file__).with_name("templates")
A4_WIDTH_MM: Final = 210.0
_NO_IMAGES: Final[Mapping[str, bytes]] = MappingProxyType({})

# Longer words may break after their points, and between letters only where that leaves a part as long as this.
# Capitals and wide letters count twice, as they take about twice the room; marks on a letter take none.
_LONGEST_WORD: Final = 24
# Lines break after a hyphen and a slash of their own accord.
_LONG_WORD: Final = re.compile(rf"[^\s/-]{{{_LONGEST_WORD // 2},}}")
_LAST_NARROW: Final = "\u02ff"
# The templates set the mark as an empty box: a break may fall there, and is not copied with the text. A text
# with more long words than the typesetter takes apart has a letter of no width in its place, which would be copied.
_BREAK: Final = "\ue000"
_PLAIN_BREAK: Final = "\u200b"
_MOST_TAKEN_APART: Final = 300
# After these a letter is part of the one before: joiners, and the sign that binds letters of India.
_BINDING: Final = frozenset("\u200d\u094d\u09cd\u0a4d\u0acd\u0bcd")
# Beside what no document may hold: they part lines, or say nothing within a text.
_UNSET: Final = re.compile("[\r\u2028\u2029\ufeff]")
_WEB_LINK: Final = re.compile(r"(?:https?://|mailto:)[^\s\x00-\x1f\x7f]{1,1900}\Z", re.IGNORECASE)


class TypesettingError(HeardError):
    """The typesetter refused a page; the cause says what of it."""


@dataclass(frozen=True)
class Setting:
    """What is set: the template, such as "magazine/issue.typ", and everything that it may read.

    `content` holds what JSON can hold. Under the key "link" stands an address, "" where it is not one for the
    web or mail; under "alt" a text that is never broken; everything else is text to be printed. The template
    reads "/given.json": content, theme, fonts, title, and "/images/NAME".
    """

    template: str
    content: Any
    theme: Theme
    title: str = ""
    dated: date = date(1980, 1, 1)
    images: Mapping[str, bytes] = field(default_factory=dict)


class Typesetter:
    """A setting laid out, to be asked for pages: what it learned for one answer serves the next."""

    def __init__(self, compiler: typst.Compiler, dated: date) -> None:
        self._compiler = compiler
        self._moment = datetime(dated.year, dated.month, dated.day, tzinfo=UTC)

    def pdf(self) -> bytes:
        """A PDF after PDF/UA-1: the compiler refuses missing alternatives, titles and skipped headings."""
        made = self._compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=self._moment)
        return _one(made)

    def png(self, *, width_px: int, page_width_mm: float = A4_WIDTH_MM) -> list[bytes]:
        """A PNG for each page, `width_px` wide where the page has the width given."""
        made = self._compiler.compile(
            format="png", ppi=width_px / (page_width_mm / 25.4), timestamp=self._moment
        )
        return [made] if isinstance(made, bytes) else list(made or [])

    def told(self, label: str) -> list[Any]:
        """The values of the metadata that the template marked with this label, in the order of the pages."""
        found: list[Any] = json.loads(self._compiler.query(f"<{label}>", field="value"))
        return found


def _one(made: bytes | list[bytes] | None) -> bytes:
    return made if isinstance(made, bytes) else b"".join(made or [])


def compile_pdf(
    template: str,
    data: object,
    *,
    title: str,
    dated: date,
    theme: Theme,
    images: Mapping[str, bytes] = _NO_IMAGES,
) -> bytes:
    """Set a template as a PDF after PDF/UA-1. Raises TypesettingError."""
    with typesetter(Setting(template, data, theme, title, dated, images)) as laid_out:
        return laid_out.pdf()


def compile_png(
    template: str,
    data: object,
    *,
    theme: Theme,
    width_px: int,
    page_width_mm: float = A4_WIDTH_MM,
    images: Mapping[str, bytes] = _NO_IMAGES,
) -> list[bytes]:
    """Set a template as pictures, one for each page. Raises TypesettingError."""
    with typesetter(Setting(template, data, theme, images=images)) as laid_out:
        return laid_out.png(width_px=width_px, page_width_mm=page_width_mm)


@contextmanager
def typesetter(setting: Setting) -> Iterator[Typesetter]:
    """Lay a setting out in a folder of its own, which is gone afterwards. Raises TypesettingError."""
    with tempfile.TemporaryDirectory(prefix="heard-set-") as folder:
        root = Path(folder)
        _furnish(root, setting)
        try:
            compiler = typst.Compiler(
                input=root / setting.template,
                root=root,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                package_path=root / "no-packages",
                package_cache_path=root / "no-packages",
            )
            yield Typesetter(compiler, setting.dated)
        except RuntimeError as error:
            raise TypesettingError(f"These pages could not be set: {error}") from error


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_FOLDER)]
    )


def _furnish(root: Path, setting: Setting) -> None:
    # A template imports from its own folder and from the base that all share.
    own = TEMPLATE_FOLDER / Path(setting.template).parent
    (root / setting.template).parent.mkdir(parents=True, exist_ok=True)
    for source in (TEMPLATE_FOLDER / "base.typ", *sorted(own.glob("*.typ"))):
        shutil.copyfile(source, root / source.relative_to(TEMPLATE_FOLDER))
    given = {
        "content": settable(setting.content),
        "theme": asdict(setting.theme),
        "fonts": fonts_of(setting.theme),
        "title": settable(setting.title, breaks=False),
    }
    (root / "given.json").write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    (root / "images").mkdir()
    for name, content in setting.images.items():
        (root / "images" / Path(name).name).write_bytes(content)


def fonts_of(theme: Theme) -> dict[str, list[str]]:
    """The families for texts and for display, each with those asked where a letter is lacking."""
    return {
        "text": [theme.text, *FALLBACK_FONTS],
        "display": [theme.display, theme.text, *FALLBACK_FONTS],
    }


def settable(value: Any, *, breaks: bool = True) -> Any:
    """The same value with every text fit to be set, see `settable_text`; links are checked, not changed."""
    if isinstance(value, str):
        return settable_text(value, breaks=breaks)
    if isinstance(value, Mapping):
        return {
            key: web_link(inner) if key == "link" else settable(inner, breaks=breaks and key != "alt")
            for key, inner in value.items()
        }
    if isinstance(value, list | tuple):
        return [settable(inner, breaks=breaks) for inner in value]
    return value


@lru_cache(maxsize=2_048)
def settable_text(text: str, *, breaks: bool = True) -> str:
    """The text composed, without control and direction marks, what has no glyph by its name in brackets.

    With `breaks`, words too long for a column may break after points, what is too long even so between letters.
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNSET.sub("", lawful(unicodedata.normalize("NFC", text)))
        for letter in missing_glyphs(text):
            text = text.replace(letter, f"[{name_of(letter)}]")
    if not breaks:
        return text
    broken, count = _LONG_WORD.subn(_breakable, text)
    return broken if count <= _MOST_TAKEN_APART else broken.replace(_BREAK, _PLAIN_BREAK)


def _breakable(match: re.Match[str]) -> str:
    word = match.group()
    if not _is_long(word):
        return word
    return f".{_BREAK}".join(
        _BREAK.join(_letters(part)) if _is_long(part) else part for part in word.split(".")
    )


def _is_long(part: str) -> bool:
    return sum(map(_room, part)) > _LONGEST_WORD


def _room(letter: str) -> int:
    if unicodedata.category(letter)[0] in "MC":
        return 0
    is_wide = letter > _LAST_NARROW and unicodedata.bidirectional(letter) not in {"R", "AL"}
    return 2 if letter.isupper() or is_wide else 1


def _letters(part: str) -> list[str]:
    """The letters as a reader sees them: marks and bound letters stay with the one before."""
    seen: list[str] = []
    for letter in part:
        if seen and (not _room(letter) or seen[-1][-1] in _BINDING):
            seen[-1] += letter
        else:
            seen.append(letter)
    return seen


def web_link(address: object) -> str:
    """The address where it is one for the web or for mail, otherwise ""."""
    return address if isinstance(address, str) and _WEB_LINK.match(address) else ""
