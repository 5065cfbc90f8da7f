"""A deck as it grows: slides with their shapes, relationships and speaker notes, and its bytes at the end."""

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.parts.chart import ChartPart
from pptx.slide import Slide

from components.publishing.document import Document, SpectrumLine
from components.publishing.office.chart import chart_xml, workbook
from components.publishing.office.charted import Chart
from components.publishing.office.marks import attribute
from components.publishing.office.package import About, about, fixed, write_properties
from components.publishing.office.picture import Cut
from components.publishing.office.spectrum import spectrum_workbook, spectrum_xml
from components.publishing.office.text import IN_ENGLISH, Speech, legal, short
from components.publishing.slides import shapes
from components.publishing.slides.fit import DISPLAY, Box, size_for
from components.publishing.slides.master import TITLE, Layout, empty_deck
from components.publishing.slides.shapes import NAMESPACES, Cell, Words
from components.publishing.theme import Theme

_TITLE_SIZES = (30.0, 26.0, 22.0, 20.0)
_LONGEST_TITLE = 150
_FOOTER_LETTERS = 100


class Deck:
    """Slides of one document."""

    def __init__(self, theme: Theme, *, footer: str) -> None:
        self.theme = theme
        self._deck = empty_deck(theme)
        self._footer = short(footer, _FOOTER_LETTERS)
        self._layouts = {layout.name: layout for layout in self._deck.slide_layouts}
        self._sections: list[tuple[str, list[int]]] = []
        self._titles: Counter[str] = Counter()

    def begin(self, name: str) -> None:
        """Begin a section: the slides from here on stand under this name in PowerPoint's list."""
        self._sections.append((short(name, 60), []))

    def add(self, layout: Layout) -> "Sheet":
        """A new slide at the end."""
        slide = self._deck.slides.add_slide(self._layouts[layout.name])
        for shape in list(slide.shapes):
            slide.element.spTree.remove(shape.element)
        if self._sections:
            self._sections[-1][1].append(slide.slide_id)
        return Sheet(slide, self, self._footer)

    def title_of_its_own(self, text: str) -> str:
        """The title, with a number where an earlier slide has the same: by its title a slide is found."""
        self._titles[text] += 1
        return text if self._titles[text] == 1 else f"{text} ({self._titles[text]})"

    def content(self, document: Document) -> bytes:
        """The deck as PPTX; the same document gives the same bytes."""
        return self.saved(about(document))

    def saved(self, named: About) -> bytes:
        """The deck as PPTX under these properties."""
        write_properties(self._deck.core_properties, named)
        self._write_sections()
        buffer = io.BytesIO()
        self._deck.save(buffer)
        return fixed(buffer.getvalue())

    def _write_sections(self) -> None:
        if not self._sections:
            return
        inner = "".join(
            f'<p14:section name="{attribute(name)}" id="{{{number:08X}-0000-4000-8000-000000000000}}">'
            f"<p14:sldIdLst>{_slide_ids(ids)}</p14:sldIdLst></p14:section>"
            for number, (name, ids) in enumerate(self._sections, start=1)
        )
        self._deck.element.append(
            parse_xml(
                f'<p:extLst {NAMESPACES}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
                '<p14:sectionLst xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">'
                f"{inner}</p14:sectionLst></p:ext></p:extLst>"
            )
        )


