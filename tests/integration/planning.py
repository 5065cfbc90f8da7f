"""Dry runs of small files, for the tests."""

from sqlalchemy.engine import Engine

from data_access.interchange.plan import ImportPlan
from data_access.interchange.planning import plan_import
from domain.permissions import OPERATOR
from tests.integration.factories import (
    Rows,
    a_file,
)


def plan(store: Engine, sheets: dict[str, Rows]) -> ImportPlan:
    return plan_import(store, a_file(sheets), actor=OPERATOR)


def sentences(found: ImportPlan) -> list[str]:
    return [problem.sentence for problem in found.problems]
