"""The neutral document of a network's page, from which the app and the light web page are made.

Nothing here knows a store or a page. Every count of people has passed disclosure control, and a number that has
records behind it carries the address of their list. A section is never empty: it cannot be made without a part.
"""

from dataclasses import dataclass, field

from components.publishing.document import SpectrumLine
from domain.errors import InvalidRecordError


@dataclass(frozen=True)
class Piece:
    """Some words, and the address that they lead to, "" for none; `in_full` says it where the words do not."""

    text: str
    address: str = ""
    in_full: str = ""


Said = tuple[Piece, ...]
"""A sentence, or several, in pieces that follow each other as they are."""


@dataclass(frozen=True)
class Paragraphs:
    """Running text, one paragraph each; a list where `is_list`. `is_quoted` where somebody else wrote it."""

    said: tuple[Said, ...]
    is_list: bool = False
    is_quoted: bool = False

    def __post_init__(self) -> None:
        _check_some(self.said)


@dataclass(frozen=True)
class Named:
    """Names with what belongs to each, such as "People who live here" and their number."""

    rows: tuple[tuple[str, tuple[Said, ...]], ...]

    def __post_init__(self) -> None:
        _check_some(self.rows)


@dataclass(frozen=True)
class FactTable:
    """A table; the first cell of a row is its heading. `numbers` are the places of columns that hold numbers."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    numbers: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        _check_some(self.rows)


@dataclass(frozen=True)
class Place:
    """The network's place on the spectrum, to be drawn."""

    line: SpectrumLine


Part = Paragraphs | Named | FactTable | Place


@dataclass(frozen=True)
class Section:
    """A heading with at least one part; `key` is its anchor. Raises InvalidRecordError without any."""

    key: str
    heading: str
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        _check_some(self.parts)


@dataclass(frozen=True)
class NetworkDocument:
    """A network for the public. `notice` says that records are illustrative, "" where none is."""

    code: str
    name: str
    standfirst: str
    sections: tuple[Section, ...]
    notice: str = ""
    sources: tuple[str, ...] = field(default=())


def say(*words: str | Piece) -> Said:
    """A sentence from words and pieces."""
    return tuple(Piece(one) if isinstance(one, str) else one for one in words)


def words_of(said: Said) -> str:
    """A sentence as one text."""
    return "".join(piece.text for piece in said)


def paragraphs(*said: Said | str) -> Paragraphs:
    """Paragraphs from sentences."""
    return Paragraphs(tuple(say(one) if isinstance(one, str) else one for one in said))


def bullets(said: tuple[Said, ...]) -> Paragraphs:
    """A list."""
    return Paragraphs(said, is_list=True)


def in_own_words(text: str) -> Paragraphs:
    """What somebody wrote, by its lines; the text must not be empty."""
    return Paragraphs(tuple(say(line) for line in text.splitlines() if line.strip()), is_quoted=True)


def _check_some(found: tuple[object, ...]) -> None:
    if not found:
        raise InvalidRecordError("A part of a network's page must say something.")
