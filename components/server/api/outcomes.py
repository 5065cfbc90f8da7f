"""What came of the activities of a view, page by page: what people said, what was done or why not."""

from datetime import date

from pydantic import Field

from components.figures.metrics import RecordedMetric
from components.server.api.asked import Asked, Takes
from components.server.api.record_pages import page_of_numbers
from components.server.api.resource import Found, Resource, Row
from components.ui.change_loaders import recorded_metric
from data_access.engine import get_engine
from data_access.queries.changes import metric_lines
from data_access.queries.record_lines import KnownOfOutcome, OutcomeLine, known_of_outcomes, outcome_lines
from domain.selection import Listed
from domain.vocabulary import Direction, Level, OutcomeStatus, Provenance

NOTE = (
    "An outcome belongs to the year in which its activity started. What is planned is not made yet. As of a past day, "
    "what was decided later is planned. Where the status is planned, we_did tells what is planned and not what was "
    "done. A number that may count people is left out."
)
_NUMBER = "null where there is none, or where it may count people, which is not shown"


class OutcomeRow(Row):
    """An outcome, with the activity that it came of."""

    id: int = Field(description="Its number in this store")
    activity_id: int = Field(description="Number of the activity")
    activity: str = Field(description="What the activity was")
    network: str = Field(description="Code of the network")
    start: date = Field(description="First day of the activity")
    status: OutcomeStatus = Field(description="Planned, made, or not possible")
    direction: Direction = Field(description="For better or worse, or without a change")
    level: Level = Field(description="Whom it matters to")
    you_said: str = Field(description="What people said; empty where nobody wrote it")
    we_did: str = Field(
        description="What was done or, where the status is planned, what is planned; empty where nobody wrote it"
    )
    reason_not_possible: str = Field(description="Why it was not possible; empty where nobody wrote it")
    decided_on: date | None = Field(description="The day of the decision; null where none is recorded")
    days_to_decision: int | None = Field(
        description="Days from the activity's first day to the decision, less than 0 for one before it; null for none"
    )
    metric: str = Field(description="What was measured; empty where nothing was")
    metric_value: float | None = Field(description=f"The number afterwards; {_NUMBER}")
    metric_baseline: float | None = Field(description=f"The number before; {_NUMBER}")
    metric_unit: str = Field(description="The unit of both; empty without a number, or where nobody wrote it")
    metric_text: str = Field(
        description="The number afterwards in words, or that it is not shown; empty where there is none"
    )
    metric_comparator: str = Field(description="What the number is compared with; empty for nothing")
    metric_period: str = Field(description="When it was measured; empty where nobody wrote it")
    has_source: bool = Field(description="Whether any evidence is recorded")
    was_compared: bool = Field(description="Whether its number has something that it is compared with")
    was_confirmed: bool = Field(description="Whether people who were involved confirmed it")
    provenance: Provenance = Field(description="Where the record comes from")
    address: str = Field(description="Where a person reads it")


def read_outcomes(asked: Asked) -> Found:
    """One page of the outcomes, those of the activities that started last first."""
    numbers, total = page_of_numbers(asked)
    engine, known = get_engine(), known_of_outcomes(asked.facts, numbers)
    metrics = {
        line.id: recorded_metric(line, line.network)
        for line in metric_lines(engine, [number for number in numbers if known[number].has_metric])
    }
    lines = outcome_lines(engine, numbers, on=asked.filters.as_of)
    rows = [_row(line, known[line.id], metrics.get(line.id)) for line in lines]
    return Found(rows, total=total, notes=(NOTE,))


def _row(line: OutcomeLine, known: KnownOfOutcome, metric: RecordedMetric | None) -> OutcomeRow:
    shown = metric if metric and not metric.counts_people else None
    return OutcomeRow(
        id=line.id,
        activity_id=line.activity_id,
        activity=line.activity,
        network=line.network,
        start=line.start,
        status=line.status,
        direction=line.direction,
        level=line.level,
        you_said=line.you_said,
        we_did=line.we_did,
        reason_not_possible=line.reason_not_possible,
        decided_on=line.decided_on,
        days_to_decision=line.days_to_decision,
        metric=line.metric_label,
        metric_value=shown.value if shown else None,
        metric_baseline=shown.baseline if shown else None,
        metric_unit=shown.unit if shown else "",
        metric_text=metric.after if metric else "",
        metric_comparator=metric.comparator if metric else "",
        metric_period=metric.period if metric else "",
        has_source=known.has_source,
        was_compared=known.was_compared,
        was_confirmed=known.was_confirmed,
        provenance=line.provenance,
        address=f"/activity?a={line.activity_id}",
    )


OUTCOMES = Resource(
    name="outcomes",
    title="What changed",
    about="What came of it: what people said, and what was done or why not. Bad news stands among the rest.",
    row=OutcomeRow,
    takes=Takes(listed=Listed.OUTCOMES, has_pages=True),
    read=read_outcomes,
)
