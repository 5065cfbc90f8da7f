"""Draws a grid as a table that keeps its first column in sight while it scrolls sideways."""

from collections.abc import Mapping, Sequence
from html import escape

from components.figures.grid import Grid


def grid_html(grid: Grid, *, caption: str, addresses: Mapping[str, str] | None = None) -> str:
    """The table; every text is escaped. The caption is for those who do not see the page.

    A cell whose key has an address is a link to it.
    """
    head = "".join(f'<th scope="col"><span>{escape(label)}</span></th>' for label in grid.columns)
    body = "".join(
        f"<tr{_emphasis(grid, place)}>"
        f'<th scope="row">{escape(label)}</th>{_cells(texts, tints, in_full, links)}</tr>'
        for place, (label, texts, tints, in_full, links) in enumerate(
            zip(grid.rows, grid.texts, grid.tints, grid.in_full, _links(grid, addresses or {}), strict=True)
        )
    )
    return (
        f'<table class="heard-grid"><caption>{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(grid.corner)}</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _emphasis(grid: Grid, place: int) -> str:
    return ' class="heading"' if place in grid.headings else ""


def _links(grid: Grid, addresses: Mapping[str, str]) -> Sequence[Sequence[str]]:
    """The address of each cell, "" for none, row by row."""
    if not grid.keys:
        return [[""] * len(grid.columns)] * len(grid.rows)
    return [[addresses.get(key, "") for key in row] for row in grid.keys]


def _cells(
    texts: tuple[str, ...], tints: tuple[int, ...], in_full: tuple[str, ...], links: Sequence[str]
) -> str:
    return "".join(
        f'<td class="tint-{tint}" title="{escape(full)}">{_linked(escape(text), escape(full), link)}</td>'
        for text, tint, full, link in zip(texts, tints, in_full, links, strict=True)
    )


def _linked(text: str, full: str, link: str) -> str:
    """The name of a link holds what is seen of it, so that it can be called by voice."""
    if not link:
        return text
    name = full if text in full else f"{text}: {full}"
    return f'<a href="{escape(link)}" aria-label="{name}, see the records">{text}</a>'
