"""Reads a page as a reader does: its words in order, its parts, and what it asks of other addresses."""

import re
from collections.abc import Iterable
from html import unescape

from lxml import html
from lxml.html import HtmlElement

_NAMES_AN_ADDRESS = ("href", "src", "srcset", "action", "poster", "data", "background", "xlink:href")


def parsed(text: str) -> HtmlElement:
    """The page as a tree."""
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def words_of(page: HtmlElement) -> str:
    """What is read aloud of the body, spaces set even; styles are not read."""
    body = page.find("body")
    return even(" ".join(body.xpath(".//text()[not(ancestor::style)]")))


def even(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def missing_in_order(texts: Iterable[str], words: str) -> list[str]:
    """Texts that do not stand behind the one before; pieces of markup between letters count as one space."""
    lost, place = [], 0
    for text in map(even, texts):
        found = words.find(text, place)
        if found < 0:
            lost.append(text)
        else:
            place = found + len(text)
    return lost


def addresses_in(page: HtmlElement) -> list[tuple[str, str]]:
    """Tag and address of everything that leads or loads, but what a page holds within itself."""
    found = [
        (element.tag, value)
        for element in page.iter()
        if isinstance(element.tag, str)
        for name, value in element.attrib.items()
        if name in _NAMES_AN_ADDRESS and not value.startswith(("data:", "#"))
    ]
    in_styles = re.findall(r"url\(([^)]{1,200})", unescape(html.tostring(page, encoding="unicode")))
    return found + [("style", value) for value in in_styles if not value.strip("'\"").startswith("data:")]


def runs_nothing(page: HtmlElement) -> bool:
    """Whether the page has no script, no frame, no form and no attribute that runs."""
    is_active = bool(
        page.xpath("//script|//iframe|//object|//embed|//form|//base|//meta[@http-equiv='refresh']")
    )
    handlers = [name for element in page.iter() for name in element.attrib if name.lower().startswith("on")]
    return not is_active and not handlers
