"""The rows of an Easy Read page: which sentences stand together, and beside which picture."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from components.publishing.document import Picture
from components.publishing.office.text import speech_of
from components.publishing.pictograms import Pictogram, people_svg, pictogram_of, pictogram_svg
from components.publishing.short_sentences import MOST_WORDS, Sentence, short_sentences, words_in
from components.publishing.theme import Theme
from components.publishing.web_words import link_or_nothing, one_line

OURS: Final = "en-GB"
"""The language of words that are not the story's."""

_PICTURE_MM: Final = 46
_PEOPLE_PICTURES: Final = 10
# So many lines stand together on one page; each may take two rows of type or more.
_TALL: Final = 9
_LETTERS_IN_LINE: Final = 90

Said = dict[str, Any]
"""A sentence as the template takes it: lines, items, is_long, language, strong, link."""


@dataclass
class Pages:
    """What is to be set so far: blocks in the order of reading, and the pictures that they name.

    `level` is that of the headings of sections; `long` counts the sentences that stayed long.
    """

    theme: Theme
    level: int = 2
    blocks: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    long: int = 0
    _names: dict[bytes, str] = field(default_factory=dict)
    _people: int = 0

    def heading(self, text: str, language: str = OURS) -> None:
        """A heading of a section."""
        tag = speech_of(text, language=language).tag
        self.blocks.append({"kind": "heading", "text": one_line(text), "language": tag, "level": self.level})

    def told(self, text: str, language: str = OURS, *, otherwise: Pictogram | None = None) -> None:
        """A paragraph, an idea to a row, beside what its words show; the first row without such has `otherwise`."""
        for idea in _ideas(text):
            words = " ".join(one.text for one in idea)
            picture = self.picture_for(words, otherwise=otherwise)
            if pictogram_of(words) is None:
                otherwise = None
            self.row([said(one, language=language) for one in idea], picture=picture)

    def fixed(self, text: str, one: Pictogram | None, language: str = OURS, *, link: str = "") -> None:
        """The whole text in one row beside the drawing named; beside people where none is."""
        if text:
            picture = self.drawing(one) if one else self.people()
            self.row(sentences_said(text, language=language, link=link), picture=picture)

    def row(self, words: Sequence[Said], **besides: Any) -> None:
        """A row of words beside a picture; one that would fill a page goes on in rows beside the same drawing."""
        self.long += sum(1 for one in words if one["is_long"])
        plain = {"picture": "", "alt": "", "figure": "", "language": OURS, "width": _PICTURE_MM}
        for part in _pagefuls(words):
            letters = sum(len(line) for one in part for line in one["lines"])
            row = {"kind": "row", "sentences": part, "is_tall": letters > _TALL * _LETTERS_IN_LINE}
            self.blocks.append(row | plain | besides)
            besides = {} if besides.get("alt") or besides.get("figure") else besides

    def picture_for(self, text: str, *, otherwise: Pictogram | None = None) -> str:
        """The name of the drawing that the words call for, else of the other one, else of people."""
        chosen = pictogram_of(text) or otherwise
        return self.drawing(chosen) if chosen else self.people()

    def drawing(self, one: Pictogram) -> str:
        """The name of a pictogram."""
        return self.kept_svg(pictogram_svg(one, self.theme))

    def people(self) -> str:
        """The name of a picture of people, another each time."""
        self._people += 1
        return self.kept_svg(people_svg(self._people % _PEOPLE_PICTURES, self.theme))

    def photograph(self, picture: Picture) -> str:
        """The name of a picture of the story."""
        return self._kept(picture.content, picture.media_type.rpartition("/")[2])

    def kept_svg(self, svg: str) -> str:
        """The name of a drawing, which is kept once."""
        return self._kept(svg.encode(), "svg")

    def _kept(self, content: bytes, kind: str) -> str:
        # Names are short: the typesetter would break a long one into lines.
        if content not in self._names:
            self._names[content] = f"{len(self._names)}.{kind}"
            self.images[self._names[content]] = content
        return self._names[content]


def said(sentence: Sentence, *, language: str = OURS, strong: bool = False, link: str = "") -> Said:
    """The sentence as the template takes it; English within a story in another script is marked as English."""
    return asdict(sentence) | {
        "is_long": sentence.is_long,
        "language": speech_of(sentence.text, language=language).tag,
        "strong": strong,
        "link": link_or_nothing(link),
    }


def sentences_said(text: str, *, language: str = OURS, strong: bool = False, link: str = "") -> list[Said]:
    """Each sentence of the text."""
    return [said(one, language=language, strong=strong, link=link) for one in short_sentences(one_line(text))]


def _ideas(text: str) -> Iterator[tuple[Sentence, ...]]:
    """The sentences of a paragraph in rows: those that are short together stand beside one picture."""
    held: list[Sentence] = []
    for sentence in short_sentences(one_line(text)):
        together = words_in(" ".join(one.text for one in (*held, sentence)))
        if held and (together > MOST_WORDS or sentence.items):
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)


def _pagefuls(words: Sequence[Said]) -> Iterator[list[Said]]:
    """The sentences in parts of at most nine lines; one part without sentences where there are none."""
    pieces = [
        one | {"lines": one["lines"][at : at + _TALL], "items": one["items"][at : at + _TALL]}
        for one in words
        for at in range(0, max(len(one["lines"]), len(one["items"])), _TALL)
    ]
    part: list[Said] = []
    for piece in pieces:
        if part and sum(map(_rows, (*part, piece))) > _TALL:
            yield part
            part = []
        part.append(piece)
    yield part


def _rows(one: Said) -> int:
    return len(one["lines"]) + len(one["items"])
