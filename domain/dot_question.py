"""A question to the room as it stands: its words, its rounds, and the dots that may be seen."""

from dataclasses import dataclass
from datetime import datetime

from domain.dots import PlacedDot, Scale, ScaleResult, results_of
from domain.vocabulary import DotKind, DotState, MeetingState, Provenance


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
    def earlier(self) -> RoundSeen | None:
        """The round before, where there was one."""
        return self.rounds[-2] if len(self.rounds) > 1 else None

    @property
    def is_hidden(self) -> bool:
        """Whether nobody may see yet where the dots of this round stand."""
        return self.state is DotState.OPEN and self.hides_dots

    def results(self, seen: RoundSeen) -> tuple[ScaleResult, ...]:
        """What came of a round, scale by scale; without dots while they are hidden."""
        return results_of(seen.dots, scales=self.scales)
