"""A question to the room as it stands: its words, its rounds, and the dots that may be seen."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.dots import PlacedDot, Scale, ScaleResult, results_of
from domain.vocabulary import DotKind, DotState, MeetingState, Provenance

LETTERS_OF_A_MARK = 12


def mark_of_words(asked: str) -> str:
    """A short mark that is another for other words, so that no answer to the old ones counts under the new ones."""
    return hashlib.sha256(asked.encode()).hexdigest()[:LETTERS_OF_A_MARK]


@dataclass(frozen=True)
class RoundSeen:
    """A round: how many people placed dots, and their dots as they came; () while they are hidden from everybody."""

    number: int
    staff: int
    lay: int
    dots: tuple[PlacedDot, ...]

    @property
    def people(self) -> int:
        return self.staff + self.lay


@dataclass(frozen=True)
class QuestionRecord:
    """A question with its rounds, the first one first; the last is the one that is open, shown or kept.

    `provenance` is that of its meeting, which `phones` joined. `network` is a short name. What it is not about is None.
    """

    id: int
    meeting_id: int
    meeting_title: str
    meeting_state: MeetingState
    provenance: Provenance
    room_code: str
    phones: int
    kind: DotKind
    asked: str
    evidence: str
    network_code: str | None
    network: str | None
    activity_id: int | None
    activity: str | None
    hides_dots: bool
    state: DotState
    opened_at: datetime
    closed_at: datetime | None
    scales: tuple[Scale, ...]
    rounds: tuple[RoundSeen, ...]

    @property
    def current(self) -> RoundSeen:
        """The round that is open, shown or kept."""
        return self.rounds[-1]

    @property
    def telling(self) -> RoundSeen:
        """The latest round whose dots may be seen, of which a result tells; the last one where there are none."""
        return next((one for one in reversed(self.rounds) if one.dots), self.current)

    @property
    def which_round(self) -> str:
        """That the result is of an earlier round, because the last one has no dot; "" where it is of the last."""
        if self.current.people or self.telling is self.current:
            return ""
        return f"Nobody placed a dot in round {self.current.number}. This is round {self.telling.number}."

    def before(self, seen: RoundSeen) -> RoundSeen | None:
        """The latest round before this one that has dots."""
        return next((one for one in reversed(self.rounds[: seen.number - 1]) if one.dots), None)

    @property
    def is_hidden(self) -> bool:
        """Whether nobody may see yet where the dots of this round stand."""
        return self.state is DotState.OPEN and self.hides_dots

    def results(self, seen: RoundSeen) -> tuple[ScaleResult, ...]:
        """What came of a round, scale by scale; without dots while they are hidden."""
        return results_of(seen.dots, scales=self.scales)
