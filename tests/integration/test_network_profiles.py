"""What a network says of itself: by its own people, audited, and never over somebody else's change."""

from datetime import date

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.commands.network_profiles import ProfileDraft, save_profile
from data_access.facts import read_facts
from data_access.queries.network_profile import OwnProfile, PaymentAnswers, own_profile, payment_answers
from data_access.queries.roles import roles_held
from data_access.tables import Role
from data_access.unit_of_work import unit_of_work
from domain.errors import NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import Answer, Provenance, RaterKind, RoleKind
from tests.integration.factories import a_contributor, an_activity, events, save

OWN = a_contributor("SL")


def say(store: Engine, about: str, *, seen: int = 0, actor: Actor = OWN, code: str = "SL") -> bool:
    with unit_of_work(store, actor=actor) as work:
        return save_profile(work, ProfileDraft(network_code=code, about=about, seen=seen))


def test_own_words_are_kept_audited_and_counted_up(filled: Engine) -> None:
    assert own_profile(filled, "SL") == OwnProfile()
    assert say(filled, " We listen. ")
    assert say(filled, "We listen more.", seen=1)
    assert not say(filled, "We listen more.", seen=0)
    found = own_profile(filled, "SL")
    assert (found.about, found.version, found.provenance) == ("We listen more.", 2, Provenance.SUBMITTED)
    assert [(event.action, event.record_type, event.record_id) for event in events(filled)] == [
        ("added", "network_profile", "SL"),
        ("changed", "network_profile", "SL"),
    ]
    assert (events(filled)[-1].before or {})["about"] == "We listen."


def test_a_stale_change_is_refused_and_changes_nothing(filled: Engine) -> None:
    say(filled, "We listen.")
    with pytest.raises(StaleRecordError):
        say(filled, "They wrote this without having seen that.", seen=0)
    assert own_profile(filled, "SL").about == "We listen."


def test_nobody_speaks_for_another_network_or_for_none(filled_sqlite: Engine) -> None:
    with pytest.raises(NotAllowedError):
        say(filled_sqlite, "Not ours", code="GM")
    with pytest.raises(NotFoundError):
        say(filled_sqlite, "Nobody's", code="XX", actor=OPERATOR)
    with pytest.raises(ValidationError):
        ProfileDraft(network_code="SL", contact_link="javascript:alert(1)")
    assert events(filled_sqlite) == []


def test_payment_is_counted_by_what_is_said_and_by_yes(filled: Engine) -> None:
    """Three in the year: yes and no, no and yes, nothing; one before it."""
    save(
        filled,
        an_activity("P1", payment_offered=Answer.YES, expenses_offered=Answer.NO),
        an_activity("P2", payment_offered=Answer.NO, expenses_offered=Answer.YES),
        an_activity("P3"),
        an_activity("P4", start_date=date(2025, 5, 1), payment_offered=Answer.YES),
    )
    found = payment_answers(read_facts(filled), "SL", first=date(2026, 4, 1), last=date(2027, 3, 31))
    assert found == PaymentAnswers(3, payment_told=2, payment_yes=1, expenses_told=2, expenses_yes=1)
    assert (
        payment_answers(read_facts(filled), "GM", first=date(2026, 4, 1), last=date(2027, 3, 31))
        == PaymentAnswers()
    )


def test_only_roles_that_are_held_on_the_day_are_told(filled: Engine) -> None:
    def a_role(kind: RoleKind, since: date, until: date | None = None, **changes: object) -> Role:
        told = {"network_code": "SL", "capacity": RaterKind.LAY, "provenance": Provenance.SUBMITTED} | changes
        return Role(kind=kind, since=since, until=until, **told)

    save(
        filled,
        a_role(RoleKind.AMBASSADOR, date(2026, 1, 1)),
        a_role(RoleKind.BOARD_MEMBER, date(2026, 5, 1), name_shown="Somebody who agreed"),
        a_role(RoleKind.AMBASSADOR, date(2025, 1, 1), date(2026, 5, 31)),
        a_role(RoleKind.AMBASSADOR, date(2026, 6, 2)),
        a_role(RoleKind.INVOLVEMENT_LEAD, date(2026, 1, 1), capacity=RaterKind.STAFF),
    )
    held = roles_held(filled, "SL", capacity=RaterKind.LAY, on=date(2026, 6, 1))
    assert [(one.kind, one.name) for one in held] == [
        (RoleKind.BOARD_MEMBER, "Somebody who agreed"),
        (RoleKind.AMBASSADOR, ""),
    ]
