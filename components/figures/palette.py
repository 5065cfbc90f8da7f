"""The colours of figures, light and dark: one accent, greys for the rest."""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours by their task; the tints of grids are in `static/heard.css`."""

    scheme: Scheme
    ink: str
    quiet: str
    line: str
    faint: str
    surface: str
    accent: str
    on_accent: str
    contrast: str


LIGHT = Palette(
    scheme="light",
    ink="#212b32",
    quiet="#4c6272",
    line="#aeb7bd",
    faint="#d8dde0",
    surface="#ffffff",
    accent="#005eb8",
    on_accent="#ffffff",
    contrast="#7c2855",
)
DARK = Palette(
    scheme="dark",
    ink="#f0f4f5",
    quiet="#b9c6cf",
    line="#61727f",
    faint="#37454f",
    surface="#1b2833",
    accent="#6cb4ff",
    on_accent="#0b1620",
    contrast="#f0a6cf",
)


def palette_of(scheme: Scheme) -> Palette:
    """The palette of a colour scheme."""
    return DARK if scheme == "dark" else LIGHT
