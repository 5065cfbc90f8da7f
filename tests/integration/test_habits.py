"""What is usual in a network, and the next reference in its own pattern."""

from datetime import date

import pytest
from sqlalchemy.engine import Engine

from data_access.commands.form_drafts import save_form_draft
from data_access.queries.habits import Habits, following_reference, habits, last_network, next_reference
from domain.permissions import Actor
from domain.vocabulary import Answer, Mode, Provenance, UserRole
from tests.integration.factories import an_account, an_activity, reference_rows, save

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("newest", "following"),
    [
        (["2026-013", "2026-012"], "2026-014"),
        (["2026-099"], "2026-100"),
        (["2025-087"], "2026-001"),
        (["SL/26/7"], "SL/26/8"),
        (["PPI 9b"], "PPI 10b"),
        (["A1"], "A2"),
        ([], "2026-001"),
        (["Autumn workshop"], "2026-001"),
        (["2026"], "2026-001"),
        (["Spring 2026", "W-04"], "W-05"),
    ],
)
def test_the_reference_that_follows(newest: list[str], following: str) -> None:
    assert following_reference(newest, used=newest, today=TODAY) == following


def test_a_reference_in_use_is_passed_over_in_whatever_case() -> None:
    assert following_reference(["a1"], used=["a1", "A2", "a3"], today=TODAY) == "a4"


def test_illustrative_records_set_no_pattern_and_a_habit_only_where_there_are_no_others(
    store: Engine,
) -> None:
    save(store, *reference_rows())
    for number in range(4):
        save(
            store,
            an_activity(f"ILL-{number}", provenance=Provenance.ILLUSTRATIVE, mode=Mode.ONLINE),
        )
    save(store, an_activity("2026-001", provenance=Provenance.ILLUSTRATIVE))
    assert next_reference(store, "SL", today=TODAY) == "2026-002"
    assert habits(store, "SL") == Habits({"mode": Mode.ONLINE}, are_illustrative=True)
    save(store, an_activity("A record of its own"))
    assert habits(store, "SL") == Habits({})


def test_what_most_of_the_newest_records_say_is_usual(store: Engine) -> None:
    save(store, *reference_rows())
    for number in range(6):
        save(
            store,
            an_activity(
                f"A{number}",
                mode=Mode.ONLINE if number % 2 else Mode.IN_PERSON,
                place="Leeds" if number < 4 else f"Town {number}",
                programme_code="MEDSIP" if number < 2 else None,
                payment_offered=Answer.YES,
                expenses_offered=Answer.NOT_RECORDED,
            ),
        )
    # Mode: 3 of 6 each, the first met counts; programme: 2 only; expenses: not recorded is no habit.
    assert habits(store, "SL").values == {
        "mode": Mode.ONLINE, "place": "Leeds", "payment_offered": Answer.YES
    }  # fmt: skip
    assert habits(store, "GM").values == {}


def test_only_the_newest_twenty_are_looked_at(store: Engine) -> None:
    save(store, *reference_rows())
    for number in range(30):
        save(store, an_activity(f"A{number}", place="Then" if number < 10 else "Now"))
    assert habits(store, "SL").values == {"place": "Now"}


def test_the_network_recorded_for_last_is_that_of_the_newest_record_or_draft(store: Engine) -> None:
    save(store, *reference_rows())
    user = an_account(store, networks=("SL", "GM"))
    assert last_network(store, user) is None
    actor = Actor(
        "Sam", user_id=user, roles=frozenset({UserRole.CONTRIBUTOR}), networks=frozenset({"SL", "GM"})
    )
    for network in ("GM", "SL", ""):
        save_form_draft(
            store, actor=actor, form=f"activity:new:{network}", typed={"fields": {"network_code": network}}
        )
    assert last_network(store, user) == "SL"
    assert last_network(store, user + 1) is None
