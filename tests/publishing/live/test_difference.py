"""What differs between kept and present figures, worked by hand; and a pack that is kept comes back as it was."""

from dataclasses import replace
from datetime import date

import pytest

from components.publishing.board_pack.document import HeadFigure, PackTable
from components.publishing.live.differences import Difference, difference_in_words, differences
from components.publishing.live.of_change import (
    GONE_DRAWING,
    NEW_DRAWING,
    NOTHING_DIFFERS,
    screens_of_difference,
)
from components.publishing.live.packing import pack_from_json, pack_to_json
from domain.errors import InvalidRecordError
from tests.publishing.board_pack.test_charted_and_hostile import a_pack
from tests.publishing.live.test_screens import a_chart, a_page


def a_table(*rows: tuple[str, ...], columns: tuple[str, ...] = ("Network", "Activities")) -> PackTable:
    return PackTable(columns, rows)


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("3", "5", "up 2"),
        ("1,204", "998", "down 206"),
        ("14%", "15%", "up 1 point"),
        ("7 of 15", "9 of 15", "up 2"),
        ("7 of 15", "9 of 14", "changed"),
        ("fewer than 8", "12", "changed"),
        ("12", "12%", "changed"),
    ],
)
def test_a_difference_is_said_in_words(then: str, now: str, words: str) -> None:
    assert difference_in_words(then, now) == words


def test_rows_are_found_by_their_names_and_new_and_vanished_ones_are_named() -> None:
    then = a_table(("East", "3"), ("Wessex", "4"), ("South", "1"))
    now = a_table(("East", "5"), ("South", "1"), ("North", "2"))
    assert differences(then, now) == (
        Difference("East", "Activities", "3", "5", "up 2"),
        Difference("North", "", "–", "Activities: 2", "new"),
        Difference("Wessex", "", "Activities: 4", "–", "no longer there"),
    )
    assert differences(then, then) == ()


def test_rows_of_one_name_are_told_apart_by_their_next_cells_and_same_rows_are_counted() -> None:
    columns = ("Network", "Day", "Place")
    then = a_table(("East", "May", "4"), ("East", "June", "5"), columns=columns)
    now = a_table(("East", "May", "4"), ("East", "June", "9"), columns=columns)
    assert differences(then, now) == (Difference("East, June", "Place", "5", "9", "up 4"),)
    twice = a_table(("East",), ("East",), columns=("Network",))
    assert differences(a_table(("East",), columns=("Network",)), twice) == (
        Difference("East, 2", "", "–", "East", "new"),
    )


def test_columns_are_found_by_their_place_where_they_are_as_many_and_else_by_their_name() -> None:
    then = a_table(("East", "3"), columns=("Network", "To June"))
    assert differences(then, a_table(("East", "4"), columns=("Network", "To July")))[0].column == "To July"
    wider = a_table(("East", "9", "3"), columns=("Network", "New", "To June"))
    assert differences(then, wider) == ()


def test_days_that_only_went_by_are_no_difference() -> None:
    columns = ("Network", "Day", "Place")
    then = a_table(("East", "30 June 2026", "4"), ("East", "1 August 2026", "4"), columns=columns)
    rows = (("East", "30 June 2026", "4"), ("East", "30 September 2026", "6"))
    assert differences(then, a_table(*rows, columns=columns)) == ()
    more = a_table(*rows, ("West", "30 June 2026", "9"), columns=columns)
    assert [one.row for one in differences(then, more)] == ["West, 30 June 2026"]
    headed = [a_page(a_chart(), headline=f"At 4 ({on})") for on in ("1 August 2026", "9 August 2026")]
    before, after = (
        replace(a_pack(one), dated=on)
        for one, on in zip(headed, (date(2026, 8, 1), date(2026, 8, 9)), strict=True)
    )
    assert [one.key for one in screens_of_difference(before, after)] == ["overview/same"]


def test_each_drawing_says_what_differs_and_those_in_which_nothing_does_are_named_on_one_screen() -> None:
    same, alike, gone, new = (
        a_page(a_chart(), name=name, title=name) for name in ("same", "alike", "gone", "new")
    )
    moved = a_page(a_chart(), name="moved")
    later = replace(moved, table=a_table(("East", "13"), ("Wessex", "3")), headline="3 of 3 networks.")
    then = replace(a_pack(same, alike, gone, moved), dated=date(2026, 5, 3))
    now = a_pack(same, new, later, alike, headlines=(HeadFigure("Activities", "350", ""),))
    found = {one.key: one.body for one in screens_of_difference(then, now)}
    assert list(found) == [f"overview/{name}" for name in ("glance", "new", "moved", "same", "gone")]
    assert "up 5" in found["overview/glance"]
    assert "Nothing differs in: same; alike." in found["overview/same"]
    assert NEW_DRAWING in found["overview/new"]
    assert GONE_DRAWING in found["overview/gone"]
    for words in (
        "As at the meeting: 2 of 3 networks.",
        "East",
        "12",
        "13",
        "up 1",
        "As at the meeting: 3 May 2026.",
    ):
        assert words in found["overview/moved"]
    assert "Wessex" not in found["overview/moved"]


def test_a_finding_that_differs_is_told_where_no_value_does_and_where_it_is_long() -> None:
    long = f"{'A finding that goes on and on. ' * 20}"
    then, now = a_pack(a_page(a_chart(), headline=long)), a_pack(a_page(a_chart()))
    (one, same) = screens_of_difference(then, now)
    assert long.strip() in one.body
    assert "Nothing differs in: At a glance." in same.body
    later = a_pack(a_page(a_chart(), table=a_table(("East", "13"), ("Wessex", "3"))))
    assert [one.key for one in screens_of_difference(then, later)][:-1] == [
        "overview/stages",
        "overview/stages/words",
    ]
    (alone,) = screens_of_difference(replace(then, sections=()), replace(now, sections=()))
    assert NOTHING_DIFFERS in alone.body


@pytest.mark.parametrize(
    "content", [{}, {"format": 2, "pack": {}}, {"format": 1, "pack": {"sentence": "x"}}, {"format": 1}]
)
def test_what_is_no_pack_of_this_format_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(InvalidRecordError):
        pack_from_json(content)


def test_a_pack_that_an_earlier_release_kept_has_defaults_for_what_it_did_not_know() -> None:
    pack = a_pack(a_page(a_chart()))
    kept = pack_to_json(pack)
    del kept["pack"]["sections"][0]["pages"][0]["places"]
    assert pack_from_json(kept) == pack
