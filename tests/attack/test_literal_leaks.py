"""No output of any kind holds a true count of people: what shows is the same whatever true counts lie behind it."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest

from domain.shown import Kind
from tests.attack.conftest import Open
from tests.attack.nasty_stores import GROUPS, NETWORKS, YEAR, Happened, each, true_people
from tests.attack.visitor import (
    Visit,
    by_programme_and_rung,
    csv_rows,
    figure_of,
    some,
    visit,
    xlsx_rows,
)

# Both stores show the same: every number rounds to the same, every small one is "fewer than 8".
ONE = [
    Happened("NO", {"CARER": 13, "OLDER": 3, "": 1003, "?": 7}, programme="MED"),
    Happened("EA", {"CARER": 23, "OLDER": 17, "CARER+OLDER": 11, "": 2017}, rung="CODESIGN"),
    Happened("SO", {"CARER": 1009, "ETH_ASIAN": 7, "": 3089, "?": 1013}),
    Happened("WE", {"TRANS": 7, "CARER": 6, "": 4003}, programme="MAT"),
]
OTHER = [
    Happened("NO", {"CARER": 12, "OLDER": 4, "": 1004, "?": 7}, programme="MED"),
    Happened("EA", {"CARER": 24, "OLDER": 16, "CARER+OLDER": 10, "": 2019}, rung="CODESIGN"),
    Happened("SO", {"CARER": 1009, "ETH_ASIAN": 6, "": 3091, "?": 1012}),
    Happened("WE", {"TRANS": 4, "CARER": 5, "": 4005}, programme="MAT"),
]


def pages() -> Iterator[Visit]:
    for networks in some(NETWORKS, most=1):
        yield visit(network=networks)
    yield visit(network=["NO", "EA"], group=["CARER"])
    yield visit(group=["CARER", "OLDER"])


def outputs(pages: Iterable[Visit]) -> Iterator[tuple[str, Any]]:
    """Everything that can be read in these views, by where it stands."""
    for page in pages:
        where = page.filters.file_stem()
        yield f"{where} cards", page.cards
        for name in page.charts:
            drawing, file = page.drawing(name), page.file(name)
            words = [drawing.title, drawing.finding, drawing.alt, *drawing.notes, *file.notes]
            yield f"{where} {name} words", words
            yield f"{where} {name} figure", figure_of(drawing)
            yield f"{where} {name} table", drawing.table.astype(str).to_numpy().tolist()
            yield f"{where} {name} csv", csv_rows(file)
            yield f"{where} {name} xlsx", xlsx_rows(file)


def as_text(outputs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    return {where: json.dumps(found, ensure_ascii=False, default=str) for where, found in outputs}


def numbers_in(text: str) -> set[int]:
    """All whole numbers written in a text, thousands with or without their comma."""
    found = re.findall(r"(?<![\d.#])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.#\w])\d+(?![\d.\w])", text)
    return {int(number.replace(",", "")) for number in found}


def people_in(text: str) -> set[int]:
    """All numbers that a text says are people, the rule's own words left out."""
    text = text.replace("fewer than 8 people", "").replace("8 people or more", "")
    return {int(number.replace(",", "")) for number in re.findall(r"([\d,]*\d) (?:people|person)", text)}


def may_stand(number: int) -> bool:
    return number == 0 or (number >= 10 and number % 5 == 0)


def leaks(written: dict[str, str], happened: Sequence[Happened]) -> list[str]:
    """Where a true count of 1,000 or more stands, or people in a number that the rule never shows."""
    true = {number for number in true_people(happened, YEAR).counts.values() if number >= 1000 and number % 5}
    return [
        f"{where}: {sorted(numbers_in(text) & true)} {people_in(text)}"
        for where, text in written.items()
        if numbers_in(text) & true or not all(may_stand(number) for number in people_in(text))
    ]


def test_true_counts_behind_the_same_view_never_show(open_store: Open) -> None:
    """Figures, hover texts, tables, both downloads, alt texts and cards are the same to the last character."""
    open_store(ONE)
    one = as_text(outputs(pages()))
    open_store(OTHER)
    other = as_text(outputs(pages()))
    assert {where for where in one if one[where] != other[where]} == set()
    assert not leaks(one, ONE)
    assert any("1,025" in text or "1025" in text for text in one.values())
    assert any("fewer than 8" in text for text in one.values())


