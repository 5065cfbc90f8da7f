"""From the records that a story tells of to the part of its document that shows them."""

from collections.abc import Collection, Sequence

from components.publishing.document import EvidenceLink, RecordedActivity, RecordedOutcome
from data_access.facts import Facts
from data_access.facts.reference import Reference
from data_access.queries.stories import ActivityBehind, OutcomeBehind
from domain.counted_people import COUNT_OF_PEOPLE, counts_people
from domain.story import MetricContent
from domain.story_numbers import amount_text, with_unit
from domain.vocabulary import Answer, EvidenceKind, OutcomeStatus, Provenance
from domain.wording import day


def behind_of(
    records: Sequence[ActivityBehind], facts: Facts, *, printed: Collection[MetricContent] = ()
) -> tuple[RecordedActivity, ...]:
    """The records with labels in place of codes; () where the story tells of none.

    `printed` are the numbers of the story itself, which its makers chose to print.
    """
    told = {(one.label.casefold(), one.value) for one in printed}
    reference = facts.reference
    return tuple(
        RecordedActivity(
            title=one.title,
            network=reference.networks[one.network].short_name if one.network in reference.networks else "",
            when=_when(one),
            programme=_label(reference, "programmes", one.programme),
            rung=_label(reference, "rungs", one.rung),
            outcomes=tuple(_outcome(outcome, told) for outcome in one.outcomes),
            is_illustrative=one.provenance is Provenance.ILLUSTRATIVE,
        )
        for one in records
    )


def _label(reference: Reference, name: str, code: str | None) -> str:
    labels: dict[str, str] = getattr(reference, name)
    return labels.get(code or "", "")


def _when(one: ActivityBehind) -> str:
    if one.end is None or one.end == one.start:
        return day(one.start)
    return f"{day(one.start)} to {day(one.end)}"


def _outcome(one: OutcomeBehind, printed: Collection[tuple[str, float]]) -> RecordedOutcome:
    testimony = any(evidence.kind is EvidenceKind.TESTIMONY for evidence in one.evidence)
    return RecordedOutcome(
        direction=one.direction.label,
        status=one.status.label,
        level=one.level.label,
        reason=one.reason_not_possible if one.status is OutcomeStatus.NOT_POSSIBLE else "",
        you_said=one.you_said,
        we_did=one.we_did,
        number=_number(one, printed),
        has_source=bool(one.evidence),
        was_compared=one.metric_value is not None and bool(one.metric_comparator),
        was_confirmed=True if testimony else _yes_or_no(one.confirmed),
        evidence=tuple(
            EvidenceLink(evidence.kind.label, evidence.title, evidence.what_it_shows, evidence.link)
            for evidence in one.evidence
        ),
    )


def _yes_or_no(answer: Answer) -> bool | None:
    return None if answer is Answer.NOT_RECORDED else answer is Answer.YES


def _number(one: OutcomeBehind, printed: Collection[tuple[str, float]]) -> str:
    """The metric in one line. A count of people has passed no disclosure control, so it is only named,
    unless the story prints it.
    """
    if one.metric_value is None:
        return ""
    is_printed = (one.metric_label.casefold(), one.metric_value) in printed
    if not is_printed and not one.metric_is_share and counts_people(one.metric_label, one.metric_unit):
        return f"{one.metric_label}: {COUNT_OF_PEOPLE}"
    told = [f"{one.metric_label}: {with_unit(one.metric_value, one.metric_unit)}"]
    if one.metric_baseline is not None:
        told.append(f"{amount_text(one.metric_baseline)} before")
    if one.metric_comparator:
        told.append(f"compared with {one.metric_comparator}")
    return ", ".join([*told, *([one.metric_period] if one.metric_period else [])])
