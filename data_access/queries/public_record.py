"""One activity as everybody may read it: never how many people took part, nor who changed its record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.commands.records import ACTIVITY, COHORT, EVIDENCE, OUTCOME, RecordKind, stored_records
from data_access.consistent_read import consistent_read
from data_access.facts import Facts
from data_access.queries.stories.record import public_contents
from data_access.queries.stories.rows import STORY, contents_of
from data_access.tables import Table
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.errors import NotFoundError
from domain.story import StoryContent
from domain.story_numbers import bound
from domain.vocabulary import Answer, ChangeAction, Mode, Provenance, Stage, StoryStatus, Who
from domain.wording import in_uk

HIGHEST_NUMBER: Final = 2**31 - 1
"""The highest number that a record can have in the store."""
_EVENT = Table.metadata.tables["audit_event"]
_STORY_ACTIVITY = Table.metadata.tables["story_activity"]
_STORY_OUTCOME = Table.metadata.tables["story_outcome"]


@dataclass(frozen=True)
class StoryLink:
    """A published story that tells of the activity."""

    slug: str
    title: str


@dataclass(frozen=True)
class RecordChange:
    """A day on which something was done to a part of the record: "activity", "cohort", "outcome" or "evidence"."""

    on: date
    part: str
    action: ChangeAction


@dataclass(frozen=True)
class PublicRecord:
    """An activity as recorded; codes where the reference lists have labels. Texts are "" where nobody wrote them.

    `outcomes` are the numbers of what came of it. `history` runs from the newest day on, each change of a part
    once a day; it is empty where no event tells of the record, as of one that came with the demonstration.
    """

    id: int
    network: str
    title: str
    description: str
    start: date
    end: date | None
    programme: str | None
    rung: str | None
    rung_reason: str
    design: Who | None
    delivery: Who | None
    stage: Stage | None
    mode: Mode | None
    place: str
    payment: Answer
    expenses: Answer
    access_support: str
    reported_back_on: date | None
    priorities: tuple[str, ...]
    ways: tuple[str, ...]
    provenance: Provenance
    citation: str
    outcomes: tuple[int, ...]
    stories: tuple[StoryLink, ...]
    history: tuple[RecordChange, ...]


def public_record(engine: Engine, number: int) -> PublicRecord:
    """The activity with this number, all parts of one moment. Raises NotFoundError."""
    if not 0 < number <= HIGHEST_NUMBER:
        raise NotFoundError("There is no such activity. Perhaps it was removed.")
    with consistent_read(engine) as connection:
        found = stored_records(connection, ACTIVITY, ACTIVITY.table.c.id == number)
        if not found:
            raise NotFoundError("There is no such activity. Perhaps it was removed.")
        outcomes = _numbers(connection, OUTCOME, "activity_id", [number])
        return _record(
            number,
            found[0].values,
            outcomes=tuple(outcomes),
            stories=_stories(connection, number, outcomes),
            history=_history(connection, number, outcomes),
        )


def groups_named(facts: Facts, number: int) -> tuple[str, ...]:
    """The groups of the people of an activity, as the filter for groups finds it: none that is for England only."""
    place = int(np.searchsorted(facts.activities.ids, number))
    if place == facts.activities.ids.size or facts.activities.ids[place] != number:
        return ()
    mask = int(facts.activities.groups[place])
    return tuple(
        code
        for code in facts.reference.groups
        if mask & facts.reference.bit_of(code) and code not in ENGLAND_ONLY_GROUPS
    )


def _record(
    number: int,
    values: Mapping[str, Any],
    *,
    outcomes: tuple[int, ...],
    stories: tuple[StoryLink, ...],
    history: tuple[RecordChange, ...],
) -> PublicRecord:
    is_published = values["provenance"] == Provenance.PUBLISHED
    return PublicRecord(
        id=number,
        network=values["network_code"],
        title=values["title"],
        description=values["description"],
        start=values["start_date"],
        end=values["end_date"],
        programme=values["programme_code"],
        rung=values["rung_code"],
        rung_reason=values["rung_reason"],
        design=values["design_role"],
        delivery=values["delivery_role"],
        stage=values["stage"],
        mode=values["mode"],
        place=values["place"],
        payment=values["payment_offered"],
        expenses=values["expenses_offered"],
        access_support=values["access_support"],
        reported_back_on=values["reported_back_on"],
        priorities=values["priorities"],
        ways=values["ways_of_working"],
        provenance=values["provenance"],
        # What is noted of other records may name whoever brought them in.
        citation=values["provenance_note"] if is_published else "",
        outcomes=outcomes,
        stories=stories,
        history=history,
    )


def _numbers(connection: Connection, kind: RecordKind, parent: str, parents: list[int]) -> list[int]:
    table = kind.table
    return list(
        connection.scalars(sa.select(table.c.id).where(table.c[parent].in_(parents)).order_by(table.c.id))
    )


def _stories(connection: Connection, number: int, outcomes: list[int]) -> tuple[StoryLink, ...]:
    """The stories that tell of it as everybody reads them, by title."""
    of_activity = sa.select(_STORY_ACTIVITY.c.story_id).where(_STORY_ACTIVITY.c.activity_id == number)
    of_outcomes = sa.select(_STORY_OUTCOME.c.story_id).where(_STORY_OUTCOME.c.outcome_id.in_(outcomes))
    is_out = sa.and_(STORY.c.status == StoryStatus.PUBLISHED, STORY.c.id.in_(of_activity.union(of_outcomes)))
    rows = connection.execute(sa.select(STORY).where(is_out)).all()
    # While a later version is on its way, what counts is what the one that is out tells of.
    earlier = connection.execute(sa.select(STORY).where(STORY.c.public_version.is_not(None))).all()
    contents = contents_of(connection, rows)
    if earlier:
        contents |= public_contents(connection, {row.id: row.public_version for row in earlier})
    links = [
        StoryLink(row.slug, bound(contents[row.id].title, contents[row.id].metrics))
        for row in {row.id: row for row in [*rows, *earlier]}.values()
        if _tells_of(contents[row.id], number, outcomes)
    ]
    return tuple(sorted(links, key=lambda link: link.title.casefold()))


def _tells_of(content: StoryContent, number: int, outcomes: list[int]) -> bool:
    return number in content.activities or not set(outcomes).isdisjoint(content.outcome_records)


def _history(connection: Connection, number: int, outcomes: list[int]) -> tuple[RecordChange, ...]:
    """What the trail says of the record since it was added, and of the parts that it has now."""
    own = _events(connection, ACTIVITY, [number], since=0)
    begins = [one for one, _, _, action in own if action == ChangeAction.ADDED]
    if not own:
        return ()
    # A number may have belonged to a record that is gone.
    since = begins[-1] if begins else own[0][0]
    parts = (
        (COHORT, _numbers(connection, COHORT, "activity_id", [number])),
        (OUTCOME, outcomes),
        (EVIDENCE, _numbers(connection, EVIDENCE, "outcome_id", outcomes)),
    )
    events = [one for one in own if one[0] >= since]
    events += [one for kind, ids in parts for one in _events(connection, kind, ids, since=since)]
    changes = [
        RecordChange(in_uk(at).date(), part, ChangeAction(action))
        for _, at, part, action in sorted(events, key=lambda one: one[0], reverse=True)
    ]
    return tuple(dict.fromkeys(changes))


def _events(
    connection: Connection, kind: RecordKind, ids: list[int], *, since: int
) -> list[tuple[int, datetime, str, str]]:
    """Number, moment, kind and action of the events of these records, oldest first."""
    asked = (
        sa.select(_EVENT.c.id, _EVENT.c.at, _EVENT.c.record_type, _EVENT.c.action)
        .where(
            _EVENT.c.record_type == kind.name,
            _EVENT.c.record_id.in_([str(one) for one in ids]),
            _EVENT.c.id >= since,
            _EVENT.c.action.in_([action.value for action in ChangeAction]),
        )
        .order_by(_EVENT.c.id)
    )
    return [(row.id, row.at, row.record_type, row.action) for row in connection.execute(asked)]
