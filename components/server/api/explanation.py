"""The page that says in plain words what open data there is and how to ask for it."""

from collections.abc import Sequence

from components.publishing.theme import HEARD
from components.publishing.web_page import Frame, Head, page
from components.publishing.web_templates import fill
from components.server.api.asked import MOST_ROWS
from components.server.api.resource import Resource
from domain.filters import KnownCodes

TITLE = "Open data"
ABOUT = "What the pages of Heard show about involvement in health innovation, as open data."
FRAME = Frame(home="/", home_words="Open Heard")


def explanation_page(resources: Sequence[Resource], known: KnownCodes, *, most_a_minute: int) -> str:
    """The page, with an example of what this store holds."""
    body = fill(
        "web/open_data.html",
        language="en-GB",
        theme=HEARD,
        resources=resources,
        year=known.default_year,
        networks=list(known.networks)[:2],
        most_rows=MOST_ROWS,
        most_a_minute=most_a_minute,
    )
    return page(body, theme=HEARD, title=TITLE, head=Head(description=ABOUT), frame=FRAME)
