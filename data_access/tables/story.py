"""Stories, their parts and consents, magazine issues, and the ledger of what was published."""

from datetime import date, datetime
from typing import Any

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
from domain.vocabulary import Channel, ConsentKind, StoryKind, StoryStatus

__all__ = [
    "CoSignature",
    "Consent",
    "ConsentChannel",
    "Issue",
    "IssueStory",
    "Publication",
    "PublicationConsent",
    "Story",
    "StoryActivity",
    "StoryGroup",
    "StoryMetric",
    "StoryOutcome",
    "StoryPair",
    "StoryPicture",
    "StoryQuote",
    "StoryRevision",
    "StorySource",
]


class Story(Provenanced, Table, table=True):
    """A case study. Its texts hold paragraphs parted by an empty line.

    `version` rises with each change of what is written, not with its way to print. `updated_by` is "" while
    nobody has touched it since it came; `published_at` is when it first came out here. `public_version` is the
    version that everybody still reads while a later one is on its way, out since `public_since`; None where the
    story is read as it stands, or not at all.
    """

    __tablename__ = "story"
    __table_args__ = (sa.CheckConstraint("length(title) > 0", name="title"),)
    id: int | None = Field(default=None, primary_key=True)
    slug: str = text_field(120, unique=True)
    kind: StoryKind = code_field(StoryKind, default=StoryKind.CASE_STUDY)
    status: StoryStatus = code_field(StoryStatus, default=StoryStatus.DRAFT, index=True)
    title: str = text_field(200)
    kicker: str = text_field(80, default="")
    standfirst: str = text_field(500, default="")
    organisation: str = text_field(300, default="")
    network_code: str | None = reference_field("network.code", default=None, nullable=True)
    rung_code: str | None = reference_field("rung.code", default=None, nullable=True)
    rung_reason: str = text_field(600, default="")
    background: str = Field(default="", sa_type=sa.Text)
    approach: str = Field(default="", sa_type=sa.Text)
    outcomes: str = Field(default="", sa_type=sa.Text)
    key_learning: str = Field(default="", sa_type=sa.Text)
    limits: str = Field(default="", sa_type=sa.Text)
    reached: str = Field(default="", sa_type=sa.Text)
    easy_read: str = Field(default="", sa_type=sa.Text)
    no_co_signature_reason: str = text_field(600, default="")
    created_at: datetime = moment_field(default_factory=now)
    updated_at: datetime = moment_field(default_factory=now)
    version: int = 1
    language: str = text_field(35, default="en-GB")
    updated_by: str = text_field(120, default="")
    published_at: datetime | None = moment_field(default=None, nullable=True)
    public_version: int | None = None
    public_since: datetime | None = moment_field(default=None, nullable=True)


class StoryRevision(Table, table=True):
    """What a story said at one of its versions, whole: `StoryContent` as JSON. It is never changed."""

    __tablename__ = "story_revision"
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE", primary_key=True)
    version: int = Field(primary_key=True)
    saved_at: datetime = moment_field()
    saved_by: str = text_field(120)
    user_id: int | None = Field(default=None)
    note: str = text_field(200, default="")
    content: dict[str, Any] = Field(sa_type=sa.JSON)


class StoryGroup(Table, table=True):
    """A group that a story is about."""

    __tablename__ = "story_group"
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE", primary_key=True)
    group_code: str = Field(
        foreign_key="seldom_heard_group.code", ondelete="RESTRICT", primary_key=True, index=True
    )


class StoryActivity(Table, table=True):
    """An activity that a story tells of."""

    __tablename__ = "story_activity"
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE", primary_key=True)
    activity_id: int = Field(foreign_key="activity.id", ondelete="RESTRICT", primary_key=True, index=True)


class StoryOutcome(Table, table=True):
    """An outcome that a story tells of."""

    __tablename__ = "story_outcome"
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE", primary_key=True)
    outcome_id: int = Field(foreign_key="outcome.id", ondelete="RESTRICT", primary_key=True, index=True)


