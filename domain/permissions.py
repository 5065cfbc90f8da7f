"""Who may do what: the one table where roles meet actions, and the questions that are put to it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from domain.errors import NotAllowedError
from domain.vocabulary import Code, RaterKind, UserRole


class Action(Code):
    """What somebody may or may not do; the label completes the sentence "This account may not …"."""

    EXPLORE = "explore", "see the figures"
    READ_STORIES = "read-stories", "read the stories"
    GIVE_FEEDBACK = "give-feedback", "answer about an activity"
    KEEP_ACCOUNT = "keep-account", "look after an account of its own"
    RECORD = "record", "add or change records"
    IMPORT = "import", "import a file"
    RECORD_STRATEGY_WORK = "record-strategy-work", "record actions, resources and ways of meeting pledges"
    RATE_AS_STAFF = "rate-as-staff", "rate a marker for the staff"
    RATE_AS_LAY = "rate-as-lay", "rate a marker as a lay partner"
    INVITE_FEEDBACK = "invite-feedback", "make links for feedback"
    READ_FEEDBACK = "read-feedback", "read what people answered"
    SEE_DATA_HEALTH = "see-data-health", "see what is missing in the records"
    SEE_AUDIT = "see-audit", "search the audit trail"
    MANAGE_ACCOUNTS = "manage-accounts", "look after accounts"
    MANAGE_NETWORKS = "manage-networks", "change what is said about networks"
    DESCRIBE_NETWORK = "describe-network", "say what stands on the network's public page"
    CHANGE_SETTINGS = "change-settings", "change settings"
    WRITE_STORIES = "write-stories", "write stories"
    CO_SIGN_STORIES = "co-sign-stories", "co-sign stories as a lay partner"
    APPROVE_STORIES = "approve-stories", "approve and publish stories"
    COMPOSE_ISSUES = "compose-issues", "compose issues of the magazine"
    EXPORT_STORIES = "export-stories", "export stories for other channels"
    READ_MEETINGS = "read-meetings", "see the meetings of the forum"
    RUN_MEETINGS = "run-meetings", "prepare and run meetings of the forum"
    OPERATE = "operate", "operate the store"


EVERYONE = frozenset({Action.EXPLORE, Action.READ_STORIES, Action.GIVE_FEEDBACK})
"""What needs no sign-in."""

EVERY_ACCOUNT = frozenset({Action.KEEP_ACCOUNT})
"""What an account may do even without a role."""

_CONTRIBUTOR, _LAY, _ADMIN = UserRole.CONTRIBUTOR, UserRole.LAY_PARTNER, UserRole.ADMIN
_LEADERSHIP, _COMMS, _FORUM = UserRole.LEADERSHIP, UserRole.COMMS, UserRole.FORUM

ROLES_BY_ACTION: Mapping[Action, frozenset[UserRole]] = {
    Action.RECORD: frozenset({_CONTRIBUTOR, _ADMIN}),
    Action.IMPORT: frozenset({_CONTRIBUTOR, _ADMIN}),
    Action.RECORD_STRATEGY_WORK: frozenset({_CONTRIBUTOR, _FORUM, _ADMIN}),
    Action.RATE_AS_STAFF: frozenset({_CONTRIBUTOR, _ADMIN}),
    # Not even an administrator speaks for lay people.
    Action.RATE_AS_LAY: frozenset({_LAY}),
    Action.INVITE_FEEDBACK: frozenset({_CONTRIBUTOR, _ADMIN}),
    Action.READ_FEEDBACK: frozenset({_CONTRIBUTOR, _LAY, _ADMIN}),
    Action.SEE_DATA_HEALTH: frozenset({_CONTRIBUTOR, _LEADERSHIP, _ADMIN}),
    Action.SEE_AUDIT: frozenset({_LEADERSHIP, _ADMIN}),
    Action.MANAGE_ACCOUNTS: frozenset({_ADMIN}),
    Action.MANAGE_NETWORKS: frozenset({_ADMIN}),
    Action.DESCRIBE_NETWORK: frozenset({_CONTRIBUTOR, _ADMIN}),
    Action.CHANGE_SETTINGS: frozenset({_ADMIN}),
    Action.WRITE_STORIES: frozenset({_CONTRIBUTOR, _COMMS, _ADMIN}),
    Action.CO_SIGN_STORIES: frozenset({_LAY}),
    Action.APPROVE_STORIES: frozenset({_COMMS, _LEADERSHIP, _ADMIN}),
    Action.COMPOSE_ISSUES: frozenset({_COMMS, _ADMIN}),
    Action.EXPORT_STORIES: frozenset({_CONTRIBUTOR, _COMMS, _LEADERSHIP, _ADMIN}),
    # Whoever has an account is staff or a lay partner of a network, and the forum is theirs.
    Action.READ_MEETINGS: frozenset(UserRole),
    Action.RUN_MEETINGS: frozenset({_FORUM, _ADMIN}),
    Action.OPERATE: frozenset({_ADMIN}),
}
"""Which roles may do what not everybody with an account may.

