"""The pages around a deck: the stage that a room looks at, the presenter's window, and why there is neither."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from components.server.live.addresses import MEETING, Form, LiveAddress
from components.server.live.shelf import ShownDeck, mark_of
from components.ui.live_meeting import FiguresOf

STATIC = Path(__file__).resolve().parents[3] / "static"
FILES = ("live.css", "live_stage.css", "live.js", "live_stage.js", "live_notes.js")
CHOOSE = "/live-screens"


@dataclass(frozen=True)
class Notice:
    """Why there is no screen: a heading, what to do, and the way there. `seconds` is when to try again, 0 for never."""

    heading: str
    sentence: str
    href: str = CHOOSE
    link: str = "Choose what to show"
    seconds: int = 0


@lru_cache(maxsize=1)
def assets_version() -> str:
    """A short text that is another when a file of these pages is another."""
    return hashlib.sha256(b"".join((STATIC / name).read_bytes() for name in FILES)).hexdigest()[:12]


def versions_of_files() -> dict[str, str]:
    """URL path to version, for each file of these pages."""
    return {f"/app/static/{name}": assets_version() for name in FILES}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _filled(name: str, **values: Any) -> str:
    return _environment().get_template(name).render(version=assets_version(), mark_of=mark_of, **values)


def live_page(shown: ShownDeck, address: LiveAddress, form: Form, *, seconds: int) -> bytes:
    """The page of a deck in one of its forms, with all its screens."""
    name, deck = ("notes.html", Form.NOTES_DECK) if form.has_notes else ("stage.html", Form.STAGE_DECK)
    page = _filled(
        name,
        live=shown.live,
        mark=shown.mark,
        points=shown.points,
        address=address,
        figures=tuple(FiguresOf) if address.kind == MEETING else (),
        stage=address.at(Form.STAGE),
        notes=address.at(Form.NOTES),
        deck=address.at(deck),
        seconds=seconds,
    )
    return page.encode()


def notice_page(notice: Notice) -> str:
    """The page that says why nothing is shown."""
    return _filled("notice.html", notice=notice)
