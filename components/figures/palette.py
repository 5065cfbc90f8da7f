"""The colours of figures, light and dark: one accent, greys for the rest."""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """Colours by their task. `steps` runs from hardly anything to very much.

    `tints` are the cells of a grid, all legible under `ink`: nothing shown, nobody, few, some, many.
    """

    scheme: Scheme
    ink: str
    quiet: str
    line: str
    faint: str
    surface: str
    accent: str
    on_accent: str
    contrast: str
    steps: tuple[str, str, str, str, str]
    tints: tuple[str, str, str, str, str]


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
    steps=("#e8eef4", "#c3d8ec", "#8bb4dc", "#3f86c9", "#003087"),
    tints=("#f4f6f7", "#f6e6ed", "#e0ebf5", "#b7d2ea", "#86b3dd"),
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
    steps=("#22303b", "#1f4469", "#24639b", "#4d9be0", "#a9d4ff"),
    tints=("#202b33", "#5a2f46", "#20384e", "#23507c", "#2a6cad"),
)


def palette_of(scheme: Scheme) -> Palette:
    """The palette of a colour scheme."""
    return DARK if scheme == "dark" else LIGHT
