"""Drawings in the Word document: pictures, and native charts with their workbooks."""

import io
from typing import Final, cast

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from docx.parts.document import DocumentPart

from components.publishing.document import SpectrumLine
from components.publishing.office.chart import CHART, WORKBOOK, chart_xml, workbook
from components.publishing.office.charted import Chart
from components.publishing.office.marks import named
from components.publishing.office.picture import Cut
from components.publishing.office.spectrum import spectrum_workbook, spectrum_xml
from components.publishing.theme import Theme

EMU_PER_MM: Final = 36_000
EMU_PER_INCH: Final = 914_400
_CHART_POINTS = 10
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006"
# The height of a chart in millimetres: its edges, its legend, each bar, and the space between its labels.
_FRAME_MM, _LEGEND_MM, _BAR_MM, _LABEL_MM = 6, 10, 8, 4
_SPECTRUM_MM = 30


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
        legend = _LEGEND_MM if chart.has_legend else 0
        height = _FRAME_MM + legend + _BAR_MM * chart.bars + _LABEL_MM * len(chart.labels)
        xml = chart_xml(chart, theme=self._theme, points=_CHART_POINTS)
        return self._native(xml, workbook(chart), name="Chart", alt=chart.alt, height_mm=height)

    def spectrum(self, line: SpectrumLine) -> str:
        """A run with the spectrum line as a native chart."""
        xml = spectrum_xml(
            line, theme=self._theme, points=_CHART_POINTS, height=_SPECTRUM_MM * EMU_PER_MM / EMU_PER_INCH
        )
        return self._native(
            xml, spectrum_workbook(line), name="Spectrum", alt=line.sentence, height_mm=_SPECTRUM_MM
        )

    def _native(self, xml: bytes, book: bytes, *, name: str, alt: str, height_mm: int) -> str:
        self._charts += 1
        # The types allow a part without one; a part of a document has it.
        package = cast(Package, self._part.package)
        book_part = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{self._charts}.xlsx"), WORKBOOK, book, package
        )
        part = Part(PackURI(f"/word/charts/chart{self._charts}.xml"), CHART, xml, package)
        part.relate_to(book_part, RELATIONSHIP_TYPE.PACKAGE)
        relation = self._part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        number = self._next()
        height = height_mm * EMU_PER_MM
        inner = f'<c:chart r:id="{relation}"/>'
        return self._inline(
            inner, f"{_A}/chart", height=height, number=number, name=f"{name} {number}", alt=alt
        )

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
