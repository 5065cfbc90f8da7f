"""Writes illustrative actions, shared resources and ways of meeting the pledges; places are left empty at random."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from domain.vocabulary import ActionState
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.forum_words import ACTIONS, OWN_WAYS, OWNERS, RESOURCES
from seed_data.illustrative.meetings import MadeMeeting, agreed_at
from seed_data.illustrative.rows import PROVENANCE, Rows
from seed_data.reference_files import read_rows

ACTION_COLUMNS = (
    "title", "owner", "due_on", "state", "done_on", "meeting_id", "network_code", "priority_code", "note",
    "provenance", "provenance_note",
)  # fmt: skip
RESOURCE_COLUMNS = (
    "title", "kind", "description", "link", "network_code", "priority_code", "shared_on", "provenance",
    "provenance_note",
)  # fmt: skip
RESPONSE_COLUMNS = ("network_code", "pledge_code", "how", "provenance", "provenance_note")
LINK = "https://example.org/illustrative"

MOST_ACTIONS, MOST_RESOURCES = 5, 6
DUE_FROM, DUE_UNTIL = -300, 200
# Of what was due: done, and dropped; the rest is late.
DONE_SHARE, DROPPED_SHARE = 0.66, 0.1
DONE_EARLY_SHARE = 0.12
LONGEST_DELAY, LONGEST_LEAD = 40, 60
LINKED_SHARE = 0.4


def forum_rows(scene: Scene, meetings: Sequence[MadeMeeting]) -> Iterator[Rows]:
    """Write what networks, and all of them together, agreed to do, share and pledge; None is all together.

    What all agreed to do together, and some of what a network did, was agreed at the latest meeting that can have.
    """
    rng = np.random.default_rng([scene.cast.seed, 11])
    owners = [*scene.cast.codes, None]
    actions = [row for owner in owners for row in _actions(owner, scene, meetings, rng)]
    yield Rows("action", ACTION_COLUMNS, actions)
    yield Rows(
        "resource", RESOURCE_COLUMNS, [row for owner in owners for row in _resources(owner, scene, rng)]
    )
    yield Rows(
        "pledge_response",
        RESPONSE_COLUMNS,
        [row for code in scene.cast.codes for row in _responses(code, rng)],
    )


def _actions(
    network: str | None, scene: Scene, meetings: Sequence[MadeMeeting], rng: np.random.Generator
) -> Iterator[tuple[Any, ...]]:
    kinds = [(priority, title) for priority, titles in ACTIONS.items() for title in titles]
    until = scene.days.until
    chosen = rng.permutation(len(kinds))[: int(rng.integers(0, MOST_ACTIONS + 1))].tolist()
    for place, number in enumerate(chosen):
        priority, title = kinds[number]
        due = until + timedelta(days=int(rng.integers(DUE_FROM, DUE_UNTIL)))
        state, done = _state(due, until, rng)
        owner = OWNERS[int(rng.integers(len(OWNERS)))]
        done_on = done.isoformat() if done else None
        is_of_a_meeting = network is None or place == 0
        meeting = agreed_at(meetings, due=due, done=done, until=until) if is_of_a_meeting else None
        yield (
            title,
            owner,
            due.isoformat(),
            state.value,
            done_on,
            meeting,
            network,
            priority,
            "",
            *PROVENANCE,
        )


def _state(due: date, today: date, rng: np.random.Generator) -> tuple[ActionState, date | None]:
    """How far an action has come, and the day on which it was done."""
    draw, apart = float(rng.random()), int(rng.integers(1, LONGEST_LEAD))
    if due >= today:
        early = draw < DONE_EARLY_SHARE
        return (ActionState.DONE, today - timedelta(days=apart)) if early else (ActionState.OPEN, None)
    if draw < DONE_SHARE:
        return ActionState.DONE, min(today, due + timedelta(days=apart - (LONGEST_LEAD - LONGEST_DELAY)))
    return (ActionState.DROPPED if draw < DONE_SHARE + DROPPED_SHARE else ActionState.OPEN), None


def _resources(network: str | None, scene: Scene, rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    kinds = [(priority, *words) for priority, several in RESOURCES.items() for words in several]
    for number in rng.permutation(len(kinds))[: int(rng.integers(0, MOST_RESOURCES + 1))].tolist():
        priority, title, kind, description = kinds[number]
        link = f"{LINK}/{number + 1}" if rng.random() < LINKED_SHARE else ""
        shared = scene.days.texts[int(rng.integers(scene.days.last + 1))]
        yield (title, kind.value, description, link, network, priority, shared, *PROVENANCE)


def _responses(network: str, rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """The ways of one network, which keeps its own habit of answering; some answer nothing at all."""
    habit = max(0.0, float(rng.uniform(-0.15, 1.0)))
    for pledge in read_rows("pledges"):
        words = OWN_WAYS[pledge["code"].rstrip("123456789")]
        draw, choice = float(rng.random()), int(rng.integers(len(words)))
        if draw < habit:
            yield (network, pledge["code"], words[choice], *PROVENANCE)