def test_marks_of_people_are_drawn_from_what_is_shown(open_store: Open) -> None:
    """Lengths of bars and steps of colour are data too."""
    open_store(ONE)
    for page in pages():
        bars = figure_of(page.drawing("intersections"))["data"][0]["x"]
        assert all(may_stand(length) and length for length in bars)
        (grid,) = figure_of(page.drawing("reach_map"))["data"]
        steps = {
            words: step
            for row in zip(grid["in_full"], grid["tints"], strict=True)
            for words, step in zip(*row, strict=True)
        }
        assert steps.get("fewer than 8 people", 2) == 2
        assert set(steps.values()) <= set(range(5))


def test_the_number_of_blank_spots_counts_only_what_shows_as_0(open_store: Open) -> None:
    open_store(ONE)
    page = visit()
    shown = page.drawing("reach_map").table.set_index("Group")
    everywhere = {group for group in shown.index if str(shown.loc[group, "England"]) == "0"}
    zeros = [
        group
        for group in shown.index
        for label in NETWORKS.values()
        if str(shown.loc[group, label]) == "0" and group not in everywhere
    ]
    assert f"**{len(zeros)}** more blank spots" in page.drawing("reach_map").finding
    assert page.headlines["Groups reached"] == f"{len(GROUPS) - len(everywhere)} of {len(GROUPS)}"


def where_trans_people_make_a_difference(open_store: Open) -> set[str]:
    """The outputs that tell whether the same trans people took part in North or in East."""
    written = []
    for network, other in (("NO", "EA"), ("EA", "NO")):
        of_both = [*each({"CARER": 60, "": 60}), *each({"CARER": 9}, ["NO", "EA"])]
        open_store([*of_both, Happened(network, {"TRANS": 8}), Happened(other, {"": 8})])
        views = [
            visit(),
            *(visit(network=[code], group=["TRANS"]) for code in ("NO", "EA")),
            visit(group=["TRANS"]),
            visit(programme=["MED"]),
            visit(group=["TRANS"], rung=["CODESIGN"]),
        ]
        written.append(as_text(outputs(views)))
    return {where for where in written[0] if written[0][where] != written[1].get(where)}


def test_groups_for_england_only_cannot_be_placed_by_a_filter(open_store: Open) -> None:
    assert where_trans_people_make_a_difference(open_store) == set()


def test_a_filter_by_a_group_for_england_only_would_place_it(
    open_store: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("data_access.queries.codes.ENGLAND_ONLY_GROUPS", frozenset())
    assert any("tile_map table" in where for where in where_trans_people_make_a_difference(open_store))


def test_a_view_with_a_programme_or_a_rung_holds_no_count_of_people(open_store: Open) -> None:
    """Not even a rounded one: ten times the people in the same activities change nothing in it."""
    people = [{"CARER": 2, "OLDER": 11, "": 61}, {"CARER": 23, "OLDER": 118, "": 613}]
    written = []
    for cohorts in people:
        open_store(
            [
                *each(cohorts),
                Happened("NO", dict.fromkeys(cohorts, cohorts["OLDER"]), programme="MED", rung="CODESIGN"),
            ]
        )
        views = list(by_programme_and_rung(YEAR))
        written.append(as_text(outputs(views)))
        assert all(page.headlines["People involved"] == "not split" for page in views)
        assert not [where for where, text in written[-1].items() if people_in(text)]
    assert {where for where in written[0] if written[0][where] != written[1][where]} == set()


class Naked:
    """A count that hides nothing, in place of a shown one."""

    kind, is_number = Kind.ROUNDED, True

    def __init__(self, true_count: int) -> None:
        self.value = true_count
        self.text = f"{true_count:,}"
        self.people = f"{true_count:,} people"


def test_a_count_shown_as_it_is_would_be_found(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "domain.people.protect",
        lambda true_counts, *_, **__: {cell: Naked(true) for cell, true in true_counts.items()},
    )
    open_store(ONE)
    found = leaks(as_text(outputs(pages())), ONE)
    kinds = ("cards", "words", "figure", "table", "csv", "xlsx")
    assert {kind for kind in kinds if any(f" {kind}:" in one for one in found)} == set(kinds)
