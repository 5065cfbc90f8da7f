"""Ratings by hand: saved once, corrected on the same day, never another lay partner's, nothing seen too early."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.drafts import MarkerAssessmentDraft
from data_access.commands.ratings import SavedRating, mark_of, rating_draft, save_rating, take_back_ratings
from data_access.queries.ratings import blind_views, staff_ratings
from data_access.settings import get_settings
from data_access.tables import MarkerAssessment, User
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import ChangeAction, Provenance, RaterKind, UserRole
from tests.integration.factories import an_account, count, events, only, reference_rows, save

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HEARD_TODAY", TODAY.isoformat())
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def an_actor(store: Engine, role: UserRole, *networks: str) -> Actor:
    """Somebody with an account of this role for these networks, SL where none is named."""
    own = networks or ("SL",)
    user_id = an_account(store, role, own)
    return Actor(name=f"Account {user_id}", user_id=user_id, roles=frozenset({role}), networks=frozenset(own))


def a_draft(
    level: int = 2, *, lay: bool = False, as_of: date = TODAY, **changes: Any
) -> MarkerAssessmentDraft:
    values: dict[str, Any] = {"network": "SL", "marker": "COO1", "evidence": ""} | changes
    return rating_draft(
        rater_kind=RaterKind.LAY if lay else RaterKind.STAFF, level=level, as_of=as_of, **values
    )


def rate(
    store: Engine, actor: Actor, draft: MarkerAssessmentDraft, *, key: str = "", seen: tuple[str, ...] = ()
) -> SavedRating:
    with unit_of_work(store, actor=actor) as work:
        return save_rating(work, draft, key=key or f"{actor.user_id} {draft}", seen=seen)


def marks(store: Engine) -> tuple[str, ...]:
    with Session(store) as session:
        return tuple(mark_of(one) for one in session.scalars(sa.select(MarkerAssessment)))


def test_a_rating_is_saved_with_who_recorded_it_and_an_audit_event(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    saved = rate(store, staff, a_draft(2, evidence="Minutes", evidence_link="https://example.org/m"))
    assert saved.action is ChangeAction.ADDED
    rating = only(store, MarkerAssessment)
    assert (rating.level, rating.evidence, rating.evidence_link) == (2, "Minutes", "https://example.org/m")
    assert (rating.provenance, rating.rater_reference) == (Provenance.SUBMITTED, "")
    assert rating.provenance_note == f"Recorded in Heard by {staff.name}"
    event = events(store)[-1]
    assert (event.action, event.record_type, event.record_id) == ("added", "marker_assessment", str(saved.id))
    assert event.after is not None
    assert event.after["level"] == 2


def test_on_the_same_day_the_rating_changes_and_the_trail_keeps_what_stood_before(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    rate(store, staff, a_draft(1))
    assert rate(store, staff, a_draft(3), seen=marks(store)).action is ChangeAction.CHANGED
    assert only(store, MarkerAssessment).level == 3
    event = events(store)[-1]
    assert event.before is not None
    assert event.after is not None
    assert (event.action, event.before["level"], event.after["level"]) == ("changed", 1, 3)


def test_on_another_day_a_rating_is_added(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    rate(store, staff, a_draft(1, as_of=YESTERDAY))
    rate(store, staff, a_draft(1, as_of=TODAY), seen=marks(store))
    assert count(store, MarkerAssessment) == 2


def test_the_same_form_handed_in_twice_saves_once(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    first = rate(store, staff, a_draft(1), key="one form")
    before = len(events(store))
    again = rate(store, staff, a_draft(1), key="one form")
    assert (again.id, again.action) == (first.id, None)
    assert (count(store, MarkerAssessment), len(events(store))) == (1, before)


def test_a_rating_that_says_nothing_new_writes_nothing(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    rate(store, staff, a_draft(1))
    before = len(events(store))
    assert rate(store, staff, a_draft(1), key="another form", seen=marks(store)).action is None
    assert len(events(store)) == before


@pytest.mark.parametrize("as_of", [TODAY, YESTERDAY])
def test_a_rating_that_the_form_had_not_shown_is_not_passed_over(store: Engine, as_of: date) -> None:
    save(store, *reference_rows())
    rate(store, an_actor(store, UserRole.CONTRIBUTOR), a_draft(1, as_of=TODAY))
    with pytest.raises(StaleRecordError, match="level 1 as of 22 November 2026"):
        rate(store, an_actor(store, UserRole.CONTRIBUTOR), a_draft(3, as_of=as_of))
    assert only(store, MarkerAssessment).level == 1


def test_an_older_rating_of_the_chosen_day_is_not_overwritten_unseen(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    rate(store, staff, a_draft(0, as_of=YESTERDAY))
    rate(store, staff, a_draft(1, as_of=TODAY), seen=marks(store))
    newest = marks(store)[-1:]
    with pytest.raises(StaleRecordError, match="level 0 as of 21 November 2026"):
        rate(store, staff, a_draft(3, as_of=YESTERDAY), seen=newest)


def test_two_lay_partners_of_one_day_stand_beside_each_other(store: Engine) -> None:
    save(store, *reference_rows())
    one, other = an_actor(store, UserRole.LAY_PARTNER), an_actor(store, UserRole.LAY_PARTNER)
    rate(store, one, a_draft(1, lay=True))
    rate(store, other, a_draft(3, lay=True))
    with Session(store) as session:
        found = {row.rater_reference: row.level for row in session.scalars(sa.select(MarkerAssessment))}
    assert sorted(found.values()) == [1, 3]
    assert all(reference.startswith("lay-") and len(reference) == 16 for reference in found)
    rate(store, one, a_draft(2, lay=True, evidence="I thought again"), seen=marks(store))
    assert count(store, MarkerAssessment) == 2


def test_a_lay_rating_names_nobody(store: Engine) -> None:
    save(store, *reference_rows())
    lay = an_actor(store, UserRole.LAY_PARTNER)
    rate(store, lay, a_draft(1, lay=True))
    rating = only(store, MarkerAssessment)
    assert lay.name not in " ".join(map(str, rating.model_dump().values()))
    assert str(lay.user_id) != rating.rater_reference.removeprefix("lay-")


def test_a_draft_cannot_choose_whose_rating_it_is(store: Engine) -> None:
    save(store, *reference_rows())
    victim, other = an_actor(store, UserRole.LAY_PARTNER), an_actor(store, UserRole.LAY_PARTNER)
    rate(store, victim, a_draft(1, lay=True))
    stolen = a_draft(3, lay=True).model_copy(
        update={
            "rater_reference": only(store, MarkerAssessment).rater_reference,
            "provenance": Provenance.PUBLISHED,
        }
    )
    rate(store, other, stolen, seen=marks(store))
    with Session(store) as session:
        ratings = session.scalars(sa.select(MarkerAssessment).order_by(col(MarkerAssessment.id))).all()
    assert [rating.level for rating in ratings] == [1, 3]
    assert {rating.provenance for rating in ratings} == {Provenance.SUBMITTED}


@pytest.mark.parametrize(
    ("role", "lay", "network"),
    [
        (UserRole.CONTRIBUTOR, True, "SL"),
        (UserRole.ADMIN, True, "SL"),
        (UserRole.LAY_PARTNER, False, "SL"),
        (UserRole.LAY_PARTNER, True, "GM"),
        (UserRole.CONTRIBUTOR, False, "GM"),
        (UserRole.LEADERSHIP, False, "SL"),
    ],
)
def test_nobody_rates_for_whom_they_do_not_speak(
    store: Engine, role: UserRole, lay: bool, network: str
) -> None:
    save(store, *reference_rows())
    with pytest.raises(NotAllowedError):
        rate(store, an_actor(store, role), a_draft(1, lay=lay, network=network))
    assert count(store, MarkerAssessment) == 0


@pytest.mark.parametrize("unknown", [{"network": "XX"}, {"marker": "COO99"}])
def test_an_unknown_network_or_marker_is_refused(store: Engine, unknown: dict[str, str]) -> None:
    save(store, *reference_rows())
    with pytest.raises(NotFoundError):
        rate(store, an_actor(store, UserRole.ADMIN), a_draft(1, **unknown))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"level": None}, "Level: choose one of the four"),
        ({"as_of": None}, "As of: choose the day"),
        ({"as_of": date(2026, 11, 23)}, "As of: expected a day that has come"),
        ({"level": 4}, "Level: expected"),
        ({"evidence": "x" * 601}, "Evidence: use at most 600 characters. There are 601."),
        ({"evidence_link": "javascript:alert(1)"}, "Link: expected a web address"),
    ],
)
def test_a_form_that_breaks_a_rule_is_told_which_field(given: dict[str, Any], said: str) -> None:
    values = {"level": 1, "as_of": TODAY, "evidence": "", "evidence_link": ""} | given
    with pytest.raises(InvalidRecordError) as refused:
        rating_draft(network="SL", marker="COO1", rater_kind=RaterKind.STAFF, **values)
    assert str(refused.value).startswith(said)


def test_an_account_of_the_demonstration_gives_illustrative_ratings(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    with store.begin() as connection:
        connection.execute(sa.update(User).values(provenance=Provenance.ILLUSTRATIVE))
    rate(store, staff, a_draft(1))
    rating = only(store, MarkerAssessment)
    assert (rating.provenance, rating.rater_reference) == (Provenance.ILLUSTRATIVE, "illustrative")


def test_a_real_rating_over_one_of_a_demonstration_stays_when_the_demonstration_goes(store: Engine) -> None:
    save(store, *reference_rows())
    made_up = {"provenance": Provenance.ILLUSTRATIVE, "rater_kind": RaterKind.STAFF, "as_of": TODAY}
    save(store, MarkerAssessment(network_code="SL", marker_code="COO1", level=1, **made_up))
    rate(store, an_actor(store, UserRole.CONTRIBUTOR), a_draft(2), seen=marks(store))
    assert only(store, MarkerAssessment).provenance is Provenance.SUBMITTED


def test_a_lay_partner_takes_back_only_their_own(store: Engine) -> None:
    save(store, *reference_rows())
    one, other = an_actor(store, UserRole.LAY_PARTNER), an_actor(store, UserRole.LAY_PARTNER)
    with unit_of_work(store, actor=one) as work:
        assert take_back_ratings(work, network="SL", marker="COO1") == 0
    rate(store, one, a_draft(1, lay=True))
    rate(store, other, a_draft(3, lay=True))
    with unit_of_work(store, actor=one) as work:
        assert take_back_ratings(work, network="SL", marker="COO1") == 1
    assert only(store, MarkerAssessment).level == 3
    assert (events(store)[-1].action, events(store)[-1].user_id) == ("removed", one.user_id)
    with pytest.raises(NotAllowedError), unit_of_work(store, actor=OPERATOR) as work:
        take_back_ratings(work, network="SL", marker="COO1")


def test_a_number_given_out_again_is_not_the_same_rater(store: Engine) -> None:
    save(store, *reference_rows())
    lay = an_actor(store, UserRole.LAY_PARTNER)
    rate(store, lay, a_draft(1, lay=True))
    with store.begin() as connection:
        connection.execute(
            sa.update(User).where(col(User.id) == lay.user_id).values(created_at=User(email="x").created_at)
        )
    assert blind_views(store, actor=lay, network="SL", today=TODAY) == {}


def test_staff_are_hidden_until_the_lay_partner_has_rated_no_earlier(store: Engine) -> None:
    save(store, *reference_rows())
    staff, lay = an_actor(store, UserRole.CONTRIBUTOR), an_actor(store, UserRole.LAY_PARTNER)
    rate(store, staff, a_draft(3, as_of=YESTERDAY, evidence="What staff rest on"))
    hidden = blind_views(store, actor=lay, network="SL", today=TODAY)["COO1"]
    assert (hidden.own, hidden.staff, hidden.staff_is_hidden) == (None, None, True)
    rate(store, lay, a_draft(1, lay=True, as_of=YESTERDAY))
    both = blind_views(store, actor=lay, network="SL", today=TODAY)["COO1"]
    assert both.own is not None
    assert both.staff is not None
    assert (both.own.level, both.staff.level, both.staff_is_hidden) == (1, 3, False)
    rate(store, staff, a_draft(2, as_of=TODAY), seen=marks(store))
    again = blind_views(store, actor=lay, network="SL", today=TODAY)["COO1"]
    assert (again.staff, again.staff_is_hidden) == (None, True)


def test_another_lay_partners_rating_opens_nothing(store: Engine) -> None:
    save(store, *reference_rows())
    staff, one, other = (
        an_actor(store, UserRole.CONTRIBUTOR),
        an_actor(store, UserRole.LAY_PARTNER),
        an_actor(store, UserRole.LAY_PARTNER),
    )
    rate(store, staff, a_draft(3))
    rate(store, one, a_draft(1, lay=True))
    seen = blind_views(store, actor=other, network="SL", today=TODAY)["COO1"]
    assert (seen.own, seen.staff, seen.staff_is_hidden) == (None, None, True)


def test_before_the_rating_no_question_to_the_store_asks_what_staff_said(store: Engine) -> None:
    save(store, *reference_rows())
    staff, lay = an_actor(store, UserRole.CONTRIBUTOR), an_actor(store, UserRole.LAY_PARTNER)
    rate(store, staff, a_draft(3, evidence="What staff rest on"))
    rows: list[str] = []
    with store.connect() as connection:
        raw = connection.execute(sa.text("SELECT evidence FROM marker_assessment")).scalars().all()
    assert raw == ["What staff rest on"]

    @sa.event.listens_for(MarkerAssessment, "load", propagate=True)
    def note(target: MarkerAssessment, _context: object) -> None:
        rows.append(target.evidence)

    try:
        blind_views(store, actor=lay, network="SL", today=TODAY)
        assert rows == []
    finally:
        sa.event.remove(MarkerAssessment, "load", note)


def test_views_are_for_those_who_rate_there(store: Engine) -> None:
    save(store, *reference_rows())
    lay, staff = an_actor(store, UserRole.LAY_PARTNER), an_actor(store, UserRole.CONTRIBUTOR)
    for actor, network in ((staff, "SL"), (lay, "GM"), (replace(lay, networks=frozenset()), "SL")):
        with pytest.raises(NotAllowedError):
            blind_views(store, actor=actor, network=network, today=TODAY)
    for actor, network in ((lay, "SL"), (staff, "GM")):
        with pytest.raises(NotAllowedError):
            staff_ratings(store, actor=actor, network=network)


def test_staff_see_their_history_newest_first(store: Engine) -> None:
    save(store, *reference_rows())
    staff = an_actor(store, UserRole.CONTRIBUTOR)
    rate(store, staff, a_draft(1, as_of=YESTERDAY))
    rate(store, staff, a_draft(2, as_of=TODAY), seen=marks(store))
    found = staff_ratings(store, actor=staff, network="SL")["COO1"]
    assert [(one.level, one.as_of) for one in found] == [(2, TODAY), (1, YESTERDAY)]
