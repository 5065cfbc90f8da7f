"""Draws a grid as a table that keeps its first column in sight while it scrolls sideways."""

from html import escape

from components.figures.grid import Grid


def grid_html(grid: Grid, *, caption: str) -> str:
    """The table; every text is escaped. The caption is for those who do not see the page."""
    head = "".join(f'<th scope="col"><span>{escape(label)}</span></th>' for label in grid.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(label)}</th>{_cells(texts, tints, in_full)}</tr>'
        for label, texts, tints, in_full in zip(grid.rows, grid.texts, grid.tints, grid.in_full, strict=True)
    )
    return (
        f'<table class="heard-grid"><caption>{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(grid.corner)}</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cells(texts: tuple[str, ...], tints: tuple[int, ...], in_full: tuple[str, ...]) -> str:
    return "".join(
        f'<td class="tint-{tint}" title="{escape(full)}">{escape(text)}</td>'
        for text, tint, full in zip(texts, tints, in_full, strict=True)
    )
