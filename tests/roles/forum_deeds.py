"""The deeds of the forum, for every role: an action, a resource and a way of meeting a pledge."""

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
from data_access.commands.submissions import new_key
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


FORUM_DEEDS: tuple[tuple[str, Action, Callable[[Any], object]], ...] = (
    ("agree on an action", Action.RECORD_STRATEGY_WORK, agree_action),
    ("share a resource", Action.RECORD_STRATEGY_WORK, share_resource),
    ("say how a pledge is met", Action.RECORD_STRATEGY_WORK, meet_pledge),
)
