"""PresentationML as text: paragraphs, placeholders, boxes, pictures, charts and tables, each with its alternative."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from components.publishing.office.chart import fill
from components.publishing.office.marks import attribute, named
from components.publishing.office.picture import Cut
from components.publishing.office.text import IN_ENGLISH, Speech, legal
from components.publishing.slides.fit import Box

NAMESPACES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
EMU: Final = 914_400
INK, PAPER, DARK, TINT, ACCENT, QUIET, GOLD, LINE = (
    "tx1", "bg1", "tx2", "bg2", "accent1", "accent2", "accent3", "accent6",
)  # fmt: skip
"""Names of the colours in the deck's own scheme, so that a deck can be given another one."""
_PLACEHOLDER_LINES: Final = "<a:bodyPr><a:normAutofit/></a:bodyPr>"
Align = Literal["l", "ctr", "r"]


@dataclass(frozen=True)
class Words:
    """A paragraph and its look; size in points, None for that of the placeholder. `link` is XML, see `linked`."""

    text: str
    speech: Speech = IN_ENGLISH
    size: float | None = None
    is_bold: bool | None = None
    colour: str = ""
    align: Align = "l"
    is_display: bool = False
    link: str = ""
    after: float | None = None


def solid(colour: str) -> str:
    """A fill: #rrggbb, or one of the names above."""
    return (
        fill(colour)
        if colour.startswith("#")
        else f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
    )


def paragraph(words: Words) -> str:
    """An a:p of one run, its language and direction marked."""
    after = (
        "" if words.after is None else f'<a:spcAft><a:spcPts val="{round(words.after * 100)}"/></a:spcAft>'
    )
    is_turned = words.speech.is_right_to_left
    align = {"l": "r", "r": "l"}.get(words.align, words.align) if is_turned else words.align
    direction = f' algn="{align}"{" rtl=" + _ONE if is_turned else ""}' if is_turned or align != "l" else ""
    # A line end or a tab within a paragraph is a space on a slide.
    text = " ".join(legal(words.text).split("\n")).replace("\t", " ")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    look = _run_look(words)
    inner = f"<a:r><a:rPr{look}</a:rPr><a:t>{escaped}</a:t></a:r>" if text else ""
    return f"<a:p><a:pPr{direction}>{after}</a:pPr>{inner}</a:p>"


_ONE: Final = '"1"'


def _run_look(words: Words) -> str:
    size = "" if words.size is None else f' sz="{round(words.size * 100)}"'
    bold = "" if words.is_bold is None else f' b="{int(words.is_bold)}"'
    latin = '<a:latin typeface="+mj-lt"/>' if words.is_display else ""
    face = f'<a:cs typeface="{words.speech.face}"/>' if words.speech.face else ""
    colour = solid(words.colour) if words.colour else ""
    return f' lang="{attribute(words.speech.tag)}"{size}{bold} dirty="0">{colour}{latin}{face}{words.link}'


def linked(relation: str) -> str:
    """The link of a run to a web address behind a relationship."""
    return f'<a:hlinkClick r:id="{relation}"/>'


def led_to(relation: str) -> str:
    """The link of a run to another slide behind a relationship."""
    return f'<a:hlinkClick r:id="{relation}" action="ppaction://hlinksldjump"/>'


def place(box: Box, tag: str = "a:xfrm") -> str:
    """Where a shape stands."""
    return (
        f'<{tag}><a:off x="{round(box.left * EMU)}" y="{round(box.top * EMU)}"/>'
        f'<a:ext cx="{round(box.width * EMU)}" cy="{round(box.height * EMU)}"/></{tag}>'
    )


def placeholder(number: int, kind: str, words: Sequence[Words], *, box: Box | None = None) -> str:
    """A placeholder of the layout, such as 'type="title"' or 'idx="1"'; its box where it leaves the layout's."""
    place_xml = place(box) if box else ""
    name = "Title" if "itle" in kind else "Text"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name} {number}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{place_xml}</p:spPr>"
        f"<p:txBody>{_PLACEHOLDER_LINES}<a:lstStyle/>{_paragraphs(words)}</p:txBody></p:sp>"
    )


