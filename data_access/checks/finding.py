"""What a check found, as one line."""

from collections.abc import Mapping
from dataclasses import dataclass

_NAMED = 3


@dataclass(frozen=True)
class CheckResult:
    """What was checked, and what was found; `is_good` says whether that is as it should be."""

    subject: str
    finding: str
    is_good: bool

    @property
    def line(self) -> str:
        """The result in one line."""
        return f"{'good' if self.is_good else 'WRONG'}: {self.subject}: {self.finding}"


def counted_wrong(wrong: Mapping[str, int]) -> str:
    """How often each thing is wrong, the first three by name, as part of a sentence."""
    named = [f"{name} ({count:,})" for name, count in wrong.items() if count]
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return f"{', '.join(named[:_NAMED])}{more}"
