"""What the library lists, as the page's own HTML: each thing with its kind, what it is, whose it is and its link."""

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

from components.ui.strategy_loaders import ALL_NETWORKS, line_label
from data_access.facts import Facts
from data_access.queries.resources import ResourceLine
from domain.vocabulary import Provenance
from domain.web_address import is_web_address
from domain.wording import day

NO_LINK: Final = "It has no link. Ask those who share it."
_FILES: Final = {
    ".pdf": "PDF", ".doc": "Word document", ".docx": "Word document", ".ppt": "slides", ".pptx": "slides",
    ".xls": "spreadsheet", ".xlsx": "spreadsheet", ".csv": "spreadsheet",
}  # fmt: skip


def library_list_html(
    resources: Sequence[ResourceLine], facts: Facts, *, named: frozenset[Provenance]
) -> str:
    """The list; every text is escaped. `named` are the provenances that stand beside each thing."""
    items = "".join(f"<li>{''.join(_parts(one, facts, named))}</li>" for one in resources)
    return f'<ul class="heard-library">{items}</ul>'


def link_in_words(link: str) -> str:
    """Where a link leads: "Open the PDF at example.org". The link is a web address."""
    parts = urlsplit(link)
    what = _FILES.get(PurePosixPath(parts.path).suffix.lower(), "web page")
    return f"Open the {what} at {(parts.hostname or '').removeprefix('www.')}"


def _parts(one: ResourceLine, facts: Facts, named: frozenset[Provenance]) -> Iterator[str]:
    told = [one.kind.label, *([one.provenance.label] if one.provenance in named else [])]
    yield f'<p class="kind">{escape(" · ".join(told))}</p>'
    yield f"<h3>{escape(one.title)}</h3>"
    if one.description:
        yield f"<p>{escape(one.description)}</p>"
    if is_web_address(one.link):
        # Who hears one link after another hears which thing each opens.
        label = escape(f"{link_in_words(one.link)}: {one.title}")
        yield f'<p><a href="{escape(one.link)}" aria-label="{label}">{escape(link_in_words(one.link))}</a></p>'
    else:
        yield f"<p>{NO_LINK}</p>"
    yield f'<p class="from">{escape(_whose(one, facts))}</p>'


def _whose(one: ResourceLine, facts: Facts) -> str:
    """Who shares it since when, and what it is for."""
    by = facts.reference.networks[one.network].name if one.network else f"{ALL_NETWORKS} together"
    shared = f"Shared by {by} on {day(one.shared_on)}."
    return f"{shared} For this line of the strategy: {line_label(facts, one.line)}." if one.line else shared
