"""Files that the import page gives out, and the names of those that it takes: a name is a label, never a path."""

import io
import re
from collections.abc import Iterator

import pandas as pd

from components.publishing.table_files import TableFile, to_csv
from data_access.commands.sessions import actor_of_session
from data_access.commands.text import clean_text
from data_access.engine import get_engine
from data_access.interchange.exporting import export_workbook, write_template
from data_access.interchange.plan import ImportPlan
from data_access.interchange.problems import CellProblem, CellWarning
from domain.errors import NotAllowedError
from domain.permissions import Action, check_may

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIST_HEADINGS = ("What it is", "Sheet", "Row", "Column", "Cell", "What is there", "What to do")
_LONGEST_LABEL = 120
_LONGEST_STEM = 60
_NO_LETTER = re.compile(r"[^A-Za-z0-9]+")


def file_label(name: str) -> str:
    """The last part of a file's name as a person reads it, shortened; nothing is ever opened by it."""
    last = clean_text(name).replace("\\", "/").rsplit("/", maxsplit=1)[-1].strip(". ")
    label = " ".join(last.split())
    if len(label) > _LONGEST_LABEL:
        stem, dot, ending = label.rpartition(".")
        tail = f"{dot}{ending}"[:8] if dot else ""
        label = f"{(stem or label)[: _LONGEST_LABEL - len(tail) - 1]}…{tail}"
    return label or "file"


def problem_list_name(plan: ImportPlan) -> str:
    """The name of the problem list's file, of plain letters alone."""
    stem = _NO_LETTER.sub("-", plan.file_name.rpartition(".")[0]).strip("-")[:_LONGEST_STEM]
    return f"heard-problems-{stem or 'file'}.csv"


def problem_list(plan: ImportPlan) -> bytes:
    """The problems and warnings of a file as CSV; a text that a spreadsheet would run stays text."""
    table = pd.DataFrame(list(_list_rows(plan)), columns=list(LIST_HEADINGS))
    return to_csv(TableFile(f"Problems of {plan.file_name}", (), table))


def _list_rows(plan: ImportPlan) -> Iterator[tuple[str, ...]]:
    for problem in plan.problems:
        yield ("Problem", *_place(problem), problem.value, problem.what_to_do.rstrip("."))
    if (left := plan.problem_count - len(plan.problems)) > 0:
        yield ("Problem", "", "", "", "", "", f"{left:,} more problems are not listed: correct these first")
    for warning in plan.warnings:
        yield ("Worth a look", *_place(warning), "", warning.message)
    if (left := plan.warning_count - len(plan.warnings)) > 0:
        yield ("Worth a look", "", "", "", "", "", f"{left:,} more are not listed")


def _place(found: CellProblem | CellWarning) -> tuple[str, str, str, str]:
    return found.sheet, "" if found.row is None else str(found.row), found.column, found.cell


def empty_workbook() -> bytes:
    """The template without records."""
    stream = io.BytesIO()
    write_template(get_engine(), stream)
    return stream.getvalue()


def own_records(session_id: int, networks: tuple[str, ...]) -> bytes:
    """The workbook filled with the records of these networks, for who is signed in with this session at the click.

    Raises NotAllowedError where the session has ended or may no longer do this.
    """
    engine = get_engine()
    actor = actor_of_session(engine, session_id)
    if actor is None:
        raise NotAllowedError("Please sign in again.")
    for network in networks:
        check_may(actor, Action.IMPORT, network=network)
    stream = io.BytesIO()
    export_workbook(engine, stream, actor=actor, networks=networks)
    return stream.getvalue()
