"""Drawings in the Word document: pictures, native charts with their workbooks, and the spectrum line."""

import io
from collections.abc import Callable
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart

from components.publishing.document import SpectrumLine
from components.publishing.office.chart import CHART, WORKBOOK, Chart, chart_xml, fill, workbook
from components.publishing.office.marks import named
from components.publishing.office.picture import Cut
from components.publishing.office.spectrum import HEIGHT, WIDTH, Mark, marks_of
from components.publishing.theme import Theme
from components.publishing.word.markup import run

EMU_PER_MM: Final = 36_000
_CHART_POINTS = 10
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_GROUP: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"


class Drawings:
    """Makes the drawings of one document: holds its part, and numbers what it draws."""

    def __init__(self, part: DocumentPart, theme: Theme, *, width_mm: float) -> None:
        self._part = part
        self._theme = theme
        self._width = round(width_mm * EMU_PER_MM)
        self._drawn = 0
        self._charts = 0

    def picture(self, content: bytes, *, alt: str, ratio: float, cut: Cut | None = None) -> str:
        """A run with a picture as wide as the text; `ratio` is width by height, `alt` "" for decoration."""
        relation, _image = self._part.get_or_add_image(io.BytesIO(content))
        height = round(self._width / ratio)
        number = self._next()
        inner = (
            f"<pic:pic><pic:nvPicPr>{named('pic:cNvPr', number, f'Picture {number}', alt=alt)}<pic:cNvPicPr/>"
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>{cut.xml if cut else ""}'
            f"<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>{_place(0, 0, self._width, height)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        name = f"Picture {number}"
        return self._inline(inner, f"{_A}/picture", height=height, number=number, name=name, alt=alt)

    def chart(self, chart: Chart) -> str:
        """A run with a native chart, as high as its bars need."""
        self._charts += 1
        package = self._part.package
        if package is None:  # pragma: no cover  a part that is in a document has a package
            return ""
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx"),
            WORKBOOK,
            workbook(chart),
            package,
        )
        xml = chart_xml(chart, theme=self._theme, points=_CHART_POINTS)
        part = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), CHART, xml, package)
        part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
        relation = self._part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        number = self._next()
        height = (14 + 9 * chart.bars + 3 * len(chart.labels)) * EMU_PER_MM
        inner = f'<c:chart r:id="{relation}"/>'
        return self._inline(
            inner, f"{_A}/chart", height=height, number=number, name=f"Chart {number}", alt=chart.alt
        )

    def spectrum(self, line: SpectrumLine) -> str:
        """A run with the spectrum line as shapes of one group."""
        unit = self._width // WIDTH
        marks = "".join(self._marked(mark, unit) for mark in marks_of(line))
        width, height = WIDTH * unit, HEIGHT * unit
        inner = (
            "<wpg:wgp><wpg:cNvGrpSpPr/><wpg:grpSpPr>"
            f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/><a:chOff x="0" y="0"/>'
            f'<a:chExt cx="{width}" cy="{height}"/></a:xfrm></wpg:grpSpPr>{marks}</wpg:wgp>'
        )
        number = self._next()
        drawn = self._inline(
            inner, _GROUP, height=height, number=number, name=f"Spectrum {number}", alt=line.sentence
        )
        choice = drawn.removeprefix("<w:r>").removesuffix("</w:r>")
        return f'<w:r><mc:AlternateContent><mc:Choice Requires="wpg">{choice}</mc:Choice></mc:AlternateContent></w:r>'

    def _marked(self, mark: Mark, unit: int) -> str:
        drawn = _DRAWN[mark.kind](mark, self._theme, unit)
        number = self._next()
        name = f'<wps:cNvPr id="{number}" name="Mark {number}"/>'
        return drawn.replace("<wps:wsp>", f"<wps:wsp>{name}", 1)

    def _next(self) -> int:
        self._drawn += 1
        return self._drawn

    def _inline(self, inner: str, kind: str, *, height: int, number: int, name: str, alt: str) -> str:
        return (
            '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{self._width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f"{named('wp:docPr', number, name, alt=alt)}<wp:cNvGraphicFramePr/>"
            f'<a:graphic><a:graphicData uri="{kind}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        )


def _place(left: int, top: int, width: int, height: int) -> str:
    return f'<a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _shape(mark: Mark, unit: int, *, form: str, look: str, text: str = "") -> str:
    place = _place(mark.left * unit, mark.top * unit, mark.width * unit, mark.height * unit)
    return (
        f'<wps:wsp><wps:cNvSpPr/><wps:spPr>{place}<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{look}</wps:spPr>'
        f'{text}<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp>'
    )


def _line(mark: Mark, theme: Theme, unit: int) -> str:
    return _shape(mark, unit, form="line", look=f'<a:ln w="12700">{fill(theme.quiet)}</a:ln>')


def _gap(mark: Mark, theme: Theme, unit: int) -> str:
    return _shape(mark, unit, form="line", look=f'<a:ln w="38100">{fill(theme.accent)}</a:ln>')


def _range(mark: Mark, theme: Theme, unit: int) -> str:
    return _shape(mark, unit, form="rect", look=f"{fill(theme.line)}<a:ln><a:noFill/></a:ln>")


def _dot(mark: Mark, theme: Theme, unit: int) -> str:
    look = f'{fill(theme.accent)}<a:ln w="28575">{fill(theme.accent)}</a:ln>'
    return _shape(mark, unit, form="ellipse", look=look)


def _ring(mark: Mark, theme: Theme, unit: int) -> str:
    look = f'{fill(theme.paper)}<a:ln w="28575">{fill(theme.accent)}</a:ln>'
    return _shape(mark, unit, form="ellipse", look=look)


def _label(mark: Mark, _theme: Theme, unit: int) -> str:
    words = (
        '<w:txbxContent><w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:before="0" w:after="0"/>'
        f'<w:jc w:val="{mark.align}"/></w:pPr>{run(mark.text)}</w:p></w:txbxContent>'
    )
    look = "<a:noFill/><a:ln><a:noFill/></a:ln>"
    return _shape(mark, unit, form="rect", look=look, text=f"<wps:txbx>{words}</wps:txbx>")


_DRAWN: Final[dict[str, Callable[[Mark, Theme, int], str]]] = {
    "line": _line,
    "gap": _gap,
    "range": _range,
    "dot": _dot,
    "ring": _ring,
    "label": _label,
    "end": _label,
}
