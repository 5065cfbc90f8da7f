"""The activities of a view, page by page; never the people of one activity."""

from datetime import date

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.record_pages import page_of_numbers
from components.server.api.resource import Found, Resource, Row
from data_access.engine import get_engine
from data_access.queries.record_lines import activity_lines
from domain.selection import Listed
from domain.vocabulary import Mode, Provenance, Stage, Who

NOTE = "An activity belongs to the year in which it started. What nobody recorded is not here."


class ActivityRow(Row):
    """An activity."""

    id: int = Field(description="Its number in this store")
    network: str = Field(description="Code of the network")
    title: str = Field(description="What it was")
    start: date = Field(description="Its first day")
    programme: str | None = Field(description="Code of its programme; null where it is of none")
    rung: str | None = Field(description="Code of its rung of the ladder; null where it is not recorded")
    design: Who | None = Field(description="Who designed it; null where it is not recorded")
    delivery: Who | None = Field(description="Who delivered it; null where it is not recorded")
    stage: Stage | None = Field(
        description="Its stage of the innovation pathway; null where it is not recorded"
    )
    mode: Mode | None = Field(description="How people took part; null where it is not recorded")
    reported_back_on: date | None = Field(
        description="The day on which people were told what came of it; null for not yet, as far as is recorded"
    )
    provenance: Provenance = Field(description="Where the record comes from")
    address: str = Field(description="Where a person reads it")


def read_activities(asked: Asked) -> Found:
    """One page of the activities, those that started last first."""
    numbers, total = page_of_numbers(asked)
    rows = [
        ActivityRow(
            id=line.id,
            network=line.network,
            title=line.title,
            start=line.start,
            programme=line.programme,
            rung=line.rung,
            design=line.design,
            delivery=line.delivery,
            stage=line.stage,
            mode=line.mode,
            reported_back_on=line.reported_back_on,
            provenance=line.provenance,
            address=f"/activity?a={line.id}",
        )
        for line in activity_lines(get_engine(), numbers, on=asked.filters.as_of)
    ]
    return Found(rows, total=total, notes=(NOTE,))


ACTIVITIES = Resource(
    name="activities",
    title="Activities",
    about="What was done, the newest first.",
    row=ActivityRow,
    takes=Takes(listed=Listed.ACTIVITIES, has_pages=True),
    read=read_activities,
)
