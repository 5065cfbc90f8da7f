"""Reads the snapshot from the store: all of it in one pass, as of one version."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine, Row
from sqlmodel import col

from data_access.change_log import newest_place
from data_access.consistent_read import consistent_read
from data_access.facts.recorded import read_records
from data_access.facts.reference import read_reference
from data_access.facts.snapshot import Facts
from data_access.tables import (
    Action,
    MarkerAssessment,
    NetworkProfile,
    PledgeResponse,
    Resource,
    Role,
    StoreVersion,
)
from domain.spectrum import Assessment
from domain.vocabulary import Provenance

OTHER_ROOTS = (MarkerAssessment, Action, Resource, PledgeResponse, Role, NetworkProfile)
"""Records but activities that pages show: one that is illustrative is enough to say so."""


def read_facts(engine: Engine) -> Facts:
    """Read the snapshot in one transaction, so that all its parts belong to one version."""
    with consistent_read(engine) as connection:
        return facts_seen_by(connection)


def facts_seen_by(connection: Connection) -> Facts:
    """Read the snapshot as this transaction sees the store; it must see one state all along."""
    reference = read_reference(connection)
    records = read_records(connection, reference)
    return Facts(
        version=seen_version(connection),
        place=newest_place(connection),
        reference=reference,
        activities=records.activities,
        cohorts=records.cohorts,
        outcomes=records.outcomes,
        assessments=read_assessments(connection),
        has_illustrative=bool(records.activities.is_illustrative.any()) or has_illustrative_root(connection),
    )


def seen_version(connection: Connection) -> int:
    """The version of the store as this transaction sees it."""
    return connection.execute(sa.select(col(StoreVersion.version))).scalar() or 0


def has_illustrative_root(connection: Connection) -> bool:
    """Whether a record that is no activity is illustrative."""
    found = (sa.exists().where(col(table.provenance) == Provenance.ILLUSTRATIVE) for table in OTHER_ROOTS)
    return bool(connection.scalar(sa.select(sa.or_(*found))))


def read_assessments(connection: Connection) -> tuple[Assessment, ...]:
    """All ratings, in the order in which they were recorded."""
    statement = sa.select(
        col(MarkerAssessment.id),
        col(MarkerAssessment.network_code),
        col(MarkerAssessment.marker_code),
        col(MarkerAssessment.level),
        col(MarkerAssessment.as_of),
        # The stored text itself: enum members are not needed.
        sa.type_coerce(col(MarkerAssessment.rater_kind), sa.String),
        col(MarkerAssessment.evidence),
    ).order_by(col(MarkerAssessment.id))
    return tuple(map(_assessment, connection.execute(statement)))


def _assessment(row: Row[*tuple[Any, ...]]) -> Assessment:
    identity, network, marker, level, as_of, rater_kind, evidence = row
    return Assessment(
        network=network,
        marker=marker,
        level=level,
        as_of=as_of,
        rater_kind=rater_kind,
        evidence=evidence,
        recorded=identity,
    )
