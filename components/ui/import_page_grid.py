"""The rows of a file that have something wrong, each wrong cell marked, with its sentence beside it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

from data_access.interchange.cells import shown
from data_access.interchange.parsed_file import ParsedSheet
from data_access.interchange.plan import ImportPlan
from data_access.interchange.problems import CellProblem, CellWarning
from data_access.interchange.raw_rows import RawRow, column_letters

Found = CellProblem | CellWarning


@dataclass(frozen=True)
class MarkedCell:
    """A cell of the file; `wrong` and `look` are the sentences that belong to it."""

    text: str
    wrong: tuple[str, ...] = ()
    look: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkedRow:
    """A row of the file by its number in it."""

    number: int
    cells: tuple[MarkedCell, ...]


@dataclass(frozen=True)
class MarkedSheet:
    """The rows of one sheet that have something wrong; `columns` are the letters and headings shown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[MarkedRow, ...]


@dataclass
class FileGrids:
    """The grids of a file, and the sentences that belong to no row of it."""

    sheets: list[MarkedSheet] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


def grids_of(plan: ImportPlan) -> FileGrids:
    """The rows with problems or warnings, read from the file once more, as far as they are listed."""
    grids = FileGrids()
    by_row: dict[str, dict[int, list[Found]]] = defaultdict(lambda: defaultdict(list))
    placed: set[int] = set()
    every: list[Found] = [*plan.problems, *plan.warnings]
    for found in every:
        if found.row is not None and found.cell:
            by_row[found.sheet][found.row].append(found)
    for sheet in plan.content.sheets:
        wanted = by_row.get(sheet.headed.title, {})
        rows = list(_rows(sheet, wanted))
        if rows:
            grids.sheets.append(_marked_sheet(sheet, rows, wanted))
            placed |= {id(one) for number, _ in rows for one in wanted[number]}
    grids.elsewhere = [one.sentence for one in every if id(one) not in placed]
    return grids


def _rows(sheet: ParsedSheet, wanted: dict[int, list[Found]]) -> Iterator[RawRow]:
    """The wanted rows, read up to the last of them."""
    left = set(wanted)
    if not left:
        return
    for row in sheet.headed.rows():
        if row[0] in left:
            left.discard(row[0])
            yield row
        if not left:
            return


def _marked_sheet(sheet: ParsedSheet, rows: list[RawRow], wanted: dict[int, list[Found]]) -> MarkedSheet:
    found_in = {_letters(one) for number, _ in rows for one in wanted[number]}
    columns = [place for place in sorted(sheet.headed.columns) if _is_shown(sheet, place, found_in)]
    return MarkedSheet(
        title=sheet.headed.title,
        columns=tuple(
            f"{column_letters(place)}: {sheet.headed.headings[sheet.headed.columns[place].field]}"
            for place in columns
        ),
        rows=tuple(
            MarkedRow(number, tuple(_marked(cells.get(place), place, wanted[number]) for place in columns))
            for number, cells in rows
        ),
    )


def _is_shown(sheet: ParsedSheet, place: int, found_in: set[str]) -> bool:
    """What finds the row again, what it is called, and every column in which something was found."""
    column = sheet.headed.columns[place]
    return (
        column.is_reference or column.field in {"network_code", "title"} or column_letters(place) in found_in
    )


def _marked(cell: object, place: int, found: Iterable[Found]) -> MarkedCell:
    here = [one for one in found if _letters(one) == column_letters(place)]
    return MarkedCell(
        text=shown(cell),
        wrong=tuple(one.what_to_do for one in here if isinstance(one, CellProblem)),
        look=tuple(_sentence(one.message) for one in here if isinstance(one, CellWarning)),
    )


def _letters(found: Found) -> str:
    return found.cell.rstrip("0123456789")


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def grid_html(sheet: MarkedSheet) -> str:
    """The grid as a table; every text of the file is escaped, and no mark is colour alone."""
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in sheet.columns)
    body = "".join(
        f'<tr><th scope="row">{row.number}</th>{"".join(map(_cell_html, row.cells))}</tr>'
        for row in sheet.rows
    )
    return (
        f'<table class="heard-file"><caption>Rows of the sheet {escape(sheet.title)} with something to correct'
        f'</caption><thead><tr><th scope="col">Row</th>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def _cell_html(cell: MarkedCell) -> str:
    text = escape(cell.text) or ("<em>empty</em>" if cell.wrong else "")
    if not cell.wrong and not cell.look:
        return f"<td>{text}</td>"
    said = "".join(f"<p>✗ {escape(one)}</p>" for one in cell.wrong)
    said += "".join(f"<p>! {escape(one)}</p>" for one in cell.look)
    return f'<td class="{"wrong" if cell.wrong else "look"}"><strong>{text}</strong>{said}</td>'
