"""The commands that take files in and give them out."""

import argparse
import sys
from pathlib import Path

from sqlalchemy.engine import Engine

from data_access.command_line.progress_bar import progress_bar
from data_access.command_line.reports import import_lines, plan_lines
from data_access.command_line.store_checks import check_store
from data_access.interchange.code_lists import CodeLists
from data_access.interchange.committing import commit_import
from data_access.interchange.explanation import ILLUSTRATIVE_LINE
from data_access.interchange.exporting import export_csv, export_workbook, write_template
from data_access.interchange.history import imports_so_far
from data_access.interchange.import_file import ImportFile
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import undo_import
from domain.errors import NotFoundError
from domain.permissions import OPERATOR


def say(text: str) -> None:
    """Write a line for the person."""
    sys.stdout.write(f"{text}\n")


def import_file(engine: Engine, arguments: argparse.Namespace) -> int:
    """Show what a file would change, and save it unless it is a dry run, has problems or is declined."""
    file = ImportFile.from_path(arguments.file)
    with progress_bar() as progress:
        plan = plan_import(engine, file, actor=OPERATOR, progress=progress)
    for line in plan_lines(plan):
        say(line)
    if not plan.is_sound:
        say("The file has problems, so nothing was saved.")
        return 1
    if plan.changes_nothing:
        say("Heard already holds all of this, so there is nothing to save.")
        return 0
    if arguments.dry_run:
        say("This was a dry run: nothing was saved.")
        return 0
    if not arguments.yes and sys.stdin.isatty() and not _agrees():
        say("Nothing was saved.")
        return 1
    with progress_bar() as progress:
        result = commit_import(engine, plan, actor=OPERATOR, progress=progress)
    say(
        f"Saved as import {result.batch_id}: {result.added:,} added, {result.changed:,} changed, "
        f"{result.removed:,} removed. To take it back: python -m data_access undo {result.batch_id}"
    )
    return 0


def _agrees() -> bool:
    sys.stdout.write("Save these changes? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes"}


def export_records(engine: Engine, arguments: argparse.Namespace) -> int:
    """Export the records of some or all networks."""
    target: Path = arguments.file
    _check_folder(target)
    networks = _networks(engine, arguments.network)
    export = export_csv if arguments.format == "csv" else export_workbook
    with progress_bar() as progress:
        scope = export(engine, target, actor=OPERATOR, networks=networks, progress=progress)
    say(f"Wrote {scope.row_count:,} rows to {target}.")
    if scope.illustrative:
        say(ILLUSTRATIVE_LINE)
    return 0


def _networks(engine: Engine, written: list[str]) -> list[str]:
    with engine.connect() as connection:
        known = CodeLists.from_store(connection)["networks"]
    codes = []
    for name in written:
        code = known.find(name)
        if code is None:
            raise NotFoundError(f"There is no network {name}. The networks are {', '.join(known.labels)}.")
        codes.append(code)
    return codes


def _check_folder(target: Path) -> None:
    if not target.absolute().parent.is_dir():
        raise NotFoundError(f"There is no folder {target.parent}.")


def template(engine: Engine, arguments: argparse.Namespace) -> int:
    """Write the empty workbook."""
    _check_folder(arguments.file)
    write_template(engine, arguments.file)
    say(f"Wrote the template to {arguments.file}.")
    return 0


def undo(engine: Engine, arguments: argparse.Namespace) -> int:
    """Undo an import."""
    with progress_bar() as progress:
        result = undo_import(engine, arguments.batch, actor=OPERATOR, progress=progress)
    say(
        f"Undid import {arguments.batch}: {result.removed:,} taken out, {result.restored:,} as before, "
        f"{result.brought_back:,} brought back."
    )
    return 0


def imports(engine: Engine, _arguments: argparse.Namespace) -> int:
    """List the imports so far."""
    for line in import_lines(imports_so_far(engine)):
        say(line)
    return 0


def check(engine: Engine, _arguments: argparse.Namespace) -> int:
    """Check the store; 1 if anything is wrong."""
    results = check_store(engine)
    for result in results:
        say(result.line)
    return 0 if all(result.is_good for result in results) else 1
