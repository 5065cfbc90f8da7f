"""The rows of an Easy Read page: which sentences stand together, and beside which picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from components.publishing.document import Picture
from components.publishing.office.text import speech_of
from components.publishing.pictograms import Pictogram, people_svg, pictogram_svg, pictograms_of
from components.publishing.short_sentences import sentences_of, words_in
from components.publishing.theme import Theme
from components.publishing.web_words import link_or_nothing, one_line
from domain.easy_read import MOST_WORDS

OURS: Final = "en-GB"
"""The language of words that are not the story's."""

_PICTURE_MM: Final = 26
_PEOPLE_PICTURES: Final = 10
# Beyond so many letters a row may go on on the next page.
_TALL: Final = 600

Said = dict[str, Any]
"""A sentence as the template takes it: text, language, strong, link."""


@dataclass
class Pages:
    """What is to be set so far: blocks in the order of reading, and the pictures that they name.

    `level` is that of the headings of sections.
    """

    theme: Theme
    level: int = 2
    blocks: list[dict[str, Any]] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    _names: dict[bytes, str] = field(default_factory=dict)
    _people: int = 0
    _shown: Counter[Pictogram] = field(default_factory=Counter)

    def heading(self, text: str, language: str = OURS) -> None:
        """A heading of a section."""
        tag = speech_of(text, language=language).tag
        self.blocks.append({"kind": "heading", "text": one_line(text), "language": tag, "level": self.level})

    def told(self, text: str, language: str = OURS, *, otherwise: Pictogram | None = None) -> None:
        """A paragraph, an idea to a row, beside what its words show; the first row without such has `otherwise`."""
        for idea in _ideas(text):
            words = " ".join(idea)
            picture = self.picture_for(words, otherwise=otherwise)
            if not pictograms_of(words):
                otherwise = None
            self.row([said(one, language=language) for one in idea], picture=picture)

    def row(self, words: Sequence[Said], **besides: Any) -> None:
        """A row of words beside a picture."""
        letters = sum(len(one["text"]) for one in words)
        plain = {
            "picture": "",
            "alt": "",
            "figure": "",
            "language": OURS,
            "width": _PICTURE_MM,
            "begins": False,
        }
        row = {"kind": "row", "sentences": list(words), "is_tall": letters > _TALL}
        self.blocks.append(row | plain | besides)

    def lines(self, kind: str, words: Sequence[Said]) -> None:
        """Sentences without a picture: "list" for points, "small" for small print, "notice" for one in a box."""
        if words:
            self.blocks.append({"kind": kind, "sentences": list(words)})

    def picture_for(self, text: str, *, otherwise: Pictogram | None = None) -> str:
        """The name of the drawing that the words call for, else of the other one, else of people.

        Where they call for several, it is the one that was shown least so far: a page of one drawing tells little.
        """
        chosen = min(pictograms_of(text), key=self._shown.__getitem__, default=otherwise)
        if chosen:
            self._shown[chosen] += 1
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


def said(text: str, *, language: str = OURS, strong: bool = False, link: str = "") -> Said:
    """The text as the template takes it; English within a story in another script is marked as English."""
    line = one_line(text)
    return {
        "text": line,
        "language": speech_of(line, language=language).tag,
        "strong": strong,
        "link": link_or_nothing(link),
    }


def sentences_said(text: str, *, language: str = OURS, strong: bool = False, link: str = "") -> list[Said]:
    """Each sentence of the text, whole."""
    return [said(one, language=language, strong=strong, link=link) for one in sentences_of(one_line(text))]


def _ideas(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences of a paragraph in rows: those that are short together stand beside one picture."""
    held: list[str] = []
    for sentence in sentences_of(one_line(text)):
        if held and words_in(" ".join((*held, sentence))) > MOST_WORDS:
            yield tuple(held)
            held = []
        held.append(sentence)
    if held:
        yield tuple(held)
