"""Ratings of one network's markers for those who rate: staff's history, and a lay partner's own view.

A lay partner's view is blind: staff's level and evidence are not read from the store before this account
has a rating of its own of that marker, no older than the staff's newest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.commands.raters import own_lay_reference
from data_access.commands.ratings import mark_of
from data_access.tables import Marker, MarkerAssessment
from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS
from domain.periods import months_before
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Provenance, RaterKind


@dataclass(frozen=True)
class RatingSeen:
    """A rating as it is shown; `mark` tells later whether it is still the same."""

    level: int
    as_of: date
    evidence: str
    evidence_link: str
    is_illustrative: bool
    mark: str


@dataclass(frozen=True)
class BlindView:
    """What a lay partner may see of a marker. `staff` is None where there is none, or it is still hidden."""

    own: RatingSeen | None = None
    staff: RatingSeen | None = None
    staff_is_hidden: bool = False


def staff_ratings(engine: Engine, *, actor: Actor, network: str) -> dict[str, list[RatingSeen]]:
    """All ratings by staff of a network by marker, newest first. Raises NotAllowedError."""
    check_may(actor, Action.RATE_AS_STAFF, network=network)
    with Session(engine) as session:
        found: dict[str, list[RatingSeen]] = {}
        for marker, rating in _newest_first(session, _by(network, RaterKind.STAFF)):
            found.setdefault(marker, []).append(rating)
        return found


def marker_sources(engine: Engine) -> dict[str, str]:
    """The strategy's own words for each marker."""
    with Session(engine) as session:
        rows = session.execute(sa.select(col(Marker.code), col(Marker.source_text)))
        return dict(iter(rows))


def blind_views(engine: Engine, *, actor: Actor, network: str, today: date) -> dict[str, BlindView]:
    """What this lay partner may see of each marker: their own newest rating, and staff's newest that counts.

    A marker without either is left out. Raises NotAllowedError.
    """
    check_may(actor, Action.RATE_AS_LAY, network=network)
    counts = col(MarkerAssessment.as_of).between(months_before(today, MONTHS_AN_ASSESSMENT_COUNTS), today)
    with Session(engine) as session:
        own = _own(session, actor, network)
        staff_days = _staff_days(session, network, counts)
        open_to_see = [
            marker for marker, day in staff_days.items() if marker in own and own[marker].as_of >= day
        ]
        staff = _staff_of(session, network, open_to_see, counts)
    return {
        marker: BlindView(
            own=own.get(marker),
            staff=staff.get(marker),
            staff_is_hidden=marker in staff_days and marker not in staff,
        )
        for marker in own.keys() | staff_days.keys()
    }


def _own(session: Session, actor: Actor, network: str) -> dict[str, RatingSeen]:
    reference = own_lay_reference(session, actor.user_id)
    if reference is None:
        return {}
    is_own = col(MarkerAssessment.rater_reference) == reference
    return _first_of_each(_newest_first(session, (*_by(network, RaterKind.LAY), is_own)))


def _staff_days(session: Session, network: str, counts: sa.ColumnElement[bool]) -> dict[str, date]:
    """On which day staff last rated each marker: the day alone, nothing of what they said."""
    marker = col(MarkerAssessment.marker_code)
    rows = session.execute(
        sa.select(marker, sa.func.max(col(MarkerAssessment.as_of)))
        .where(*_by(network, RaterKind.STAFF), counts)
        .group_by(marker)
    )
    return dict(iter(rows))


def _staff_of(
    session: Session, network: str, markers: list[str], counts: sa.ColumnElement[bool]
) -> dict[str, RatingSeen]:
    these = col(MarkerAssessment.marker_code).in_(markers)
    return _first_of_each(_newest_first(session, (*_by(network, RaterKind.STAFF), these, counts)))


def _by(network: str, kind: RaterKind) -> tuple[sa.ColumnElement[bool], ...]:
    return col(MarkerAssessment.network_code) == network, col(MarkerAssessment.rater_kind) == kind


def _newest_first(
    session: Session, where: Iterable[sa.ColumnElement[bool]]
) -> Iterator[tuple[str, RatingSeen]]:
    statement = (
        sa.select(MarkerAssessment)
        .where(*where)
        .order_by(col(MarkerAssessment.as_of).desc(), col(MarkerAssessment.id).desc())
    )
    for row in session.scalars(statement):
        yield (
            row.marker_code,
            RatingSeen(
                level=row.level,
                as_of=row.as_of,
                evidence=row.evidence,
                evidence_link=row.evidence_link,
                is_illustrative=row.provenance is Provenance.ILLUSTRATIVE,
                mark=mark_of(row),
            ),
        )


def _first_of_each(ratings: Iterable[tuple[str, RatingSeen]]) -> dict[str, RatingSeen]:
    found: dict[str, RatingSeen] = {}
    for marker, rating in ratings:
        found.setdefault(marker, rating)
    return found
