"""What the data health page shows, loaded once per version of the store, day and period."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from components.figures.drawing import Drawing
from components.figures.health import health_figure
from data_access.engine import get_engine
from data_access.facts import facts_of_version
from data_access.queries.health import network_health
from data_access.queries.record_gaps import ReadRecords, records_with_details
from domain.completeness import NetworkHealth
from domain.periods import EARLIEST_DAY, months_before


class Since(Enum):
    """The activities that the page looks at; the value completes "activities that started …"."""

    LAST_YEAR = "in the last 12 months"
    EVER = "at any time"


@dataclass(frozen=True)
class HealthKey:
    """The one hashed argument of the caches: version of the store, day and period."""

    version: int
    today: date
    since: Since

    @property
    def first_day(self) -> date:
        """The first day that an activity may have started on."""
        return months_before(self.today, 12) if self.since is Since.LAST_YEAR else EARLIEST_DAY


@lru_cache(maxsize=8)
def health_of(key: HealthKey) -> Mapping[str, NetworkHealth]:
    """The state of every network's records."""
    return network_health(facts_of_version(get_engine(), key.version), since=key.first_day, today=key.today)


@lru_cache(maxsize=8)
def health_drawing(key: HealthKey) -> Drawing:
    """The grid of all networks."""
    networks = facts_of_version(get_engine(), key.version).reference.networks
    names = {code: one.short_name for code, one in networks.items()}
    return health_figure(health_of(key), networks=names, period=key.since.value)


@dataclass(frozen=True)
class DetailsKey:
    """The one hashed argument: version of the store, networks, and how many of their records to pass over."""

    version: int
    networks: tuple[str, ...]
    first: int


@lru_cache(maxsize=64)
def details_of(key: DetailsKey) -> ReadRecords:
    """The records whose texts seem to hold a personal detail, among those read."""
    return records_with_details(get_engine(), networks=key.networks, first=key.first)
