"""Rules of the PPI Forum, worked by hand: three a year, the lay co-chair, whose turn it is, and the agenda's length."""

from datetime import date, time

import pytest

from domain.forum import (
    Sitting,
    Turn,
    agenda_sentence,
    co_chair_sentence,
    next_day_for_a_meeting,
    starts_of_points,
    turn_sentence,
    turns_of_secretariat,
    turns_to_chair,
    year_sentences,
    years_of_meetings,
)

TODAY = date(2026, 11, 22)
LAY, STAFF = "A lay member", "Head of involvement"


def held(year: int, month: int, *, lay: str = LAY, **more: str) -> Sitting:
    return Sitting(date(year, month, 10), True, lay_co_chair=lay, **more)


def to_come(year: int, month: int, **more: str) -> Sitting:
    return Sitting(date(year, month, 10), False, **more)


def said(*sittings: Sitting) -> list[str]:
    return [" ".join(year_sentences(one, today=TODAY)) for one in years_of_meetings(sittings, today=TODAY)]


def test_past_running_and_coming_years_each_say_whether_three_meetings_are_reached() -> None:
    found = (
        held(2024, 5), held(2024, 9), held(2025, 3, lay=""),
        held(2025, 6), held(2026, 1, lay=""),
        held(2026, 5), held(2026, 9), to_come(2027, 2),
        to_come(2027, 6),
    )  # fmt: skip
    assert said(*found) == [
        "1 meeting is planned for 2027/28. 2 more have to take place by 31 March 2028.",
        "2 of at least 3 this year, 2026/27; 1 more is planned. Each had a lay co-chair.",
        "2 of at least 3 in 2025/26: 1 too few. No lay co-chair is recorded for 1 of them.",
        "3 of at least 3 in 2024/25. No lay co-chair is recorded for 1 of them.",
    ]
    assert [year.is_met() for year in years_of_meetings(found, today=TODAY)] == [False, False, False, True]


def test_without_any_meeting_the_running_year_says_what_is_missing() -> None:
    assert said() == ["0 of at least 3 this year, 2026/27. 3 more have to take place by 31 March 2027."]


@pytest.mark.parametrize(
    ("sittings", "sentence"),
    [
        (
            (held(2026, 5, lay=""), to_come(2026, 9), to_come(2027, 1), to_come(2027, 2)),
            "1 of at least 3 this year, 2026/27; 2 more are planned. "
            "1 was planned for a day that has passed, and nobody noted that it took place. "
            "No lay co-chair is recorded for it.",
        ),
        (
            (held(2026, 5), to_come(2026, 8), to_come(2026, 9), to_come(2026, 12)),
            "1 of at least 3 this year, 2026/27; 1 more is planned. 1 more has to take place by 31 March 2027. "
            "2 were planned for days that have passed, and nobody noted that they took place. "
            "It had a lay co-chair.",
        ),
        (
            (to_come(2027, 5), to_come(2027, 9), to_come(2028, 1)),
            "3 meetings are planned for 2027/28.",
        ),
    ],
)  # fmt: skip
def test_what_passed_without_a_word_and_what_is_still_to_come_are_told_apart(
    sittings: tuple[Sitting, ...], sentence: str
) -> None:
    assert said(*sittings)[0] == sentence


@pytest.mark.parametrize(
    ("sitting", "sentence"),
    [
        (
            Sitting(TODAY, False, staff_co_chair=STAFF, lay_co_chair=LAY),
            "Co-chairs: A lay member (lay) and Head of involvement (staff).",
        ),
        (
            Sitting(TODAY, False, staff_co_chair=STAFF),
            "Co-chair: Head of involvement (staff). No lay co-chair is named yet: "
            "ask a lay member before the meeting.",
        ),
        (
            Sitting(TODAY, False, lay_co_chair=LAY),
            "Co-chair: A lay member (lay). No staff co-chair is named yet: "
            "ask somebody of the staff before the meeting.",
        ),
        (Sitting(TODAY, True), "No lay and no staff co-chair is recorded."),
        (
            Sitting(TODAY, True, staff_co_chair=STAFF),
            "Co-chair: Head of involvement (staff). No lay co-chair is recorded.",
        ),
    ],
)
def test_a_missing_co_chair_is_said_plainly(sitting: Sitting, sentence: str) -> None:
    assert co_chair_sentence(sitting) == sentence


def test_whoever_never_had_a_turn_comes_first_in_order_then_whoever_had_it_longest_ago() -> None:
    sittings = [
        held(2025, 6, chair="B", secretariat="A"),
        held(2025, 2, chair="A", secretariat="C"),
        held(2024, 6, chair="B"),
        to_come(2027, 2, chair="C", secretariat="B"),
    ]
    assert [turn.network for turn in turns_to_chair(sittings, networks="ABCDE")] == ["D", "E", "A", "B", "C"]
    # D would be first for both: nobody is asked for both at once.
    assert [one.network for one in turns_of_secretariat(sittings, networks="ABCDE")] == [*"EDCAB"]
    assert turns_to_chair([], networks="") == turns_of_secretariat([], networks="") == ()
    assert [turn.network for turn in turns_of_secretariat([], networks="A")] == ["A"]


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (None, "South London is next to chair: it has not had a turn yet."),
        (date(2025, 6, 10), "South London is next to chair: its last turn was on 10 June 2025."),
        (date(2027, 2, 10), "South London is next to chair: its next turn is on 10 February 2027."),
    ],
)
def test_a_turn_says_why(last: date | None, sentence: str) -> None:
    assert turn_sentence(Turn("SL", last), name="South London", what="chair", today=TODAY) == sentence


def test_points_begin_when_those_before_them_end_even_past_midnight() -> None:
    assert starts_of_points([10, 0, 35, 20], starts_at=time(13, 30)) == (
        time(13, 30), time(13, 40), time(13, 40), time(14, 15),
    )  # fmt: skip
    assert starts_of_points([90, 5], starts_at=time(23, 0)) == (time(23, 0), time(0, 30))
    assert starts_of_points([5, 5], starts_at=None) == (None, None)


@pytest.mark.parametrize(
    ("minutes", "length", "sentence"),
    [
        (110, 120, "The agenda takes 110 minutes of 120; 10 minutes are left."),
        (119, 120, "The agenda takes 119 minutes of 120; 1 minute is left."),
        (120, 120, "The agenda takes 120 minutes, as long as the meeting."),
        (121, 120, "The agenda takes 121 minutes, 1 minute more than the meeting has."),
        (
            60,
            None,
            "The agenda takes 60 minutes. Say when the meeting starts and ends to see whether it fits.",
        ),
    ],
)
def test_an_agenda_says_whether_it_fits(minutes: int, length: int | None, sentence: str) -> None:
    assert agenda_sentence(minutes, length=length) == sentence


def test_the_next_meeting_is_suggested_four_months_on_and_never_too_soon() -> None:
    assert next_day_for_a_meeting([held(2026, 9)], today=TODAY) == date(2027, 1, 10)
    assert next_day_for_a_meeting([held(2024, 9)], today=TODAY) == date(2026, 12, 20)
    assert next_day_for_a_meeting([], today=TODAY) == date(2027, 3, 24)
