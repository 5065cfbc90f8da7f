"""The neutral document of a board pack: everything that slides and PDF say, and nothing that the screen does not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from components.publishing.board_pack.native import NativeChart

TITLE: Final = "Who was involved, and what changed"
KICKER: Final = "Board pack"
AT_A_GLANCE: Final = "At a glance"
MISSING: Final = "What is missing"
NOTHING_MISSING: Final = "Nothing that we check for is missing here."
HOW_WE_COUNT: Final = "How we count and where it comes from"


@dataclass(frozen=True)
class HeadFigure:
    """A headline figure: what it counts, its value in words, and the sentence that compares it with another."""

    label: str
    value: str
    comparison: str

    @property
    def is_words(self) -> bool:
        """Whether words stand in the place of a number, as "by network"."""
        return not any(letter.isdigit() for letter in self.value)

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.label}: {self.value}. {self.comparison}"


@dataclass(frozen=True)
class PackTable:
    """A table in words, as the screen has it; the first cell of a row is its heading.

    `tints` are by row the tints of the cells after the first (`components.figures.grid`), () for a plain table.
    `headings` are the places of rows that stand above others. `is_grid` tables are drawn instead of a chart.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    tints: tuple[tuple[int, ...], ...] = ()
    headings: tuple[int, ...] = ()
    is_grid: bool = False
    numbers: tuple[bool, ...] = ()
    """By column, whether it holds numbers or what stands in their place."""

    def in_words(self) -> tuple[str, ...]:
        """Each row as a sentence of its own."""
        return tuple(
            f"{row[0]}. "
            + "; ".join(
                f"{name}: {cell or '–'}" for name, cell in zip(self.columns[1:], row[1:], strict=True)
            )
            for row in self.rows
        )


@dataclass(frozen=True)
class MeasureNote:
    """How something is measured, as the page "How we measure" says it."""

    name: str
    formula: str
    source: str
    limits: str


@dataclass(frozen=True)
class PackPage:
    """A drawing: what it is called, its finding in sentences, its charts, its table, and what must be read with it.

    Without charts, and where the table is no grid, there is nothing to draw: the finding says why.
    """

    name: str
    title: str
    headline: str
    finding: tuple[str, ...]
    alt: str
    charts: tuple[NativeChart, ...]
    table: PackTable
    notes: tuple[str, ...]
    measures: tuple[MeasureNote, ...]
    shows_table: bool = False
    """Whether slides show the table too, because it says more than the chart."""
    of_table: str = ""
    """What the table is called where that is not the page's title."""
    places: tuple[tuple[int, int], ...] = ()
    """By row of the table, its place on the map of tiles, counted from the top left; () for no map."""

    @property
    def table_title(self) -> str:
        """What the table is called."""
        return self.of_table or self.title

    @property
    def has_rows(self) -> bool:
        """Whether the table holds anything."""
        return bool(self.table.rows)

    @property
    def heading(self) -> str:
        """What the page is headed by: the finding in a sentence; charts of several things by what they are of."""
        return self.title if len(self.charts) > 1 else self.headline

    @property
    def rest(self) -> str:
        """What the heading leaves of the finding; all of it where the heading says a part of a sentence."""
        is_whole = self.finding[:1] == (self.heading,)
        return " ".join(self.finding[1:] if is_whole else self.finding)


@dataclass(frozen=True)
class PackSection:
    """The drawings of one page of the app, under its question."""

    key: str
    heading: str
    question: str
    pages: tuple[PackPage, ...]


@dataclass(frozen=True)
class BoardPack:
    """The pack of one view. `sentence` is that of its filters, `notice` says that records are illustrative, or "".

    `beside` says what stands beside it where two periods are compared, or "". `protection` is the note on counts of
    people, `sources` where population figures come from. `dates_first` is the sentence with its days at the head, for
    the foot of slides.
    """

    sentence: str
    dated: date
    notice: str
    headlines: tuple[HeadFigure, ...]
    missing: tuple[str, ...]
    sections: tuple[PackSection, ...]
    protection: str
    sources: str
    beside: str = ""
    title: str = TITLE
    kicker: str = KICKER
    dates_first: str = ""

    @property
    def footer(self) -> str:
        """What stands below every slide and page."""
        return self.dates_first or self.sentence

    @property
    def measures(self) -> tuple[MeasureNote, ...]:
        """What is measured in the pack, each once, in the order in which it is met."""
        found: Mapping[str, MeasureNote] = {
            one.name: one for section in self.sections for page in section.pages for one in page.measures
        }
        return tuple(found.values())
