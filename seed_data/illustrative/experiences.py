"""Writes what people answered after illustrative activities: four statements, and now and then a comment."""

from typing import Any

import numpy as np

from domain.vocabulary import Answer
from seed_data.illustrative.drafts import Draft, Scene
from seed_data.illustrative.outcome_words import COMMENTS_GOOD, COMMENTS_MIXED, COMMENTS_POOR
from seed_data.illustrative.rows import PROVENANCE, Real, Rows, Whole, Yes, pick_one

COLUMNS = (
    "activity_id",
    "answered_on",
    "behaves_differently",
    "can_do_more",
    "at_the_heart",
    "judge_of_good",
    "heard_back",
    "comment",
    "comment_warning",
    "language",
    "provenance",
    "provenance_note",
)

ASKED_SHARE = 0.18
# One to six answers an activity that asked.
ANSWER_SHARES = (0.22, 0.24, 0.22, 0.16, 0.1, 0.06)
COMMENT_SHARE = 0.3
LEFT_OUT_SHARE = 0.06
# Most answer whether they heard back, and most of them remember what the record says.
ANSWERED_SHARE, REMEMBERED_SHARE = 0.9, 0.8

# Agreement from 0 to 4 that people reach on average, by rung, the last for activities without one.
AGREEMENT = np.array([0.7, 1.2, 1.5, 1.9, 2.3, 2.8, 3.2, 2.0])
# How much harder each of the four statements is to agree with.
HARDER = np.array([0.1, 0.4, 0.0, 0.25])
GOOD, MIXED = 2.6, 1.6


def experience_rows(draft: Draft, *, scene: Scene, rng: np.random.Generator) -> Rows:
    """Write the answers of people to a share of the activities, none after the span."""
    place = _places(draft, rng)
    size = len(place)
    answered = draft.spine.day[place] + rng.integers(0, 45, size)
    is_in_span = answered <= scene.days.last
    place, answered, size = place[is_in_span], answered[is_in_span], int(is_in_span.sum())
    told = draft.reported_back[place] <= answered
    level = AGREEMENT[draft.rung[place]] + 0.4 * told + rng.normal(0, 0.6, size)
    days = scene.days.texts
    columns: list[Any] = [
        (place + draft.first_activity).tolist(),
        [days[day] for day in answered.tolist()],
        *_answers(level, rng),
        _heard_back(told, rng),
        _comments(level, rng),
        [""] * size,
        ["en"] * size,
        [PROVENANCE[0]] * size,
        [PROVENANCE[1]] * size,
    ]
    return Rows("experience", COLUMNS, list(zip(*columns, strict=True)))


def _places(draft: Draft, rng: np.random.Generator) -> Whole:
    """Draw the activities, by their place in the block, that each answer belongs to."""
    asked = np.flatnonzero(rng.random(len(draft)) < ASKED_SHARE)
    return np.repeat(asked, pick_one(ANSWER_SHARES, rng.random(len(asked))) + 1)


def _answers(level: Real, rng: np.random.Generator) -> list[list[int | None]]:
    """Draw the four columns of agreement, each now and then left out."""
    size = len(level)
    wanted = level[:, None] - HARDER[None, :] + rng.normal(0, 0.7, (size, len(HARDER)))
    agreement = np.clip(np.rint(wanted), 0, 4).astype(np.int64)
    left_out = rng.random(agreement.shape) < LEFT_OUT_SHARE
    return [
        [None if is_left_out else value for value, is_left_out in zip(values, gaps, strict=True)]
        for values, gaps in zip(agreement.T.tolist(), left_out.T.tolist(), strict=True)
    ]


def _heard_back(told: Yes, rng: np.random.Generator) -> list[str]:
    values = [Answer.YES.value, Answer.NO.value, Answer.NOT_RECORDED.value]
    draws = rng.random(len(told))
    heard = np.where(told == (draws < REMEMBERED_SHARE), 0, 1)
    numbers = np.where(draws > ANSWERED_SHARE, 2, heard)
    return [values[number] for number in numbers.tolist()]


def _comments(level: Real, rng: np.random.Generator) -> list[str]:
    draws = rng.random(len(level)).tolist()
    given = (rng.random(len(level)) < COMMENT_SHARE).tolist()
    return [
        _comment(value, draw) if is_given else ""
        for value, draw, is_given in zip(level.tolist(), draws, given, strict=True)
    ]


def _comment(level: float, draw: float) -> str:
    texts = COMMENTS_GOOD if level > GOOD else COMMENTS_MIXED if level > MIXED else COMMENTS_POOR
    return texts[int(draw * len(texts))]
