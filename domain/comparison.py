"""A change from one period to another, always with both values and both periods, and without judgement."""

from dataclasses import dataclass
from enum import StrEnum

from domain.limits import FEWEST_RECORDS_FOR_A_CHANGE
from domain.measures import measured_by
from domain.periods import Period
from domain.wording import counted, rounded_half_up, whole


class Trend(StrEnum):
    """Which way a value went; up is not better and down is not worse."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    NOT_COMPARED = "not_compared"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value over a period and the number of records that it rests on.

    None is a value that may not be shown as a number; its text says why.
    """

    value: float | None
    period: Period
    records: int
    text: str = ""

    @property
    def words(self) -> str:
        """The value as written, and the period: "120 in 2025/26"."""
        text = self.text or ("no figure" if self.value is None else whole(rounded_half_up(self.value)))
        return f"{text} {self.period.when}"

    @property
    def is_comparable(self) -> bool:
        return self.value is not None and self.records >= FEWEST_RECORDS_FOR_A_CHANGE


@dataclass(frozen=True, slots=True)
class Change:
    """A value, the earlier one and the trend between them; difference is None where they are not compared."""

    now: Measured
    before: Measured
    trend: Trend
    difference: float | None

    @property
    def has_arrow(self) -> bool:
        return self.trend in {Trend.UP, Trend.DOWN}

    @property
    def sentence(self) -> str:
        """Both values and both periods in words, with the reason where they are not compared."""
        match self.trend:
            case Trend.SAME:
                return f"{self.now.words}, the same as {self.before.words}."
            case Trend.UP | Trend.DOWN:
                return f"{self.now.words}, {self.trend} from {self.before.words}."
        return f"{self.now.words}; {self.before.words}. {self._reason}"

    @property
    def _reason(self) -> str:
        if self.now.value is None or self.before.value is None:
            return "A number that is not shown cannot be compared."
        return f"Fewer than {counted(FEWEST_RECORDS_FOR_A_CHANGE, 'record', 'records')}: too few to compare."


@measured_by("change")
def change(now: Measured, *, before: Measured) -> Change:
    """Compare two periods; with fewer than 3 records in either, or a value not shown, there is no arrow."""
    if now.value is None or before.value is None or not (now.is_comparable and before.is_comparable):
        return Change(now, before, trend=Trend.NOT_COMPARED, difference=None)
    difference = now.value - before.value
    if difference == 0:
        return Change(now, before, trend=Trend.SAME, difference=0)
    return Change(now, before, trend=Trend.UP if difference > 0 else Trend.DOWN, difference=difference)
