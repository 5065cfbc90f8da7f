"""Outcomes drawn: bad news has the same weight, and what is planned is never counted as made."""

import pytest

from components.figures.drawing import Drawing
from components.figures.outcomes import outcomes_figure
from components.figures.palette import DARK, LIGHT, Palette
from tests.unit.figures.samples import evidence_of, outcome_counts

COUNTS = outcome_counts(
    made_positive=1200, made_negative=2, planned_positive=5, not_possible_no_change=3, not_possible_positive=1
)


def drawn(palette: Palette = LIGHT) -> Drawing:
    return outcomes_figure(COUNTS, evidence_of(4, 6, 2, of=1211), palette=palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_status_is_parted_by_direction(palette: Palette) -> None:
    positive, no_change, negative = drawn(palette).figure.data
    assert list(positive.y) == ["Made", "Planned", "Not possible"]
    assert [list(bar.x) for bar in (positive, no_change, negative)] == [[1200, 5, 1], [0, 0, 3], [2, 0, 0]]
    assert positive.marker.color == palette.accent


def test_directions_are_told_apart_by_more_than_colour() -> None:
    negative = drawn().figure.data[2]
    assert negative.marker.pattern.shape == "/"
    notes = [note.text.replace("<br>", " ") for note in drawn().figure.layout.annotations]
    assert notes[0].startswith("<b>Made: 1,202</b>")
    assert "1,200 positive, 2 negative" in notes[0]


def test_the_finding_tells_good_and_bad_news_and_the_evidence() -> None:
    assert drawn().finding == (
        "Of 1,211 outcomes, **1,202** changes were made, 5 are planned and 4 were not possible. "
        "Of those made, 1,200 made something better, 0 changed nothing and 2 made something worse. "
        "The evidence: 4 have a source, "
        "6 were measured against a comparator and 2 were confirmed by people involved."
    )
    assert drawn().alt == "Outcomes by status and direction. " + drawn().finding.replace("**", "")


def test_nothing_recorded_is_said_plainly() -> None:
    drawing = outcomes_figure(outcome_counts(), evidence_of(0, 0, 0, of=0), palette=LIGHT)
    assert drawing.finding == "No outcome has been recorded here yet."
    assert list(drawing.figure.layout.xaxis.range) == [0, 1]


def test_the_table_adds_up_each_status() -> None:
    assert drawn().table.to_dict("records") == [
        {"Status": "Made", "Positive": 1200, "No change": 0, "Negative": 2, "All": 1202},
        {"Status": "Planned", "Positive": 5, "No change": 0, "Negative": 0, "All": 5},
        {"Status": "Not possible", "Positive": 1, "No change": 3, "Negative": 0, "All": 4},
        {"Status": "All outcomes", "Positive": 1206, "No change": 3, "Negative": 2, "All": 1211},
        {"Status": "Of all, has a source", "Positive": "", "No change": "", "Negative": "", "All": 4},
        {
            "Status": "Of all, was measured against a comparator",
            "Positive": "", "No change": "", "Negative": "", "All": 6,
        },
        {
            "Status": "Of all, was confirmed by people involved",
            "Positive": "", "No change": "", "Negative": "", "All": 2,
        },
    ]  # fmt: skip


def test_each_number_and_each_bar_says_which_outcomes_it_counts() -> None:
    drawing = drawn()
    assert drawing.keys[0, "Negative"] == "made:negative"
    assert drawing.keys[3, "All"] == "all:all"
    assert drawing.keys[4, "All"] == "evidence:source"
    assert [one[0] for one in drawing.figure.data[2].customdata] == [
        "made:negative", "planned:negative", "not-possible:negative",
    ]  # fmt: skip


def test_what_is_planned_has_made_nothing_worse_yet() -> None:
    counts = outcome_counts(made_positive=1, planned_negative=8, planned_no_change=2)
    drawing = outcomes_figure(counts, evidence_of(0, 0, 0, of=11), palette=LIGHT)
    assert (
        "Of those made, 1 made something better, 0 changed nothing and 0 made something worse."
        in drawing.finding
    )
    assert "expected: 2 no change, 8 negative" in str(drawing.figure.layout.annotations[1].text)


def test_with_nothing_made_the_finding_weighs_nothing() -> None:
    drawing = outcomes_figure(outcome_counts(planned_positive=2), evidence_of(0, 0, 0, of=2), palette=LIGHT)
    assert "Of those made" not in drawing.finding
