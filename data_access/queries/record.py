"""Single records as those who may edit them see them: the whole record, and the list of recent ones."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import col

from data_access.commands.records import ACTIVITY, COHORT, EVIDENCE, OUTCOME, StoredRecord, stored_records
from data_access.consistent_read import consistent_read
from data_access.tables import Activity, Cohort
from domain.errors import NotFoundError
from domain.vocabulary import Provenance


@dataclass(frozen=True)
class WholeOutcome:
    """An outcome with its evidence, in the order in which they were recorded."""

    record: StoredRecord
    evidence: tuple[StoredRecord, ...]


@dataclass(frozen=True)
class WholeRecord:
    """An activity with all that belongs to it, true counts of people included."""

    activity: StoredRecord
    version: int
    cohorts: tuple[StoredRecord, ...]
    outcomes: tuple[WholeOutcome, ...]

    @property
    def network(self) -> str:
        """The code of its network."""
        return str(self.activity.values["network_code"])

    @property
    def root(self) -> tuple[str, str]:
        """What people find it by: network and reference."""
        return self.network, str(self.activity.values["local_reference"])

    @property
    def is_illustrative(self) -> bool:
        """Whether it goes when the demonstration goes."""
        return bool(self.activity.values["provenance"] == Provenance.ILLUSTRATIVE)


@dataclass(frozen=True)
class RecordLine:
    """An activity in a list; `people` is the true count, None where nobody was recorded."""

    activity_id: int
    network: str
    reference: str
    title: str
    start: date
    people: int | None
    is_illustrative: bool


def whole_record(connection: Connection, activity_id: int) -> WholeRecord:
    """The record as it stands. Raises NotFoundError."""
    found = stored_records(connection, ACTIVITY, ACTIVITY.table.c.id == activity_id)
    if not found:
        raise NotFoundError("There is no such record. Perhaps it was removed.")
    version = sa.select(ACTIVITY.table.c.version).where(ACTIVITY.table.c.id == activity_id)
    outcomes = stored_records(connection, OUTCOME, OUTCOME.table.c.activity_id == activity_id)
    evidence = stored_records(
        connection, EVIDENCE, EVIDENCE.table.c.outcome_id.in_([outcome.id for outcome in outcomes])
    )
    return WholeRecord(
        activity=found[0],
        version=int(connection.execute(version).scalar_one()),
        cohorts=tuple(stored_records(connection, COHORT, COHORT.table.c.activity_id == activity_id)),
        outcomes=tuple(
            WholeOutcome(outcome, tuple(one for one in evidence if one.parent_id == outcome.id))
            for outcome in outcomes
        ),
    )


def read_record(engine: Engine, activity_id: int) -> WholeRecord:
    """The record as it stands, all parts of one moment. Raises NotFoundError."""
    with consistent_read(engine) as connection:
        return whole_record(connection, activity_id)


def recent_records(
    engine: Engine, *, networks: Collection[str] | None, search: str = "", most: int = 10
) -> list[RecordLine]:
    """The activities of these networks (None: of all) that were added last, newest first.

    `search` is part of the title or of the reference, in any case.
    """
    people = (
        sa.select(sa.func.sum(col(Cohort.people)))
        .where(col(Cohort.activity_id) == col(Activity.id))
        .scalar_subquery()
    )
    table = ACTIVITY.table.c
    statement = (
        sa.select(
            table.id, table.network_code, table.local_reference, table.title, table.start_date,
            table.provenance, people.label("people"),
        )
        .order_by(table.id.desc())
        .limit(most)
    )  # fmt: skip
    if networks is not None:
        statement = statement.where(col(Activity.network_code).in_(sorted(networks)))
    if search.strip():
        wanted = search.strip()
        statement = statement.where(
            col(Activity.title).icontains(wanted, autoescape=True)
            | col(Activity.local_reference).icontains(wanted, autoescape=True)
        )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    return [
        RecordLine(
            activity_id=row.id,
            network=row.network_code,
            reference=row.local_reference,
            title=row.title,
            start=row.start_date,
            people=row.people,
            is_illustrative=row.provenance == Provenance.ILLUSTRATIVE,
        )
        for row in rows
    ]
