"""What can be shown on a shared screen, and the address under which it is kept: a view, a story or a question."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from domain.errors import InvalidRecordError
from domain.vocabulary import Code

VIEW_PAGES: Final = ("overview", "spectrum", "reach", "activities", "change", "strategy")
"""The pages whose views can be shown, by their address."""
LONGEST: Final = 1_000
MOST_DIGITS: Final = 9
"""Of a number in an address: as many as every database holds."""
EXPECTED: Final = (
    "Give the address of a page of figures, a story or a question of this meeting, "
    "as it stands in the browser's address bar."
)
_STORY_PATHS: Final = ("s", "story")
_STORY_NAME: Final = "s"


class ScreenKind(Code):
    """What is shown."""

    VIEW = "view", "Figures"
    STORY = "story", "Story"
    QUESTION = "question", "Question"


@dataclass(frozen=True)
class ScreenAddress:
    """What is shown: `name` is the address of a page, the name of a story or the number of a question.

    `query` are the filters of a view in the order of their names, each value on its own; () for anything else.
    """

    kind: ScreenKind
    name: str
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def view(cls, page: str, query: Iterable[tuple[str, str]] = ()) -> Self:
        """The address of a view. Raises InvalidRecordError for a page that shows no figures."""
        if page not in VIEW_PAGES:
            raise InvalidRecordError(EXPECTED)
        return cls(ScreenKind.VIEW, page, tuple(sorted(query)))

    @property
    def text(self) -> str:
        """As it is kept, and as it stands after `/live/`: "spectrum?network=SL", "story/a-name", "question/3"."""
        if self.kind is ScreenKind.VIEW:
            return f"{self.name}?{urlencode(self.query)}" if self.query else self.name
        return f"{self.kind.value}/{quote(self.name)}"


def read_screen(text: str) -> ScreenAddress:
    """What an address shows, as it is kept or as somebody copied it from the browser.

    Raises InvalidRecordError where it shows nothing that a shared screen can.
    """
    try:
        parts = urlsplit(text.strip())
        query = parse_qsl(parts.query)
    except ValueError as error:
        raise InvalidRecordError(EXPECTED) from error
    path = [unquote(one) for one in parts.path.split("/") if one and one != "live"]
    screen = _screen(path, query)
    if len(screen.text) > LONGEST:
        raise InvalidRecordError(EXPECTED)
    return screen


def _screen(path: list[str], query: list[tuple[str, str]]) -> ScreenAddress:
    match path:
        case []:
            return ScreenAddress.view("overview", query)
        case [page] if page in VIEW_PAGES:
            return ScreenAddress.view(page, query)
        case [ScreenKind.QUESTION.value, number] if is_number(number):
            return ScreenAddress(ScreenKind.QUESTION, number)
        case [folder, slug] if folder in _STORY_PATHS:
            return ScreenAddress(ScreenKind.STORY, slug)
        case ["story"] if slug := dict(query).get(_STORY_NAME, ""):
            return ScreenAddress(ScreenKind.STORY, slug)
    raise InvalidRecordError(EXPECTED)


def is_number(text: str) -> bool:
    """Whether a part of an address is a number that a database can hold."""
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
