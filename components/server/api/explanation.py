"""The page that says in plain words what open data there is and how to ask for it, with an example of each set."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from components.publishing.network_page import light_styles
from components.publishing.theme import HEARD
from components.publishing.web_page import Frame, Head, page
from components.publishing.web_templates import fill
from components.server.api.answers import ROOT
from components.server.api.asked import MOST_ROWS
from components.server.api.resource import Resource
from domain.filters import KnownCodes
from domain.selection import Facet
from domain.vocabulary import OutcomeStatus

TITLE = "Open data"
ABOUT = "What the pages of Heard show about involvement in health innovation, as open data."
FRAME = Frame(home="/", home_words="Open Heard")


@dataclass(frozen=True)
class Example:
    """A question that this store can answer: what it asks for, and its address."""

    words: str
    address: str


def explanation_page(
    resources: Sequence[Resource], known: KnownCodes, *, most_a_minute: int, notice: str
) -> str:
    """The page, with examples of what this store holds. `notice` says what all figures here are, "" for nothing."""
    body = fill(
        "web/open_data.html",
        language="en-GB",
        theme=HEARD,
        root=ROOT,
        resources=resources,
        examples=examples(known),
        networks=list(known.networks)[:2],
        notice=notice,
        most_rows=MOST_ROWS,
        most_a_minute=most_a_minute,
    )
    styles = light_styles(HEARD)
    return page(body, theme=HEARD, title=TITLE, head=Head(description=ABOUT), frame=FRAME, styles=styles)


def examples(known: KnownCodes) -> Mapping[str, Example]:
    """By resource one example; a store without codes has one that asks for no code."""
    one, two = ({"network": list(known.networks)[:number]} for number in (1, 2))
    group = {"group": list(known.groups)[:1]}
    asked: dict[str, tuple[str, Mapping[str, Sequence[str]]]] = {
        "networks": ("All networks in one year", {"year": known.years[-1:]}),
        "spectrum": ("One network", one),
        "reach": ("One group, in each network and in England", group),
        "activities": ("Two networks, 10 rows at a time", two | {"limit": ["10"]}),
        "outcomes": (
            "What was not possible, and why",
            {Facet.STATUS.value: [OutcomeStatus.NOT_POSSIBLE.value]},
        ),
        "strategy": ("One network", one),
        "stories": ("Stories about one group", group),
    }
    return {
        name: Example(words, f"{ROOT}/{name}?{urlencode(query, doseq=True)}".rstrip("?"))
        for name, (words, query) in asked.items()
    }
