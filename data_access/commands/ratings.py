"""Ratings of markers, given by staff and by lay partners: saved, corrected on the same day, taken back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlmodel import Session, col

from data_access.commands.accounts import OF_A_DEMONSTRATION, is_of_demonstration
from data_access.commands.draft_faults import sentences_of
from data_access.commands.drafts import MarkerAssessmentDraft
from data_access.commands.raters import own_lay_reference, rater_reference
from data_access.commands.records import MARKER_ASSESSMENT, take_ids
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.settings import get_settings
from data_access.tables import Marker, MarkerAssessment, Network
from data_access.tables.base import now
from data_access.unit_of_work import UnitOfWork, row_values
from domain.errors import InvalidRecordError, NotFoundError, StaleRecordError
from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS
from domain.periods import months_before
from domain.permissions import Action, check_may, check_may_rate
from domain.vocabulary import ChangeAction, Provenance, RaterKind
from domain.wording import day

RECORD = "marker_assessment"
_LABELS = {"level": "Level", "as_of": "As of", "evidence": "Evidence", "evidence_link": "Link"}
_GIVEN = ("level", "evidence", "evidence_link")


@dataclass(frozen=True)
class SavedRating:
    """A rating as it was saved. `action` is None where the form had been handed in before, or said nothing new."""

    id: int
    action: ChangeAction | None


def mark_of(rating: MarkerAssessment) -> str:
    """What tells whether a rating is still as somebody has seen it: another with each change of what it says."""
    said = (rating.id, rating.level, rating.as_of.isoformat(), rating.evidence, rating.evidence_link)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def save_rating(
    work: UnitOfWork, draft: MarkerAssessmentDraft, *, key: str, seen: Iterable[str] = ()
) -> SavedRating:
    """Save a rating for the staff or for the actor as a lay partner.

    Another of the same rater for the same day is changed, with its history in the trail; a rating of another
    day is added. The rater's reference and where it comes from are settled here, whatever the draft says.
    `seen` are the marks (`mark_of`) of the ratings that the form showed. Raises NotAllowedError,
    NotFoundError, and StaleRecordError where there is a newer rating, or one to be changed, not among them.
    """
    _check_may_speak(work, draft.network_code, draft.rater_kind)
    if done := handed_in(work.session, key):
        return SavedRating(int(done.record_id), None)
    _check_known(work.session, draft)
    reference = rater_reference(work.session, work.actor.user_id, rater_kind=draft.rater_kind)
    standing = _standing(work.session, draft, reference)
    _check_seen(standing, draft, reference, frozenset(seen))
    same_day = next((one for one in standing if _is_same(one, draft, reference)), None)
    saved = _add(work, draft, reference) if same_day is None else _change(work, same_day, draft)
    if saved.action is not None:
        note_handed_in(work.session, key, record_type=RECORD, record_id=saved.id)
    return saved


def take_back_ratings(work: UnitOfWork, *, network: str, marker: str) -> int:
    """Remove the actor's own lay ratings of a marker that still count; answers how many. Raises NotAllowedError."""
    _check_may_speak(work, network, RaterKind.LAY)
    reference = own_lay_reference(work.session, work.actor.user_id)
    oldest = months_before(get_settings().current_day(), MONTHS_AN_ASSESSMENT_COUNTS)
    own = work.session.scalars(
        sa.select(MarkerAssessment)
        .where(
            *_of_marker(network, marker, RaterKind.LAY),
            col(MarkerAssessment.rater_reference) == reference,
            col(MarkerAssessment.as_of) >= oldest,
        )
        .order_by(col(MarkerAssessment.id))
    ).all()
    for rating in own:
        work.audit(ChangeAction.REMOVED.value, RECORD, rating.id, before=row_values(rating))
        work.session.delete(rating)
    return len(own)


def _check_may_speak(work: UnitOfWork, network: str, kind: RaterKind) -> None:
    check_may_rate(work.actor, network, rater_kind=kind)
    if kind is RaterKind.LAY:
        # Only an account speaks here: what was given on paper comes by file, under another reference.
        check_may(work.actor, Action.RATE_AS_LAY, network=network)


def _of_marker(network: str, marker: str, kind: RaterKind) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(MarkerAssessment.network_code) == network,
        col(MarkerAssessment.marker_code) == marker,
        col(MarkerAssessment.rater_kind) == kind,
    )