Held by `tests/roles`, which walks pages, commands and HTTP for every role.
"""

WITHIN_OWN_NETWORKS = frozenset(
    {
        Action.RECORD,
        Action.IMPORT,
        Action.RECORD_STRATEGY_WORK,
        Action.RATE_AS_STAFF,
        Action.RATE_AS_LAY,
        Action.INVITE_FEEDBACK,
        Action.READ_FEEDBACK,
        Action.DESCRIBE_NETWORK,
        Action.WRITE_STORIES,
        Action.CO_SIGN_STORIES,
    }
)
"""What an account other than an administrator's may do only for the networks that it is given."""

FOR_EVERY_NETWORK: Mapping[Action, frozenset[UserRole]] = {Action.RECORD_STRATEGY_WORK: frozenset({_FORUM})}
"""Roles besides the administrator's that may do such a thing for every network: the forum speaks for all."""

FOR_LAY_PARTNERS_ALONE = frozenset({Action.RATE_AS_LAY, Action.CO_SIGN_STORIES})
"""What not even the operator may do."""


@dataclass(frozen=True)
class Actor:
    """Whoever does something: the public, an account, or the operator at the server's own command line.

    No role is the public. `networks` are the codes that the account may write for. The operator may do
    everything for all of them, but speak as a lay partner.
    """

    name: str
    user_id: int | None = None
    roles: frozenset[UserRole] = field(default_factory=frozenset)
    networks: frozenset[str] = field(default_factory=frozenset)
    is_operator: bool = False


OPERATOR = Actor(name="operator", is_operator=True)
PUBLIC = Actor(name="public")


def may(actor: Actor, action: Action, *, network: str | None = None) -> bool:
    """Whether the actor may do this; with `network`, for this network, otherwise for any at all."""
    if action in EVERYONE:
        return True
    if actor.is_operator:
        return action not in FOR_LAY_PARTNERS_ALONE
    if action in EVERY_ACCOUNT:
        return actor.user_id is not None
    roles = actor.roles & ROLES_BY_ACTION[action]
    if not roles:
        return False
    if action not in WITHIN_OWN_NETWORKS or roles & {_ADMIN, *FOR_EVERY_NETWORK.get(action, ())}:
        return True
    return bool(actor.networks) if network is None else network in actor.networks


def lacks_only_networks(actor: Actor, action: Action) -> bool:
    """Whether a role of the account allows this within its networks, and it is given none."""
    has_role = bool(actor.roles & ROLES_BY_ACTION.get(action, frozenset()))
    return has_role and action in WITHIN_OWN_NETWORKS and not may(actor, action)


def check_may(actor: Actor, action: Action, *, network: str | None = None) -> None:
    """Raise NotAllowedError, with a sentence that names the network, unless the actor may do this."""
    if not may(actor, action, network=network):
        where = f" for {network}" if network else ""
        raise NotAllowedError(f"{actor.name} may not {action.label}{where}.")


def own_networks(actor: Actor, action: Action, networks: Iterable[str]) -> list[str]:
    """Those of these networks, in their order, for which the actor may do this."""
    return [code for code in networks if may(actor, action, network=code)]


def may_write_for(actor: Actor, network: str) -> bool:
    """Whether the actor may add or change records of this network."""
    return may(actor, Action.RECORD, network=network)


def check_may_write_for(actor: Actor, networks: Iterable[str]) -> None:
    """Raise NotAllowedError that names the first network the actor may not write for."""
    for network in networks:
        if not may_write_for(actor, network):
            raise NotAllowedError(f"{actor.name} may not write records for {network}.")


def may_record_for_all(actor: Actor) -> bool:
    """Whether the actor may record actions and resources that belong to all networks together."""
    leads = bool(actor.roles & {_ADMIN, *FOR_EVERY_NETWORK[Action.RECORD_STRATEGY_WORK]})
    return actor.is_operator or leads


def check_may_record_strategy_work(actor: Actor, network: str | None) -> None:
    """Raise NotAllowedError unless the actor may record work for the strategy here; None is all networks together."""
    if network is not None or not may(actor, Action.RECORD_STRATEGY_WORK):
        check_may(actor, Action.RECORD_STRATEGY_WORK, network=network)
    elif not may_record_for_all(actor):
        raise NotAllowedError(
            f"{actor.name} may not {Action.RECORD_STRATEGY_WORK.label} for all networks together."
        )


def may_rate(actor: Actor, network: str, *, rater_kind: RaterKind) -> bool:
    """Whether the actor may rate this network's markers, for the staff or as a lay partner.

    A lay rating comes from a lay partner's own account; the operator may bring in those given on paper.
    """
    if rater_kind is RaterKind.STAFF:
        return may(actor, Action.RATE_AS_STAFF, network=network)
    return actor.is_operator or may(actor, Action.RATE_AS_LAY, network=network)


def check_may_rate(actor: Actor, network: str, *, rater_kind: RaterKind) -> None:
    """Raise NotAllowedError unless the actor may rate this network's markers as this kind of rater."""
    if not may_rate(actor, network, rater_kind=rater_kind):
        who = "lay partners" if rater_kind is RaterKind.LAY else "the staff"
        raise NotAllowedError(f"{actor.name} may not rate {network} for {who}.")


def may_operate(actor: Actor) -> bool:
    """Whether the actor may load reference data, seed or remove demonstrations."""
    return may(actor, Action.OPERATE)


def check_may_operate(actor: Actor) -> None:
    """Raise NotAllowedError unless the actor may operate the store."""
    check_may(actor, Action.OPERATE)
