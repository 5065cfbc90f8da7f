"""The styles of the Word document, made from the theme: no paragraph carries a look of its own."""

from dataclasses import dataclass
from typing import Final

from components.publishing.office.marks import attribute
from components.publishing.office.text import ENGLISH
from components.publishing.theme import Theme

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS = 20
# A title of more letters than this takes the next smaller size.
_TITLE_SIZES = ((48, 1.0), (90, 0.8), (180, 0.62))
_SMALLEST_TITLE = 0.5
_BUILT_IN = frozenset(
    {
        "Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "Quote", "caption", "List Bullet",
        "List Number", "List Continue", "toc 1", "header", "footer",
    }
)  # fmt: skip


@dataclass(frozen=True)
class _Look:
    """A paragraph style; sizes in points, indents and spaces in points.

    `list_number` is the list of `numbering_xml` that its paragraphs are items of, 0 for none.
    """

    name: str
    size: float
    colour: str
    face: str
    is_bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.2
    left: float = 0
    right: float = 0
    follows: str = "Normal"
    level: int | None = None
    stays_with_next: bool = False
    border: str = ""
    list_number: int = 0

    @property
    def style_id(self) -> str:
        return self.name.replace(" ", "")


def title_points(title: str, theme: Theme) -> float:
    """The size of a title: the longer, the smaller."""
    share = next((share for most, share in _TITLE_SIZES if len(title) <= most), _SMALLEST_TITLE)
    return round(theme.headline * 0.86 * share * 2) / 2


def styles_xml(theme: Theme, *, title: str, is_issue: bool) -> bytes:
    """The whole style part of one document."""
    looks = _looks(theme, title=title, is_issue=is_issue)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{W}">{_defaults(theme)}'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:semiHidden/>'
        "</w:style>"
        f"{''.join(_paragraph_style(look, theme) for look in looks)}{_within_lines(theme)}{_table_style(theme)}"
        "</w:styles>"
    ).encode()


def numbering_xml() -> bytes:
    """The lists of the document by their numbers: 1 has bullets, 2 counts."""
    kinds = (("bullet", "ListBullet", "•", 360), ("decimal", "ListNumber", "%1.", 440))
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
        for at, (kind, style, sign, indent) in enumerate(kinds)
    )
    numbers = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(kinds))
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:numbering xmlns:w="{W}">{lists}{numbers}</w:numbering>'
    ).encode()


def _looks(theme: Theme, *, title: str, is_issue: bool) -> tuple[_Look, ...]:
    text, display = theme.office_text, theme.office_display
    ink, quiet, dark = theme.ink, theme.quiet, theme.dark
    heading = theme.head + 7 if is_issue else theme.head - 3
    return (
        _Look("Normal", theme.body, ink, text, after=7, line=1.3),
        _Look("Title", title_points(title, theme), dark, display, is_bold=True, after=8, line=1.05, follows="Subtitle",
              stays_with_next=True),
        _Look("Subtitle", theme.lead, quiet, text, after=8, line=1.3),
        _Look("Kicker", theme.note, theme.accent, text, is_bold=True, before=12, after=4, follows="Title",
              stays_with_next=True),
        _Look("Byline", theme.note, quiet, text, is_bold=True, after=6, border="bottom"),
        _Look("heading 1", heading, dark, display, is_bold=True, before=20, after=5, line=1.1, level=0,
              stays_with_next=True),
        _Look("heading 2", theme.subhead, dark, display, is_bold=True, before=16, after=4, line=1.1, level=1,
              stays_with_next=True),
        _Look("heading 3", theme.body + 0.5, dark, text, is_bold=True, before=12, after=3, level=2,
              stays_with_next=True),
        _Look("Quote", theme.subhead + 1, dark, display, is_bold=True, before=8, after=6, line=1.25, left=16, right=16,
              follows="Attribution", stays_with_next=True, border="left"),
        _Look("Cover Line", theme.head, dark, display, is_bold=True, after=4, line=1.1, stays_with_next=True),
        _Look("Attribution", theme.note, quiet, text, is_bold=True, after=14, left=16),
        _Look("caption", theme.small + 0.5, quiet, text, before=4, after=8),
        _Look("Illustration", theme.body, ink, text, line=1.0, stays_with_next=True),
        _Look("List Bullet", theme.body, ink, text, after=3, line=1.3, left=18, follows="List Bullet", list_number=1),
        _Look("List Number", theme.body, ink, text, is_bold=True, before=8, after=3, line=1.3, left=22,
              follows="List Continue", list_number=2),
        _Look("List Continue", theme.body, ink, text, after=3, line=1.3, left=22, follows="List Continue"),
        _Look("Table Head", theme.note, theme.paper, text, is_bold=True, before=4, after=4, stays_with_next=True),
        _Look("Table Text", theme.note, ink, text, before=4, after=4, line=1.25),
        _Look("Table Lead", theme.note, ink, text, is_bold=True, before=4, after=4, line=1.25, stays_with_next=True),
        _Look("Big Figure", theme.head, theme.accent, display, is_bold=True, before=2, after=2, line=1.05),
        _Look("Long Figure", theme.body, theme.accent, display, is_bold=True, before=4, after=4, line=1.1),
        _Look("Small Print", theme.small, quiet, text, after=3, line=1.25),
        _Look("toc 1", theme.body, ink, text, after=5, follows="toc 1"),
        _Look("Contents Head", theme.head + 7, dark, display, is_bold=True, after=10, line=1.1, stays_with_next=True),
        _Look("header", theme.small, quiet, text, border="bottom"),
        _Look("footer", theme.small, quiet, text),
    )  # fmt: skip


