"""A link for feedback as people get it: its address, its QR code, and sheets of codes to print."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

# A quarter of the code may be dirty or torn, as paper gets.
CORRECTION = "q"
QUIET_ZONE = 4
PIXELS = 12


class SheetSize(StrEnum):
    """The paper that codes are printed on: eight on an A4 sheet, or one on each A6 card."""

    A4 = "A4"
    A6 = "A6"


PAPERS = {SheetSize.A4: "A4", SheetSize.A6: "105mm 148mm"}
"""The sizes as a style sheet has them, which knows no A6."""


@dataclass(frozen=True)
class Sheet:
    """What stands on a printed sheet: what the codes ask about, and their addresses."""

    title: str
    network: str
    day: str
    last_day: str
    addresses: tuple[str, ...]
    is_single: bool


def addresses_of(tokens: Sequence[str], *, home: str) -> tuple[str, ...]:
    """The addresses that open the forms of these links."""
    return tuple(f"{home}/f/{token}" for token in tokens)


def qr_png(address: str) -> bytes:
    """The code as a picture of dots, black on white with its quiet zone."""
    stream = BytesIO()
    _code(address).save(stream, kind="png", scale=PIXELS, border=QUIET_ZONE)
    return stream.getvalue()


def qr_svg(address: str) -> bytes:
    """The code as a drawing that stays sharp at any size."""
    stream = BytesIO()
    _code(address).save(stream, kind="svg", scale=PIXELS, border=QUIET_ZONE, light="#fff", xmldecl=True)
    return stream.getvalue()


def qr_inline(address: str, *, title: str, correction: str = CORRECTION) -> Markup:
    """The code as a drawing within a page, black on white with its quiet zone; `title` is one of our own."""
    drawing = _code(address, correction).svg_inline(
        border=QUIET_ZONE, light="#fff", omitsize=True, title=title
    )
    return Markup(drawing)  # noqa: S704  drawn by segno from the address alone; the title is our own


def sheet_html(sheet: Sheet, *, size: SheetSize) -> bytes:
    """A page to print, whole in itself: a card for each address, with its code and what to do."""
    cards = [
        (address, qr_inline(address, title=f"QR code {number}"))
        for number, address in enumerate(sheet.addresses, start=1)
    ]
    return (
        _environment()
        .get_template("feedback_sheet.html")
        .render(sheet=sheet, cards=cards, size=size.value, paper=PAPERS[size])
        .encode()
    )


def _code(address: str, correction: str = CORRECTION) -> segno.QRCode:
    return segno.make_qr(address, error=correction)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