class StoryMetric(Table, table=True):
    """A number in a story, as published, with what it is compared with.

    `key` is what its texts call it by; "" means by its place (`domain.story_numbers`).
    """

    __tablename__ = "story_metric"
    __table_args__ = (sa.UniqueConstraint("story_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE")
    position: int
    label: str = text_field(200)
    value: float
    unit: str = text_field(60, default="")
    baseline: float | None = None
    comparator: str = text_field(200, default="")
    period: str = text_field(120, default="")
    note: str = text_field(400, default="")
    is_share: bool = False
    source: str = text_field(1500, default="")
    key: str = text_field(40, default="")


class StoryQuote(Table, table=True):
    """Words of a person, with how the person is named."""

    __tablename__ = "story_quote"
    __table_args__ = (sa.UniqueConstraint("story_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE")
    position: int
    text: str = text_field(1000)
    attribution: str = text_field(200)
    consent_id: int | None = reference_field("consent.id", default=None, nullable=True)


class StoryPair(Table, table=True):
    """You said, we did."""

    __tablename__ = "story_pair"
    __table_args__ = (sa.UniqueConstraint("story_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE")
    position: int
    you_said: str = text_field(1000)
    we_did: str = text_field(1000)


class StoryPicture(Table, table=True):
    """A picture with its alt text, or marked as decorative.

    One without a position is not in the story as it stands: an earlier version shows it, or none yet.
    """

    __tablename__ = "story_picture"
    __table_args__ = (sa.UniqueConstraint("story_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE")
    position: int | None = None
    media_type: str = text_field(40)
    content: bytes = Field(sa_type=sa.LargeBinary)
    alt_text: str = text_field(400, default="")
    is_decorative: bool = False
    credit: str = text_field(200, default="")
    consent_id: int | None = reference_field("consent.id", default=None, nullable=True)
    shows_people: bool = True
    width: int = 0
    height: int = 0
    fingerprint: str = text_field(64, default="")


class StorySource(Table, table=True):
    """Where a story's facts can be read."""

    __tablename__ = "story_source"
    __table_args__ = (sa.UniqueConstraint("story_id", "position"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="CASCADE")
    position: int
    citation: str = text_field(600)
    link: str = text_field(600, default="")


class CoSignature(Table, table=True):
    """A lay partner's signature under a story."""

    __tablename__ = "co_signature"
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = reference_field("story.id", cascade=True)
    story_version: int
    user_id: int | None = reference_field("user_account.id", default=None, nullable=True)
    signed_as: str = text_field(200)
    signed_at: datetime = moment_field(default_factory=now)


class Consent(Table, table=True):
    """What a person who is quoted or pictured agreed to, and until when."""

    __tablename__ = "consent"
    __table_args__ = (sa.CheckConstraint("expires_on IS NULL OR expires_on >= obtained_on", name="expiry"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int = reference_field("story.id", cascade=True)
    kind: ConsentKind = code_field(ConsentKind)
    person_reference: str = text_field(120)
    obtained_by: str = text_field(120)
    obtained_on: date
    expires_on: date | None = None
    withdrawn_on: date | None = None


class ConsentChannel(Table, table=True):
    """A channel that a consent covers."""

    __tablename__ = "consent_channel"
    consent_id: int = Field(foreign_key="consent.id", ondelete="CASCADE", primary_key=True)
    channel: Channel = code_field(Channel, primary_key=True)


class Issue(Provenanced, Table, table=True):
    """An issue of the magazine.

    `cover_line` stands on its cover in place of a title, `cover_picture_id` names a picture of one of its stories,
    and a `cover_crowd` above 0 is a drawing of its own; "", None and 0 leave the cover to its story. The picture
    is no key, as a story may lose it: the cover then falls back.
    """

    __tablename__ = "issue"
    id: int | None = Field(default=None, primary_key=True)
    slug: str = text_field(120, unique=True)
    title: str = text_field(200)
    dated: date
    cover_story_id: int | None = reference_field("story.id", default=None, nullable=True)
    cover_line: str = text_field(200, default="")
    cover_picture_id: int | None = None
    cover_crowd: int = 0
    editorial: str = Field(default="", sa_type=sa.Text)
    editorial_signed: str = text_field(200, default="")
    back_page: str = Field(default="", sa_type=sa.Text)
    version: int = 1
    updated_at: datetime | None = moment_field(default=None, nullable=True)
    updated_by: str = text_field(120, default="")


class IssueStory(Table, table=True):
    """A story's place in an issue."""

    __tablename__ = "issue_story"
    __table_args__ = (sa.UniqueConstraint("issue_id", "position"),)
    issue_id: int = Field(foreign_key="issue.id", ondelete="CASCADE", primary_key=True)
    story_id: int = Field(foreign_key="story.id", ondelete="RESTRICT", primary_key=True, index=True)
    position: int


class Publication(Table, table=True):
    """What was exported: story or issue, channel, when, by whom, the frozen content and its fingerprint.

    `fingerprint` and `size`, in bytes, are those of the file; `version` that of the story or issue.
    """

    __tablename__ = "publication"
    __table_args__ = (sa.CheckConstraint("(story_id IS NULL) <> (issue_id IS NULL)", name="story_or_issue"),)
    id: int | None = Field(default=None, primary_key=True)
    story_id: int | None = reference_field("story.id", default=None, nullable=True)
    issue_id: int | None = reference_field("issue.id", default=None, nullable=True)
    channel: Channel = code_field(Channel)
    exported_at: datetime = moment_field(default_factory=now)
    exported_by: str = text_field(120)
    content: dict[str, Any] = Field(sa_type=sa.JSON)
    fingerprint: str = text_field(64)
    where_used: str = text_field(600, default="")
    format: str = text_field(40, default="")
    version: int = 1
    size: int = 0
    theme: str = text_field(40, default="")


class PublicationConsent(Table, table=True):
    """A consent on which an export stood: the person whose words or picture it holds."""

    __tablename__ = "publication_consent"
    publication_id: int = Field(foreign_key="publication.id", ondelete="CASCADE", primary_key=True)
    consent_id: int = Field(foreign_key="consent.id", ondelete="CASCADE", primary_key=True, index=True)
