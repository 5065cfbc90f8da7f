"""What a dry run finds wrong, warns of or understands, cell by cell."""

from datetime import date

import pytest
from sqlalchemy.engine import Engine

from data_access.interchange.committing import commit_import
from data_access.interchange.import_file import ImportFile
from data_access.interchange.planning import plan_import
from domain.permissions import OPERATOR
from tests.integration.factories import (
    ACTIVITY_HEADINGS,
    COHORT_HEADINGS,
    OUTCOME_HEADINGS,
    Rows,
    a_contributor,
    a_file,
    a_whole_file,
    activities,
    an_activity,
    save,
)
from tests.integration.planning import plan, sentences


def test_people_of_an_activity_that_there_is_not_are_told_so_with_all_else_that_is_wrong(
    filled_sqlite: Engine,
) -> None:
    found = plan(filled_sqlite, {"Cohorts": [COHORT_HEADINGS, ["SL", "A9", "nobodies", 3]]})
    assert [one.cell for one in found.problems] == ["C2", "B2"]
    assert "“A9” is there, expected the reference of a record" in found.problems[1].sentence


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        (
            activities(["XX", "A1", "A workshop", "01/05/2026"]),
            "Activities, row 2, Network (A2): “XX” is there, expected one of the networks, such as “",
        ),
        (
            activities(["SL", "A1", "", "01/05/2026"]),
            "Activities, row 2, Title (C2): expected text, because it is required.",
        ),
        (
            activities(["SL", "A1", "A workshop", "31/02/2026"]),
            "Activities, row 2, Start date (D2): “31/02/2026” is there, "
            "expected a day that exists: 31/02/2026 does not.",
        ),
        (
            activities(["SL", "A1", "x" * 201, "01/05/2026"]),
            "expected at most 200 characters, but there are 201.",
        ),
        (
            activities(
                ["SL", "A1", "A workshop", "01/05/2026", "30/04/2026"], headings=[*ACTIVITY_HEADINGS, "End date"]
            ),
            "Activities, row 2, End date (E2): “30/04/2026” is there, "
            "expected a day on or after the start, 01/05/2026.",
        ),
        (
            activities(["SL", "A1", "One", "01/05/2026"], ["SL", "A1", "Two", "01/05/2026"]),
            "Activities, row 3, Reference (B3): “A1” is there, "
            "expected each record once, but SL A1 stands in row 2 already.",
        ),
        (
            {"Cohorts": [COHORT_HEADINGS, ["SL", "A9", "none", 3]]},
            "Cohorts, row 2, Activity reference (B2): “A9” is there, "
            "expected the reference of a record in the sheet Activities or in Heard for SL.",
        ),
        (
            activities(["SL", "A1", "=B2", "01/05/2026"]),
            "Activities, row 2, Title (C2): This cell holds a formula. Type the text itself.",
        ),
        (
            activities(["SL", "A1", "A workshop", "=TODAY()"]),
            "Activities, row 2, Start date (D2): This cell holds a formula. Type the day itself.",
        ),
        (
            activities(["", "A1", "A workshop", "01/05/2026"]),
            "Activities, row 2, Network (A2): expected one of the networks, such as “",
        ),
        (
            activities(["SL", "A1", "A workshop", "01/05/2026", "codesing"], headings=[*ACTIVITY_HEADINGS, "Rung"]),
            "“codesing” is there, expected one of the rungs of the ladder, such as “Codesign” or ",
        ),
        (
            activities(["SL", "A1", "A workshop", "01/05/2026"])
            | {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "none", 0]]},
            "Cohorts, row 2, People (D2): “0” is there, expected a whole number from 1 to 1,000,000.",
        ),
        (
            activities(["SL", "A1", "A workshop", "01/05/2026"])
            | {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "", 3]]},
            'Cohorts, row 2, Groups (C2): expected codes of groups, parted by semicolons, or "none", '
            'or "not known".',
        ),
        (
            activities(["SL", "A1", "A workshop", "01/05/2026"])
            | {"Outcomes": [OUTCOME_HEADINGS, ["SL", "A1", "no change", "not possible", "society"]]},
            "Outcomes, row 2, Reason not possible: expected the reason why it was not possible.",
        ),
        (
            {"Marker assessments": [["Network", "Marker", "Rated by", "As of", "Level"],
                                    ["SL", "COO1", "lay", "30/04/2026", 4]]},
            "Marker assessments, row 2, Level (E2): “4” is there, expected a whole number from 0 to 3.",
        ),
        (
            {"Marker assessments": [["Network", "Marker", "Rated by", "As of", "Level"],
                                    ["SL", "COO1", "lay", "30/04/2999", 3]]},
            "Marker assessments, row 2, As of (D2): “30/04/2999” is there, expected a day that has come",
        ),
    ],
)  # fmt: skip
def test_a_problem_is_named_by_sheet_row_and_column(
    filled_sqlite: Engine, sheets: dict[str, Rows], expected: str
) -> None:
    [sentence] = sentences(plan(filled_sqlite, sheets))
    assert expected in sentence


