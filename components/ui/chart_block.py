"""The one place that draws charts: finding, figure with alt text, table one step away, downloads."""

from dataclasses import replace
from functools import partial
from html import escape
from urllib.parse import parse_qs, urlsplit

import streamlit as st

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.figures.two_periods import Names, TwoPeriods, begun
from components.publishing.table_files import TableFile, to_csv, to_xlsx
from components.ui.chart_component import Clicks, draw_figure
from components.ui.grid_table import grid_html
from components.ui.linked_table import Cell, linked_table_html, records_address
from components.ui.plain_text import escaped
from components.ui.shell import ILLUSTRATIVE_LINE
from components.ui.view import View
from domain.selection import Selection
from domain.wording import day, whole

ABOUT_PEOPLE = frozenset(
    {"people_involved", "reached_share", "share_not_known", "intersections", "disclosure_control"}
)
RECORDS_PAGE = "pages/explore/records.py"
RECORD_PAGE, RECORD_ADDRESS = "pages/explore/activity.py", "/activity"
SEE = "See the records"
TALLEST_TABLE = 560
ROWS_IN_FULL = 16
DISCLOSURE_NOTE = (
    "Counts of people from 1 to 7 show as “fewer than 8”, larger ones are rounded to the nearest 5, and some "
    "are hidden so that nobody can be worked out. Numbers are rounded, so they may not add up."
)


def chart_block(
    drawing: Drawing, *, view: View, key: str, selectable: bool = False, other: View | None = None
) -> list[str]:
    """Draw one chart with its words, table and downloads.

    Where numbers have records behind them (`drawing.opens`), cells of the table are links to their list, and a
    click on a mark opens it. With `selectable`, the page itself wants the clicks, and the list is one link away:
    returns the keys that the clicked marks carry as `customdata`, an empty list otherwise. `other` is the view whose
    numbers the drawing shows beside those of `view`.
    """
    with st.container(key=f"block_{key}", height="stretch"):
        st.subheader(drawing.title, anchor=False)
        st.markdown(drawing.finding)
        clicked = _figure(drawing, key=key, selectable=selectable)
        _words_and_table(drawing, view=view, other=other, key=key)
    return clicked


def two_charts_block(
    two: TwoPeriods,
    *,
    names: Names,
    view: View,
    other: View,
    key: str,
    selectable: bool = False,
    abreast: bool = False,
) -> list[str]:
    """Draw the same chart of two periods, one below the other or abreast, with one table; returns clicks likewise."""
    clicked: list[str] = []
    with st.container(key=f"block_{key}", height="stretch"):
        st.subheader(two.both.title, anchor=False)
        stands = "abreast" if abreast else "below"
        places = st.columns(2, gap="medium") if abreast else [st.container(), st.container()]
        for column, name, one, place in zip(
            places, (names.this, names.other), (two.this, two.other), (key, f"{key}_other"), strict=True
        ):
            with column, st.container(key=f"{stands}_{place}"):
                period_heading(name)
                st.markdown(one.finding)
                clicked += _figure(one, key=place, selectable=selectable)
        _words_and_table(two.both, view=view, other=other, key=key)
    return clicked


def period_heading(name: str) -> None:
    """The name of one of two periods, over what is shown of it."""
    st.html(f'<h4 class="heard-period">{escape(begun(name))}</h4>')


def _figure(drawing: Drawing, *, key: str, selectable: bool) -> list[str]:
    """The figure; a click opens the records, or is returned where the page wants it."""
    clicked = draw(drawing, key=key, selectable=selectable)
    _open_records(drawing, clicked, at_once=not selectable)
    return clicked if selectable else []


def _words_and_table(drawing: Drawing, *, view: View, other: View | None, key: str) -> None:
    for note in drawing.notes:
        st.caption(note)
    _table_and_downloads(drawing, view, other, key)


def draw(drawing: Drawing, *, key: str, selectable: bool) -> list[str]:
    """A figure as a chart, a grid as a table in a box that scrolls sideways; returns the key of a clicked mark."""
    if isinstance(drawing.figure, Grid):
        with st.container(key=f"wide_{key}"):
            st.html(grid_html(drawing.figure, caption=drawing.alt, addresses=_addresses(drawing)))
        return []
    leads = Clicks.OPEN if drawing.opens or drawing.addresses else Clicks.NONE
    clicked = draw_figure(
        drawing.figure_text,
        height=drawing.figure.layout.height,
        key=f"plot_{key}",
        alt=drawing.alt,
        clicks=Clicks.CHOOSE if selectable else leads,
    )
    return [clicked] if clicked else []


