"""Dots on their scales: middles and spreads worked by hand, staff and lay members apart, and what is said of few."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.dot_question import QuestionRecord, RoundSeen
from domain.dot_words import (
    NO_DOTS,
    change_in_words,
    counts_sentence,
    findings,
    headline,
    middle_in_words,
    value_in_words,
)
from domain.dots import (
    GREATEST,
    PlacedDot,
    Scale,
    ScaleResult,
    check_values,
    results_of,
    scales_of,
    steps_within,
    summary_of,
)
from domain.errors import InvalidRecordError
from domain.experience import AGREEMENT
from domain.vocabulary import DotKind, DotScale, DotState, MeetingState, Provenance, RaterKind

STAFF, LAY = RaterKind.STAFF, RaterKind.LAY
SPECTRUM = scales_of(DotKind.SPECTRUM)
STATEMENT = scales_of(DotKind.STATEMENT)
CUBE = scales_of(DotKind.CUBE)
RUNGS = {"Coercion": "No say.", "Informing": "Told.", "Co-production": "Together."}


def came_out(
    staff: tuple[int, ...] = (), lay: tuple[int, ...] = (), *, scales: tuple[Scale, ...] = SPECTRUM
) -> tuple[ScaleResult, ...]:
    """What came of dots on the first scale."""
    code = scales[0].code
    dots = [PlacedDot(STAFF, code, one) for one in staff] + [PlacedDot(LAY, code, one) for one in lay]
    return results_of(dots, scales=scales)


@pytest.mark.parametrize(
    ("values", "median", "spread"),
    [
        ((), None, None),
        ((40,), 40, None),
        ((40, 61), 50.5, None),
        ((30, 10, 20), 20, (10, 30)),
        ((1, 2, 3, 4), 2.5, (1.5, 3.5)),
        ((1, 2, 3, 4, 5), 3, (1.5, 4.5)),
        ((6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), 40, (15, 43)),
    ],
)
def test_middle_and_spread_are_those_worked_by_hand(
    values: tuple[int, ...], median: float | None, spread: tuple[float, float] | None
) -> None:
    summary = summary_of(values)
    assert (summary.dots, summary.median, summary.spread) == (len(values), median, spread)


def test_on_steps_a_quartile_between_two_is_taken_outwards() -> None:
    assert steps_within((1.5, 3.5)) == (1, 4)
    assert steps_within((1.0, 3.0)) == (1, 3)


def test_each_kind_of_question_has_its_scales() -> None:
    assert [scale.code for scale in CUBE] == [
        DotScale.VOICE, DotScale.WAYS, DotScale.CONCERNS, DotScale.CHANGE,
    ]  # fmt: skip
    assert [scale.greatest for scale in (*SPECTRUM, *STATEMENT)] == [GREATEST, 4]
    (rung,) = scales_of(DotKind.RUNG, rungs=RUNGS)
    assert (rung.steps, rung.meanings, rung.greatest) == (tuple(RUNGS), tuple(RUNGS.values()), 2)
    assert (rung.low, rung.high) == ("Coercion", "Co-production")
    with pytest.raises(InvalidRecordError):
        scales_of(DotKind.RUNG)


def test_how_far_along_its_line_a_value_stands() -> None:
    assert [SPECTRUM[0].share(25), STATEMENT[0].share(3)] == [0.25, 0.75]
    assert scales_of(DotKind.RUNG, rungs={"Only": ""})[0].share(0) == 0


@pytest.mark.parametrize("value", [-1, 101])
def test_a_dot_beside_its_line_is_refused(value: int) -> None:
    check_values({DotScale.POSITION: 0}, scales=SPECTRUM)
    check_values({DotScale.POSITION: 100}, scales=SPECTRUM)
    with pytest.raises(InvalidRecordError, match="on the line"):
        check_values({DotScale.POSITION: value}, scales=SPECTRUM)


def test_a_line_without_a_dot_or_a_dot_without_a_line_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="on each line"):
        check_values({DotScale.VOICE: 1}, scales=CUBE)
    with pytest.raises(InvalidRecordError, match="Choose one"):
        check_values({}, scales=STATEMENT)
    with pytest.raises(InvalidRecordError):
        check_values({DotScale.POSITION: 1, DotScale.VOICE: 1}, scales=SPECTRUM)


def test_staff_and_lay_members_have_each_their_own_middle_and_none_together() -> None:
    assert findings(came_out((10, 20, 30), (60, 70, 80, 90))) == (
        "Staff (3 dots): nearer to influencing, the middle is 20; half or more of the dots are from 10 to 30.",
        "Lay members (4 dots): nearer to co-ordinating, the middle is 75; half or more of the dots are from 65 to 85.",
        "Lay people place it 55 points closer to co-ordinating than staff do.",
    )


def test_few_dots_are_said_with_care_and_have_no_spread() -> None:
    assert findings(came_out((40,), (40, 60, 61))) == (
        "Staff (1 dot): about half way between influencing and co-ordinating, the middle is 40.",
        "Lay members (3 dots): nearer to co-ordinating, the middle is 60; half or more of the dots are from 40 to 61.",
        "Lay people place it 20 points closer to co-ordinating than staff do.",
        "There are few dots, so take this with care.",
    )


def test_a_kind_of_people_without_dots_is_named_and_nothing_is_compared() -> None:
    assert findings(came_out(staff=(1, 1, 1)))[1:] == (
        "No lay member placed a dot, so there is no lay view of this yet.",
    )
    assert findings(came_out(lay=(1, 1, 1)))[1:] == (
        "Nobody of the staff placed a dot, so there is no staff view of this yet.",
    )
    assert findings(came_out()) == (NO_DOTS,)
    assert headline(came_out()) == NO_DOTS
    assert middle_in_words(summary_of(()), scale=SPECTRUM[0]) == ""


def test_steps_are_named_and_never_averaged() -> None:
    told = findings(came_out((1, 4), (3, 3, 3), scales=STATEMENT))
    assert told[0] == "Staff (2 dots): the middle is between “Not really” and “Yes, completely”."
    assert (
        told[1] == "Lay members (3 dots): the middle is “Mostly”; half or more of the dots are at “Mostly”."
    )
    assert value_in_words(3, scale=STATEMENT[0]) == AGREEMENT[3]
    assert value_in_words(3, scale=SPECTRUM[0]) == "3 of 100"


def test_the_cube_is_told_line_by_line_and_in_short_by_its_widest_gap() -> None:
    dots = [PlacedDot(STAFF, DotScale.VOICE, 10), PlacedDot(LAY, DotScale.VOICE, 30)]
    dots += [PlacedDot(STAFF, DotScale.WAYS, 80), PlacedDot(LAY, DotScale.WAYS, 20)]
    results = results_of(dots, scales=CUBE[:2])
    assert findings(results)[:2] == (
        "How strong is the voice that people have? Staff (1 dot): the middle is 10, from 0 “A weak voice” to 100 "
        "“A strong voice”.",
        "Lay members (1 dot): the middle is 30, from 0 “A weak voice” to 100 “A strong voice”.",
    )
    assert headline(results) == (
        "Staff and lay members are furthest apart on “How many ways there are to take part”: 80 and 20. "
        "There are few dots, so take this with care."
    )
    same = results_of([PlacedDot(one, DotScale.VOICE, 5) for one in RaterKind for _ in range(3)], scales=CUBE)
    assert headline(same) == "Staff and lay members have the same middle on each line."
    alone = results_of([PlacedDot(LAY, DotScale.VOICE, 5)] * 3, scales=CUBE)
    assert headline(alone) == "Nobody of the staff placed a dot, so there is no staff view of this yet."
    assert headline(came_out((10,) * 3, (20,) * 3)).startswith("Staff (3 dots)")


def test_how_the_middle_moved_is_said_for_those_who_placed_dots_in_both_rounds() -> None:
    assert change_in_words(came_out((10,), (20,)), came_out((15,), (20,))) == (
        "Staff moved from 10 to 15.",
        "Lay members stayed at 20.",
    )
    assert change_in_words(came_out((10,)), came_out((), (20,))) == ()
    before = results_of([PlacedDot(STAFF, DotScale.VOICE, 1)], scales=CUBE)
    now = results_of([PlacedDot(STAFF, DotScale.VOICE, 2)], scales=CUBE)
    assert change_in_words(before, now) == ("How strong people’s voice is: Staff moved from 1 to 2.",)


def test_counts_are_said_apart() -> None:
    assert counts_sentence(staff=1, lay=1200) == "1 dot from staff and 1,200 from lay members"


def test_a_question_knows_its_last_round_and_the_one_before() -> None:
    first = RoundSeen(1, 1, 0, (PlacedDot(STAFF, DotScale.POSITION, 7),))
    asked = a_question(first)
    assert (asked.current, asked.before(first), first.people, asked.is_hidden) == (first, None, 1, True)
    second = RoundSeen(2, 0, 0, ())
    empty = a_question(first, second)
    assert (empty.before(second), empty.telling) == (first, first)
    assert empty.which_round == "Nobody placed a dot in round 2. This is round 1."
    # Dots that are hidden are no lack of dots.
    assert (asked.which_round, a_question(first, replace(second, lay=1)).which_round) == ("", "")
    assert a_question(second).telling == second
    assert asked.results(first)[0].of(STAFF).values == (7,)
    assert asked.results(first)[0].of(LAY).values == ()


def a_question(*rounds: RoundSeen) -> QuestionRecord:
    return QuestionRecord(
        id=1, meeting_id=1, meeting_title="", meeting_state=MeetingState.LIVE,
        provenance=Provenance.SUBMITTED, room_code="", phones=0,
        kind=DotKind.SPECTRUM, asked="", evidence="", network_code=None, network=None, activity_id=None,
        activity=None, hides_dots=True, state=DotState.OPEN, opened_at=datetime(2026, 11, 22, tzinfo=UTC),
        closed_at=None, scales=SPECTRUM, rounds=rounds,
    )  # fmt: skip