def test_all_problems_are_counted_and_the_first_200_listed(filled_sqlite: Engine) -> None:
    found = plan(filled_sqlite, activities(*(["SL", f"A{row}", "", "no day"] for row in range(150))))
    assert (found.problem_count, len(found.problems)) == (300, 200)


def test_a_published_record_needs_its_citation(filled_sqlite: Engine) -> None:
    headings = [*ACTIVITY_HEADINGS, "Provenance"]
    found = plan(
        filled_sqlite, activities(["SL", "A1", "A workshop", "01/05/2026", "published"], headings=headings)
    )
    assert "the citation" in sentences(found)[0]


def test_personal_details_are_warned_of_without_repeating_them(filled_sqlite: Engine) -> None:
    found = plan(filled_sqlite, activities(["SL", "A1", "Ask jo@example.org", "01/05/2026"]))
    [warning] = found.warnings
    assert "this looks like an e-mail address" in warning.sentence
    assert "jo@" not in warning.sentence
    assert found.is_sound


def test_codes_are_found_by_code_or_label_in_any_case_with_stray_spaces(filled_sqlite: Engine) -> None:
    headings = [*ACTIVITY_HEADINGS, "Rung", "Designed by", "Priorities", "Payment offered"]
    rows = [
        [" sl ", "A1", "By code", "01/05/2026", "codesign", "TOGETHER", "c2 ;C1;", "Y"],
        [
            "place  sl",
            "A2",
            "By label",
            "01/05/2026",
            6,
            "Users and communities alone",
            "Visible leadership",
            "no",
        ],
        ["Health innovation SL", "A3", "Blank", "01/05/2026", " ", None, "", ""],
    ]
    found = plan(filled_sqlite, activities(*rows, headings=headings))
    assert sentences(found) == []
    said = [
        (change.after["rung_code"], str(change.after["design_role"]), change.after["priorities"],
         str(change.after["payment_offered"]))
        for change in found.changes if change.after
    ]  # fmt: skip
    assert said == [
        ("CODESIGN", "together", ("C1", "C2"), "yes"),
        ("CODESIGN", "communities", ("C1",), "no"),
        (None, "None", (), "not-recorded"),
    ]


def test_a_code_that_is_nearly_right_is_suggested(filled_sqlite: Engine) -> None:
    headings = [*ACTIVITY_HEADINGS, "Rung"]
    found = plan(filled_sqlite, activities(["SL", "A1", "A", "01/05/2026", "Co-design!"], headings=headings))
    assert "one of the rungs of the ladder, such as “Codesign” or" in sentences(found)[0]


def test_progress_is_told_while_saving(filled_sqlite: Engine) -> None:
    told: list[str] = []
    commit_import(
        filled_sqlite, plan(filled_sqlite, a_whole_file()), actor=OPERATOR,
        progress=lambda step, done, total: told.append(f"{step} {done} of {total}"),
    )  # fmt: skip
    assert told[-1] == "Saving 6 of 6"


