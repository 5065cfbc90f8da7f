"""Actions, resources and ways of meeting pledges: recorded, changed, taken back, audited, and read again."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.forum import (
    ActionDraft,
    PledgeResponseDraft,
    ResourceDraft,
    Saved,
    draft_of,
    mark_of,
    remove_resource,
    save_action,
    save_pledge_response,
    save_resource,
)
from data_access.commands.submissions import new_key
from data_access.queries.actions import agreed_actions, of_networks
from data_access.queries.forum_rows import (
    actions_for_editing,
    pledge_response_for_editing,
    resources_for_editing,
)
from data_access.queries.pledges import shared_pledges, ways_of_meeting_pledges
from data_access.queries.resources import shared_resources
from data_access.tables import Action, Pledge, PledgeResponse, Resource, Table
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StaleRecordError
from domain.permissions import Actor
from domain.vocabulary import ActionState, ChangeAction, Provenance, ResourceKind, UserRole
from tests.integration.factories import (
    a_contributor,
    a_demonstration_account,
    an_actor,
    count,
    events,
    only,
    save,
)

pytestmark = pytest.mark.usefixtures("fixed_day")

OURS, FORUM = a_contributor("SL"), an_actor(UserRole.FORUM, ())
DUE = date(2026, 12, 1)
PLEDGE = Pledge(code="D1", title="Ask widely", position=1, source="test")


def agree(
    store: Engine,
    *,
    actor: Actor = OURS,
    key: str = "",
    number: int | None = None,
    seen: str = "",
    **changes: Any,
) -> Saved:
    given = {"title": "Ask again", "owner": "Involvement lead", "due_on": DUE, "network_code": "SL"} | changes
    draft = draft_of(ActionDraft, **given)
    with unit_of_work(store, actor=actor) as work:
        return save_action(work, draft, key=key or new_key(), number=number, seen=seen)


def share(store: Engine, *, actor: Actor = OURS, **changes: Any) -> Saved:
    given = {
        "title": "A policy", "kind": ResourceKind.POLICY, "shared_on": date(2026, 5, 1), "network_code": "SL",
    } | changes  # fmt: skip
    with unit_of_work(store, actor=actor) as work:
        return save_resource(work, draft_of(ResourceDraft, **given), key=new_key())


def meet(store: Engine, how: str, *, seen: str = "", actor: Actor = OURS, pledge: str = "D1") -> Saved:
    draft = draft_of(PledgeResponseDraft, network_code="SL", pledge_code=pledge, how=how)
    with unit_of_work(store, actor=actor) as work:
        return save_pledge_response(work, draft, seen=seen)


def mark(store: Engine, table: type[Table], number: int) -> str:
    with Session(store) as session:
        return mark_of(session.get(table, number))


def test_an_action_is_added_audited_and_shows_at_once(filled: Engine) -> None:
    version = store_version(filled)
    saved = agree(filled, priority_code="C1", note=" Soon ")
    assert saved.action is ChangeAction.ADDED
    [line] = agreed_actions(filled)
    assert (line.title, line.owner, line.due_on, line.network, line.line, line.note, line.provenance) == (
        "Ask again", "Involvement lead", DUE, "SL", "C1", "Soon", Provenance.SUBMITTED,
    )  # fmt: skip
    [event] = events(filled)
    assert (event.action, event.record_type, event.record_id) == ("added", "action", str(saved.id))
    assert store_version(filled) == version + 1


def test_an_action_is_done_on_a_day_that_has_come(filled: Engine) -> None:
    saved = agree(filled)
    seen = mark(filled, Action, saved.id)
    for done_on in (None, date(2026, 11, 23)):
        with pytest.raises(InvalidRecordError, match="Done on: expected the day on which it was done"):
            agree(filled, number=saved.id, seen=seen, state=ActionState.DONE, done_on=done_on)
    with pytest.raises(InvalidRecordError, match="expected no day"):
        agree(filled, number=saved.id, seen=seen, done_on=date(2026, 11, 1))
    done = agree(filled, number=saved.id, seen=seen, state=ActionState.DONE, done_on=date(2026, 11, 22))
    assert done.action is ChangeAction.CHANGED
    assert only(filled, Action).state is ActionState.DONE
    assert events(filled)[-1].before["state"] == "open"


def test_what_somebody_else_changed_meanwhile_is_not_written_over(filled_sqlite: Engine) -> None:
    saved = agree(filled_sqlite)
    seen = mark(filled_sqlite, Action, saved.id)
    agree(filled_sqlite, number=saved.id, seen=seen, title="Ask differently")
    with pytest.raises(StaleRecordError, match="Start again"):
        agree(filled_sqlite, number=saved.id, seen=seen, title="Ask never")
    assert only(filled_sqlite, Action).title == "Ask differently"


def test_a_second_click_and_an_unchanged_form_save_nothing(filled_sqlite: Engine) -> None:
    key = new_key()
    saved = agree(filled_sqlite, key=key)
    assert agree(filled_sqlite, key=key) == Saved(saved.id, None)
    seen = mark(filled_sqlite, Action, saved.id)
    assert agree(filled_sqlite, number=saved.id, seen=seen) == Saved(saved.id, None)
    assert count(filled_sqlite, Action) == 1
    assert len(events(filled_sqlite)) == 1


def test_only_the_forum_records_for_all_networks_together(filled_sqlite: Engine) -> None:
    with pytest.raises(NotAllowedError, match="for all networks together"):
        agree(filled_sqlite, network_code=None)
    agree(filled_sqlite, network_code=None, actor=FORUM)
    agree(filled_sqlite, network_code="GM", actor=FORUM)
    assert [line.network for line in of_networks(agreed_actions(filled_sqlite), ["SL"])] == [None]
    assert len(of_networks(agreed_actions(filled_sqlite), [])) == 2
    with pytest.raises(NotAllowedError):
        agree(filled_sqlite, network_code=None, actor=an_actor(UserRole.LEADERSHIP))


def test_nobody_takes_over_the_action_of_another_network(filled_sqlite: Engine) -> None:
    saved = agree(filled_sqlite, network_code="GM", actor=FORUM)
    with pytest.raises(NotAllowedError, match="for GM"):
        agree(filled_sqlite, number=saved.id, seen=mark(filled_sqlite, Action, saved.id))
    assert only(filled_sqlite, Action).network_code == "GM"


def test_what_is_wrong_is_said_field_by_field(filled_sqlite: Engine) -> None:
    with pytest.raises(
        InvalidRecordError, match=r"Title: this is needed\. Owner: use at most 120 characters"
    ):
        agree(filled_sqlite, title=" ", owner="x" * 121)
    with pytest.raises(InvalidRecordError, match="Due: this is needed"):
        agree(filled_sqlite, due_on=None)
    with pytest.raises(NotFoundError, match="line of the strategy"):
        agree(filled_sqlite, priority_code="9.9")
    with pytest.raises(NotFoundError, match="no such network"):
        agree(filled_sqlite, network_code="XX", actor=FORUM)
    with pytest.raises(NotFoundError, match="no such action"):
        agree(filled_sqlite, number=99)
    assert count(filled_sqlite, Action) == 0


def test_open_actions_stand_first_by_the_day_they_are_due(filled_sqlite: Engine) -> None:
    agree(filled_sqlite, title="Later", due_on=date(2026, 12, 9))
    agree(
        filled_sqlite, title="Done", due_on=date(2026, 1, 1), state=ActionState.DONE, done_on=date(2026, 1, 2)
    )
    agree(filled_sqlite, title="Late", due_on=date(2026, 11, 21))
    lines = agreed_actions(filled_sqlite)
    assert [line.title for line in lines] == ["Late", "Later", "Done"]
    assert [line.is_late(today=date(2026, 11, 22)) for line in lines] == [True, False, False]
    assert not lines[0].is_late(today=date(2026, 11, 21))
    assert [row.title for row in actions_for_editing(filled_sqlite, network="SL")] == [
        "Done",
        "Late",
        "Later",
    ]
    assert actions_for_editing(filled_sqlite, network=None) == []


def test_a_resource_is_shared_and_removed(filled: Engine) -> None:
    saved = share(filled, link="https://example.org/policy")
    assert [(one.title, one.network, one.link) for one in shared_resources(filled)] == [
        ("A policy", "SL", "https://example.org/policy")
    ]
    assert [row.title for row in resources_for_editing(filled, network="SL")] == ["A policy"]
    with pytest.raises(StaleRecordError), unit_of_work(filled, actor=OURS) as work:
        remove_resource(work, saved.id, seen="something else")
    with pytest.raises(NotAllowedError), unit_of_work(filled, actor=a_contributor("GM")) as work:
        remove_resource(work, saved.id, seen=mark(filled, Resource, saved.id))
    seen = mark(filled, Resource, saved.id)
    with unit_of_work(filled, actor=OURS) as work:
        remove_resource(work, saved.id, seen=seen)
    assert shared_resources(filled) == ()
    assert events(filled)[-1].action == "removed"
    with pytest.raises(NotFoundError), unit_of_work(filled, actor=FORUM) as work:
        remove_resource(work, saved.id, seen=seen)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"link": "javascript:alert(1)"}, "Link: expected a web address"),
        ({"shared_on": date(2026, 11, 23)}, "Shared on: expected today or an earlier day"),
    ],
)
def test_a_resource_has_a_real_link_and_a_day_that_has_come(
    filled_sqlite: Engine, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InvalidRecordError, match=said):
        share(filled_sqlite, **changes)


def test_a_network_says_how_it_meets_a_pledge_changes_it_and_takes_it_back(filled: Engine) -> None:
    save(filled, Pledge(**PLEDGE.model_dump()))
    assert [one.title for one in shared_pledges(filled)] == ["Ask widely"]
    saved = meet(filled, "By asking")
    assert {pair: way.how for pair, way in ways_of_meeting_pledges(filled).items()} == {
        ("D1", "SL"): "By asking"
    }
    with pytest.raises(StaleRecordError):
        meet(filled, "By guessing")
    assert meet(filled, "By asking").action is None
    seen = mark(filled, PledgeResponse, saved.id)
    assert meet(filled, "By asking twice", seen=seen).action is ChangeAction.CHANGED
    row = pledge_response_for_editing(filled, network="SL", pledge="D1")
    assert meet(filled, "", seen=mark_of(row)).action is ChangeAction.REMOVED
    assert ways_of_meeting_pledges(filled) == {}
    with pytest.raises(NotFoundError, match="no such pledge"):
        meet(filled, "So", pledge="D9")
    with pytest.raises(NotAllowedError):
        meet(filled, "So", actor=a_contributor("GM"))


def test_what_a_demonstration_records_is_illustrative_until_a_real_account_changes_it(
    filled_sqlite: Engine,
) -> None:
    saved = agree(filled_sqlite, actor=a_demonstration_account(filled_sqlite, "SL"))
    assert only(filled_sqlite, Action).provenance is Provenance.ILLUSTRATIVE
    agree(filled_sqlite, number=saved.id, seen=mark(filled_sqlite, Action, saved.id), title="Ask now")
    assert only(filled_sqlite, Action).provenance is Provenance.SUBMITTED
