"""One cell: what it may hold, and what is said where it holds something else."""

from datetime import date, datetime
from typing import Any

import pytest

from data_access.interchange.cells import (
    Cell,
    CellError,
    UnexpectedValueError,
    parser_for,
    shown,
    written,
    written_groups,
)
from data_access.interchange.code_lists import CodeList, CodeLists
from data_access.interchange.layout import ACTIVITIES, COHORTS, OUTCOMES, Sheet

GROUPS = CodeList("groups")
for code, label in [("DEP20", "Poor places"), ("OLDER", "Older people; all"), ("A", "Same"), ("B", "Same")]:
    GROUPS.add(code, label)
LISTS = CodeLists({"groups": GROUPS})


def read(sheet: Sheet, field: str, cell: Cell) -> Any:
    return parser_for(sheet, sheet.column(field), LISTS)(cell)


def refusal(sheet: Sheet, field: str, cell: Cell) -> str:
    with pytest.raises(UnexpectedValueError) as caught:
        read(sheet, field, cell)
    return str(caught.value)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  A1\u00a0", "A1"),
        ("007", "007"),
        (7.0, "7"),
        (7.5, "7.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("a\r\nb\x07", "a\nb"),
        ("\u200fعربي 🙂", "\u200fعربي 🙂"),
    ],
)
def test_text_is_taken_as_it_stands_without_stray_spaces(cell: Cell, text: str) -> None:
    assert read(ACTIVITIES, "local_reference", cell) == text


def test_text_that_a_program_turned_into_something_else_is_refused() -> None:
    assert "holds a date" in refusal(ACTIVITIES, "title", datetime(2026, 3, 1))  # noqa: DTZ001
    assert "failed with #REF!" in refusal(ACTIVITIES, "title", CellError("#REF!"))


@pytest.mark.parametrize(
    ("cell", "number"),
    [("1,234.5", 1234.5), ("-5", -5), (" 1,234,567 ", 1234567), ("1 234", 1234), (0.1, 0.1), (".5", 0.5), ("1e3", 1000),
     ("\N{MINUS SIGN}2", -2)],
)  # fmt: skip
def test_numbers_may_have_commas_or_spaces_between_thousands(cell: Cell, number: float) -> None:
    assert read(OUTCOMES, "metric_value", cell) == number


@pytest.mark.parametrize(
    "cell", ["1,23", "3,5", "84%", "£5", "ten", "1 2", "", "-", "1e999", float("inf"), True]
)
def test_what_is_no_number_is_refused(cell: Cell) -> None:
    assert "a number such as" in refusal(OUTCOMES, "metric_value", cell)


@pytest.mark.parametrize("cell", [0.0, -1.0, 1.5, "0", "1,000,001", "many", True])
def test_people_are_a_whole_number_from_1(cell: Cell) -> None:
    assert refusal(COHORTS, "people", cell) == "a whole number from 1 to 1,000,000"


def test_whole_numbers_may_be_written_with_commas_or_a_point() -> None:
    assert (read(COHORTS, "people", "1,200"), read(COHORTS, "people", "12.0")) == (1200, 12)


def test_a_number_in_a_column_of_days_is_refused() -> None:
    assert "a day such as" in refusal(ACTIVITIES, "start_date", 46000.0)
    assert read(ACTIVITIES, "start_date", datetime(2026, 11, 3, 9, 30)) == date(2026, 11, 3)  # noqa: DTZ001
    assert read(ACTIVITIES, "start_date", date(2026, 11, 3)) == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("cell", "groups"),
    [
        ("OLDER;dep20", ("DEP20", "OLDER")),
        (" dep20 ;; poor  places", ("DEP20",)),
        ("DEP20\nOLDER", ("DEP20", "OLDER")),
        ("older people; all", ("OLDER",)),
        ("None", ()),
        ("Not known", None),
        ("not-known", None),
        ("?", None),
    ],
)
def test_groups_are_codes_none_or_not_known(cell: Cell, groups: tuple[str, ...] | None) -> None:
    assert read(COHORTS, "groups", cell) == groups


def test_an_unknown_or_doubtful_group_is_refused_with_the_choices() -> None:
    assert refusal(COHORTS, "groups", "DEP2") == (
        "one of the groups of people, such as “Poor places”, “Older people; all” or “Same”; "
        'or "none", or "not known"'
    )
    assert "such as “Older people; all”, “Poor places” or" in refusal(COHORTS, "groups", "Older peopel; all")
    assert "; “DEP2” is none of them; or" in refusal(COHORTS, "groups", "OLDER; DEP2")


def test_a_word_that_answers_a_question_is_refused_with_the_question_and_its_answers() -> None:
    lists = CodeLists({"Who": CodeList("Who")})
    for code, label in [("professionals", "Professionals"), ("together", "Together")]:
        lists["Who"].add(code, label)
    read_it = parser_for(ACTIVITIES, ACTIVITIES.column("design_role"), lists)
    with pytest.raises(UnexpectedValueError, match=r"^who designed it: “Together” or “Professionals”$"):
        read_it("togther")


@pytest.mark.parametrize(
    ("cell", "answer"), [("Yes", True), ("y", True), (True, True), ("no", False), (False, False), (1.0, True)]
)
def test_yes_or_no_is_read_in_many_ways(cell: Cell, *, answer: bool) -> None:
    assert read(OUTCOMES, "metric_is_share", cell) is answer


def test_perhaps_is_neither_yes_nor_no() -> None:
    assert refusal(OUTCOMES, "metric_is_share", "perhaps") == "yes or no"


def test_a_long_value_is_shown_shortened() -> None:
    assert shown("x" * 100) == "x" * 79 + "…"
    assert shown("a\nb") == "a b"
    assert (shown(None), shown(7.0), shown(CellError("#N/A"))) == ("", "7", "#N/A")
    assert shown(date(2026, 11, 3)) == "03/11/2026"


def test_values_are_written_as_the_reader_takes_them() -> None:
    column = OUTCOMES.column
    assert (written(column("metric_is_share"), True), written(column("metric_is_share"), False)) == (
        "yes",
        "no",
    )
    assert written(column("we_did"), "") is None
    assert written(column("metric_value"), 0.0) == 0.0
    assert written(ACTIVITIES.column("priorities"), ("C1", "C2")) == "C1; C2"
    assert written(ACTIVITIES.column("priorities"), ()) is None
    assert [
        written_groups(("A", "B"), is_known=True),
        written_groups((), is_known=True),
        written_groups((), is_known=False),
    ] == ["A; B", "none", "not known"]