class Sheet:
    """One slide: shapes are added from back to front, which is also the order in which they are read."""

    def __init__(self, slide: Slide, deck: Deck, footer: str) -> None:
        self._slide = slide
        self._deck = deck
        self._used = 1
        self._footer = footer

    @property
    def theme(self) -> Theme:
        """The look of the deck."""
        return self._deck.theme

    @property
    def part(self) -> Part:
        """The slide as a target of links."""
        return self._slide.part

    def number(self) -> int:
        """A number for the next shape."""
        self._used += 1
        return self._used

    def put(self, xml: str) -> None:
        """Add a shape."""
        wrapped = parse_xml(f"<p:spTree {NAMESPACES}>{xml}</p:spTree>")
        for shape in list(wrapped):
            self._slide.element.spTree.append(shape)

    def ground(self, colour: str) -> None:
        """Lay a colour under this slide alone."""
        ground = f"<p:bg {NAMESPACES}><p:bgPr>{shapes.solid(colour)}<a:effectLst/></p:bgPr></p:bg>"
        self._slide.element.cSld.insert(0, parse_xml(ground))

    def title(self, text: str, speech: Speech = IN_ENGLISH) -> None:
        """The slide's title, in the largest size at which it fits."""
        text = self._deck.title_of_its_own(text)
        size = size_for([text], TITLE, _TITLE_SIZES, DISPLAY)
        shown = text if size else short(text, _LONGEST_TITLE)
        words = Words(shown, speech, None if size == _TITLE_SIZES[0] else size or _TITLE_SIZES[-1])
        self.put(shapes.placeholder(self.number(), 'type="title"', [words]))

    def feet(self) -> None:
        """Footer and slide number, read last."""
        kind = 'type="ftr" sz="quarter" idx="11"'
        self.put(shapes.placeholder(self.number(), kind, [Words(self._footer)]))
        self.put(shapes.number_field(self.number()))

    def cover_title(self, words: Words, box: Box) -> None:
        """The title of a title slide, fitted by the caller."""
        own = replace(words, text=self._deck.title_of_its_own(words.text))
        self.put(shapes.placeholder(self.number(), 'type="ctrTitle"', [own], box=box))

    def texts(self, index: int, words: Sequence[Words], *, box: Box | None = None) -> None:
        """Fill a text placeholder of the layout."""
        self.put(shapes.placeholder(self.number(), f'type="body" idx="{index}"', words, box=box))

    def bar(self, box: Box, colour: str) -> None:
        """A decorative bar."""
        self.put(shapes.decoration(self.number(), box, colour))

    def box(
        self, box: Box, words: Sequence[Words], *, colour: str = "", anchor: str = "t", inset: float = 0
    ) -> None:
        """A box of text."""
        self.put(shapes.text_box(self.number(), box, words, colour=colour, anchor=anchor, inset=inset))

    def picture(self, content: bytes, box: Box, *, alt: str, cut: Cut) -> None:
        """A picture; `alt` is "" where it is decoration."""
        _part, relation = self._slide.part.get_or_add_image_part(io.BytesIO(content))
        self.put(shapes.picture(self.number(), box, relation=relation, alt=alt, cut=cut))

    def chart(self, chart: Chart, box: Box, *, points: float) -> None:
        """A native chart with its workbook, to be edited in PowerPoint."""
        xml = chart_xml(chart, theme=self._deck.theme, points=points)
        self.native(xml, workbook(chart), box, name="Chart", alt=chart.alt)

    def spectrum(self, line: SpectrumLine, box: Box, *, points: float) -> None:
        """The spectrum line as a native chart."""
        xml = spectrum_xml(line, theme=self._deck.theme, points=points, height=box.height)
        self.native(xml, spectrum_workbook(line), box, name="Spectrum", alt=line.sentence)

    def native(self, xml: bytes, book: bytes, box: Box, *, name: str, alt: str) -> None:
        """A native chart from its part and its workbook."""
        package = self._slide.part.package
        partname = package.next_partname(ChartPart.partname_template)
        # The part looks for its workbook by the relationship, which is made next: so it is loaded without one.
        part = ChartPart.load(partname, CONTENT_TYPE.DML_CHART, package, xml.replace(_WORKBOOK, b""))
        part.chart_workbook.update_from_xlsx_blob(book)
        relation = self._slide.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
        self.put(shapes.chart_frame(self.number(), box, relation=relation, name=name, alt=alt))

    def table(
        self,
        box: Box,
        rows: Sequence[Sequence[Cell]],
        *,
        heights: Sequence[float],
        alt: str,
        widths: Sequence[float] = (),
    ) -> None:
        """A table with a heading row; its columns are alike where no widths are given."""
        is_turned = rows[-1][0].words.speech.is_right_to_left
        xml = shapes.table(
            self.number(), box, rows, heights=heights, alt=alt, is_turned=is_turned, widths=widths
        )
        self.put(xml)

    def linked(self, words: Words, address: str) -> Words:
        """The words with a link to a web address; as they are where there is none."""
        if not address:
            return words
        relation = self._slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return replace(words, link=shapes.linked(relation))

    def led_to(self, words: Words, other: "Sheet") -> Words:
        """The words with a link to another slide."""
        relation = self._slide.part.relate_to(other.part, RELATIONSHIP_TYPE.SLIDE)
        return replace(words, link=shapes.led_to(relation))

    def notes(self, words: Sequence[Words]) -> None:
        """The speaker notes: one paragraph for each text."""
        made = parse_xml(
            f"<p:txBody {NAMESPACES}><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>"
            f"{''.join(shapes.paragraph(one) for one in words) or '<a:p/>'}</p:txBody>"
        )
        held = self._slide.notes_slide.notes_placeholder
        # Our notes master has one.
        if held is not None:
            held.element.replace(held.element.txBody, made)


def _slide_ids(ids: Sequence[int]) -> str:
    return "".join(f'<p14:sldId id="{one}"/>' for one in ids)


_WORKBOOK = b'<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData>'


def noted(texts: Sequence[str], speech: Speech = IN_ENGLISH) -> list[Words]:
    """Texts as paragraphs of the notes; empty ones are left out."""
    return [Words(text, speech) for text in texts if legal(text).strip()]
