"""Reads slides as PowerPoint would open them: titles, notes, words, charts, names."""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

import pptx as python_pptx
from lxml import etree

from components.publishing.document import (
    Document,
    StoryDocument,
    texts_of,
)
from components.publishing.office.text import legal
from components.publishing.slides.made import pptx
from components.publishing.theme import HEARD

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"
DRAWN = ("pic", "graphicFrame", "grpSp")


@cache
def opened(document: Document) -> Any:
    return python_pptx.Presentation(io.BytesIO(pptx(document, HEARD)))


def plain(text: str) -> str:
    return " ".join(legal(text).split())


def notes_of(deck: Any) -> str:
    return " ".join(plain(slide.notes_slide.notes_text_frame.text) for slide in deck.slides)


def titles_of(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def shown_on(slide: Any) -> str:
    """Every text on the slide itself, tables and groups included."""
    return " ".join(plain(one.text or "") for one in slide.element.iter(f"{A}t"))


def assert_all_in_order(said: str, story: StoryDocument) -> None:
    at = 0
    for text in texts_of(story):
        found = said.find(plain(text), at)
        assert found >= 0, f"not found, or out of order: {text[:80]!r}"
        at = found + len(plain(text))


def slide_called(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def charts_of(deck: Any) -> list[Any]:
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def names_of(slide: Any) -> Iterator[Any]:
    """The naming element of each picture, chart, table and group."""
    for shape in slide.shapes:
        if etree.QName(shape.element).localname in DRAWN:
            yield next(shape.element.iter(f"{P}cNvPr"))
