"""WordprocessingML as text: runs, paragraphs, links and tables, with their language and direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from components.publishing.office.marks import attribute
from components.publishing.office.text import IN_ENGLISH, Speech, legal
from components.publishing.word.styles import W

NAMESPACES: Final = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
)


def run(text: str, speech: Speech = IN_ENGLISH, *, style: str = "") -> str:
    """A run of text in one language; line ends and tabs become Word's own."""
    pieces = legal(text).replace("\n", "\t\n\t").split("\t")
    inner = "<w:tab/>".join(_piece(piece) for piece in pieces)
    inner = inner.replace("<w:tab/><w:br/><w:tab/>", "<w:br/>")
    return f"<w:r>{_look(speech, style=style)}{inner}</w:r>"


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<w:t xml:space="preserve">{escaped}</w:t>' if text else ""


def _look(speech: Speech, *, style: str) -> str:
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    face = f'<w:rFonts w:cs="{speech.face}"/>' if speech.face else ""
    direction = "<w:rtl/>" if speech.is_right_to_left else ""
    tag = attribute(speech.tag)
    language = f'<w:lang w:val="{tag}" w:bidi="{tag}"/>' if speech != IN_ENGLISH else ""
    inner = f"{named}{face}{direction}{language}"
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def paragraph(
    style: str,
    inner: str,
    *,
    speech: Speech = IN_ENGLISH,
    on_new_page: bool = False,
    with_next: bool = False,
    tabs: str = "",
) -> str:
    """A paragraph in a named style; `inner` is its runs, `tabs` the XML of its tab stops."""
    keep = "<w:keepNext/>" if with_next else ""
    page = "<w:pageBreakBefore/>" if on_new_page else ""
    direction = "<w:bidi/>" if speech.is_right_to_left else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{keep}{page}{tabs}{direction}</w:pPr>{inner}</w:p>'


def bookmarked(inner: str, *, name: str, number: int) -> str:
    """Runs under a bookmark, to be led to."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="{number}"/>'


def link_out(inner: str, *, relation: str) -> str:
    """Runs that lead to the web address behind the relationship."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inner}</w:hyperlink>'


def link_within(inner: str, *, bookmark: str) -> str:
    """Runs that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{inner}</w:hyperlink>'


def field(instruction: str, shown: str, speech: Speech = IN_ENGLISH) -> str:
    """A field that Word computes, with what is shown until it does."""
    return f"{field_start(instruction)}{run(shown, speech)}{FIELD_END}"


def field_start(instruction: str) -> str:
    """The opening of a field whose result may span paragraphs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


# A row stays on one page unless a cell, its markup counted, is longer than this.
_SHORT_CELL = 2_000


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, and how the heading is marked."""

    heading: str
    share: float
    speech: Speech = IN_ENGLISH


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    *,
    title: str,
    width: int,
    speech: Speech = IN_ENGLISH,
) -> str:
    """A table with a heading row that repeats on each page. `rows` hold the paragraphs of each cell as XML.

    `width` in twentieths of a point.
    """
    total = sum(column.share for column in columns)
    widths = [round(width * column.share / total) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in widths)
    head = [
        paragraph("Table Head", run(column.heading, column.speech), speech=column.speech)
        for column in columns
    ]
    visual = "<w:bidiVisual/>" if speech.is_right_to_left else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="HeardTable"/>{visual}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(title)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{_row(head, widths, is_head=True)}{''.join(_row(row, widths) for row in rows)}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int], *, is_head: bool = False) -> str:
    whole = "<w:cantSplit/>" if max(len(cell) for cell in cells) < _SHORT_CELL else ""
    head = "<w:tblHeader/>" if is_head else ""
    look = f"<w:trPr>{whole}{head}</w:trPr>" if whole or head else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr>{look}{inner}</w:tr>"
