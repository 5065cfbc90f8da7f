"""A paper of a meeting as a Word document, in the styles of the stories."""

from collections.abc import Iterator
from typing import Final

from components.publishing.meetings.paper import Grid, Item, Line, Paper, Section
from components.publishing.office.package import About
from components.publishing.office.text import web_link
from components.publishing.theme import Theme
from components.publishing.word.markup import Column, link_out, paragraph, run, table
from components.publishing.word.part import Links, empty_word, word_bytes
from components.publishing.word.story import TEXT_WIDTH

SUBJECT: Final = "PPI Forum"


def paper_docx(paper: Paper, theme: Theme) -> bytes:
    """The paper as DOCX; the same paper gives the same bytes."""
    named = About(paper.name, paper.dated, subject=SUBJECT)
    word = empty_word(named, theme)
    return word_bytes(word, list(_Writer(Links(word.part)).parts(paper)), named=named)


class _Writer:
    """Writes paragraphs and tables as XML, with the links of one document."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def parts(self, paper: Paper) -> Iterator[str]:
        yield paragraph("Kicker", run(paper.kind))
        yield paragraph("Title", run(paper.title))
        yield paragraph("Subtitle", run(paper.when))
        if paper.notice:
            yield paragraph("Byline", run(paper.notice))
        yield from (self._line("Normal", fact) for fact in paper.facts)
        for section in paper.sections:
            yield paragraph("heading 1", run(section.heading))
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        yield from (self._line("Normal", line) for line in section.lines)
        for item in section.items:
            yield from self._item(item, style="List Number" if section.is_numbered else "List Bullet")
        if section.grid is not None:
            yield self._table(section.grid)
            # Word needs a paragraph after a table, and it keeps what follows at a distance.
            yield paragraph("Small Print", "")

    def _item(self, item: Item, *, style: str) -> Iterator[str]:
        yield paragraph(style, run(item.text), with_next=bool(item.lines))
        # What is said below a decision stays with it.
        for left, line in zip(range(len(item.lines) - 1, -1, -1), item.lines, strict=True):
            yield self._line("List Continue", line, with_next=left > 0)

    def _table(self, grid: Grid) -> str:
        columns = [Column(one.heading, one.share) for one in grid.columns]
        rows = [
            [
                self._cell(cell, is_strong=at == 0 or one.stands_out)
                for at, (one, cell) in enumerate(zip(grid.columns, row, strict=True))
            ]
            for row in grid.rows
        ]
        return table(columns, rows, title=grid.title, width=TEXT_WIDTH)

    def _cell(self, lines: tuple[Line, ...], *, is_strong: bool) -> str:
        # Not "Table Lead", which ties each row to the next: a table here may run over many pages.
        return "".join(
            self._line("Table Text", line, is_strong=is_strong and at == 0) for at, line in enumerate(lines)
        )

    def _line(self, style: str, line: Line, *, with_next: bool = False, is_strong: bool = False) -> str:
        label = run(f"{line.label}: ", style="Strong") if line.label else ""
        address = web_link(line.link)
        if not address:
            return paragraph(
                style, f"{label}{run(line.text, style='Strong' if is_strong else '')}", with_next=with_next
            )
        said = link_out(run(line.text, style="Hyperlink"), relation=self._links.to(address))
        return paragraph(style, f"{label}{said}", with_next=with_next)
