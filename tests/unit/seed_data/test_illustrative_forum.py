"""Illustrative actions, resources and ways of meeting pledges: by roles, with gaps, and no day out of order."""

from datetime import date

from domain.vocabulary import ActionState
from seed_data.illustrative.characters import Cast
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.forum import forum_rows
from seed_data.illustrative.forum_words import OWN_WAYS, OWNERS
from seed_data.illustrative.rows import NOTE, Days
from seed_data.reference_files import read_rows

UNTIL = date(2026, 9, 30)
Record = dict[str, str | None]


def made(seed: int = 2021) -> dict[str, list[Record]]:
    scene = Scene(cast=Cast(seed), days=Days(UNTIL))
    return {
        rows.table: [dict(zip(rows.columns, row, strict=True)) for row in rows.rows]
        for rows in forum_rows(scene, ())
    }


def test_the_same_seed_makes_the_same_and_another_makes_others() -> None:
    assert made() == made()
    assert made()["action"] != made(7)["action"]


def test_an_owner_is_a_role_and_every_record_says_that_it_is_illustrative() -> None:
    records = made()
    assert {row["owner"] for row in records["action"]} <= set(OWNERS)
    assert all(row["provenance_note"] == NOTE for rows in records.values() for row in rows)


def test_what_is_done_was_done_by_the_last_day_and_nothing_else_has_a_day() -> None:
    for seed in (2021, 7, 3):
        for row in made(seed)["action"]:
            is_done = row["state"] == ActionState.DONE.value
            assert bool(row["done_on"]) is is_done
            assert not is_done or date.fromisoformat(row["done_on"] or "") <= UNTIL


def test_what_is_not_due_yet_is_never_dropped_and_something_is_late() -> None:
    rows = [row for seed in range(5) for row in made(seed)["action"]]
    coming = [row for row in rows if (row["due_on"] or "") >= UNTIL.isoformat()]
    assert not [row for row in coming if row["state"] == ActionState.DROPPED.value]
    assert [row for row in rows if row not in coming and row["state"] == ActionState.OPEN.value]


def test_places_are_left_empty_and_every_code_is_known() -> None:
    records, networks, pledges = made(), read_rows("networks"), read_rows("pledges")
    assert 0 < len(records["pledge_response"]) < len(networks) * len(pledges)
    priorities = {row["code"] for row in read_rows("priorities")}
    assert {row["priority_code"] for row in records["action"] + records["resource"]} <= priorities
    assert {row["code"].rstrip("123456789") for row in pledges} == set(OWN_WAYS)
