"""Everything that a visitor can get of a store: each view's figures, words, tables and downloads."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from components.figures.drawing import Drawing
from components.figures.grid import Grid
from components.figures.palette import palette_of
from components.publishing.table_files import TableFile, to_csv, to_xlsx
from components.ui import headline_loaders, overview_loaders, reach_loaders, spectrum_loaders, view
from components.ui.chart_block import file_notes
from components.ui.grid_table import grid_html
from components.ui.view import View, facts_now
from data_access.queries import people
from data_access.settings import get_settings
from domain.filters import Filters, read_filters
from tests.attack.nasty_stores import GROUPS, NETWORKS, PROGRAMMES, RUNGS, TODAY, YEAR

ON_OVERVIEW = {
    "tile_map": overview_loaders.tile_map_drawing,
    "outcomes": overview_loaders.outcomes_drawing,
    "quarters": overview_loaders.quarters_drawing,
}
ON_REACH = {
    "reach_map": reach_loaders.reach_map_drawing,
    "representation": reach_loaders.representation_drawing,
    "not_known": reach_loaders.not_known_drawing,
    "intersections": reach_loaders.intersections_drawing,
}
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Visit:
    """One view of Overview and Reach; each drawing is made when it is asked for."""

    view: View

    @property
    def filters(self) -> Filters:
        return self.view.filters

    @property
    def charts(self) -> tuple[str, ...]:
        """The drawings that the two pages have in this view, by name."""
        on_reach = ON_REACH if self.filters.may_count_people else ["reach_map"]
        return (*ON_OVERVIEW, *on_reach)

    def drawing(self, name: str) -> Drawing:
        return (ON_OVERVIEW | ON_REACH)[name](self.view.key)

    def file(self, name: str) -> TableFile:
        """The file behind the download buttons of a drawing."""
        drawing = self.drawing(name)
        return TableFile(title=drawing.title, notes=file_notes(drawing, self.view), table=drawing.table)

    @property
    def headlines(self) -> dict[str, str]:
        """The value of each headline card by its label."""
        return {one.label: one.value for one in headline_loaders.headlines(self.view.key)}

    @property
    def cards(self) -> list[str]:
        """All words of the headline cards, and the sentences of what is missing."""
        cards = headline_loaders.headlines(self.view.key)
        words = [text for one in cards for text in (one.label, one.value, one.comparison)]
        return [*words, *(gap.sentence for gap in overview_loaders.what_is_missing(self.view.key))]


def enter(store: Path, environment: pytest.MonkeyPatch) -> None:
    """Point this process at the store in a folder, with nothing kept of any other."""
    environment.setenv("HEARD_DATA_DIR", str(store))
    environment.setenv("HEARD_TODAY", TODAY.isoformat())
    environment.delenv("HEARD_DATABASE_URL", raising=False)
    get_settings.cache_clear()
    forget()


def forget() -> None:
    """Empty what the loaders keep from one view to the next, and what is kept of people's counts."""
    people.PROTECTED.clear()
    for module in (headline_loaders, overview_loaders, reach_loaders, spectrum_loaders, view):
        for made_once in vars(module).values():
            if hasattr(made_once, "cache_clear"):
                made_once.cache_clear()


def visit(**query: Sequence[str]) -> Visit:
    """Ask for the address with these parameters."""
    facts, known = facts_now()
    filters = read_filters({"year": [YEAR]} | query, known).filters
    return Visit(View(filters=filters, known=known, facts=facts, today=TODAY, palette=palette_of("light")))


def some(codes: Mapping[str, str], *, most: int) -> Iterator[tuple[str, ...]]:
    """Every choice of up to so many codes, none first."""
    for number in range(most + 1):
        yield from combinations(codes, number)


def by_place_and_group(year: str) -> Iterator[Visit]:
    """All networks or one, with no group or one; every pair of networks, all four, and every pair of groups."""
    for networks in some(NETWORKS, most=1):
        for groups in some(GROUPS, most=1):
            yield visit(year=[year], network=networks, group=groups)
    for networks in (*combinations(NETWORKS, 2), tuple(NETWORKS)):
        yield visit(year=[year], network=networks)
    for groups in combinations(GROUPS, 2):
        yield visit(year=[year], group=groups)


def by_programme_and_rung(year: str) -> Iterator[Visit]:
    """Each programme, each rung and one of both: for all networks, for two of them alone, and for one group."""
    splits = [{"programme": [code]} for code in PROGRAMMES] + [{"rung": [code]} for code in RUNGS]
    for split in (*splits, {"programme": ["MED"], "rung": ["CODESIGN"]}):
        for networks in ((), ("NO",), ("EA",)):
            yield visit(year=[year], network=networks, **split)
        yield visit(year=[year], group=["CARER"], **split)


def figure_of(drawing: Drawing) -> dict[str, Any]:
    """The figure as it goes to the browser."""
    if isinstance(drawing.figure, Grid):
        return {"data": [{**asdict(drawing.figure), "html": grid_html(drawing.figure, caption=drawing.alt)}]}
    figure: dict[str, Any] = json.loads(drawing.figure.to_json())
    return figure


def csv_rows(file: TableFile) -> list[list[str]]:
    """The CSV download, decoded."""
    return list(csv.reader(io.StringIO(to_csv(file).decode("utf-8-sig"))))


def xlsx_rows(file: TableFile) -> list[list[Any]]:
    """The Excel download, opened again: all sheets, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(file)))
    return [list(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
