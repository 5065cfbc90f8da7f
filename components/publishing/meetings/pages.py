"""A paper of a meeting as a tagged PDF: the values of its template, and the file."""

from typing import Any, Final

from components.publishing.meetings.paper import Grid, Line, Paper, Section
from components.publishing.theme import Theme
from components.publishing.typesetting import compile_pdf
from domain.wording import day

TEMPLATE: Final = "meetings/paper.typ"
Values = dict[str, Any]


def paper_pdf(paper: Paper, theme: Theme) -> bytes:
    """The paper as a PDF after PDF/UA-1; the same paper gives the same bytes. Raises TypesettingError."""
    return compile_pdf(TEMPLATE, _values(paper), title=paper.name, dated=paper.dated, theme=theme)


def _values(paper: Paper) -> Values:
    return {
        "kind": paper.kind,
        "title": paper.title,
        "when": paper.when,
        "notice": paper.notice,
        "facts": [_line(fact) for fact in paper.facts],
        "sections": [_section(section) for section in paper.sections],
        "made": f"Made on {day(paper.dated)} from Heard",
    }


def _section(section: Section) -> Values:
    return {
        "heading": section.heading,
        "lines": [_line(line) for line in section.lines],
        "items": [{"text": one.text, "lines": [_line(line) for line in one.lines]} for one in section.items],
        "is_numbered": section.is_numbered,
        "grid": _grid(section.grid) if section.grid else None,
    }


def _grid(grid: Grid) -> Values:
    return {
        "columns": [one.heading for one in grid.columns],
        "shares": [one.share for one in grid.columns],
        "strong": [at == 0 or one.stands_out for at, one in enumerate(grid.columns)],
        "numbers": [one.is_number for one in grid.columns],
        "rows": [[[_line(line) for line in cell] for cell in row] for row in grid.rows],
    }


def _line(line: Line) -> Values:
    return {"text": line.text, "link": line.link, "label": line.label}
