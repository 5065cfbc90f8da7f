"""Activities drawn: rungs over time, the grid of design and delivery, stages, modes and programmes."""

from datetime import date

import pytest

from components.figures.activity_kinds import modes_figure, programmes_figure, stages_figure
from components.figures.design_delivery import ALL, LABELS, design_delivery_figure
from components.figures.drawing import Drawing
from components.figures.grid import MANY, NOT_SHOWN, SOME, Grid
from components.figures.palette import DARK, LIGHT, Palette
from components.figures.rungs_over_time import YearOfRungs, rungs_over_time_figure
from domain.periods import FinancialYear, period_of, quarters_of
from domain.selection import NONE
from domain.vocabulary import Mode, Stage

TODAY = date(2026, 9, 30)
RUNGS = {"CODESIGN": "Co-design", "CONSULTATION": "Consultation", NONE: ""}


def a_year(start: int, counts: dict[str, list[int]]) -> YearOfRungs:
    period = period_of(FinancialYear(start), today=TODAY)
    return YearOfRungs(period, tuple(quarters_of(period)), counts)


NOW = a_year(2026, {"CODESIGN": [4, 1200], "CONSULTATION": [1, 0], NONE: [0, 2]})
BEFORE = a_year(2025, {"CODESIGN": [1, 2, 3, 4], "CONSULTATION": [0, 0, 0, 5], NONE: [0, 0, 0, 0]})
NOTHING = a_year(2026, {"CODESIGN": [0, 0], "CONSULTATION": [0, 0], NONE: [0, 0]})
PAIRS = {(one, other): 0 for one in LABELS for other in LABELS}


def keys_of(drawing: Drawing) -> dict[str, object]:
    """The number of the table by its key."""
    return {key: drawing.table.loc[row, column] for (row, column), key in drawing.keys.items()}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_rung_and_quarter_has_a_bar_with_its_number_and_key(palette: Palette) -> None:
    earlier, now, labels = rungs_over_time_figure([BEFORE, NOW], rungs=RUNGS, palette=palette).figure.data
    assert (len(earlier.x), len(now.x)) == (12, 6)
    assert list(now.text) == ["4", "1,200", "1", "0", "0", "2"]
    assert [point[0] for point in now.customdata][:2] == ["CODESIGN:2026-04-01", "CODESIGN:2026-07-01"]
    assert now.marker.color == palette.accent
    assert list(labels.text) == ["<b>Co-design</b>", "<b>Consultation</b>", "<b>No rung recorded</b>"]


def test_all_bars_of_all_rungs_have_one_scale_and_stay_within_their_row() -> None:
    earlier, now, _ = rungs_over_time_figure([BEFORE, NOW], rungs=RUNGS, palette=LIGHT).figure.data
    assert now.y[1] == pytest.approx(max(now.y))
    assert earlier.y[0] == pytest.approx(now.y[1] / 1200)
    assert all(base + height < 0 and height < 1 for base, height in zip(now.base, now.y, strict=True))


def test_the_table_of_rungs_adds_up_and_each_number_has_its_key() -> None:
    drawing = rungs_over_time_figure([BEFORE, NOW], rungs=RUNGS, palette=LIGHT)
    numbers = keys_of(drawing)
    assert numbers["CODESIGN:2026-07-01"] == 1200
    assert numbers["CODESIGN:year-2025-04-01"] == 10
    assert numbers["all:2026-01-01"] == 9
    assert numbers["all:year-2026-04-01"] == 1207
    assert len(numbers) == 4 * (4 + 1 + 2 + 1)
    marks = {str(point[0]) for trace in drawing.figure.data[:2] for point in trace.customdata}
    assert marks <= set(numbers)


def test_the_finding_names_the_rung_of_most_activities_beside_the_year_before() -> None:
    assert rungs_over_time_figure([BEFORE, NOW], rungs=RUNGS, palette=LIGHT).finding == (
        "**Co-design** was the rung of most activities in 2026/27 so far: **1,204 of 1,207**, and 10 of 15 in 2025/26. "
        "2 activities have no rung recorded."
    )


def test_a_later_year_stands_beside_the_one_that_the_view_is_about() -> None:
    drawing = rungs_over_time_figure([BEFORE, NOW], rungs=RUNGS, palette=LIGHT, now=0)
    shown, beside, _ = drawing.figure.data
    assert (shown.marker.color, beside.marker.color) == (LIGHT.accent, LIGHT.line)
    assert drawing.finding == (
        "**Co-design** was the rung of most activities in 2025/26: **10 of 15**, and 1,204 of 1,207 in 2026/27 so far."
    )
    assert "The grey bars are 2026/27 so far." in drawing.notes[0]


def test_without_a_year_before_nothing_is_compared() -> None:
    drawing = rungs_over_time_figure([NOW], rungs=RUNGS, palette=LIGHT)
    assert "2025/26" not in drawing.finding
    assert drawing.notes[0].endswith("Nothing is recorded for the year before.")


