"""Records of some networks that miss something, or whose texts seem to hold a personal detail, page by page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlmodel import col

from data_access.interchange.layout import FREE_TEXT, SHEETS
from data_access.tables import Activity, Cohort, Evidence, Experience, Outcome, Table
from domain.completeness import Part
from domain.personal_details import personal_detail_in
from domain.vocabulary import Answer

MOST_READ = 2_000
"""Records whose texts are read in one go."""
_HEADINGS = {(sheet.kind.name, column.field): column.heading for sheet in SHEETS for column in sheet.columns}


@dataclass(frozen=True)
class RecordWithGaps:
    """An activity, and which parts its record holds."""

    id: int
    network: str
    reference: str
    title: str
    start_date: date
    holding: Mapping[Part, bool]


@dataclass(frozen=True)
class RecordWithDetail:
    """An activity of which a text seems to hold a personal detail; the text itself is not repeated."""

    id: int
    network: str
    reference: str
    field: str
    kind: str


@dataclass(frozen=True)
class ReadRecords:
    """What was found in the texts of some records, how many were read, and whether there are more.

    `in_ratings` is how many texts of ratings seem to hold a personal detail, among as many of the newest.
    """

    found: tuple[RecordWithDetail, ...]
    read: int
    has_more: bool
    in_ratings: int = 0


def records_with_gaps(
    engine: Engine,
    *,
    networks: Sequence[str],
    since: date,
    today: date,
    part: Part | None = None,
    first: int = 0,
    most: int = 20,
) -> tuple[list[RecordWithGaps], bool]:
    """The activities that miss this part, or any part, newest first; and whether there are more.

    `first` is the number of those to pass over.
    """
    held = _held()
    wanted = sa.not_(held[part]) if part else sa.or_(*(sa.not_(one) for one in held.values()))
    statement = (
        sa.select(
            col(Activity.id),
            col(Activity.network_code),
            col(Activity.local_reference),
            col(Activity.title),
            col(Activity.start_date),
            *(sa.case((one, 1), else_=0) for one in held.values()),
        )
        .where(*_of(networks, since, today), wanted)
        .order_by(col(Activity.start_date).desc(), col(Activity.id).desc())
        .offset(first)
        .limit(most + 1)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    found = []
    for record_id, network, reference, title, start_date, *flags in rows[:most]:
        holding = {part: bool(flag) for part, flag in zip(held, flags, strict=True)}
        found.append(RecordWithGaps(record_id, network, reference, title, start_date, holding))
    return found, len(rows) > most


def records_with_details(
    engine: Engine, *, networks: Sequence[str], first: int = 0, most: int = MOST_READ
) -> ReadRecords:
    """Read the texts of the newest records, after passing over `first`, for what looks like a personal detail."""
    statement = (
        sa.select(col(Activity.id), col(Activity.network_code), col(Activity.local_reference))
        .where(col(Activity.network_code).in_(networks))
        .order_by(col(Activity.start_date).desc(), col(Activity.id).desc())
        .offset(first)
        .limit(most + 1)
    )
    with engine.connect() as connection:
        rows = [(row.id or 0, row.network_code, row.local_reference) for row in connection.execute(statement)]
        details = _details(connection, [record_id for record_id, *_ in rows[:most]])
        in_ratings = _in_ratings(connection, networks, first=first, most=most)
    found = tuple(
        RecordWithDetail(record_id, network, reference, field, kind)
        for record_id, network, reference in rows[:most]
        for field, kind in details.get(record_id, ())
    )
    return ReadRecords(
        found=found, read=min(len(rows), most), has_more=len(rows) > most, in_ratings=in_ratings
    )


def comments_with_details(engine: Engine, *, networks: Sequence[str]) -> int:
    """How many comments in feedback were marked, when they came in, as seeming to hold a personal detail."""
    statement = (
        sa.select(sa.func.count())
        .select_from(Experience)
        .join(Activity, col(Activity.id) == col(Experience.activity_id))
        .where(col(Experience.comment_warning) != "", col(Activity.network_code).in_(networks))
    )
    with engine.connect() as connection:
        return connection.scalar(statement) or 0


def _of(networks: Sequence[str], since: date, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    start = col(Activity.start_date)
    return (col(Activity.network_code).in_(networks), start >= since, start <= today)


def _held() -> dict[Part, sa.ColumnElement[bool]]:
    """A condition for each part: does the record of an activity hold it?"""
    of_activity = col(Outcome.activity_id) == col(Activity.id)
    cohort = sa.select(col(Cohort.id)).where(col(Cohort.activity_id) == col(Activity.id))
    outcome = sa.select(col(Outcome.id)).where(of_activity)
    compared = sa.and_(col(Outcome.metric_value).is_not(None), col(Outcome.metric_comparator) != "")
    held = {
        Part.ROLES: sa.and_(col(Activity.design_role).is_not(None), col(Activity.delivery_role).is_not(None)),
        Part.PAYMENT: col(Activity.payment_offered) != Answer.NOT_RECORDED,
        Part.REPORTED_BACK: col(Activity.reported_back_on).is_not(None),
        Part.RUNG: col(Activity.rung_code).is_not(None),
        Part.PROGRAMME: col(Activity.programme_code).is_not(None),
        Part.GROUPS: sa.and_(
            cohort.exists(), sa.not_(cohort.where(col(Cohort.is_known).is_(False)).exists())
        ),
        Part.OUTCOME: outcome.exists(),
        Part.SOURCE: outcome.join(Evidence, col(Evidence.outcome_id) == col(Outcome.id)).exists(),
        Part.MEASURED: outcome.where(compared).exists(),
    }
    return {part: held[part] for part in Part}


def _details(connection: Connection, ids: Sequence[int]) -> Mapping[int, Sequence[tuple[str, str]]]:
    """By activity, the heading of each text that seems to hold a personal detail and what kind it is."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for start in range(0, len(ids), 500):
        for name, activity_id, texts in _texts(connection, ids[start : start + 500]):
            for field, text in texts.items():
                if kind := personal_detail_in(text):
                    found[activity_id].append((_HEADINGS[name, field], kind))
    return found


def _in_ratings(connection: Connection, networks: Sequence[str], *, first: int, most: int) -> int:
    ratings = Table.metadata.tables["marker_assessment"].c
    texts = (
        sa.select(*(ratings[field] for field in FREE_TEXT["marker_assessment"]))
        .where(ratings.network_code.in_(networks))
        .order_by(ratings.as_of.desc(), ratings.id.desc())
        .offset(first)
        .limit(most)
    )
    return sum(personal_detail_in(text) is not None for row in connection.execute(texts) for text in row)


def _texts(connection: Connection, ids: Sequence[int]) -> Iterator[tuple[str, int, Mapping[str, Any]]]:
    tables = Table.metadata.tables
    activity, outcome, evidence = (tables[name] for name in ("activity", "outcome", "evidence"))
    owners: dict[str, tuple[Any, Any]] = {
        "activity": (activity.c.id, activity),
        "outcome": (outcome.c.activity_id, outcome),
        "evidence": (outcome.c.activity_id, evidence.join(outcome, outcome.c.id == evidence.c.outcome_id)),
    }
    for name, (owner, source) in owners.items():
        columns = [tables[name].c[field] for field in FREE_TEXT[name]]
        for activity_id, *texts in connection.execute(
            sa.select(owner, *columns).select_from(source).where(owner.in_(ids)).order_by(tables[name].c.id)
        ):
            yield name, activity_id, dict(zip(FREE_TEXT[name], texts, strict=True))
