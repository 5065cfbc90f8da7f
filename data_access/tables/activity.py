"""Activities and what came of them: cohorts, outcomes, evidence, assessments and experiences."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from data_access.tables.base import (
    Provenanced,
    Table,
    code_field,
    moment_field,
    now,
    reference_field,
    text_field,
)
from domain.vocabulary import (
    Answer,
    Direction,
    EvidenceKind,
    Level,
    Mode,
    OutcomeStatus,
    RaterKind,
    Stage,
    Who,
)

__all__ = [
    "Activity",
    "ActivityPriority",
    "ActivityWayOfWorking",
    "Cohort",
    "CohortGroup",
    "Evidence",
    "Experience",
    "FeedbackLink",
    "MarkerAssessment",
    "Outcome",
]


class Activity(Provenanced, Table, table=True):
    """What was done. `version` rises with each change, so that a stale edit is noticed."""

    __tablename__ = "activity"
    __table_args__ = (
        sa.UniqueConstraint("network_code", "local_reference"),
        sa.CheckConstraint("end_date IS NULL OR end_date >= start_date", name="dates"),
        sa.CheckConstraint("length(local_reference) > 0", name="local_reference"),
        sa.CheckConstraint("length(title) > 0", name="title"),
    )
    id: int | None = Field(default=None, primary_key=True)
    network_code: str = reference_field("network.code")
    local_reference: str = text_field(60)
    title: str = text_field(200)
    description: str = text_field(4000, default="")
    programme_code: str | None = reference_field("programme.code", default=None, nullable=True)
    start_date: date = Field(index=True)
    end_date: date | None = None
    rung_code: str | None = reference_field("rung.code", default=None, nullable=True)
    rung_reason: str = text_field(600, default="")
    design_role: Who | None = code_field(Who, check="design_role", default=None, nullable=True)
    delivery_role: Who | None = code_field(Who, check="delivery_role", default=None, nullable=True)
    stage: Stage | None = code_field(Stage, default=None, nullable=True)
    mode: Mode | None = code_field(Mode, default=None, nullable=True)
    place: str = text_field(120, default="")
    payment_offered: Answer = code_field(Answer, check="payment_offered", default=Answer.NOT_RECORDED)
    expenses_offered: Answer = code_field(Answer, check="expenses_offered", default=Answer.NOT_RECORDED)
    access_support: str = text_field(600, default="")
    reported_back_on: date | None = None
    created_at: datetime = moment_field(default_factory=now)
    updated_at: datetime = moment_field(default_factory=now)
    version: int = 1


class ActivityPriority(Table, table=True):
    """A priority of the strategy that an activity serves."""

    __tablename__ = "activity_priority"
    activity_id: int = Field(foreign_key="activity.id", ondelete="CASCADE", primary_key=True)
    priority_code: str = Field(foreign_key="priority.code", ondelete="RESTRICT", primary_key=True, index=True)


class ActivityWayOfWorking(Table, table=True):
    """A way of working that an activity shows."""

    __tablename__ = "activity_way_of_working"
    activity_id: int = Field(foreign_key="activity.id", ondelete="CASCADE", primary_key=True)
    way_code: str = Field(
        foreign_key="way_of_working.code", ondelete="RESTRICT", primary_key=True, index=True
    )


class Cohort(Table, table=True):
    """People in an activity who share the same set of groups.

    `groups_key` is the sorted group codes joined by "+", "" for people of no group, and "?" where
    nobody was asked (`is_known` false); it makes a cohort unique within its activity.
    """

    __tablename__ = "cohort"
    __table_args__ = (
        sa.UniqueConstraint("activity_id", "groups_key"),
        sa.CheckConstraint("people > 0", name="people"),
        sa.CheckConstraint("(groups_key = '?') = (NOT is_known)", name="not_known"),
    )
    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", ondelete="CASCADE")
    groups_key: str = text_field(400, default="")
    is_known: bool = True
    people: int


class CohortGroup(Table, table=True):
    """A group that the people of a cohort belong to."""

    __tablename__ = "cohort_group"
    cohort_id: int = Field(foreign_key="cohort.id", ondelete="CASCADE", primary_key=True)
    group_code: str = Field(
        foreign_key="seldom_heard_group.code", ondelete="RESTRICT", primary_key=True, index=True
    )


class Outcome(Table, table=True):
    """What came of an activity, good, bad or nothing, with an optional metric."""

    __tablename__ = "outcome"
    __table_args__ = (
        sa.UniqueConstraint("activity_id", "local_reference"),
        sa.CheckConstraint("status <> 'not-possible' OR length(reason_not_possible) > 0", name="reason"),
        sa.CheckConstraint("metric_value IS NULL OR length(metric_label) > 0", name="metric"),
    )
    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", ondelete="CASCADE")
    local_reference: str = text_field(60)
    direction: Direction = code_field(Direction)
    status: OutcomeStatus = code_field(OutcomeStatus)
    level: Level = code_field(Level)
    reason_not_possible: str = text_field(600, default="")
    you_said: str = text_field(1000, default="")
    we_did: str = text_field(1000, default="")
    decided_on: date | None = None
    metric_label: str = text_field(200, default="")
    metric_value: float | None = None
    metric_unit: str = text_field(60, default="")
    metric_baseline: float | None = None
    metric_comparator: str = text_field(200, default="")
    metric_period: str = text_field(120, default="")
    metric_is_share: bool = False
    confirmed_by_people: Answer = code_field(Answer, default=Answer.NOT_RECORDED)


class Evidence(Table, table=True):
    """What supports an outcome: a link or a document, its kind and what it shows."""

    __tablename__ = "evidence"
    __table_args__ = (sa.UniqueConstraint("outcome_id", "local_reference"),)
    id: int | None = Field(default=None, primary_key=True)
    outcome_id: int = Field(foreign_key="outcome.id", ondelete="CASCADE")
    local_reference: str = text_field(60)
    kind: EvidenceKind = code_field(EvidenceKind)
    title: str = text_field(200)
    link: str = text_field(600, default="")
    what_it_shows: str = text_field(600, default="")


class MarkerAssessment(Provenanced, Table, table=True):
    """One rating of one marker of a network on a day, by staff or by lay partners, with the evidence."""

    __tablename__ = "marker_assessment"
    __table_args__ = (
        sa.UniqueConstraint("network_code", "marker_code", "rater_kind", "as_of", "rater_reference"),
        sa.CheckConstraint("level BETWEEN 0 AND 3", name="level"),
    )
    id: int | None = Field(default=None, primary_key=True)
    network_code: str = reference_field("network.code")
    marker_code: str = reference_field("marker.code")
    level: int
    as_of: date = Field(index=True)
    rater_kind: RaterKind = code_field(RaterKind)
    rater_reference: str = text_field(40, default="")
    evidence: str = text_field(600, default="")
    evidence_link: str = text_field(600, default="")
    recorded_at: datetime = moment_field(default_factory=now)


class Experience(Provenanced, Table, table=True):
    """One person's anonymous answers after an activity; agreement runs from 0 to 4.

    `comment_warning` names the kind of personal detail that the comment seems to hold, "" for none.
    """

    __tablename__ = "experience"
    __table_args__ = tuple(
        sa.CheckConstraint(f"{column} IS NULL OR {column} BETWEEN 0 AND 4", name=column)
        for column in ("behaves_differently", "can_do_more", "at_the_heart", "judge_of_good")
    )
    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = reference_field("activity.id", cascade=True)
    answered_on: date
    behaves_differently: int | None = None
    can_do_more: int | None = None
    at_the_heart: int | None = None
    judge_of_good: int | None = None
    heard_back: Answer = code_field(Answer, default=Answer.NOT_RECORDED)
    comment: str = text_field(2000, default="")
    comment_warning: str = text_field(60, default="")
    language: str = text_field(10, default="en")


class FeedbackLink(Table, table=True):
    """A link, or its QR code, with which people answer about an activity without signing in.

    `token` opens the form and nothing else; it takes at most `most_answers` answers.
    """

    __tablename__ = "feedback_link"
    __table_args__ = (
        sa.CheckConstraint("most_answers > 0", name="most_answers"),
        sa.CheckConstraint("answers BETWEEN 0 AND most_answers", name="answers"),
    )
    id: int | None = Field(default=None, primary_key=True)
    activity_id: int = reference_field("activity.id", cascade=True)
    token: str = text_field(40, unique=True)
    label: str = text_field(120, default="")
    most_answers: int
    answers: int = 0
    closes_on: date
    is_closed: bool = False
    made_at: datetime = moment_field(default_factory=now)
    made_by: str = text_field(120)
