"""The layout and the drafts agree: nothing that can be stored is left out, nothing is required twice."""

import pytest

from data_access.interchange.cells import parser_for
from data_access.interchange.code_lists import CodeList, CodeLists
from data_access.interchange.explanation import explanation_rows, kind_of
from data_access.interchange.layout import SHEETS, Column, Sheet, columns_by_heading, plain_heading

COLUMNS = [(sheet, column) for sheet in SHEETS for column in sheet.columns]
PARENTS = {"network_code", "activity_reference", "outcome_reference"}


class EveryCode(dict[str, CodeList]):
    """Lists that know each code that an example names."""

    def __missing__(self, name: str) -> CodeList:
        found = CodeList(name)
        for _, column in COLUMNS:
            if column.listed == name:
                for code in column.example.split(";"):
                    found.add(code.strip(), f"Label of {code.strip()}")
        return found


def ids(pair: tuple[Sheet, Column]) -> str:
    return f"{pair[0].name}: {pair[1].heading}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_field_of_a_draft_has_its_column(sheet: Sheet) -> None:
    fields = set(sheet.kind.fields) - {"is_known"}  # the column of groups says that too
    assert fields <= {column.field for column in sheet.columns} <= fields | PARENTS


@pytest.mark.parametrize("pair", COLUMNS, ids=map(ids, COLUMNS))
def test_what_a_draft_requires_its_column_requires_or_numbers(pair: tuple[Sheet, Column]) -> None:
    sheet, column = pair
    field = sheet.kind.draft.model_fields.get(column.field)
    is_numbered = column.field == "local_reference" and sheet.name in {"Outcomes", "Evidence"}
    if field is not None and field.is_required() and not is_numbered:
        assert column.is_required


@pytest.mark.parametrize("pair", COLUMNS, ids=map(ids, COLUMNS))
def test_each_example_can_be_read(pair: tuple[Sheet, Column]) -> None:
    sheet, column = pair
    if column.example:
        parser_for(sheet, column, CodeLists(EveryCode()))(column.example)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_no_two_columns_share_a_heading(sheet: Sheet) -> None:
    headings = [plain_heading(column.heading) for column in sheet.columns]
    assert len(set(headings)) == len(headings)
    found = columns_by_heading(sheet)
    assert all(found[plain_heading(column.heading)] is column for column in sheet.columns)


def test_every_column_is_explained() -> None:
    explained = {(row[0], row[1]) for row in explanation_rows() if row[3] and row[4]}
    assert explained == {(sheet.name, column.heading) for sheet, column in COLUMNS}


def test_the_kind_of_value_says_its_limits() -> None:
    kinds = {ids(pair): kind_of(*pair) for pair in COLUMNS}
    assert kinds["Activities: Title"] == "text, at most 200 characters"
    assert kinds["Cohorts: People"] == "whole number from 1 to 1,000,000"
    assert kinds["Activities: Rung"] == "one code of a list (see the sheet Lists: rungs)"


@pytest.mark.parametrize("written", ["Start date", " START  Date ", "start_date", "Start date *", "Start\ndate:",
                                     "Start date (required)"])  # fmt: skip
def test_headings_are_compared_plainly(written: str) -> None:
    assert plain_heading(written) == "start date"
