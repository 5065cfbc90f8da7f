"""The library of shared resources: what a search finds, how it is counted, and how it goes on over pages."""

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.queries.library import ON_A_PAGE, LibraryChoice, library_page
from data_access.queries.resources import SHARED_BY_ALL
from data_access.tables import Resource
from domain.vocabulary import Provenance, ResourceKind
from tests.integration.factories import save

FIRST = date(2026, 1, 1)
POLICY, TRAINING = ResourceKind.POLICY, ResourceKind.TRAINING


def share(store: Engine, *resources: tuple[str, str, ResourceKind, str | None, str | None]) -> None:
    """Share these, each a day after the one before: title, description, kind, network, line of the strategy."""
    save(
        store,
        *(
            Resource(
                title=title, description=description, kind=kind, network_code=network, priority_code=line,
                shared_on=FIRST + timedelta(days=number), provenance=Provenance.SUBMITTED,
            )
            for number, (title, description, kind, network, line) in enumerate(resources)
        ),
    )  # fmt: skip


@pytest.fixture
def shelf(filled: Engine) -> Engine:
    """Four things of two networks and of all together."""
    share(
        filled,
        ("Paying people", "What to pay, and when", POLICY, "SL", "C1"),
        ("Écouter: listening well", "A day for new staff. 100% free", TRAINING, "SL", None),
        ("Plain words", "How to WRITE for people", TRAINING, "GM", "C1"),
        ("Payment form", "", ResourceKind.OTHER, None, None),
    )
    return filled


def titles(store: Engine, choice: LibraryChoice, *, number: int = 1) -> list[str]:
    return [one.title for one in library_page(store, choice, number=number).resources]


def test_all_stand_there_the_newest_first_and_are_counted_by_kind(shelf: Engine) -> None:
    found = library_page(shelf, LibraryChoice(), number=1)
    assert [one.title for one in found.resources] == [
        "Payment form", "Plain words", "Écouter: listening well", "Paying people",
    ]  # fmt: skip
    assert (found.total, found.of) == (4, 1)
    assert list(found.by_kind.values()) == [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("pay",), ["Payment form", "Paying people"]),
        (("people", "write"), ["Plain words"]),
        (("ÉCOUTER",), ["Écouter: listening well"]),
        (("100%",), ["Écouter: listening well"]),
        (("%",), ["Écouter: listening well"]),
        (("_",), []),
    ],
)
def test_each_word_is_looked_for_in_title_and_description(
    shelf: Engine, words: tuple[str, ...], found: list[str]
) -> None:
    assert titles(shelf, LibraryChoice(words=words)) == found


def test_choices_narrow_together_and_kinds_are_counted_without_the_kind(shelf: Engine) -> None:
    assert titles(shelf, LibraryChoice(network=SHARED_BY_ALL)) == ["Payment form"]
    assert titles(shelf, LibraryChoice(lines=("C1",))) == ["Plain words", "Paying people"]
    assert titles(shelf, LibraryChoice(lines=())) == []
    chosen = library_page(shelf, LibraryChoice(network="SL", kind=TRAINING), number=1)
    assert (chosen.total, chosen.by_kind[POLICY], chosen.by_kind[TRAINING]) == (1, 1, 1)


def test_two_thousand_are_turned_page_by_page(filled: Engine) -> None:
    with Session(filled) as session:
        session.add_all(
            Resource(title=f"Thing {number}", kind=POLICY, shared_on=FIRST, provenance=Provenance.SUBMITTED)
            for number in range(2_000)
        )
        session.commit()
    first = library_page(filled, LibraryChoice(), number=1)
    assert (first.total, first.of, len(first.resources)) == (2_000, 80, ON_A_PAGE)
    last = library_page(filled, LibraryChoice(), number=999_999_999)
    assert (last.number, last.resources[-1].title) == (80, "Thing 0")
