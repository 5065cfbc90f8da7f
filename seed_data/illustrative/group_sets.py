"""The sets of groups that illustrative people share, and how often each network reaches each set."""

from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np

from seed_data.illustrative.characters import Cast
from seed_data.illustrative.rows import Picker, Real
from seed_data.reference_files import read_rows

# No network reaches these, whatever the seed: blank spots that the picture must show.
MISSED_BY_ALL = frozenset({"MODSLAV", "SEXW", "UNAFFIL"})
# Every network reaches these.
MISSED_BY_NONE = frozenset({"OLDER", "CYP", "DIS", "CARER", "DEP20", "ETH"})

# How often each set occurs; who fits one group often fits the other.
WEIGHTS: dict[str, float] = {
    "OLDER": 10, "CYP": 8, "DIS": 7, "CARER": 8, "DEP20": 9, "ETH": 3, "ETH_ASIAN": 4.5, "ETH_BLACK": 4,
    "ETH_MIXED": 0.8, "ETH_OTHER": 0.8, "LANG_OTHER": 2.5, "LANG": 1.8, "LD": 2.2, "AUT": 2, "DEM": 2.2,
    "DIGEX": 2, "HEARING": 1, "SIGHT": 1, "DEAF_BSL": 0.8, "LGB": 1.5, "TRANS": 0.5, "REL": 1.8, "SEX": 1.8,
    "HOMELESS": 1.2, "CAREHOME": 0.9, "PRISON": 0.35, "GRT": 0.4, "GYPSY_IT": 0.35, "ROMA": 0.3,
    "DIFFCOMM": 0.5, "HLIT": 0.7, "CLASS": 0.8, "HSB": 0.6, "SUBST": 0.7, "MIGR": 1, "JUST": 0.5,
    "COAST": 0.7, "MULTI": 2, "ARMED": 0.4, "OLDER_SUPPORT": 1,
    "DEP20+ETH_BLACK": 2.2, "DEP20+ETH_ASIAN": 2.2, "DEM+OLDER": 2.4, "CARER+OLDER": 2, "DIS+MULTI": 1.5,
    "CYP+LD": 1, "AUT+CYP": 1.2, "CYP+DEP20": 1.8, "DEP20+OLDER": 1.2, "ETH_ASIAN+LANG": 1.5,
    "ETH_OTHER+MIGR": 0.7, "LANG+MIGR": 1, "HOMELESS+SUBST": 1, "JUST+SUBST": 0.4, "PRISON+SUBST": 0.2,
    "DIGEX+OLDER": 1.6, "HEARING+OLDER": 1.2, "OLDER+SIGHT": 0.9, "DEP20+DIS": 1.2, "ETH_BLACK+REL": 0.8,
    "ETH_ASIAN+REL": 1.2, "CARER+DEM": 1, "CAREHOME+DEM": 0.8, "CYP+LGB": 0.6, "LGB+TRANS": 0.3,
    "AUT+LD": 0.9, "COAST+DEP20": 0.9, "DEP20+GRT": 0.2, "ETH_BLACK+SEX": 0.6, "DEAF_BSL+OLDER": 0.3,
    "CARER+ETH_BLACK": 0.6, "CARER+ETH_ASIAN": 0.6, "ETH_ASIAN+OLDER": 0.8, "CARER+DIS": 0.6,
    "DEP20+ETH_ASIAN+LANG": 1, "CYP+DEP20+ETH_BLACK": 0.7, "CAREHOME+DEM+OLDER": 0.8,
    "CARER+DEM+OLDER": 0.6, "DIS+MULTI+OLDER": 0.8, "CARER+DEP20+DIS": 0.4, "HOMELESS+LANG+MIGR": 0.3,
    "AUT+CYP+LD": 0.4, "DEP20+ETH_BLACK+SEX": 0.5, "DIGEX+HEARING+OLDER": 0.4,
}  # fmt: skip

KEYS: tuple[str, ...] = tuple(WEIGHTS)
SETS: tuple[tuple[str, ...], ...] = tuple(tuple(key.split("+")) for key in KEYS)


@dataclass(frozen=True)
class Reach:
    """Whom each network reaches."""

    cast: Cast

    @cached_property
    def missed(self) -> list[frozenset[str]]:
        """The groups that each network never reaches, by its number."""
        rng = np.random.default_rng([self.cast.seed, 3])
        groups = {row["code"] for row in read_rows("groups")}
        missable = sorted(groups - MISSED_BY_ALL - MISSED_BY_NONE)
        return [
            MISSED_BY_ALL.union(rng.choice(missable, size=character.missed_groups, replace=False).tolist())
            for character in self.cast.characters
        ]

    @cached_property
    def sets(self) -> Picker:
        """Picks a set of groups for a network: by what is common, by taste, and by who lives there."""
        rng = np.random.default_rng([self.cast.seed, 4])
        taste = rng.gamma(4, 0.25, size=(len(self.cast.codes), len(SETS)))
        reached = np.array([[not missed & set(groups) for groups in SETS] for missed in self.missed])
        return Picker(np.array(list(WEIGHTS.values())) * taste * self._local_weights() * reached)

    def _local_weights(self) -> Real:
        ratios = _local_ratios()
        return np.array(
            [
                [np.prod([ratios.get((group, network), 1.0) ** 0.7 for group in groups]) for groups in SETS]
                for network in self.cast.codes
            ]
        )


@cache
def _local_ratios() -> dict[tuple[str, str], float]:
    """Map group and network to the local share of people over England's, where both are known."""
    chosen = {row["benchmark_measure"] for row in read_rows("groups")} - {""}
    rows = [row for row in read_rows("benchmarks") if row["measure_code"] in chosen]
    england = {row["group_code"]: float(row["share_pct"]) for row in rows if row["area_kind"] == "england"}
    return {
        (row["group_code"], row["area_code"]): float(row["share_pct"]) / england[row["group_code"]]
        for row in rows
        if row["area_kind"] == "network"
    }