def number_field(number: int) -> str:
    """The placeholder of the slide's number."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Slide number"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        '<p:nvPr><p:ph type="sldNum" sz="quarter" idx="12"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>'
        '<a:lstStyle/><a:p><a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        '<a:rPr lang="en-GB"/><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )


def _paragraphs(words: Sequence[Words]) -> str:
    return "".join(paragraph(one) for one in words) or "<a:p/>"


def text_box(
    number: int, box: Box, words: Sequence[Words], *, colour: str = "", anchor: str = "t", inset: float = 0
) -> str:
    """A box with text, on a colour or on none; `inset` in inches on each side."""
    look = solid(colour) if colour else "<a:noFill/>"
    edge = round(inset * EMU)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Text {number}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{look}</p:spPr>'
        f'<p:txBody><a:bodyPr wrap="square" lIns="{edge}" tIns="{edge}" rIns="{edge}" bIns="{edge}" '
        f'anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{_paragraphs(words)}</p:txBody></p:sp>'
    )


def decoration(number: int, box: Box, colour: str) -> str:
    """A bar of colour that says nothing."""
    return shape(number, box, form="rect", look=f"{solid(colour)}<a:ln><a:noFill/></a:ln>", alt="")


def shape(number: int, box: Box, *, form: str, look: str, alt: str = "") -> str:
    """A plain shape without text."""
    return (
        f"<p:sp><p:nvSpPr>{named('p:cNvPr', number, f'Shape {number}', alt=alt)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f'<p:spPr>{place(box)}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{look}</p:spPr></p:sp>'
    )


def picture(number: int, box: Box, *, relation: str, alt: str, cut: Cut) -> str:
    """A picture cut to its box; `alt` is "" where it is decoration."""
    return (
        f"<p:pic><p:nvPicPr>{named('p:cNvPr', number, f'Picture {number}', alt=alt)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/>{cut.xml}<a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def chart_frame(number: int, box: Box, *, relation: str, name: str, alt: str) -> str:
    """The frame of a native chart."""
    kind = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    inner = f'<c:chart xmlns:c="{kind}" r:id="{relation}"/>'
    return _frame(number, box, f'<a:graphicData uri="{kind}">{inner}</a:graphicData>', name=name, alt=alt)


def _frame(number: int, box: Box, inner: str, *, name: str, alt: str) -> str:
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{named('p:cNvPr', number, f'{name} {number}', alt=alt)}"
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{place(box, 'p:xfrm')}<a:graphic>{inner}</a:graphic></p:graphicFrame>"
    )


@dataclass(frozen=True)
class Cell:
    """A cell of a table: its words, its ground, whether it is `tight`, or its words stand upright; and more lines."""

    words: Words
    ground: str
    is_tight: bool = False
    is_upright: bool = False
    more: tuple[Words, ...] = ()


def table(
    number: int,
    box: Box,
    rows: Sequence[Sequence[Cell]],
    *,
    heights: Sequence[float],
    alt: str,
    is_turned: bool,
    widths: Sequence[float] = (),
) -> str:
    """A native table; its first row is its heading row. Heights and widths in inches, columns alike without widths."""
    columns = len(rows[0])
    widths = widths or [box.width / columns] * columns
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in widths)
    inner = "".join(
        f'<a:tr h="{round(height * EMU)}">{"".join(_cell(cell) for cell in row)}</a:tr>'
        for row, height in zip(rows, heights, strict=True)
    )
    turned = ' rtl="1"' if is_turned else ""
    xml = (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">'
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"{turned}/><a:tblGrid>{grid}</a:tblGrid>{inner}</a:tbl>'
        "</a:graphicData>"
    )
    return _frame(number, box, xml, name="Table", alt=alt)


def _cell(cell: Cell) -> str:
    edge = f'<a:lnB w="9525">{solid(LINE)}</a:lnB>'
    return (
        f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{_paragraphs((cell.words, *cell.more))}</a:txBody>"
        f"<a:tcPr{_margins(cell)}>{edge}{solid(cell.ground)}</a:tcPr></a:tc>"
    )


def _margins(cell: Cell) -> str:
    across, along = (36_576, 22_860) if cell.is_tight else (137_160, 91_440)
    turned = ' vert="vert270"' if cell.is_upright else ""
    anchor = "ctr" if cell.is_tight else "t"
    return f' marL="{across}" marR="{across}" marT="{along}" marB="{along}"{turned} anchor="{anchor}"'