def _defaults(theme: Theme) -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_face(theme.office_text)}{_size(theme.body)}"
        f'<w:lang w:val="{ENGLISH}" w:eastAsia="{ENGLISH}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def _face(face: str) -> str:
    name = attribute(face)
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="Arial"/>'


def _size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def _colour(colour: str) -> str:
    return colour.lstrip("#").upper()


def _paragraph_style(look: _Look, theme: Theme) -> str:
    is_normal = look.name == "Normal"
    bold = "<w:b/><w:bCs/>" if look.is_bold else ""
    default = ' w:default="1"' if is_normal else ""
    based_on = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    custom = "" if look.name in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{look.style_id}">'
        f'<w:name w:val="{look.name}"/>{based_on}'
        f'<w:next w:val="{look.follows.replace(" ", "")}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(look, theme)}</w:pPr>"
        f'<w:rPr>{_face(look.face)}{bold}<w:color w:val="{_colour(look.colour)}"/>{_size(look.size)}</w:rPr></w:style>'
    )


def _paragraph(look: _Look, theme: Theme) -> str:
    keep = "<w:keepNext/>" if look.stays_with_next else ""
    lines = "<w:keepLines/>" if look.level is not None else ""
    number = f'<w:numPr><w:numId w:val="{look.list_number}"/></w:numPr>' if look.list_number else ""
    hanging = f' w:hanging="{round(look.left * _TWIPS)}"' if look.list_number else ""
    level = "" if look.level is None else f'<w:outlineLvl w:val="{look.level}"/>'
    return (
        f"{keep}{lines}{number}{_border(look.border, theme)}"
        f'<w:spacing w:before="{round(look.before * _TWIPS)}" w:after="{round(look.after * _TWIPS)}" '
        f'w:line="{round(look.line * 240)}" w:lineRule="auto"/>'
        f'<w:ind w:left="{round(look.left * _TWIPS)}" w:right="{round(look.right * _TWIPS)}"{hanging}/>{level}'
    )


def _border(side: str, theme: Theme) -> str:
    if not side:
        return ""
    width, space, colour = (24, 10, theme.gold) if side == "left" else (6, 6, theme.line)
    drawn = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{_colour(colour)}"/>'
    return f"<w:pBdr>{drawn}</w:pBdr>"


def _within_lines(theme: Theme) -> str:
    """The looks of words within a line: links, and what is strong."""
    return (
        '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{_colour(theme.accent)}"/><w:u w:val="single"/></w:rPr></w:style>'
    )


def _table_style(theme: Theme) -> str:
    line = _colour(theme.line)
    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="HeardTable"><w:name w:val="Heard Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        f'<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_colour(theme.dark)}"/>'
        f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{line}"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="140" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(theme.dark)}"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="firstCol"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_colour(theme.tint)}"/></w:tcPr></w:tblStylePr></w:style>'
    )
