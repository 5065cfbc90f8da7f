"""How complete a network's records are, and what to ask whom: gaps said plainly, never a ranking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.errors import InvalidRecordError
from domain.freshness import Freshness
from domain.limits import CO_ORDINATING_MARKERS, INFLUENCING_MARKERS, MONTHS_AN_ASSESSMENT_COUNTS
from domain.measures import measured_by
from domain.vocabulary import Code, UserRole
from domain.wording import counted, per_cent, whole

SPECTRUM_MARKERS: Final = INFLUENCING_MARKERS + CO_ORDINATING_MARKERS
ENOUGH: Final = 0.9
"""From this share of activities on, nobody is asked for the rest in the list of what to ask."""
FEWEST_FOR_A_PERCENTAGE: Final = 20
MOST_ASKED: Final = 3


class Part(Code):
    """What the record of an activity can hold; the label heads a column."""

    RUNG = "rung", "Rung of the ladder"
    PROGRAMME = "programme", "Programme"
    ROLES = "roles", "Who designed and delivered"
    GROUPS = "groups", "Groups of all people"
    OUTCOME = "outcome", "Outcome"
    SOURCE = "source", "Outcome with a source"
    MEASURED = "measured", "Measured outcome"
    REPORTED_BACK = "reported-back", "Reporting back"
    PAYMENT = "payment", "Payment"


QUESTIONS: Final[Mapping[Part, str]] = {
    Part.RUNG: "Which rung of the ladder was it?",
    Part.PROGRAMME: "Which programme was it part of?",
    Part.ROLES: "Who designed it, and who delivered it?",
    Part.GROUPS: "Which groups did all the people belong to?",
    Part.OUTCOME: "What came of it?",
    Part.SOURCE: "Where can we read what came of it?",
    Part.MEASURED: "What was measured, and what was it compared with?",
    Part.REPORTED_BACK: "When were people told what came of it?",
    Part.PAYMENT: "Was payment offered?",
}
NEEDS_OUTCOME: Final = frozenset({Part.SOURCE, Part.MEASURED})


@dataclass(frozen=True, slots=True)
class Completeness:
    """Of a network's activities, how many hold each part; a count of activities needs no disclosure control."""

    activities: int
    holding: Mapping[Part, int]

    def __post_init__(self) -> None:
        if any(not 0 <= count <= self.activities for count in self.holding.values()):
            raise InvalidRecordError("No more activities can hold a part than there are.")

    def share(self, part: Part) -> float | None:
        """The share of activities that hold the part, 0 to 1; None where there is no activity."""
        return self.holding[part] / self.activities if self.activities else None

    def text(self, part: Part) -> str:
        """The share as a cell shows it: numbers while they are small, then a percentage."""
        share = self.share(part)
        if share is None:
            return "–"
        if self.activities < FEWEST_FOR_A_PERCENTAGE:
            return f"{self.holding[part]} of {self.activities}"
        return per_cent(share)

    def in_full(self, part: Part) -> str:
        """The same in a sentence."""
        if not self.activities:
            return f"{part.label}: no activity recorded, so nothing is known"
        return (
            f"{part.label}: {whole(self.holding[part])} of "
            f"{counted(self.activities, 'activity', 'activities')}"
        )


@dataclass(frozen=True, slots=True)
class NetworkHealth:
    """The state of one network's records: completeness, markers that count now by rater, and freshness."""

    completeness: Completeness
    staff_markers: int
    lay_markers: int
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Ask:
    """Something to ask, and the role of those who can answer."""

    sentence: str
    whom: UserRole


@measured_by("completeness")
def gaps(completeness: Completeness) -> list[tuple[Part, int]]:
    """Which parts are missing and from how many activities, the widest gap first, parts in order within it.

    A part that enough activities hold is left out.
    """
    missing = [
        (part, completeness.activities - completeness.holding[part])
        for part in Part
        if (share := completeness.share(part)) is not None and share < ENOUGH
    ]
    return sorted(missing, key=lambda gap: -gap[1])


def what_to_ask(health: NetworkHealth) -> list[Ask]:
    """What to ask a network's people, the most pressing first; empty where nothing needs asking."""
    staff = UserRole.CONTRIBUTOR
    asks = []
    if health.freshness.is_quiet:
        asks.append(Ask(_quiet_words(health.freshness), staff))
    of = health.completeness.activities
    asks += [
        Ask(gap_in_words(part, missing, of=of), staff)
        for part, missing in gaps(health.completeness)[:MOST_ASKED]
    ]
    if health.staff_markers < SPECTRUM_MARKERS:
        asks.append(Ask(_marker_words(health.staff_markers, "Staff"), staff))
    if health.lay_markers < SPECTRUM_MARKERS:
        asks.append(Ask(_marker_words(health.lay_markers, "Lay partners"), UserRole.LAY_PARTNER))
    return asks


def gap_in_words(part: Part, missing: int, *, of: int) -> str:
    """What so many activities do not say, as a question and its answer."""
    return f"{QUESTIONS[part]} {_without_words(missing, of)}"


def missing_in_words(holding: Mapping[Part, bool]) -> list[str]:
    """What one record misses, in the order of the parts; without an outcome nothing is said of its evidence."""
    return [
        part.label[0].lower() + part.label[1:]
        for part in Part
        if not holding[part] and (holding[Part.OUTCOME] or part not in NEEDS_OUTCOME)
    ]


def _without_words(missing: int, of: int) -> str:
    said = counted(of, "activity", "activities")
    return f"{whole(missing)} of {said} {'does' if missing == 1 else 'do'} not say."


def _quiet_words(freshness: Freshness) -> str:
    said = freshness.text[0].upper() + freshness.text[1:]
    return f"What has been done since? {said}." if freshness.newest else f"What has been done? {said}."


def _marker_words(rated: int, who: str) -> str:
    return (
        f"How far is the network with each marker? {who} have rated {rated} of {SPECTRUM_MARKERS} in the last "
        f"{MONTHS_AN_ASSESSMENT_COUNTS} months."
    )
