"""The 15 characters that illustrative networks may have, dealt out by the seed and not by us."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from seed_data.illustrative.rows import Real, Whole
from seed_data.reference_files import read_rows

QUIET_DAYS = 131

# Share of activities by rung, from coercion to co-production, and last those without a rung.
CAUTIOUS = (2.0, 8.0, 24.0, 34.0, 20.0, 6.0, 2.0, 4.0)
STEADY = (0.7, 5.0, 14.0, 28.0, 27.0, 15.0, 5.0, 6.0)
SHARING = (0.3, 3.0, 9.0, 17.0, 25.0, 27.0, 14.0, 5.0)
BOLD = (0.2, 2.0, 6.0, 12.0, 21.0, 31.0, 24.0, 4.0)
PATCHY = (1.5, 9.0, 15.0, 22.0, 19.0, 12.0, 5.0, 17.0)


@dataclass(frozen=True)
class Character:
    """How one illustrative network is; shares run from 0 to 1, levels from 0 to 3."""

    volume: float
    rungs: tuple[float, ...]
    trend: float = 0.0
    """How much more it does at the end of the three years than at their start."""
    online: float = 0.25
    reports_back: float = 0.5
    pays: float = 0.5
    not_known: float = 0.3
    """Share of activities with people about whom nothing was asked."""
    missed_groups: int = 7
    influencing: float = 1.5
    co_ordinating: float = 1.5
    drift: float = 0.1
    """Change of the co-ordinating levels by half-year."""
    lay_rounds: tuple[int, ...] = ()
    """Half-years, counted back from the newest as 0, in which lay partners rated."""
    lay_gap: float = 0.5
    """How many levels lay partners rate below staff, on average."""
    is_quiet: bool = False
    knows_few_markers: bool = False


# volume, rungs, trend, online, reports_back, pays, not_known, missed_groups, influencing, co_ordinating,
# drift, lay_rounds, lay_gap
CHARACTERS = (
    Character(1.9, SHARING, 0.5, 0.3, 0.7, 0.8, 0.2, 4, 1.2, 2.4, 0.12, (0, 2, 4), 0.4),
    Character(1.6, STEADY, 0.2, 0.2, 0.5, 0.6, 0.3, 6, 1.8, 1.7, 0.05, (0, 2), 0.7),
    Character(1.5, BOLD, 0.6, 0.15, 0.8, 0.9, 0.15, 5, 0.8, 2.6, 0.15, (0, 1, 3), 0.2),
    Character(1.3, CAUTIOUS, -0.1, 0.45, 0.3, 0.3, 0.45, 9, 2.4, 0.8, 0.02),
    Character(1.2, STEADY, 0.1, 0.25, 0.45, 0.5, 0.3, 7, 2.0, 1.4, 0.08, (1, 3), 0.9),
    Character(1.1, SHARING, 0.3, 0.3, 0.6, 0.7, 0.25, 6, 1.5, 2.0, 0.1, (0,), 0.6),
    Character(1.0, STEADY, 0.0, 0.2, 0.4, 0.4, 0.35, 8, 2.2, 1.1, 0.06),
    Character(1.0, CAUTIOUS, 0.2, 0.5, 0.35, 0.4, 0.4, 8, 2.6, 0.6, 0.1, (2,), 1.1),
    Character(0.9, SHARING, 0.1, 0.2, 0.65, 0.75, 0.2, 7, 1.1, 1.9, -0.05, (0, 3), 0.5),
    Character(0.85, STEADY, -0.2, 0.3, 0.5, 0.5, 0.3, 9, 1.7, 1.5, -0.1),
    Character(0.8, BOLD, 0.4, 0.25, 0.75, 0.85, 0.2, 8, 1.0, 2.2, 0.2, (0, 2), -0.2),
    Character(0.7, PATCHY, 0.0, 0.35, 0.3, 0.35, 0.55, 12, 1.9, 1.0, 0.0, (4,), 0.8),
    Character(0.5, STEADY, -0.3, 0.3, 0.4, 0.5, 0.35, 12, 2.1, 1.2, 0.0, is_quiet=True),
    Character(0.35, CAUTIOUS, 0.0, 0.2, 0.3, 0.4, 0.4, 14, 2.3, 0.9, 0.05, knows_few_markers=True),
    Character(0.08, PATCHY, 0.0, 0.2, 0.25, 0.3, 0.4, 18, 1.4, 0.9, 0.0, (1,), 0.5),
)


@dataclass(frozen=True)
class Cast:
    """The networks in the order of their file, each with the character that the seed dealt it."""

    seed: int

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the networks."""
        return [row["code"] for row in read_rows("networks")]

    @cached_property
    def characters(self) -> list[Character]:
        """The character of each network."""
        dealt = np.random.default_rng([self.seed, 1]).permutation(len(self.codes))
        return [CHARACTERS[number] for number in dealt.tolist()]

    def of_each(self, trait: str) -> Real:
        """List one trait for each network."""
        return np.array([float(getattr(character, trait)) for character in self.characters])

    def shares_of(self, activities: int) -> Whole:
        """Split this many activities over the networks by volume; the parts sum to the whole."""
        wanted = self.of_each("volume") / self.of_each("volume").sum() * activities
        parts: Whole = np.floor(wanted).astype(np.int64)
        left = activities - int(parts.sum())
        parts[np.argsort(parts - wanted, kind="stable")[:left]] += 1
        return parts
