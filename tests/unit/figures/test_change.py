"""The figures of the Change page: planned is never made, three facts are no score, and answers stay words."""

import pandas as pd
import pytest

from components.figures.drawing import Drawing
from components.figures.evidence import evidence_figure
from components.figures.felt_heard import felt_heard_figure
from components.figures.grid import Grid
from components.figures.how_long import how_long_figure
from components.figures.levels import levels_figure
from components.figures.metrics import RecordedMetric, metrics_figure
from components.figures.palette import DARK, LIGHT
from components.figures.told_and_heard import TOO_FEW, ToldAndHeard, told_and_heard_figure
from domain.counted_people import COUNT_OF_PEOPLE
from domain.experience import Statement
from domain.how_long import HowLong, Took
from domain.told_and_heard import HowItWas, how_it_was
from domain.vocabulary import Answer, Direction, EvidenceFact, Level, OutcomeStatus

NONE_OF_THEM = dict.fromkeys(Took, 0)
MADE = NONE_OF_THEM | {Took.TWO_WEEKS: 2, Took.LONGER: 1, Took.NO_DAY: 4}
NOT_POSSIBLE = NONE_OF_THEM | {Took.ONE_MONTH: 1}


def a_metric(**changes: object) -> RecordedMetric:
    """Waits in weeks that went from 10 to 4."""
    values: dict[str, object] = {
        "label": "Waits", "network": "East", "value": 4.0, "unit": "weeks", "baseline": 10.0,
        "comparator": "the year before", "period": "6 months after",
    } | changes  # fmt: skip
    return RecordedMetric(**values)


def metrics(*rows: RecordedMetric, total: int = 9, compared: int = 1) -> Drawing:
    return metrics_figure(rows, total=total, compared=compared, palette=LIGHT)


def people(agrees: int = 15, *, yes: int = 12, no: int = 8) -> HowItWas:
    """What 20 people answered; so many of them agree with each statement."""
    found = how_it_was(
        dict.fromkeys(Statement, (20 - agrees, 0, 0, 0, agrees)),
        answered=20,
        heard_back={Answer.YES: yes, Answer.NO: no},
    )
    assert found is not None
    return found


def test_decisions_stand_by_the_time_they_took_and_those_without_a_day_are_said() -> None:
    drawing = how_long_figure(
        {
            OutcomeStatus.MADE: (MADE, HowLong(3, 2, 12, 400)),
            OutcomeStatus.NOT_POSSIBLE: (NOT_POSSIBLE, HowLong(1, 20, 20, 20)),
        },
        palette=LIGHT,
    )
    assert drawing.finding == (
        "Half of 3 changes that were made took **12 days** or less, the quickest 2 days, the slowest 400 days "
        "(about 13 months). The 1 answer “not possible” took **20 days**. For 4 decisions no day is recorded."
    )
    made, not_possible = drawing.figure.data
    assert list(made.x) == [2, 0, 0, 0, 0, 0, 1, 4]
    assert [key for (key,) in not_possible.customdata][:2] == ["not-possible:2-weeks", "not-possible:1-month"]
    assert list(drawing.table["Made"]) == [0, 2, 0, 0, 0, 0, 0, 1, 4, 7]
    assert drawing.keys[9, "Made"] == "made:all"


def test_without_any_decision_that_is_said() -> None:
    nothing = dict.fromkeys((OutcomeStatus.MADE, OutcomeStatus.NOT_POSSIBLE), (NONE_OF_THEM, None))
    assert how_long_figure(nothing, palette=DARK).finding == "Nothing has been decided here yet."


def test_levels_are_parted_by_direction_and_bad_news_is_said() -> None:
    counts = {(Level.INDIVIDUALS, Direction.POSITIVE): 5, (Level.SOCIETY, Direction.NEGATIVE): 2}
    frame = pd.DataFrame(
        [
            (level.value, direction.value, counts.get((level, direction), 0))
            for level in Level
            for direction in Direction
        ],
        columns=["level", "direction", "outcomes"],
    )
    drawing = levels_figure(frame, palette=LIGHT)
    assert drawing.finding == (
        "Outcomes of value: **5** for individuals, **0** for organisations and **2** for society. "
        "For the worse: 2 for society."
    )
    assert [list(bar.x) for bar in drawing.figure.data] == [[5, 0, 0], [0, 0, 0], [0, 0, 2]]
    assert list(drawing.table["All"]) == [5, 0, 2]
    assert drawing.keys[2, "Negative"] == "society:negative"


def test_the_three_facts_stand_side_by_side_and_nothing_adds_them_up() -> None:
    frame = pd.DataFrame({"fact": [fact.label for fact in EvidenceFact], "outcomes": [4, 1, 2], "of": 6})
    drawing = evidence_figure(frame, palette=LIGHT)
    assert drawing.finding == (
        "Of 6 outcomes, **4** have a source, **1** was measured against a comparator and **2** were confirmed by "
        "people involved."
    )
    assert drawing.table.to_dict("list")["Outcomes"] == [4, 1, 2]
    assert "7" not in drawing.finding + drawing.alt


