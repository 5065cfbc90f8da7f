"""The package of a Word document: an empty one with our styles, its page frame, its links, and its bytes."""

import io
from typing import Final

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from components.publishing.office.package import AUTHOR, About, day_in_words, fixed, write_properties
from components.publishing.office.text import short
from components.publishing.theme import Theme
from components.publishing.word.markup import NAMESPACES, field, paragraph, run
from components.publishing.word.styles import numbering_xml, styles_xml

_UNWANTED: Final = ("/stylesWithEffects", "/customXml", "/webSettings", "/fontTable")
_HEADER_LETTERS = 90
# A4 in twentieths of a point, and margins of 25 mm.
_PAGE: Final = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1304" w:right="1417" w:bottom="1304" w:left="1417" '
    'w:header="567" w:footer="567" w:gutter="0"/>'
)
_RIGHT_TAB: Final = '<w:tabs><w:tab w:val="right" w:pos="9072"/></w:tabs>'


class Links:
    """Web addresses of one document as relationships, one for each address."""

    def __init__(self, part: DocumentPart) -> None:
        self._part = part

    def to(self, address: str) -> str:
        """The relationship that leads to the address."""
        return self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)


def empty_word(named: About, theme: Theme, *, is_issue: bool = False) -> WordDocument:
    """A Word document without text, with the styles, the lists and the properties of one that is called so."""
    word = docx.Document()
    part = word.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith(_UNWANTED):
            del part.rels[key]
    _replace(part, RELATIONSHIP_TYPE.STYLES, styles_xml(theme, title=named.title, is_issue=is_issue))
    _replace(part, RELATIONSHIP_TYPE.NUMBERING, numbering_xml())
    _replace(part, RELATIONSHIP_TYPE.SETTINGS, _SETTINGS.encode())
    write_properties(word.core_properties, named)
    return word


_SETTINGS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f"<w:settings {NAMESPACES}>"
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
)


def _replace(part: DocumentPart, kind: str, content: bytes) -> None:
    """Put another part of the same kind and name in the place of the template's."""
    old = part.part_related_by(kind)
    key = next(key for key, relation in part.rels.items() if relation.reltype == kind)
    new = Part(old.partname, old.content_type, content, old.package)
    del part.rels[key]
    part.rels.add_relationship(kind, new, key)


def word_bytes(word: WordDocument, parts: list[str], *, named: About) -> bytes:
    """The document with these parts as its body, in a page frame with header and footer."""
    body = word.element.body
    for child in list(body):
        body.remove(child)
    made = parse_xml(f"<w:body {NAMESPACES}>{''.join(parts)}{_frame(word.part, named)}</w:body>")
    for child in list(made):
        body.append(child)
    buffer = io.BytesIO()
    word.save(buffer)
    return fixed(buffer.getvalue())


def _frame(part: DocumentPart, named: About) -> str:
    """The section: page, margins, a header from the second page on, page numbers on all."""
    header = paragraph("header", run(short(named.title, _HEADER_LETTERS)))
    pages = f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}"
    footer = paragraph("footer", f"{run(f'{AUTHOR} · {day_in_words(named.dated)}')}<w:r><w:tab/></w:r>{pages}",
                       tabs=_RIGHT_TAB)  # fmt: skip
    running = _part(part, "header1", "hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, header)
    first = _part(
        part, "header2", "hdr", CONTENT_TYPE.WML_HEADER, RELATIONSHIP_TYPE.HEADER, paragraph("Normal", "")
    )
    foot = _part(part, "footer1", "ftr", CONTENT_TYPE.WML_FOOTER, RELATIONSHIP_TYPE.FOOTER, footer)
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{running}"/>'
        f'<w:headerReference w:type="first" r:id="{first}"/>'
        f'<w:footerReference w:type="default" r:id="{foot}"/><w:footerReference w:type="first" r:id="{foot}"/>'
        f"{_PAGE}<w:titlePg/></w:sectPr>"
    )


def _part(part: DocumentPart, name: str, tag: str, content_type: str, kind: str, inner: str) -> str:
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {NAMESPACES}>{inner}</w:{tag}>'
    new = Part(PackURI(f"/word/{name}.xml"), content_type, xml.encode(), part.package)
    return part.relate_to(new, kind)
