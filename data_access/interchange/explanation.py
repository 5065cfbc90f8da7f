"""The words that go with a file: its cover and the explanation of each column, made from the layout."""

from collections.abc import Iterator

from data_access.interchange.export_rows import ExportScope
from data_access.interchange.import_file import MOST_BYTES, MOST_ROWS
from data_access.interchange.layout import SHEETS, CellType, Column, Sheet

ILLUSTRATIVE_LINE = (
    "This file holds illustrative records, made for demonstration. They are marked in the column Provenance."
)
TRUE_COUNTS_LINE = (
    "It holds true counts of people, for those who may edit these records. Do not publish it or pass it on."
)
GENERAL_LINES = (
    "Fill in one row for each record. Columns marked as required cannot stay empty.",
    "Codes may be written as code or as label, in capital or small letters.",
    "A day is written with the day before the month. A month alone is not enough.",
    "A column that you delete leaves those values in Heard alone. A cell that you empty empties the value.",
    "A row that you delete leaves its record in Heard alone, except in the sheet Cohorts: see there.",
    "Heard shows first what would change, and saves only when you say so. The same file twice changes nothing.",
    f"A file may have up to {MOST_BYTES // 1024 // 1024} MB and {MOST_ROWS:,} rows.",
    "Do not write names or anything else by which a person who took part could be known.",
)
EXPLANATION_HEADINGS = ("Sheet", "Column", "Required", "What it holds", "Kind of value", "Example")


def cover_lines(scope: ExportScope) -> Iterator[tuple[str, str]]:
    """The lines of a cover: what it is about, and what it says."""
    day = scope.made_on
    networks = "all networks" if scope.is_every_network else ", ".join(scope.networks)
    yield "What this is", "Records of involvement and co-production, exported from Heard"
    yield "Made on", f"{day.day} {day:%B %Y}"
    yield "Networks", networks or "none"
    yield "Filters", "All periods, programmes, groups and rungs"
    for name, count in scope.rows.items():
        yield name, f"{count:,} rows"
    yield "Who it is for", TRUE_COUNTS_LINE
    if scope.illustrative:
        yield "Illustrative records", ILLUSTRATIVE_LINE
    yield "To change records", "Change the sheets and import the file again: only what you changed is saved."
    if scope.row_count > MOST_ROWS:
        yield "Size", f"One import takes {MOST_ROWS:,} rows. Export fewer networks to change and import them."


def explanation_rows() -> Iterator[tuple[str, ...]]:
    """One row for each sheet and each of its columns, under `EXPLANATION_HEADINGS`."""
    for sheet in SHEETS:
        yield sheet.name, "", "", sheet.explanation, "", ""
        for column in sheet.columns:
            required = "required" if column.is_required else ""
            yield (
                sheet.name,
                column.heading,
                required,
                column.explanation,
                kind_of(sheet, column),
                column.example,
            )


def kind_of(sheet: Sheet, column: Column) -> str:
    """What a cell of this column may hold, with its limits."""
    limits, kind = sheet.limits(column), column.type.value
    if column.type is CellType.TEXT:
        return f"{kind}, at most {limits['max_length']:,} characters"
    if column.type is CellType.WHOLE:
        return f"{kind} from {limits['ge']} to {limits['le']:,}"
    if column.listed:
        return f"{kind} (see the sheet Lists: {column.listed})"
    return str(kind)
