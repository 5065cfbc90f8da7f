"""A story or an issue as a Word document: real styles, native charts, tables with headings, its languages marked."""

from components.publishing.document import Document, IssueDocument
from components.publishing.office.package import about
from components.publishing.theme import Theme
from components.publishing.word.drawing import Drawings
from components.publishing.word.issue import issue_parts
from components.publishing.word.part import Links, empty_word, word_bytes
from components.publishing.word.story import TEXT_WIDTH_MM, StoryWriter


def docx(document: Document, theme: Theme) -> bytes:
    """The document as DOCX; the same document gives the same bytes."""
    named = about(document)
    word = empty_word(named, theme, is_issue=isinstance(document, IssueDocument))
    drawings = Drawings(word.part, theme, width_mm=TEXT_WIDTH_MM)
    links = Links(word.part)
    if isinstance(document, IssueDocument):
        parts = issue_parts(document, theme=theme, drawings=drawings, links=links)
    else:
        parts = list(StoryWriter(document, theme=theme, drawings=drawings, links=links).parts())
    return word_bytes(word, parts, named=named)
