"""The empty deck: 16:9, its colours and faces from the theme, and the layouts that its slides are made on."""

from dataclasses import dataclass
from typing import Any, Final

import pptx
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.presentation import Presentation
from pptx.util import Emu

from components.publishing.office.marks import attribute
from components.publishing.slides.fit import Box
from components.publishing.slides.shapes import (
    DARK,
    EMU,
    GOLD,
    INK,
    NAMESPACES,
    PAPER,
    QUIET,
    TINT,
    decoration,
    place,
    solid,
)
from components.publishing.theme import Theme

WIDTH: Final = 40 / 3
HEIGHT: Final = 7.5
LEFT: Final = 0.75
WIDE: Final = WIDTH - 2 * LEFT
TITLE: Final = Box(LEFT, 0.75, WIDE, 0.95)
_BAR: Final = Box(LEFT, 0.5, 0.8, 0.08)
BODY: Final = Box(LEFT, 1.85, WIDE, 4.75)
COVER_PICTURE: Final = Box(WIDTH - 5.0, 0, 5.0, HEIGHT)
COVER_TITLE: Final = Box(LEFT, 1.55, 7.0, 2.55)
COVER_TEXT: Final = Box(LEFT, 4.3, 7.0, 1.75)
_GUTTER = 0.45
TITLE_SIZE: Final = 30.0


def column(number: int, of: int) -> Box:
    """The place of a column of text, the first being 0."""
    width = (BODY.width - _GUTTER * (of - 1)) / of
    return Box(BODY.left + number * (width + _GUTTER), BODY.top, width, BODY.height)


@dataclass(frozen=True)
class Layout:
    """A layout of the deck: its name, its place in the template, its ground, and its text boxes."""

    name: str
    template: int
    boxes: tuple[Box, ...] = ()
    ground: str = ""


COVER: Final = Layout("Cover", 0, (COVER_TEXT,), DARK)
TEXT: Final = Layout("Text", 1, (BODY,))
TWO_TEXTS: Final = Layout("Two texts", 3, (column(0, 2), column(1, 2)))
THREE_TEXTS: Final = Layout("Three texts", 4, tuple(column(at, 3) for at in range(3)))
TITLE_ONLY: Final = Layout("Title only", 5)
QUOTE: Final = Layout("Quote", 6, (), TINT)
LAYOUTS: Final = (COVER, TEXT, TWO_TEXTS, THREE_TEXTS, TITLE_ONLY, QUOTE)


def empty_deck(theme: Theme) -> Presentation:
    """A deck without slides on our master; the template's other layouts are gone."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Emu(round(WIDTH * EMU)), Emu(round(HEIGHT * EMU))
    _tidy(deck)
    master = deck.slide_master
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part.blob = _theme(part.blob.decode(), theme).encode()
    layouts = list(deck.slide_layouts)
    for at, layout in enumerate(layouts):
        wanted = next((one for one in LAYOUTS if one.template == at), None)
        if wanted is None:
            deck.slide_layouts.remove(layout)
            continue
        _fill(layout.element.cSld, wanted.ground, _layout_shapes(wanted))
        layout.element.cSld.set("name", wanted.name)
        layout.element.attrib.pop("type", None)
        if wanted is COVER:
            layout.element.set("showMasterSp", "0")
    _fill(master.element.cSld, PAPER, _master_shapes())
    old = master.element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}txStyles")
    master.element.replace(old, parse_xml(_text_styles()))
    return deck


def _tidy(deck: Presentation) -> None:
    """Take out what the template brought of its maker's machine."""
    size = deck.element.find("{http://schemas.openxmlformats.org/presentationml/2006/main}sldSz")
    size.attrib.pop("type", None)
    for key, relation in list(deck.part.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.PRINTER_SETTINGS:
            deck.part.drop_rel(key)
    for look in deck.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}defRPr"):
        if look.get("lang"):
            look.set("lang", "en-GB")


def _theme(xml: str, theme: Theme) -> str:
    """The template's theme with our colours and faces in it."""
    colours = {
        "dk1": theme.ink, "lt1": theme.paper, "dk2": theme.dark, "lt2": theme.tint, "accent1": theme.accent,
        "accent2": theme.quiet, "accent3": theme.gold, "accent4": theme.crowd[1], "accent5": theme.crowd[2],
        "accent6": theme.line, "hlink": theme.accent, "folHlink": theme.dark,
    }  # fmt: skip
    scheme = "".join(
        f'<a:{name}><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:{name}>'
        for name, colour in colours.items()
    )
    before, rest = xml.split("<a:clrScheme", 1)
    after = rest.split("</a:clrScheme>", 1)[1]
    xml = f'{before}<a:clrScheme name="Heard">{scheme}</a:clrScheme>{after}'
    xml = _faced(xml, "majorFont", theme.office_display)
    return _faced(xml, "minorFont", theme.office_text).replace('name="Office Theme"', 'name="Heard"', 1)


