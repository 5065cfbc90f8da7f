"""Writes measured tables into docs/performance.md, each between its own two markers."""

from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first is aligned to the right."""
    lines = [header, ["---", *("---:" for _ in header[1:])], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def with_section(page: str, *, name: str, text: str) -> str:
    """The page with the text between the markers of that name, in place of what stood there.

    A page without the markers gets them at its end.
    """
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    section = f"{start}\n{text.strip()}\n{end}"
    before, found, rest = page.partition(start)
    if not found:
        return f"{page.rstrip()}\n\n{section}\n"
    _, closed, after = rest.partition(end)
    if not closed:
        raise ValueError(f"The section “{name}” is opened and never closed.")
    return f"{before}{section}{after}"


def write_section(*, name: str, text: str, page: Path = PAGE) -> None:
    """Put a section into the page."""
    page.write_text(
        with_section(page.read_text(encoding="utf-8"), name=name, text=text), encoding="utf-8", newline="\n"
    )