def file_notes(drawing: Drawing, view: View, *, other: View | None = None) -> tuple[str, ...]:
    """The sentences that travel with every download; `other` is the view whose numbers stand beside those of `view`."""
    notes = [view.sentence]
    if other:
        notes.append(f"Beside it: {other.sentence}")
    notes.append(f"Made on {day(view.today)} from Heard.")
    if view.has_illustrative:
        notes.append(ILLUSTRATIVE_LINE)
    if not ABOUT_PEOPLE.isdisjoint(drawing.measures):
        notes.append(DISCLOSURE_NOTE)
    return (*notes, drawing.finding.replace("**", ""), *drawing.notes)


@st.fragment
def _table_and_downloads(drawing: Drawing, view: View, other: View | None, key: str) -> None:
    """The table, one step away: built when somebody opens it, without drawing the page again.

    A static table, because the toolbar of a data frame would export rows without the sentences that must
    travel with them.
    """
    table = st.expander("Show the table and download it", key=f"table_{key}", on_change="rerun")
    with table:
        if not table.open:
            # An empty expander cannot be opened.
            st.text("One moment…")
            return
        if drawing.opens or drawing.addresses:
            with st.container(key=f"wide_table_{key}"):
                st.html(_linked_table(drawing))
        else:
            st.table(
                drawing.table.map(_as_read),
                hide_index=True,
                height=TALLEST_TABLE if len(drawing.table) > ROWS_IN_FULL else "content",
                alt=f"Table: {drawing.title}",
            )
        _downloads(drawing, view=view, other=other, key=key)


def _addresses(drawing: Drawing) -> dict[str, str]:
    return {
        **drawing.addresses,
        **{key: records_address(selection) for key, selection in drawing.opens.items()},
    }


def _linked_table(drawing: Drawing) -> str:
    """The table, each number that has records behind it a link to their list."""
    addresses, columns = _addresses(drawing), [str(name) for name in drawing.table.columns]
    rows = [
        [
            Cell(
                text=whole(value) if isinstance(value, int) else str(value),
                address=addresses.get(drawing.keys.get((place, column), ""), ""),
                is_number=isinstance(value, int),
                in_full=f"{row[0]}, {column}: {value}, see the records",
            )
            for column, value in zip(columns, row, strict=True)
        ]
        for place, row in enumerate(drawing.table.itertuples(index=False, name=None))
    ]
    return linked_table_html(columns, rows, caption=f"Table: {drawing.title}")


def _open_records(drawing: Drawing, clicked: list[str], *, at_once: bool) -> None:
    """Go to the record or the list behind the mark that was clicked, or offer a link to it."""
    address = next((drawing.addresses[key] for key in clicked if key in drawing.addresses), "")
    if address.startswith(f"{RECORD_ADDRESS}?"):
        st.switch_page(RECORD_PAGE, query_params=parse_qs(urlsplit(address).query))
    selection = next((drawing.opens[key] for key in clicked if key in drawing.opens), None)
    if selection is None:
        return
    if at_once:
        st.switch_page(RECORDS_PAGE, query_params=selection.to_query())
    records_link(selection, label="See the ratings behind this mark")


def records_link(selection: Selection, *, label: str = SEE) -> None:
    """A link to the list of these records."""
    st.page_link(RECORDS_PAGE, label=label, query_params=selection.to_query())


def _as_read(value: object) -> str:
    return whole(value) if isinstance(value, int) else escaped(str(value))


def _downloads(drawing: Drawing, *, view: View, other: View | None, key: str) -> None:
    notes = file_notes(drawing, view, other=other)
    file = TableFile(title=drawing.title, notes=notes, table=drawing.table)
    filters = replace(view.filters, compare=view.filters.compare if other else "")
    stem = f"heard-{key.replace('_', '-')}-{filters.file_stem()}"
    with st.container(horizontal=True):
        for label, extension, build, mime in (
            ("Download as CSV", "csv", to_csv, "text/csv"),
            (
                "Download for Excel",
                "xlsx",
                to_xlsx,
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        ):
            st.download_button(
                label,
                data=partial(build, file),
                file_name=f"{stem}.{extension}",
                mime=mime,
                on_click="ignore",
                key=f"{extension}_{key}",
            )
