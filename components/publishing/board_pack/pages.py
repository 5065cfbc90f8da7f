"""The board pack as a tagged PDF: the values of its template, and the file."""

from typing import Any, Final

from components.publishing.board_pack.document import (
    AT_A_GLANCE,
    HOW_WE_COUNT,
    MISSING,
    NOTHING_MISSING,
    BoardPack,
    PackPage,
    PackTable,
)
from components.publishing.board_pack.native import NativeChart
from components.publishing.board_pack.slide_tables import TINTS
from components.publishing.board_pack.table_widths import column_widths, stands_upright
from components.publishing.crowd import crowd_svg
from components.publishing.theme import Theme
from components.publishing.typesetting import Setting, typesetter
from domain.wording import day, whole

TEMPLATE: Final = "board/pack.typ"

_PAGE_INCHES: Final = 10.2
"""The width of a page between its margins."""
_COVER: Final = (1000.0, 2100.0)
Values = dict[str, Any]


def board_pdf(pack: BoardPack, theme: Theme) -> bytes:
    """The pack as a PDF after PDF/UA-1; the same pack gives the same bytes. Raises TypesettingError."""
    with typesetter(board_setting(pack, theme)) as laid_out:
        return laid_out.pdf()


def board_setting(pack: BoardPack, theme: Theme) -> Setting:
    """What the typesetter is given."""
    width, height = _COVER
    crowd = crowd_svg("board-pack", theme, width=width, height=height, field=theme.dark)
    title = f"{pack.title}: {pack.sentence}"
    return Setting(TEMPLATE, _values(pack, theme), theme, title, pack.dated, {"crowd.svg": crowd.encode()})


def _values(pack: BoardPack, theme: Theme) -> Values:
    return {
        "kicker": pack.kicker,
        "title": pack.title,
        "sentence": f"{pack.sentence}. {pack.beside}".strip(),
        "footer": pack.footer,
        "made": f"Made on {day(pack.dated)} from Heard",
        "notice": pack.notice,
        "glance": {
            "heading": AT_A_GLANCE,
            "cards": [
                {
                    "label": one.label,
                    "value": one.value,
                    "is_words": one.is_words,
                    "comparison": one.comparison,
                }
                for one in pack.headlines
            ],
        },
        "missing": {"heading": MISSING, "gaps": list(pack.missing) or [NOTHING_MISSING]},
        "sections": [
            {
                "heading": section.heading,
                "question": section.question,
                "pages": [_page(page, theme) for page in section.pages],
            }
            for section in pack.sections
        ],
        "how": {
            "heading": HOW_WE_COUNT,
            "measures": [
                {"name": one.name, "formula": one.formula, "source": one.source, "limits": one.limits}
                for one in pack.measures
            ],
            "last": [text for text in (pack.protection, pack.sources) if text],
        },
    }


def _page(page: PackPage, theme: Theme) -> Values:
    return {
        "title": page.title,
        "headline": page.heading,
        "rest": page.rest,
        "charts": [_chart(chart) for chart in page.charts],
        "table": _table(page.table, theme),
        "table_title": f"The numbers: {page.table_title}" if page.measures else "",
        "notes": list(page.notes),
        "measured": ", ".join(one.name for one in page.measures),
        "is_grid": page.table.is_grid,
    }


def _chart(chart: NativeChart) -> Values:
    return {
        "kind": chart.kind.name.lower(),
        "title": chart.title,
        "labels": list(chart.labels),
        "alt": chart.alt,
        "end": chart.end,
        "unit": chart.unit,
        "ends": list(chart.ends),
        "ranges": [None if one is None else list(one) for one in chart.ranges],
        "series": [
            {
                "name": one.name,
                "look": one.look.name.lower(),
                "values": list(one.values),
                "texts": [_number(value, chart.unit) for value in one.values],
            }
            for one in chart.series
        ],
    }


def _number(value: float | None, unit: str) -> str:
    return "" if value is None else f"{whole(int(value))}{unit}"


def _table(table: PackTable, theme: Theme) -> Values:
    return {
        "columns": list(table.columns),
        "rows": [list(row) for row in table.rows],
        "tints": [[TINTS[tint] for tint in row] for row in table.tints],
        "headings": list(table.headings),
        "numbers": list(table.numbers),
        "is_upright": stands_upright(table),
        "widths": list(column_widths(table, _PAGE_INCHES, theme.small)),
    }
