"""Writes what came of illustrative activities: outcomes good, bad and planned, and their evidence."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from domain.vocabulary import Answer, Direction, EvidenceKind, Level, OutcomeStatus
from seed_data.illustrative.drafts import Draft, Scene
from seed_data.illustrative.outcome_words import (
    ASKED_FOR,
    COMPARATORS,
    EVIDENCE,
    HOW_IT_WENT,
    MADE_NEGATIVE,
    MADE_NO_CHANGE,
    MADE_POSITIVE,
    METRICS,
    PERIODS,
    PLANNED,
    REASONS_NOT_POSSIBLE,
    MetricWords,
)
from seed_data.illustrative.rows import Rows, Whole, pick_one

OUTCOME_COLUMNS = (
    "id",
    "activity_id",
    "local_reference",
    "direction",
    "status",
    "level",
    "reason_not_possible",
    "you_said",
    "we_did",
    "decided_on",
    "metric_label",
    "metric_value",
    "metric_unit",
    "metric_baseline",
    "metric_comparator",
    "metric_period",
    "metric_is_share",
    "confirmed_by_people",
)
EVIDENCE_COLUMNS = ("outcome_id", "local_reference", "kind", "title", "link", "what_it_shows")
LINK = "https://example.org/illustrative"

# Shares of activities with no, one, two, three and four outcomes: 1.3 on average.
OUTCOME_SHARES = (0.27, 0.36, 0.23, 0.1, 0.04)
STATUSES = (OutcomeStatus.MADE, OutcomeStatus.PLANNED, OutcomeStatus.NOT_POSSIBLE)
STATUS_SHARES = (0.58, 0.28, 0.14)
DIRECTIONS = (Direction.POSITIVE, Direction.NO_CHANGE, Direction.NEGATIVE)
# By status: what was made can turn out any way, a plan hopes, and what is not possible changes nothing.
DIRECTION_SHARES = {
    OutcomeStatus.MADE: (0.7, 0.19, 0.11),
    OutcomeStatus.PLANNED: (0.9, 0.1, 0.0),
    OutcomeStatus.NOT_POSSIBLE: (0.0, 1.0, 0.0),
}
LEVELS = (Level.INDIVIDUALS, Level.ORGANISATIONS, Level.SOCIETY)
LEVEL_SHARES = (0.48, 0.42, 0.1)
# Of the changes made: a third of all outcomes.
MEASURED_SHARE = 0.6
COMPARED_SHARE = 0.55
EVIDENCED_SHARES = {OutcomeStatus.MADE: 0.66, OutcomeStatus.PLANNED: 0.25, OutcomeStatus.NOT_POSSIBLE: 0.35}
CONFIRMATIONS = (Answer.YES.value, Answer.NO.value, Answer.NOT_RECORDED.value)
CONFIRMED_SHARES = {
    OutcomeStatus.MADE: (0.4, 0.12, 0.48),
    OutcomeStatus.PLANNED: (0.0, 0.0, 1.0),
    OutcomeStatus.NOT_POSSIBLE: (0.1, 0.15, 0.75),
}
KINDS = tuple(EvidenceKind)
KIND_SHARES = (0.36, 0.12, 0.26, 0.26, 0.0)
TESTIMONY_SHARE = 0.5
DRAWS = 16

NO_METRIC = ("", None, "", None, "", "", False)
MADE_WORDS = {
    Direction.POSITIVE: MADE_POSITIVE,
    Direction.NO_CHANGE: MADE_NO_CHANGE,
    Direction.NEGATIVE: MADE_NEGATIVE,
}


def outcome_rows(
    draft: Draft, *, scene: Scene, first_outcome: int, rng: np.random.Generator
) -> tuple[Rows, Rows]:
    """Write the outcomes of a block and their evidence; outcomes are numbered in their order."""
    count = pick_one(OUTCOME_SHARES, rng.random(len(draft)))
    place = np.repeat(np.arange(len(draft)), count)
    number = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count) + 1
    decided = draft.spine.day[place] + rng.integers(7, 120, len(place))
    status = _statuses(decided, last_day=scene.days.last, rng=rng)
    texts = scene.days.text_or_none(decided)
    outcomes: list[tuple[Any, ...]] = []
    evidence: list[tuple[Any, ...]] = []
    for key, activity, own_number, status_number, day, draws in zip(
        range(first_outcome, first_outcome + len(place)),
        (place + draft.first_activity).tolist(),
        number.tolist(),
        status.tolist(),
        texts,
        rng.random((len(place), DRAWS)).tolist(),
        strict=True,
    ):
        row = _outcome(STATUSES[status_number], day, draws)
        outcomes.append((key, activity, f"O{own_number}", *row))
        found = _evidence(STATUSES[status_number], row[-1], draws)
        if found:
            evidence.append((key, "E1", *found))
    return Rows("outcome", OUTCOME_COLUMNS, outcomes), Rows("evidence", EVIDENCE_COLUMNS, evidence)


def _statuses(decided: Whole, *, last_day: int, rng: np.random.Generator) -> Whole:
    """Draw statuses; what would be decided after the span is still planned."""
    status = pick_one(STATUS_SHARES, rng.random(len(decided)))
    return np.where(decided > last_day, STATUSES.index(OutcomeStatus.PLANNED), status)


def _outcome(status: OutcomeStatus, day: str | None, draws: list[float]) -> tuple[Any, ...]:
    """Write the columns from direction to the confirmation by people."""
    direction = _by_share(DIRECTIONS, DIRECTION_SHARES[status], draws[0])
    return (
        direction.value,
        status.value,
        _by_share(LEVELS, LEVEL_SHARES, draws[1]).value,
        *_words(status, direction, draws),
        None if status is OutcomeStatus.PLANNED else day,
        *_metric(status, direction, draws),
        _by_share(CONFIRMATIONS, CONFIRMED_SHARES[status], draws[2]),
    )


def _words(status: OutcomeStatus, direction: Direction, draws: list[float]) -> tuple[str, str, str]:
    """Write the reason where not possible, what people said and what was done."""
    if status is OutcomeStatus.NOT_POSSIBLE:
        return _one_of(REASONS_NOT_POSSIBLE, draws[3]), _one_of(ASKED_FOR, draws[4]), ""
    if status is OutcomeStatus.PLANNED:
        return ("", *_one_of(PLANNED, draws[3]))
    _, said, did = _one_of(MADE_WORDS[direction], draws[3])
    return "", said, f"{did}{_one_of(HOW_IT_WENT, draws[4])}" if direction is Direction.POSITIVE else did


def _metric(status: OutcomeStatus, direction: Direction, draws: list[float]) -> tuple[Any, ...]:
    """Write label, value, unit, baseline, comparator, period and whether it is a share."""
    if status is not OutcomeStatus.MADE or draws[5] > MEASURED_SHARE:
        return NO_METRIC
    theme = _one_of(MADE_WORDS[direction], draws[3])[0]
    words = _one_of(METRICS[theme], draws[6])
    baseline = round(words.low + draws[7] * (words.high - words.low))
    value = max(0, baseline + _step(words, direction, draws[8]))
    is_compared = draws[9] < COMPARED_SHARE
    return (
        words.label,
        float(min(value, 100) if words.is_share else value),
        words.unit,
        float(baseline) if is_compared else None,
        _one_of(COMPARATORS, draws[10]) if is_compared else "",
        _one_of(PERIODS, draws[11]),
        words.is_share,
    )


def _step(words: MetricWords, direction: Direction, draw: float) -> int:
    """How far the number moved: the better way, hardly, or the worse way."""
    if direction is Direction.NO_CHANGE:
        return round(2 * draw - 1)
    is_up = words.more_is_better == (direction is Direction.POSITIVE)
    size = max(1, round(words.step * (0.3 + 0.7 * draw)))
    return size if is_up else -min(size, words.low // 2 + 1)


def _evidence(status: OutcomeStatus, confirmed: str, draws: list[float]) -> tuple[str, str, str, str] | None:
    """Write kind, title, link and what it shows; None for an outcome without evidence."""
    if draws[12] > EVIDENCED_SHARES[status]:
        return None
    kind = _by_share(KINDS, KIND_SHARES, draws[13])
    if confirmed == Answer.YES.value and draws[14] < TESTIMONY_SHARE:
        kind = EvidenceKind.TESTIMONY
    title, shows = _one_of(EVIDENCE[KINDS.index(kind)], draws[15])
    return kind.value, title, LINK if kind is EvidenceKind.LINK else "", shows


def _one_of(choices: Sequence[Any], draw: float) -> Any:
    return choices[int(draw * len(choices))]


def _by_share(choices: Sequence[Any], shares: Sequence[float], draw: float) -> Any:
    for choice, share in zip(choices, shares, strict=True):
        draw -= share
        if draw < 0:
            return choice
    return choices[-1]