def test_rungs_without_activities_and_activities_without_rungs_say_so() -> None:
    assert rungs_over_time_figure([NOTHING], rungs=RUNGS, palette=LIGHT).finding == (
        "No activity started in 2026/27 so far."
    )
    none = a_year(2026, {"CODESIGN": [0, 0], "CONSULTATION": [0, 0], NONE: [1, 2]})
    assert rungs_over_time_figure([none], rungs=RUNGS, palette=LIGHT).finding == (
        "None of the 3 activities in 2026/27 so far has a rung recorded."
    )


def test_the_grid_counts_pairs_and_their_sums_and_each_cell_has_its_key() -> None:
    drawing = design_delivery_figure(
        PAIRS | {("together", "together"): 6, ("together", "professionals"): 2, (NONE, "together"): 2}
    )
    grid = drawing.figure
    assert isinstance(grid, Grid)
    by_key = {
        key: text
        for keys, texts in zip(grid.keys, grid.texts, strict=True)
        for key, text in zip(keys, texts, strict=True)
    }
    assert by_key["together:together"] == "6"
    assert by_key[f"together:{ALL}"] == "8"
    assert by_key[f"{ALL}:together"] == "8"
    assert by_key[f"{ALL}:{ALL}"] == "10"
    assert {key: str(number) for key, number in keys_of(drawing).items()} == by_key
    assert (grid.tints[1][1], grid.tints[1][0]) == (MANY, SOME)
    assert grid.tints[0][0] == grid.tints[4][4] == NOT_SHOWN
    assert grid.in_full[1][0] == (
        "2 activities, designed by: professionals and people together, delivered by: professionals alone"
    )


def test_the_finding_of_the_grid_counts_who_had_a_part_in_both() -> None:
    pairs = PAIRS | {
        ("together", "communities"): 1, ("together", "professionals"): 1, ("professionals", "professionals"): 2,
        (NONE, "together"): 1,
    }  # fmt: skip
    assert design_delivery_figure(pairs).finding == (
        "People had a part in both design and delivery of **1 of 4** activities that say who did what (25%). "
        "Professionals did both alone in 2. 1 of 5 activities does not say."
    )


def test_an_empty_grid_and_one_that_says_nothing_tell_so() -> None:
    assert design_delivery_figure(PAIRS).finding.startswith("No activity here")
    assert design_delivery_figure(PAIRS | {(NONE, NONE): 1}).finding == (
        "None of 1 activity says who designed and who delivered it."
    )


def test_stages_run_along_the_pathway_with_what_is_not_recorded_last() -> None:
    counts = {stage.value: 0 for stage in Stage} | {"testing": 3, NONE: 1}
    drawing = stages_figure(counts, palette=LIGHT)
    bars, labels = drawing.figure.data
    assert [point[0] for point in bars.customdata] == [*(stage.value for stage in Stage), NONE]
    assert labels.text[2] == "<b>3</b> (75%) Testing"
    assert drawing.finding == "Most often: **Testing**, 3 of 4 activities. Stage not recorded for 1."
    assert keys_of(drawing) == counts


def test_modes_without_activities_say_so() -> None:
    drawing = modes_figure({mode.value: 0 for mode in Mode} | {NONE: 0}, palette=DARK)
    assert drawing.finding == "No activity started in this period."
    assert drawing.figure.data[1].text[0] == "<b>0</b> In person"


def test_modes_that_nobody_recorded_say_so() -> None:
    drawing = modes_figure({mode.value: 0 for mode in Mode} | {NONE: 2}, palette=DARK)
    assert drawing.finding == "Way not recorded for any of 2 activities."


def test_programmes_without_activities_stand_in_the_table_and_the_note_only() -> None:
    programmes = {"A": "Asthma", "B": "Blood pressure"}
    drawing = programmes_figure({"A": 0, "B": 2, NONE: 1}, programmes=programmes, palette=LIGHT)
    assert [point[0] for point in drawing.figure.data[0].customdata] == ["B", NONE]
    assert drawing.notes == ("No activity here in Asthma.",)
    assert keys_of(drawing) == {"A": 0, "B": 2, NONE: 1}
    assert drawing.finding == "Most often: **Blood pressure**, 2 of 3 activities. 1 has no programme."


def test_many_programmes_without_activities_are_counted() -> None:
    programmes = {code: code for code in "ABCDE"}
    drawing = programmes_figure(
        dict.fromkeys("ABCD", 0) | {"E": 2, NONE: 3}, programmes=programmes, palette=LIGHT
    )
    assert drawing.notes == ("No activity here in 4 programmes; the table names them.",)
    assert drawing.finding.endswith("3 have no programme.")


def test_activities_of_no_programme_say_so() -> None:
    drawing = programmes_figure({"A": 0, NONE: 3}, programmes={"A": "Asthma"}, palette=LIGHT)
    assert drawing.finding == "None of 3 activities belongs to a programme."


def test_a_chosen_programme_stands_alone_and_none_is_drawn_where_it_has_nothing() -> None:
    drawing = programmes_figure({"A": 0}, programmes={"A": "Asthma"}, palette=LIGHT)
    assert drawing.finding == "No activity started in this period."
    assert len(drawing.figure.data[0].x) == 0
    assert drawing.notes == ()
