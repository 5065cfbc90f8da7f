"""How text stands in markup: cleaned, in its direction, with its language, and with links that may be followed."""

from typing import Final

from markupsafe import Markup, escape

from components.publishing.characters import lawful
from components.publishing.labels import direction_of, language_tag, runs_leftward
from domain.web_address import is_web_address

_NO_MARK: Final = Markup("")


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


def way(text: str, page: str) -> Markup:
    """A `dir` attribute where most letters of the text run against the page, else nothing."""
    leftward = runs_leftward(text)
    own = "rtl" if leftward else "ltr"
    return _NO_MARK if leftward is None or own == page else Markup(' dir="{}"').format(own)


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


def block_mark(language: str, page: str) -> Markup:
    """`lang`, and `dir` where it differs, for a part whose words are in a language that is not the page's."""
    mark, own = language_mark(language, page), direction_of(language_tag(language))
    return mark + Markup(' dir="{}"').format(own) if mark and own != direction_of(page) else mark


def apart(text: str, language: str, page: str) -> Markup:
    """Words in a language of their own within a text, set apart with it and its direction; escaped."""
    mark = block_mark(language, page)
    return (
        Markup("<bdi{}>{}</bdi>").format(mark, escape(clean(text)))
        if mark
        else said(text, direction_of(page))
    )


def link_or_nothing(link: str) -> str:
    """The link where it is a web address that may be followed, else ""."""
    return link if is_web_address(link) else ""
