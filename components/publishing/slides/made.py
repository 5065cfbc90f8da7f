"""Makes the slides of a story or an issue."""

from components.publishing.document import Document, IssueDocument
from components.publishing.slides.issue import issue_deck
from components.publishing.slides.story import story_deck
from components.publishing.theme import Theme


def pptx(document: Document, theme: Theme) -> bytes:
    """The document as PPTX; the same document gives the same bytes."""
    made = issue_deck(document, theme) if isinstance(document, IssueDocument) else story_deck(document, theme)
    return made.content(document)