def test_before_and_after_are_drawn_on_a_scale_of_their_own() -> None:
    drawing = metrics(a_metric(), a_metric(value=60.0, baseline=30.0, unit="percent", is_share=True))
    _, _, after, before = drawing.figure.data
    assert list(before.x) == [1.0, 0.3]
    assert list(after.x) == [0.4, 0.6]
    assert drawing.figure.layout.annotations[0].text == "<b>Waits</b><br>East: 10 weeks before, 4 weeks after"


def test_a_number_without_one_before_is_in_the_table_alone() -> None:
    drawing = metrics(a_metric(baseline=None))
    assert list(drawing.figure.data[2].x) == []
    assert drawing.table.to_dict("records")[0]["Before"] == "–"


def test_a_number_that_may_count_people_shows_nowhere() -> None:
    drawing = metrics(a_metric(value=4.0, baseline=3.0, unit="people", counts_people=True))
    row = drawing.table.to_dict("records")[0]
    assert (row["Before"], row["After"]) == (COUNT_OF_PEOPLE, COUNT_OF_PEOPLE)
    assert list(drawing.figure.data[2].x) == []
    assert not drawing.figure.layout.annotations


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_nothing_and_less_than_nothing_break_no_scale(value: float) -> None:
    assert a_metric(value=value, baseline=0.0).drawn == ((0.0, 0.0) if value == 0 else None)


def test_without_any_number_that_is_said() -> None:
    assert metrics(total=0, compared=0).finding == "No outcome here has a number yet."


def test_staff_and_people_stand_side_by_side_and_too_few_answers_are_said() -> None:
    drawing = told_and_heard_figure(
        {"SL": ToldAndHeard("South", 9, 3, people()), "GM": ToldAndHeard("Manchester", 2, 0, None)},
        all_people=people(),
    )
    assert drawing.finding == (
        "Staff say that they reported back on **3** of 11 activities. **Most people** who answered (20) said that "
        "somebody told them what came of it."
    )
    assert isinstance(drawing.figure, Grid)
    assert drawing.figure.texts == (("9", "3", "20", "Most people (10)"), ("2", "0", TOO_FEW, TOO_FEW))
    assert drawing.figure.keys[0] == ("SL:activities", "SL:told", "", "")


def test_each_statement_speaks_for_itself_and_a_network_without_enough_answers_says_so() -> None:
    drawing = felt_heard_figure({"SL": people(), "GM": None}, networks={"SL": "South", "GM": "Manchester"})
    assert isinstance(drawing.figure, Grid)
    assert drawing.figure.texts == (("Most people",) * 4 + ("20",), (TOO_FEW,) * 5)
    assert drawing.finding == (
        "Enough people have answered in **1 of 2** networks here. Each speaks for itself. "
        "Too few answers yet: Manchester."
    )
    assert not drawing.figure.keys
    assert len(drawing.table.columns) == 6


def test_of_one_network_the_statements_are_said_in_words() -> None:
    drawing = felt_heard_figure({"SL": people(1)}, networks={"SL": "South"})
    assert drawing.finding.startswith(
        "People who answered: 20. “They did something different because of what I said”: **hardly anyone** agree."
    )


def test_where_people_of_every_network_answered_none_is_named_as_missing() -> None:
    drawing = felt_heard_figure(
        {"SL": people(), "GM": people()}, networks={"SL": "South", "GM": "Manchester"}
    )
    assert drawing.finding.startswith("Enough people have answered in **2 of 2** networks here.")
    assert "Too few" not in drawing.finding


def test_many_networks_with_too_few_answers_are_counted_and_not_named() -> None:
    names = {"SL": "South", "GM": "Manchester", "YH": "Yorkshire", "EM": "East", "WM": "West"}
    drawing = felt_heard_figure(dict.fromkeys(names) | {"SL": people()}, networks=names)
    assert "From 4 networks there are too few answers yet." in drawing.finding


def test_with_too_few_answers_anywhere_the_finding_says_so() -> None:
    drawing = felt_heard_figure({"SL": None}, networks={"SL": "South"})
    assert drawing.finding == "Too few people have answered here to say whether they feel heard."


def test_answers_that_can_be_counted_in_some_networks_only_are_said_by_network() -> None:
    rows = {"SL": ToldAndHeard("South", 9, 3, people()), "GM": ToldAndHeard("Manchester", 2, 0, None)}
    some = told_and_heard_figure(rows, all_people=None).finding
    assert some.endswith("People's answers can be counted in **1 of 2** networks here.")
    none = told_and_heard_figure({"GM": rows["GM"]}, all_people=None).finding
    assert none.endswith("Too few people have answered to say whether they heard.")


def test_a_decision_dated_before_its_activity_is_said() -> None:
    early = {**NONE_OF_THEM, Took.BEFORE: 1}
    drawn = how_long_figure(
        {OutcomeStatus.MADE: (early, None), OutcomeStatus.NOT_POSSIBLE: (NONE_OF_THEM, None)}, palette=LIGHT
    )
    assert drawn.finding.endswith("1 decision is dated before the activity began.")
