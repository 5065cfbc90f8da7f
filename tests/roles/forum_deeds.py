"""The deeds of the forum, for every role: an action, a resource, a way of meeting a pledge, figures of a meeting."""

from collections.abc import Callable
from datetime import date
from typing import Any

from data_access.commands.forum import (
    ActionDraft,
    PledgeResponseDraft,
    ResourceDraft,
    save_action,
    save_pledge_response,
    save_resource,
)
from data_access.commands.snapshots import keep_snapshot
from data_access.commands.submissions import new_key
from data_access.queries.snapshots import read_snapshot
from data_access.unit_of_work import unit_of_work
from domain.permissions import Action
from domain.vocabulary import ResourceKind

DAY = date(2026, 5, 1)


def agree_action(scene: Any) -> object:
    draft = ActionDraft(title="Ask again", owner="Involvement lead", due_on=DAY, network_code=scene.network)
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return save_action(work, draft, key=new_key())


def share_resource(scene: Any) -> object:
    draft = ResourceDraft(
        title="A policy", kind=ResourceKind.POLICY, shared_on=DAY, network_code=scene.network
    )
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return save_resource(work, draft, key=new_key())


def meet_pledge(scene: Any) -> object:
    draft = PledgeResponseDraft(network_code=scene.network, pledge_code="D1", how="By asking")
    with unit_of_work(scene.store, actor=scene.actor) as work:
        return save_pledge_response(work, draft, seen="")


def keep_figures(scene: Any) -> object:
    with unit_of_work(scene.store, actor=scene.actor, changes_facts=False) as work:
        return keep_snapshot(work, meeting_id=1, view="overview", content={"figures": []})


FORUM_DEEDS: tuple[tuple[str, Action, Callable[[Any], object]], ...] = (
    ("agree on an action", Action.RECORD_STRATEGY_WORK, agree_action),
    ("share a resource", Action.RECORD_STRATEGY_WORK, share_resource),
    ("say how a pledge is met", Action.RECORD_STRATEGY_WORK, meet_pledge),
    ("keep figures for a meeting", Action.RUN_MEETINGS, keep_figures),
    (
        "read figures of a meeting",
        Action.READ_MEETINGS,
        lambda scene: read_snapshot(scene.store, actor=scene.actor, snapshot_id=1),
    ),
)
