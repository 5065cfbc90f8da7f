"""Illustrative meetings of the forum: three a year, with agendas that show what there is, and dots on their scales."""

from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import Any

from domain.dots import scales_of
from domain.screens import ScreenKind, read_screen
from domain.vocabulary import DotKind, DotState, RaterKind, RoleKind
from seed_data.illustrative import FirstIds, generate
from seed_data.reference_files import read_case_studies, read_rows

UNTIL = date(2026, 11, 22)
Record = dict[str, Any]


@cache
def made(taken: frozenset[date] = frozenset()) -> dict[str, list[Record]]:
    """All rows of a small run, by table."""
    found: dict[str, list[Record]] = defaultdict(list)
    ids = FirstIds(meeting=11, dot_question=21)
    for rows in generate(activities=20, until=UNTIL, first_ids=ids, days_of_meetings=taken):
        found[rows.table] += [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
    return found


def days_of(state: str) -> list[str]:
    return [row["held_on"] for row in made()["meeting"] if row["state"] == state]


def test_the_forum_meets_three_times_in_each_whole_year_and_plans_its_next_meeting() -> None:
    assert days_of("over") == [
        "2024-06-12", "2024-10-09", "2025-02-12", "2025-06-11", "2025-10-08", "2026-02-11", "2026-06-10", "2026-10-14",
    ]  # fmt: skip
    assert days_of("planned") == ["2027-02-10"]
    assert [row["id"] for row in made()["meeting"]] == list(range(11, 20))
    assert [bool(row["lay_co_chair"]) for row in made()["meeting"]].count(False) == 2


def test_a_day_on_which_the_forum_meets_already_is_left_to_it() -> None:
    moved = made(frozenset({date(2026, 10, 14), date(2026, 10, 15)}))
    assert moved["meeting"][-2]["held_on"] == "2026-10-16"
    assert moved["activity"] == made()["activity"]


def test_agendas_fit_their_meetings_and_show_views_and_published_stories() -> None:
    stories = {one["slug"] for one in read_case_studies()}
    minutes: Counter[int] = Counter()
    for row in made()["agenda_item"]:
        minutes[row["meeting_id"]] += row["minutes"]
        if row["screen"]:
            screen = read_screen(row["screen"])
            assert screen.text == row["screen"]
            assert screen.kind is ScreenKind.VIEW or screen.name in stories
    assert set(minutes.values()) == {120}


def test_some_decisions_are_done_and_some_overdue_and_actions_follow_their_meeting() -> None:
    held_on = {row["id"]: row["held_on"] for row in made()["meeting"]}
    decisions = made()["decision"]
    assert any(row["done_on"] for row in decisions)
    assert any(row["done_on"] is None and row["due_on"] < UNTIL.isoformat() for row in decisions)
    tied = [row for row in made()["action"] if row["meeting_id"]]
    assert len(tied) > 5
    assert all(held_on[row["meeting_id"]] < (row["done_on"] or row["due_on"]) for row in tied)
    assert any(row["state"] == "open" for row in tied)


def test_every_network_has_staff_in_the_forum_and_nobody_is_named() -> None:
    staff = [row for row in made()["role"] if row["capacity"] == RaterKind.STAFF.value]
    codes = [row["network_code"] for row in staff if row["kind"] == RoleKind.FORUM_MEMBER.value]
    assert sorted(codes) == sorted(row["code"] for row in read_rows("networks"))
    chairs = [row for row in made()["role"] if row["kind"] == RoleKind.FORUM_CO_CHAIR.value]
    assert {row["capacity"] for row in chairs} == {"staff", "lay"}
    assert not any(row["name_shown"] for row in made()["role"])


def test_a_question_of_each_kind_is_closed_with_the_dots_of_the_same_phones_in_two_rounds() -> None:
    questions = {row["id"]: row for row in made()["dot_question"]}
    assert [row["kind"] for row in questions.values()] == [kind.value for kind in DotKind]
    assert {row["state"] for row in questions.values()} == {DotState.CLOSED.value}
    rungs = {row["label"]: "" for row in read_rows("ladder")}
    seen = Counter()
    phones: dict[tuple[int, int], set[str]] = defaultdict(set)
    for dot in made()["dot"]:
        scales = scales_of(DotKind(questions[dot["question_id"]]["kind"]), rungs=rungs)
        [scale] = [one for one in scales if one.code.value == dot["scale"]]
        assert 0 <= dot["value"] <= scale.greatest
        seen[dot["question_id"], dot["round"], dot["phone"], dot["scale"]] += 1
        phones[dot["question_id"], dot["round"]].add(dot["phone"])
    assert set(seen.values()) == {1}
    assert all(phones[number, 1] == phones[number, 2] for number in questions)
    assert {dot["capacity"] for dot in made()["dot"]} == {"staff", "lay"}
