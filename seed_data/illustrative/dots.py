"""Writes illustrative questions to the room, one of each kind, with the dots of two rounds."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from domain.dots import SCALES_OF
from domain.vocabulary import DotKind, DotState, RaterKind
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.meeting_words import EVIDENCE, MIDDLES, QUESTIONS
from seed_data.illustrative.meetings import MadeMeeting
from seed_data.illustrative.rows import Rows

QUESTION_COLUMNS = (
    "id", "meeting_id", "kind", "asked", "network_code", "activity_id", "evidence", "hides_dots", "state", "round",
    "opened_at", "revealed_at", "closed_at",
)  # fmt: skip
DOT_COLUMNS = ("question_id", "round", "phone", "capacity", "scale", "value", "placed_at")
ROUNDS = 2
LEAST_PHONES, MOST_PHONES = 7, 14
SPREAD, SPREAD_LATER = 0.2, 0.12
"""How far dots lie apart, as a share of the scale, before the room has talked and after."""
ASKED_IN_A_MEETING = 2


def question_rows(
    scene: Scene, meetings: Sequence[MadeMeeting], *, first_id: int, activity: int
) -> Iterator[Rows]:
    """Write one closed question of each kind, two in each of the latest meetings; `activity` is what one is about."""
    rng = np.random.default_rng([scene.cast.seed, 13])
    held = [one for one in meetings if one.took_place][::-1]
    questions, dots = [], []
    for number, kind in enumerate(DotKind):
        meeting, place = held[number // ASKED_IN_A_MEETING], number % ASKED_IN_A_MEETING
        at = f"{meeting.held_on.isoformat()} 14:{20 + 25 * place}"
        about = scene.cast.codes[number] if kind is DotKind.SPECTRUM else None
        questions.append(
            (
                first_id + number, meeting.id, kind.value, QUESTIONS[kind], about,
                activity if kind is DotKind.RUNG else None, EVIDENCE[kind], True, DotState.CLOSED.value, ROUNDS,
                f"{at}:00.000000", f"{at}:40.000000", f"{at}:55.000000",
            )
        )  # fmt: skip
        dots += list(_dots(first_id + number, kind, at, rng))
    yield Rows("dot_question", QUESTION_COLUMNS, questions)
    yield Rows("dot", DOT_COLUMNS, dots)


def _dots(question: int, kind: DotKind, at: str, rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    """The dots of the same phones in both rounds; in the second they have come closer to one another."""
    for capacity in RaterKind:
        phones = int(rng.integers(LEAST_PHONES, MOST_PHONES + 1))
        for round_ in range(1, ROUNDS + 1):
            for phone in range(phones):
                for scale in SCALES_OF[kind]:
                    value = _value(MIDDLES[scale], capacity, round_, float(rng.normal()))
                    hashed = hashlib.sha256(f"{question} {capacity.value} {phone}".encode()).hexdigest()
                    placed = f"{at}:{round_ * 10 + phone % 10:02}.000000"
                    yield (question, round_, hashed, capacity.value, scale.value, value, placed)


def _value(middles: tuple[int, int, int], capacity: RaterKind, round_: int, draw: float) -> int:
    staff, lay, greatest = middles
    own, other = (staff, lay) if capacity is RaterKind.STAFF else (lay, staff)
    middle = own if round_ == 1 else own + (other - own) / 4
    spread = (SPREAD if round_ == 1 else SPREAD_LATER) * greatest
    return min(greatest, max(0, round(middle + draw * spread)))
