"""The alternative of a drawing: its words, or the mark that it is decoration."""

from typing import Final

from components.publishing.office.text import legal

_DECORATIVE: Final = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)


def attribute(text: str) -> str:
    """A text as the value of an XML attribute between double quotation marks."""
    plain = legal(text)
    for letter, code in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        plain = plain.replace(letter, code)
    return plain.replace("\n", "&#10;").replace("\t", "&#9;")


def named(tag: str, number: int, name: str, *, alt: str) -> str:
    """The element that names a drawing, such as p:cNvPr or wp:docPr; `alt` is "" where it is decoration."""
    start = f'<{tag} id="{number}" name="{attribute(name)}"'
    if alt:
        return f'{start} descr="{attribute(alt)}"/>'
    return f'{start} descr="">{_DECORATIVE}</{tag}>'
