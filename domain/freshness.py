"""When a network was last heard of, and from when on it is quiet: a silence is never shown as 0."""

from dataclasses import dataclass
from datetime import date

from domain.limits import DAYS_UNTIL_QUIET
from domain.measures import measured_by
from domain.wording import day


@dataclass(frozen=True, slots=True)
class Freshness:
    """The date of the newest record, None where there has been none, and whether it is long ago."""

    newest: date | None
    is_quiet: bool

    @property
    def text(self) -> str:
        if self.newest is None:
            return "no record yet"
        return f"quiet since {day(self.newest)}" if self.is_quiet else f"last record {day(self.newest)}"


@measured_by("freshness")
def freshness(newest: date | None, *, today: date) -> Freshness:
    """Judge by the newest record: quiet from the 90th day after it; without any record, quiet as well."""
    return Freshness(newest, is_quiet=newest is None or (today - newest).days >= DAYS_UNTIL_QUIET)