def _faced(xml: str, kind: str, face: str) -> str:
    before, rest = xml.split(f"<a:{kind}>", 1)
    after = rest.split(f"</a:{kind}>", 1)[1]
    faces = f'<a:latin typeface="{attribute(face)}"/><a:ea typeface=""/><a:cs typeface="Arial"/>'
    return f"{before}<a:{kind}>{faces}</a:{kind}>{after}"


def _fill(slide: Any, ground: str, shapes: str) -> None:
    """Put a ground and shapes in the place of those of the template."""
    element = parse_xml(
        f'<p:cSld {NAMESPACES}>{_ground(ground)}<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/>'
        f"<p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>{shapes}</p:spTree></p:cSld>"
    )
    for child in list(slide):
        slide.remove(child)
    for child in list(element):
        slide.append(child)


def _ground(colour: str) -> str:
    return f"<p:bg><p:bgPr>{solid(colour)}<a:effectLst/></p:bgPr></p:bg>" if colour else ""


def _box(number: int, kind: str, name: str, *, box: Box | None, look: str = "", anchor: str = "") -> str:
    """A placeholder of a layout or the master, with what it prompts for."""
    where = f'{place(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>' if box else ""
    held = f' anchor="{anchor}"' if anchor else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{where}</p:spPr>"
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"{held}><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle>{look}</a:lstStyle><a:p><a:r><a:rPr lang="en-GB"/><a:t>{name}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _look(size: float, colour: str, *, bold: bool = False, align: str = "l") -> str:
    return (
        f'<a:lvl1pPr algn="{align}"><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{solid(colour)}</a:defRPr>'
        "</a:lvl1pPr>"
    )


_FOOTER: Final = Box(LEFT, 6.9, 9, 0.3)
_NUMBER: Final = Box(WIDTH - LEFT - 1.5, 6.9, 1.5, 0.3)


def _feet(first: int, *, placed: bool) -> str:
    foot, end = (_FOOTER, _NUMBER) if placed else (None, None)
    footer = _box(first, 'type="ftr" sz="quarter" idx="11"', "Footer", box=foot, look=_look(12, QUIET))
    number = _box(first + 1, 'type="sldNum" sz="quarter" idx="12"', "Slide number", box=end,
                  look=_look(12, QUIET, align="r"))  # fmt: skip
    return footer + number.replace(
        '<a:r><a:rPr lang="en-GB"/><a:t>Slide number</a:t></a:r>',
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="en-GB"/>'
        "<a:t>‹#›</a:t></a:fld>",
    )


def _master_shapes() -> str:
    return (
        decoration(9, _BAR, GOLD)
        + _box(2, 'type="title"', "Title", box=TITLE, anchor="t")
        + _box(3, 'type="body" idx="1"', "Text", box=BODY)
        + _feet(4, placed=True)
    )


def _layout_shapes(layout: Layout) -> str:
    if layout is COVER:
        return _box(
            2, 'type="ctrTitle"', "Title", box=COVER_TITLE, anchor="t", look=_look(44, PAPER, bold=True)
        ) + _box(3, 'type="subTitle" idx="1"', "Subtitle", box=COVER_TEXT, look=_look(20, PAPER))
    texts = "".join(
        _box(3 + at, f'type="body" idx="{at + 1}"', f"Text {at + 1}", box=box)
        for at, box in enumerate(layout.boxes)
    )
    return _box(2, 'type="title"', "Title", box=None) + texts + _feet(3 + len(layout.boxes), placed=False)


def _text_styles() -> str:
    level = (
        '<a:lvl{n}pPr marL="{indent}" indent="{hang}" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" '
        'hangingPunct="1"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="900"/></a:spcAft>{bullet}'
        '<a:defRPr sz="{size}" kern="1200">{fill}<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/>'
        '<a:cs typeface="+mn-cs"/></a:defRPr></a:lvl{n}pPr>'
    )
    body = level.format(n=1, indent=0, hang=0, bullet="<a:buNone/>", size=2000, fill=solid(INK))
    body += level.format(
        n=2, indent=285750, hang=-285750, bullet='<a:buChar char="•"/>', size=1800, fill=solid(INK)
    )
    title = (
        '<a:lvl1pPr algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        '<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(TITLE_SIZE * 100)}" b="1" kern="1200">{solid(DARK)}<a:latin typeface="+mj-lt"/>'
        '<a:ea typeface="+mj-ea"/><a:cs typeface="+mj-cs"/></a:defRPr></a:lvl1pPr>'
    )
    other = level.format(n=1, indent=0, hang=0, bullet="", size=1800, fill=solid(INK))
    return (
        f"<p:txStyles {NAMESPACES}><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )
