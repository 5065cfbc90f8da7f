"""Draws what a block of illustrative activities is like, in numbers, before any text is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.vocabulary import Mode
from seed_data.illustrative.activity_words import TOPICS
from seed_data.illustrative.characters import Cast
from seed_data.illustrative.cohorts import draw_cohorts, draw_people
from seed_data.illustrative.group_sets import Reach
from seed_data.illustrative.rows import Days, Picker, Whole, Yes
from seed_data.illustrative.spine import Spine
from seed_data.reference_files import read_rows

MODES = tuple(Mode)
ONE_DAY_SHARE = 0.6
LONGEST = 120
NEVER = 1_000_000  # a day that lies after every span

# How often each of the 11 priorities and 12 ways of working is served; some hardly ever.
PRIORITY_WEIGHTS = (5.0, 0.6, 0.15, 6.0, 2.5, 6.0, 3.0, 2.0, 0.25, 3.0, 2.2)
WAY_WEIGHTS = (1.5, 4.0, 4.0, 2.0, 2.5, 4.5, 1.2, 1.8, 3.0, 2.0, 2.0, 0.8)

# How much is done in each programme; a programme that is not named has 1.
PROGRAMME_WEIGHTS = {"": 9.0, "INHIP": 3.5, "POLYPHARM": 2.5, "MATNEOSIP": 2.0, "COMRES": 1.6, "WOUND": 0.8}


@dataclass(frozen=True)
class Scene:
    """Everything that stays the same while the activities of one run are made."""

    cast: Cast
    days: Days

    @cached_property
    def reach(self) -> Reach:
        """Whom each network reaches."""
        return Reach(self.cast)

    @cached_property
    def rungs(self) -> Picker:
        """Picks a rung, or none, for a network."""
        return Picker([character.rungs for character in self.cast.characters])

    @cached_property
    def modes(self) -> Picker:
        """Picks how people took part: in person, online, hybrid, phone, post."""
        return Picker(
            [
                (0.74 - character.online, character.online, 0.18, 0.05, 0.03)
                for character in self.cast.characters
            ]
        )

    @cached_property
    def programme_codes(self) -> list[str]:
        """The programmes that activities may belong to; "" is none."""
        return ["", *(row["code"] for row in read_rows("programmes") if row["code"] in TOPICS)]

    @cached_property
    def programmes(self) -> Picker:
        """Picks a programme that runs in the year, by network number x years + number of the year."""
        rng = np.random.default_rng([self.cast.seed, 5])
        rows = {row["code"]: row for row in read_rows("programmes")}
        weights: list[list[float]] = []
        for network in self.cast.codes:
            taste = rng.gamma(4, 0.25, size=len(self.programme_codes))
            weights.extend(
                [
                    liking
                    * PROGRAMME_WEIGHTS.get(code, 1.0)
                    * (not code or runs_in(rows[code], network=network, year=year))
                    for code, liking in zip(self.programme_codes, taste.tolist(), strict=True)
                ]
                for year in self.calendar_years
            )
        return Picker(weights)

    @cached_property
    def priorities(self) -> Picker:
        """Picks a priority that a network serves."""
        return self._leanings(PRIORITY_WEIGHTS, stream=6)

    @cached_property
    def ways(self) -> Picker:
        """Picks a way of working that a network shows."""
        return self._leanings(WAY_WEIGHTS, stream=7)

    def _leanings(self, weights: tuple[float, ...], *, stream: int) -> Picker:
        """Weigh the choices by network; some it never takes, and the rarer the likelier so."""
        rng = np.random.default_rng([self.cast.seed, stream])
        shape = (len(self.cast.codes), len(weights))
        takes = rng.random(shape) < np.clip(0.55 + np.array(weights) / 4, 0, 1)
        takes[:, 0] = True
        return Picker(np.array(weights) * rng.gamma(3, 1 / 3, size=shape) * takes)

    @cached_property
    def calendar_years(self) -> range:
        """The calendar years that the span touches."""
        return range(self.days.first.year, self.days.until.year + 1)


@dataclass(frozen=True)
class Draft:
    """A block of activities: one entry an activity in each column; `cohorts` and `people` have four slots."""

    spine: Spine
    first_activity: int
    rung: Whole
    programme: Whole
    mode: Whole
    end: Whole
    reported_back: Whole
    cohorts: Whole
    people: Whole

    def __len__(self) -> int:
        return len(self.spine)

    @property
    def activity(self) -> Whole:
        """The activities' numbers in the store."""
        return np.arange(self.first_activity, self.first_activity + len(self))


def draw_draft(spine: Spine, *, scene: Scene, first_activity: int, rng: np.random.Generator) -> Draft:
    """Draw a block. Days after the span stand for "not yet": an activity still under way, people not told."""
    size, network = len(spine), spine.network
    mode = scene.modes.pick(network, rng.random(size))
    cohorts = draw_cohorts(network, reach=scene.reach, rng=rng)
    years = scene.days.years[spine.day] - scene.calendar_years.start
    length = np.where(rng.random(size) < ONE_DAY_SHARE, NEVER, rng.integers(1, LONGEST + 1, size))
    return Draft(
        spine=spine,
        first_activity=first_activity,
        rung=scene.rungs.pick(network, rng.random(size)),
        programme=scene.programmes.pick(network * len(scene.calendar_years) + years, rng.random(size)),
        mode=mode,
        end=spine.day + length,
        reported_back=_reported_back(spine, scene=scene, rng=rng),
        cohorts=cohorts,
        people=draw_people(cohorts, is_online=_is_online(mode), rng=rng),
    )


def _is_online(mode: Whole) -> Yes:
    return np.isin(mode, [MODES.index(Mode.ONLINE), MODES.index(Mode.HYBRID)])


def _reported_back(spine: Spine, *, scene: Scene, rng: np.random.Generator) -> Whole:
    size = len(spine)
    is_told = rng.random(size) < scene.cast.of_each("reports_back")[spine.network]
    return np.where(is_told, spine.day + rng.integers(14, 150, size), NEVER)


def runs_in(programme: Mapping[str, str], *, network: str, year: int) -> bool:
    """Whether activities of a network can belong to the programme in this year."""
    if programme["umbrella"] == "yes" or programme["scope"] not in {"national", network}:
        return False
    if programme["status"] == "closed" and not programme["end_year"]:
        return False
    return int(programme["start_year"] or 0) <= year <= int(programme["end_year"] or 9999)
