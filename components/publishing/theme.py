"""The look of what is published, as tokens: every renderer takes its type and its colours from here."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Theme:
    """Typefaces by family name as in the bundled fonts, sizes in points, colours as #rrggbb.

    `office_text` and `office_display` are the names that Word and PowerPoint look for on the reader's machine.
    `fields` are dark grounds that tell stories apart: white on each has a contrast of 6.9 or more. `publication`
    is what the publication is called, `strapline` what it is about in a line: the same in every channel.
    """

    name: str
    text: str
    display: str
    office_text: str
    office_display: str
    web_text: str
    web_display: str
    publication: str = "The Innovators"
    strapline: str = "People and communities changing health and care"
    ink: str = "#212b32"
    quiet: str = "#4c6272"
    paper: str = "#ffffff"
    tint: str = "#f0f4f5"
    line: str = "#d8dde0"
    accent: str = "#005eb8"
    dark: str = "#003087"
    gold: str = "#ffb81c"
    fields: tuple[str, ...] = ("#003087", "#006747", "#7c2855", "#330072")
    crowd: tuple[str, ...] = ("#0072ce", "#41b6e6", "#00a499", "#ffb81c", "#ed8b00", "#e8edee")
    small: float = 9
    note: float = 10.5
    body: float = 12
    lead: float = 14.5
    subhead: float = 16
    head: float = 21
    quote: float = 25
    headline: float = 42
    masthead: float = 74
    margin_mm: float = 18
    column_mm: float = 83.5
    gutter_mm: float = 7


HEARD: Final = Theme(
    name="heard",
    text="Atkinson Hyperlegible Next",
    display="Source Serif 4",
    office_text="Arial",
    office_display="Georgia",
    web_text="'Atkinson Hyperlegible Next', Arial, sans-serif",
    web_display="'Source Serif 4', Georgia, serif",
)
"""The house style."""

ARIAL: Final = Theme(
    name="arial",
    text="Arimo",
    display="Arimo",
    office_text="Arial",
    office_display="Arial",
    web_text="Arial, sans-serif",
    web_display="Arial, sans-serif",
)
"""For material under the NHS identity, which is set in Frutiger or Arial: Arimo has Arial's measures."""

THEMES: Final = {theme.name: theme for theme in (HEARD, ARIAL)}

FALLBACK_FONTS: Final = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Sans Tamil",
)
"""Bundled faces for community languages, asked in this order where the theme's face lacks a letter."""
