"""Who took part in illustrative activities: cohorts with their groups, and people whom nobody asked."""

import numpy as np

from seed_data.illustrative.group_sets import KEYS, SETS, Reach
from seed_data.illustrative.rows import Rows, Whole, Yes

SLOTS = 4
# What a slot holds where it is not the number of a set of groups.
NO_GROUP, NOT_KNOWN, FREE = -1, -2, -3

# Up to how many activities in 1 have no, up to 1, up to 2, up to 3 cohorts.
COHORT_BOUNDS = (0.05, 0.34, 0.67, 0.89)
NO_GROUP_SHARE = 0.3
CROWD_SHARE = 0.07

COHORT_COLUMNS = ("id", "activity_id", "groups_key", "is_known", "people")
COHORT_GROUP_COLUMNS = ("cohort_id", "group_code")


def draw_cohorts(network: Whole, *, reach: Reach, rng: np.random.Generator) -> Whole:
    """Draw the cohorts of each activity: four slots with the number of a set, or a mark."""
    size = len(network)
    count = np.searchsorted(COHORT_BOUNDS, rng.random(size), side="right")
    slots = np.stack([reach.sets.pick(network, rng.random(size)) for _ in range(SLOTS)], axis=1)
    for later in range(1, SLOTS):
        is_double = (slots[:, later : later + 1] == slots[:, :later]).any(axis=1)
        slots[is_double, later] = FREE
    slots[np.arange(SLOTS)[None, :] >= count[:, None]] = FREE
    last = np.maximum(count - 1, 0)
    for mark, is_marked in (
        (NO_GROUP, rng.random(size) < NO_GROUP_SHARE),
        (NOT_KNOWN, rng.random(size) < reach.cast.of_each("not_known")[network]),
    ):
        marked = np.flatnonzero(is_marked & (count > 0))
        slots[marked, last[marked]] = mark
    return slots


def draw_people(slots: Whole, *, is_online: Yes, rng: np.random.Generator) -> Whole:
    """Draw the people of each slot: mostly 3 to 40, at some online events up to 200."""
    usual = np.clip(np.exp(rng.normal(2.2, 0.7, size=slots.shape)), 2, 40)
    is_crowd = (rng.random(slots.shape) < CROWD_SHARE) & is_online[:, None]
    return np.where(is_crowd, rng.integers(41, 201, size=slots.shape), usual).astype(np.int64)


def cohort_rows(slots: Whole, people: Whole, *, first_activity: int, first_cohort: int) -> tuple[Rows, Rows]:
    """Write the cohorts and their groups; activities and cohorts are numbered in their order."""
    activity, slot = np.nonzero(slots != FREE)
    found = slots[activity, slot].tolist()
    numbers = range(first_cohort, first_cohort + len(found))
    keys = dict(enumerate(KEYS)) | {NO_GROUP: "", NOT_KNOWN: "?"}
    cohorts = list(
        zip(
            numbers,
            (activity + first_activity).tolist(),
            [keys[held] for held in found],
            [held != NOT_KNOWN for held in found],
            people[activity, slot].tolist(),
            strict=True,
        )
    )
    groups = [
        (number, code)
        for number, held in zip(numbers, found, strict=True)
        if held >= 0
        for code in SETS[held]
    ]
    return Rows("cohort", COHORT_COLUMNS, cohorts), Rows("cohort_group", COHORT_GROUP_COLUMNS, groups)
