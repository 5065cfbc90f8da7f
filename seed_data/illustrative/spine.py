"""When each illustrative activity starts, which network did it, and its local reference."""

from dataclasses import dataclass

import numpy as np

from seed_data.illustrative.characters import QUIET_DAYS, Cast, Character
from seed_data.illustrative.rows import Days, Real, Whole

# How busy each month is, January to December: little in August and around the new year.
MONTHS = (0.9, 1.2, 1.3, 0.9, 1.1, 1.2, 0.9, 0.4, 1.1, 1.3, 1.3, 0.5)
WEEKDAYS = (1.0, 1.2, 1.2, 1.2, 0.8, 0.18, 0.06)


@dataclass(frozen=True)
class Spine:
    """One entry an activity, in order of start: network by its number, day, and number within its year."""

    network: Whole
    day: Whole
    number: Whole

    def __len__(self) -> int:
        return len(self.day)

    def part(self, start: int, stop: int) -> "Spine":
        """Cut out a run of activities."""
        return Spine(self.network[start:stop], self.day[start:stop], self.number[start:stop])


def lay_out(activities: int, *, cast: Cast, days: Days) -> Spine:
    """Place this many activities on the three years."""
    rng = np.random.default_rng([cast.seed, 2])
    busy = _busyness(days)
    networks, starts = [], []
    for number, (count, character) in enumerate(
        zip(cast.shares_of(activities).tolist(), cast.characters, strict=True)
    ):
        weights = busy * _own_pace(character, days)
        networks.append(np.full(count, number, dtype=np.int64))
        starts.append(rng.choice(len(weights), size=count, p=weights / weights.sum()).astype(np.int64))
    network, day = np.concatenate(networks), np.concatenate(starts)
    order = np.lexsort((network, day))
    network, day = network[order], day[order]
    return Spine(network, day, _numbers(network, days.years[day]))


def _busyness(days: Days) -> Real:
    return np.array([MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] for day in days.dates])


def _own_pace(character: Character, days: Days) -> Real:
    pace = 1 + character.trend * np.linspace(0, 1, days.last + 1)
    if character.is_quiet:
        pace[days.last - QUIET_DAYS + 1 :] = 0
    return pace


def _numbers(network: Whole, year: Whole) -> Whole:
    """Count the activities of each network within each calendar year from 1."""
    key = network * 10_000 + year
    order = np.argsort(key, kind="stable")
    in_order = key[order]
    is_first = np.concatenate(([True], in_order[1:] != in_order[:-1])) if len(key) else np.zeros(0, bool)
    begin = np.maximum.accumulate(np.where(is_first, np.arange(len(key)), 0))
    numbers = np.empty(len(key), dtype=np.int64)
    numbers[order] = np.arange(len(key)) - begin + 1
    return numbers
