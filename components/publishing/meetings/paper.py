"""A paper of a meeting: the sections, lists and tables that Word and PDF set alike."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Line:
    """A line of text; `label` stands before it, and `link` is where it leads, "" for none."""

    text: str
    link: str = ""
    label: str = ""


@dataclass(frozen=True)
class Item:
    """An item of a list with the lines below it."""

    text: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, whether it holds numbers, and whether it stands out."""

    heading: str
    share: float
    is_number: bool = False
    stands_out: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: the first cell of a row is its heading, and each cell has one line or more."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading, its lines, then its items, with numbers or with bullets, then its table."""

    heading: str
    lines: tuple[Line, ...] = ()
    items: tuple[Item, ...] = ()
    is_numbered: bool = False
    grid: Grid | None = None


@dataclass(frozen=True)
class Paper:
    """An agenda or minutes, set out. `notice` says that records are illustrative, "" where none is."""

    kind: str
    title: str
    when: str
    facts: tuple[Line, ...]
    sections: tuple[Section, ...]
    dated: date
    notice: str = ""

    @property
    def name(self) -> str:
        """What the paper is called: "Agenda: the title, the day"."""
        return f"{self.kind}: {self.title}, {self.when}"