def _check_known(session: Session, draft: MarkerAssessmentDraft) -> None:
    if session.get(Network, draft.network_code) is None:
        raise NotFoundError("There is no such network.")
    if session.get(Marker, draft.marker_code) is None:
        raise NotFoundError("There is no such marker.")


def _standing(session: Session, draft: MarkerAssessmentDraft, reference: str) -> list[MarkerAssessment]:
    """The ratings that this one follows, oldest first: all by staff, or the lay partner's own."""
    where = list(_of_marker(draft.network_code, draft.marker_code, draft.rater_kind))
    if draft.rater_kind is RaterKind.LAY:
        where.append(col(MarkerAssessment.rater_reference) == reference)
    return list(
        session.scalars(
            sa.select(MarkerAssessment)
            .where(*where)
            .order_by(col(MarkerAssessment.as_of), col(MarkerAssessment.id))
        )
    )


def _is_same(rating: MarkerAssessment, draft: MarkerAssessmentDraft, reference: str) -> bool:
    return (rating.as_of, rating.rater_reference) == (draft.as_of, reference)


def _check_seen(
    standing: list[MarkerAssessment], draft: MarkerAssessmentDraft, reference: str, seen: frozenset[str]
) -> None:
    newest = standing[-1:]
    for rating in [*newest, *(one for one in standing if _is_same(one, draft, reference))]:
        if mark_of(rating) not in seen:
            raise StaleRecordError(
                f"There is a rating that this page had not shown: level {rating.level} as of "
                f"{day(rating.as_of)}. Nothing was saved, and what you typed is still here. "
                "Look at what stands below, then save again if yours is right."
            )


def _add(work: UnitOfWork, draft: MarkerAssessmentDraft, reference: str) -> SavedRating:
    provenance, note = _origin(work, draft)
    (number,) = take_ids(work.session, MARKER_ASSESSMENT, 1)
    settled = {"id": number, "rater_reference": reference, "provenance": provenance, "provenance_note": note}
    rating = MarkerAssessment(**dict(draft) | settled)
    work.session.add(rating)
    work.session.flush()
    work.audit(ChangeAction.ADDED.value, RECORD, rating.id, after=row_values(rating))
    return SavedRating(number, ChangeAction.ADDED)


def _change(work: UnitOfWork, rating: MarkerAssessment, draft: MarkerAssessmentDraft) -> SavedRating:
    given: dict[str, Any] = {name: getattr(draft, name) for name in _GIVEN}
    before = row_values(rating)
    if all(before[name] == value for name, value in given.items()):
        return SavedRating(rating.id or 0, None)
    provenance, note = _origin(work, draft)
    if rating.provenance is Provenance.ILLUSTRATIVE and provenance is not rating.provenance:
        # Now it is a real one, which stays when a demonstration goes.
        given |= {"provenance": provenance, "provenance_note": note}
    for name, value in given.items():
        setattr(rating, name, value)
    rating.recorded_at = now()
    work.session.flush()
    work.audit(ChangeAction.CHANGED.value, RECORD, rating.id, before=before, after=row_values(rating))
    return SavedRating(rating.id or 0, ChangeAction.CHANGED)


def _origin(work: UnitOfWork, draft: MarkerAssessmentDraft) -> tuple[Provenance, str]:
    """Where a rating comes from: a demonstration's account gives illustrative ones; a lay rating names nobody."""
    if is_of_demonstration(work.session, work.actor.user_id):
        return Provenance.ILLUSTRATIVE, OF_A_DEMONSTRATION
    if draft.rater_kind is RaterKind.LAY:
        return Provenance.SUBMITTED, "Given by a lay partner in Heard"
    return Provenance.SUBMITTED, f"Recorded in Heard by {work.actor.name}"


def rating_draft(
    *,
    network: str,
    marker: str,
    rater_kind: RaterKind,
    level: int | None,
    as_of: date | None,
    evidence: str,
    evidence_link: str = "",
) -> MarkerAssessmentDraft:
    """A rating from what a form holds. Raises InvalidRecordError with a sentence that names the field."""
    if level is None:
        raise InvalidRecordError("Level: choose one of the four, or leave this marker for later.")
    if as_of is None:
        raise InvalidRecordError("As of: choose the day that the rating describes.")
    try:
        return MarkerAssessmentDraft(
            network_code=network, marker_code=marker, rater_kind=rater_kind, level=level, as_of=as_of,
            evidence=evidence, evidence_link=evidence_link,
        )  # fmt: skip
    except ValidationError as error:
        raise InvalidRecordError(" ".join(sentences_of(error, _LABELS))) from error