def test_a_folder_of_csv_files_is_one_import(filled_sqlite: Engine) -> None:
    file = ImportFile(
        "records",
        (
            ("activities.csv", b"Network,Reference,Title,Start date\nSL,A1,A workshop,1 May 2026\n"),
            ("people.csv", b"Network;Activity reference;Groups;People\nSL;A1;Older people;7\n"),
        ),
    )
    found = plan_import(filled_sqlite, file, actor=OPERATOR)
    assert sentences(found) == []
    assert [change.name for change in found.changes] == ["SL A1", "SL A1, people: OLDER"]


def test_a_change_that_breaks_a_rule_is_a_problem_too(filled_sqlite: Engine) -> None:
    save(filled_sqlite, an_activity(end_date=date(2026, 5, 2)))
    found = plan(filled_sqlite, activities(["SL", "A1", "A workshop", "03/05/2026"]))
    [sentence] = sentences(found)
    assert sentence == (
        "Activities, row 2, End date: “02/05/2026” is there, expected a day on or after the start, 03/05/2026."
    )


def test_a_link_that_would_run_a_script_is_a_problem(filled_sqlite: Engine) -> None:
    headings = ["Network", "Marker", "Rated by", "As of", "Level", "Evidence link"]
    rows = [headings, ["SL", "COO1", "lay", "30/04/2026", 3, "JavaScript:alert(1)"]]
    [sentence] = sentences(plan(filled_sqlite, {"Marker assessments": rows}))
    assert "“JavaScript:alert(1)” is there, expected a web address that starts with https://" in sentence


def test_a_number_without_its_label_is_a_problem(filled_sqlite: Engine) -> None:
    headings = [*OUTCOME_HEADINGS, "Metric value", "Date"]
    rows = [headings, ["SL", "A1", "positive", "made", "society", 5, "01/05/2999"]]
    sheets = activities(["SL", "A1", "A workshop", "01/05/2026"]) | {"Outcomes": rows}
    assert [problem.expected for problem in plan(filled_sqlite, sheets).problems] == [
        "what the number measures", "a day that has come, because the change is marked as made",
    ]  # fmt: skip


def test_an_empty_code_that_is_required_is_a_problem(filled_sqlite: Engine) -> None:
    [sentence] = sentences(plan(filled_sqlite, activities(["", "A1", "A workshop", "01/05/2026"])))
    assert sentence == (
        "Activities, row 2, Network (A2): "
        "expected one of the networks, such as “Health Innovation GM” or “Health Innovation SL”."
    )


def test_many_unknown_codes_do_not_take_long(filled_sqlite: Engine) -> None:
    headings = [*ACTIVITY_HEADINGS, "Rung"]
    rows = (["SL", f"A{row}", "A", "01/05/2026", f"unknown rung {row} " * 3] for row in range(3_000))
    assert plan(filled_sqlite, activities(*rows, headings=headings)).problem_count == 3_000


def test_progress_is_told_while_reading_and_checking(filled_sqlite: Engine) -> None:
    told: list[str] = []
    rows = (["SL", f"A{row}", "A", "01/05/2026"] for row in range(1_000))
    plan_import(
        filled_sqlite, a_file(activities(*rows)), actor=OPERATOR,
        progress=lambda step, done, total: told.append(f"{step}: {done} of {total}"),
    )  # fmt: skip
    assert told == [
        "Reading Activities: 1000 of 1000",
        "Comparing Activities: 500 of 1000",
        "Comparing Activities: 1000 of 1000",
    ]


def test_one_network_that_may_not_be_written_for_is_named_once(filled_sqlite: Engine) -> None:
    file = a_file(activities(["GM", "A1", "Theirs", "01/05/2026"], ["GM", "A2", "Theirs", "01/05/2026"]))
    assert plan_import(filled_sqlite, file, actor=a_contributor("SL")).problem_count == 1
