"""The pages that the README shows: from the sample issue and one of its stories."""

import io
from collections.abc import Callable

from PIL import Image

from components.publishing.document import IssueDocument
from components.publishing.easy_read import easy_read_pdf
from components.publishing.magazine import issue_pages
from components.publishing.theme import HEARD
from tests.publishing.reading_pdf import pictures_of

WIDTH = 620
COVER, FEATURE = 0, 3


def cover(issue: IssueDocument) -> bytes:
    """The cover of the issue."""
    return issue_pages(issue, HEARD, width_px=WIDTH)[COVER]


def feature(issue: IssueDocument) -> bytes:
    """The first page of the first story."""
    return issue_pages(issue, HEARD, width_px=WIDTH)[FEATURE]


def easy_read(issue: IssueDocument) -> bytes:
    """The first page of the cover story in Easy Read."""
    page = pictures_of(easy_read_pdf(issue.cover, HEARD), scale=1)[0].convert("RGB")
    page = page.resize((WIDTH, round(page.height * WIDTH / page.width)), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    page.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


SAMPLE_PAGES: dict[str, Callable[[IssueDocument], bytes]] = {
    "issue-cover.png": cover,
    "issue-feature.png": feature,
    "easy-read.png": easy_read,
}
"""The pictures of the README by their names, each with what makes it."""
