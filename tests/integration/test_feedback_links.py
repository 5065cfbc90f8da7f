"""Links with which people answer: who makes, sees and closes them, and what they keep within."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine

from data_access.commands.feedback import (
    LETTERS,
    LETTERS_IN_A_TOKEN,
    MOST_ANSWERS,
    Given,
    LinkState,
    SharedLinkDraft,
    SingleLinksDraft,
    close_link,
    make_link,
    make_single_links,
)
from data_access.queries.feedback_links import activities_to_ask, link_sets
from data_access.tables import Activity, FeedbackLink
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import NotAllowedError, NotFoundError
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import UserRole
from tests.integration.factories import a_contributor, an_activity, count, events, reference_rows, save
from tests.integration.feedback_scene import LATER, STAFF, TODAY, answer, shared

pytestmark = pytest.mark.usefixtures("fixed_day")


def test_a_link_opens_with_a_long_random_token(store: Engine, activity: Activity) -> None:
    tokens = {shared(store, activity).token for _ in range(5)}
    assert len(tokens) == 5
    assert all(len(token) == LETTERS_IN_A_TOKEN and set(token) <= set(LETTERS) for token in tokens)
    assert LETTERS_IN_A_TOKEN * 5 >= 128
    assert len(set(LETTERS)) == 32


def test_making_a_link_is_audited_without_its_token(store: Engine, activity: Activity) -> None:
    link = shared(store, activity)
    event = events(store)[-1]
    assert (event.action, event.record_type, event.record_id) == ("added", "feedback_link", str(link.id))
    assert event.after == {
        "activity_id": activity.id, "label": "", "links": 1, "most_answers": 10, "closes_on": "2026-12-20",
        "is_closed": False,
    }  # fmt: skip
    assert link.token not in f"{event.after}{event.note}"


def test_links_change_no_figure(store: Engine, activity: Activity) -> None:
    before = store_version(store)
    shared(store, activity)
    assert store_version(store) == before


@pytest.mark.parametrize(
    "actor",
    [
        PUBLIC,
        a_contributor("GM"),
        Actor(name="Lay", user_id=3, roles=frozenset({UserRole.LAY_PARTNER}), networks=frozenset({"SL"})),
        Actor(name="Board", user_id=4, roles=frozenset({UserRole.LEADERSHIP}), networks=frozenset({"SL"})),
    ],
    ids=lambda actor: actor.name,
)
def test_only_those_who_may_invite_for_the_network_make_and_close_links(
    store: Engine, activity: Activity, actor: Actor
) -> None:
    link = shared(store, activity)
    before = len(events(store))
    singles = SingleLinksDraft(activity_id=activity.id or 0, pieces=3, closes_on=LATER)
    with pytest.raises(NotAllowedError):
        shared(store, activity, actor=actor)
    with pytest.raises(NotAllowedError), unit_of_work(store, actor=actor) as work:
        make_single_links(work, singles)
    with pytest.raises(NotAllowedError), unit_of_work(store, actor=actor) as work:
        close_link(work, link.id or 0)
    assert len(events(store)) == before
    assert count(store, FeedbackLink) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"most_answers": 0},
        {"most_answers": MOST_ANSWERS + 1},
        {"closes_on": TODAY - timedelta(days=1)},
        {"closes_on": TODAY + timedelta(days=367)},
        {"label": "x" * 121},
        {"token": "chosen"},
    ],
    ids=str,
)
def test_a_link_keeps_within_its_limits(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SharedLinkDraft(**{"activity_id": 1, "most_answers": 10, "closes_on": LATER, **wrong})


def test_a_link_asks_about_an_activity_that_there_is(store: Engine, activity: Activity) -> None:
    draft = SharedLinkDraft(activity_id=(activity.id or 0) + 99, most_answers=1, closes_on=LATER)
    with pytest.raises(NotFoundError), unit_of_work(store, actor=STAFF) as work:
        make_link(work, draft)
    with pytest.raises(NotFoundError), unit_of_work(store, actor=STAFF) as work:
        close_link(work, 99)


def test_codes_work_once_each_and_are_closed_together(store: Engine, activity: Activity) -> None:
    draft = SingleLinksDraft(activity_id=activity.id or 0, pieces=3, closes_on=LATER, label="Table 1")
    with unit_of_work(store, actor=STAFF, changes_facts=False) as work:
        made = make_single_links(work, draft)
    shared(store, activity)
    newest, codes = link_sets(store, actor=STAFF, activity_id=activity.id or 0)
    assert (newest.is_single, codes.is_single) == (False, True)
    assert (codes.id, codes.label, len(set(codes.tokens)), codes.most_answers) == (made[0], "Table 1", 3, 3)
    assert answer(store, codes.tokens[1], "one") is Given.COUNTED
    assert answer(store, codes.tokens[1], "two") is Given.REFUSED
    codes = link_sets(store, actor=STAFF, activity_id=activity.id or 0)[1]
    assert (codes.answers, codes.state) == (1, LinkState.OPEN)
    with unit_of_work(store, actor=STAFF, changes_facts=False) as work:
        close_link(work, made[2])
    newest, codes = link_sets(store, actor=STAFF, activity_id=activity.id or 0)
    assert (newest.state, codes.state) == (LinkState.OPEN, LinkState.CLOSED)
    assert [answer(store, token, f"later {token}") for token in codes.tokens] == [Given.REFUSED] * 3


def test_links_are_seen_by_those_who_may_invite_for_the_network(store: Engine, activity: Activity) -> None:
    with pytest.raises(NotAllowedError):
        link_sets(store, actor=a_contributor("GM"), activity_id=activity.id or 0)
    with pytest.raises(NotFoundError):
        link_sets(store, actor=STAFF, activity_id=999)


def test_activities_are_found_by_part_of_their_title_or_reference_newest_first(store: Engine) -> None:
    save(store, *reference_rows())
    save(
        store,
        an_activity("A1", title="Walk 100%", start_date=date(2026, 5, 1)),
        an_activity("A2", title="Talk", start_date=date(2026, 6, 1)),
        an_activity("A3", title="Walk to come", start_date=TODAY + timedelta(days=1)),
        an_activity("B1", network="GM", title="Walk elsewhere"),
    )

    def found(wanted: str) -> list[str]:
        some = activities_to_ask(store, networks={"SL"}, wanted=wanted, today=TODAY)
        return [one.reference for one in some]

    assert found("") == ["A2", "A1"]
    assert found("walk") == ["A1"]
    assert found("a2") == ["A2"]
    assert found("0%") == ["A1"]
    assert found("_") == found("walk elsewhere") == []
    assert activities_to_ask(store, networks=(), today=TODAY) == []
