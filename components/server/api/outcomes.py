"""What came of the activities of a view, page by page: what people said, what was done or why not."""

from datetime import date

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.record_pages import page_of_numbers
from components.server.api.resource import Found, Resource, Row
from data_access.engine import get_engine
from data_access.queries.record_lines import outcome_lines
from domain.selection import Listed
from domain.vocabulary import Direction, Level, OutcomeStatus, Provenance

NOTE = (
    "An outcome belongs to the year in which its activity started. What is planned is not made yet. As of a past day, "
    "what was decided later is planned."
)


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
    we_did: str = Field(description="What was done; empty where nobody wrote it")
    reason_not_possible: str = Field(description="Why it was not possible; empty where nobody wrote it")
    metric: str = Field(description="What was measured; empty where nothing was")
    provenance: Provenance = Field(description="Where the record comes from")
    address: str = Field(description="Where a person reads it")


def read_outcomes(asked: Asked) -> Found:
    """One page of the outcomes, those of the activities that started last first."""
    numbers, total = page_of_numbers(asked)
    rows = [
        OutcomeRow(
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
            metric=line.metric_label,
            provenance=line.provenance,
            address=f"/activity?a={line.activity_id}",
        )
        for line in outcome_lines(get_engine(), numbers, on=asked.filters.as_of)
    ]
    return Found(rows, total=total, notes=(NOTE,))


OUTCOMES = Resource(
    name="outcomes",
    title="What changed",
    about="What came of it: what people said, and what was done or why not. Bad news stands among the rest.",
    row=OutcomeRow,
    takes=Takes(listed=Listed.OUTCOMES, has_pages=True),
    read=read_outcomes,
)
