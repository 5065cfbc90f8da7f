"""Two days that lie close together would differ by few people: no view counts people up to a day within a year."""

from collections.abc import Iterator
from datetime import date

import pytest

from components.ui import reach_loaders
from components.ui.people_behind import people_behind
from domain.errors import InvalidRecordError
from domain.selection import (
    GROUPS_REACHED,
    NOT_KNOWN,
    Facet,
    Listed,
    Selection,
)
from tests.attack.conftest import Open
from tests.attack.nasty_stores import GROUPS, HAND_MADE, NETWORKS, YEAR, random_year
from tests.attack.reading import Said, everything_said, statements
from tests.attack.test_inference import pinned, spans_of_small_counts, told_by_hidden
from tests.attack.visitor import Visit, figure_of, some, visit

WITHIN = ("2025-04-01", "2025-05-01", "2025-05-02", "2025-09-30", "2026-03-30")
AFTER = ("2026-03-31", "2026-04-01", "2026-05-31")
COUNTS_OF_PEOPLE = (
    reach_loaders.representation_drawing,
    reach_loaders.not_known_drawing,
    reach_loaders.intersections_drawing,
)


def within_the_year() -> Iterator[Visit]:
    """Days within the year, the first and the last but one among them: by network and by group."""
    for day in WITHIN:
        for networks in some(NETWORKS, most=1):
            yield visit(as_of=[day], network=networks)
        for groups in some(GROUPS, most=1):
            yield visit(as_of=[day], group=groups)


def asked_of_people(page: Visit) -> Iterator[Selection]:
    """Every number of people that an address may ask for in this view."""
    everybody = Selection(Listed.PEOPLE, page.filters)
    yield everybody
    yield everybody.having(Facet.WHICH, NOT_KNOWN)
    yield everybody.having(Facet.WHICH, GROUPS_REACHED)
    for group in GROUPS:
        of_group = everybody.having(Facet.OF_GROUP, group)
        yield of_group
        yield of_group.having(Facet.AND_GROUP, "CARER")


def said_within_the_year() -> list[Said]:
    return [one for page in within_the_year() for one in statements(page)]


def test_up_to_a_day_within_the_year_nothing_is_said_of_how_many_people(open_store: Open) -> None:
    open_store(random_year(1))
    said = said_within_the_year()
    assert said
    assert {one.cell[0] for one in said} == {"any"}
    for page in within_the_year():
        assert page.filters.cuts_the_year
        assert not any(letter.isdigit() for letter in page.headlines["People involved"])
        assert not any(letter.isdigit() for letter in page.headlines["Groups reached"])
        assert "Nobody in England" not in " ".join(page.cards)
        words = str(figure_of(page.drawing("reach_map")))
        assert "people" not in words.replace("Older people", "").replace(
            "Minority ethnic people", ""
        ).replace("Asian people", "").replace("Black people", "").replace("Trans people", "")


def test_no_list_says_a_number_of_people_up_to_a_day_within_the_year(open_store: Open) -> None:
    open_store(random_year(2))
    for page in within_the_year():
        for selection in asked_of_people(page):
            found = people_behind(page.view.key, selection)
            assert (found.number, found.share, found.groups) == ("", "", ())
            assert "whole years" in found.why


@pytest.mark.parametrize("load", COUNTS_OF_PEOPLE)
def test_a_drawing_of_people_is_not_even_made(load: object, open_store: Open) -> None:
    open_store(HAND_MADE[next(iter(HAND_MADE))])
    assert callable(load)
    for page in within_the_year():
        with pytest.raises(InvalidRecordError, match="whole years"):
            load(page.view.key)


@pytest.mark.parametrize("day", AFTER)
def test_once_the_year_is_over_every_day_says_the_same(day: str, open_store: Open) -> None:
    open_store(random_year(3))
    for networks in some(NETWORKS, most=1):
        then, now = visit(as_of=[day], network=networks), visit(network=networks)
        assert then.filters.as_of == date.fromisoformat(day)
        assert statements(then) == statements(now)


@pytest.mark.parametrize("seed", [4, 5])
def test_looking_back_helps_nobody_to_a_small_count(seed: int, open_store: Open) -> None:
    happened = random_year(seed)
    open_store(happened)
    said = [*everything_said(), *said_within_the_year()]
    spans = spans_of_small_counts(happened, [*said, *told_by_hidden(happened, said)])
    assert spans
    assert not pinned(spans)


def test_the_year_of_the_stores_is_the_one_that_is_cut() -> None:
    assert YEAR == "2025-26"
