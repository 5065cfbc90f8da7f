"""The records behind a story in words, for every channel that shows them."""

from typing import Final

from components.publishing.document import EvidenceLink, RecordedActivity, RecordedOutcome

HEADING: Final = "The record behind this story"
WHAT_IT_IS: Final = "What was written down when it happened, and how strong the evidence is."
ILLUSTRATIVE: Final = "Illustrative record: it tells of no real work."


def about_activity(activity: RecordedActivity) -> str:
    """Where, when, within which programme and on which rung, on one line."""
    return " · ".join(
        part for part in (activity.network, activity.when, activity.programme, activity.rung) if part
    )


def standing_of(outcome: RecordedOutcome) -> str:
    """Whether it was made, which way it went and for whom: "Made, positive, for individuals"."""
    return f"{outcome.status}, {outcome.direction.lower()}, for {outcome.level.lower()}"


def reason_of(outcome: RecordedOutcome) -> str:
    """Why it was not possible, "" where it was."""
    return f"Why not: {outcome.reason}" if outcome.reason else ""


def strength_of(outcome: RecordedOutcome) -> tuple[str, ...]:
    """The three facts about its evidence, each with its answer."""
    return tuple(f"{fact[0].upper()}{fact[1:]}: {answer}" for fact, answer in outcome.strength)


def evidence_in_words(evidence: EvidenceLink) -> str:
    """Its title, kind and what it shows, on one line."""
    shows = f": {evidence.what_it_shows}" if evidence.what_it_shows else ""
    return f"{evidence.title} ({evidence.kind.lower()}){shows}"
