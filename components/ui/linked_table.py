"""A table whose cells may lead somewhere, as the page's own HTML: Streamlit's tables open a new tab for each link."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import urlencode

from domain.selection import Selection

RECORDS_ADDRESS = "/records"
NUMBER = ' class="number"'


@dataclass(frozen=True)
class Cell:
    """What a cell says, and the address that it leads to; "" for none. A number stands to the right."""

    text: str
    address: str = ""
    is_number: bool = False
    in_full: str = ""
    """What a link is called by those who do not see its place, where its text alone does not say it."""


# A page holds a link for each number of its tables, and the next run of it the same ones.
@lru_cache(maxsize=8192)
def records_address(selection: Selection) -> str:
    """The address of the list of these records."""
    return f"{RECORDS_ADDRESS}?{urlencode(selection.to_query(), doseq=True)}"


def linked_table_html(columns: Sequence[str], rows: Sequence[Sequence[Cell]], *, caption: str) -> str:
    """The table; every text is escaped, and the first cell of a row is its heading."""
    # The head of a column of numbers stands above them.
    numbers = {place for row in rows for place, cell in enumerate(row) if cell.is_number}
    head = "".join(
        f'<th scope="col"{NUMBER if place in numbers else ""}>{escape(label)}</th>'
        for place, label in enumerate(columns)
    )
    body = "".join(
        f"<tr>{''.join(_cell(place, cell) for place, cell in enumerate(row))}</tr>" for row in rows
    )
    return (
        f'<table class="heard-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def _cell(place: int, cell: Cell) -> str:
    text = escape(cell.text)
    if cell.address:
        label = f' aria-label="{escape(cell.in_full)}"' if cell.in_full else ""
        text = f'<a href="{escape(cell.address)}"{label}>{text}</a>'
    if place == 0:
        return f'<th scope="row">{text}</th>'
    return f"<td{NUMBER if cell.is_number else ''}>{text}</td>"
