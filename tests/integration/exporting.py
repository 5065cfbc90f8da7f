"""Exports as files, and files back into a store, for the tests."""

from pathlib import Path

from sqlalchemy.engine import Engine

from data_access.interchange.committing import commit_import
from data_access.interchange.exporting import export_csv, export_workbook
from data_access.interchange.import_file import ImportFile
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from domain.permissions import OPERATOR


def as_workbook(store: Engine, folder: Path) -> ImportFile:
    export_workbook(store, folder / "out.xlsx", actor=OPERATOR)
    return ImportFile.from_path(folder / "out.xlsx")


def as_csv(store: Engine, folder: Path) -> ImportFile:
    export_csv(store, folder / "out", actor=OPERATOR)
    return ImportFile.from_path(folder / "out")


def plan(store: Engine, file: ImportFile) -> ImportPlan:
    return plan_import(store, file, actor=OPERATOR)


def commit(store: Engine, file: ImportFile) -> None:
    found = plan(store, file)
    assert [problem.sentence for problem in found.problems] == []
    commit_import(store, found, actor=OPERATOR)
