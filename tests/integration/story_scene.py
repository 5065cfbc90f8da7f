"""Those who make a story together, a story with one of everything, and what the trail tells of it, for the tests."""

import io
from datetime import date

import sqlalchemy as sa
from PIL import Image
from sqlalchemy.engine import Engine

from data_access.commands.stories import (
    ConsentDraft,
    SavedStory,
    add_picture,
    approve,
    co_sign,
    publish,
    record_consent,
    save_story,
    send_to_review,
    start_story,
)
from data_access.queries.stories import read_story
from data_access.tables import AuditEvent, Cohort, CohortGroup, Evidence, Outcome
from domain.permissions import Actor
from domain.story import MetricContent, PictureContent, QuoteContent, SourceContent, StoryContent
from domain.vocabulary import Channel, ConsentKind, Direction, EvidenceKind, Level, OutcomeStatus, UserRole
from tests.integration.factories import an_account, an_activity, save

TODAY = date(2026, 11, 22)
TOLD: dict[str, object] = {
    "standfirst": "Half of them left the list.",
    "approach": "We asked over tea.",
    "outcomes": "They fell.",
    "key_learning": "People know why they wait.",
    "sources": (SourceContent(citation="A count of the list"),),
}
"""What the gate asks a story to tell."""


def an_account_of(store: Engine, role: UserRole, *networks: str) -> Actor:
    """Somebody with an account in the store."""
    number = an_account(store, role, networks, name=f"{role.label} of {' and '.join(networks) or 'all'}")
    return Actor(
        name=f"{role.label} of {' and '.join(networks) or 'all'}",
        user_id=number,
        roles=frozenset({role}),
        networks=frozenset(networks),
    )


def an_activity_with_outcomes(store: Engine, *, network: str = "SL", reference: str = "A1") -> int:
    """A workshop with a measured outcome, its evidence, one that was not possible, and people of two groups."""
    activity = an_activity(
        reference, network, title="Tea and questions", description="Waits were long.", rung_code="CODESIGN",
        rung_reason="They planned it.",
    )  # fmt: skip
    save(store, activity)
    number = activity.id or 0
    measured = Outcome(
        activity_id=number, local_reference="1", direction=Direction.POSITIVE, status=OutcomeStatus.MADE,
        level=Level.INDIVIDUALS, you_said="Tell us how long.", we_did="Each letter names the wait.",
        metric_label="Average wait", metric_value=5, metric_unit="weeks", metric_baseline=9,
        metric_comparator="the year before",
    )  # fmt: skip
    refused = Outcome(
        activity_id=number, local_reference="2", direction=Direction.NO_CHANGE,
        status=OutcomeStatus.NOT_POSSIBLE, level=Level.INDIVIDUALS, you_said="Open on Sundays.",
        reason_not_possible="there are too few staff.",
    )  # fmt: skip
    save(store, measured, refused)
    save(
        store,
        Evidence(
            outcome_id=measured.id or 0, local_reference="1", kind=EvidenceKind.DATA, title="Clinic count",
            link="https://example.org/count",
        ),
    )  # fmt: skip
    for key in ("DEP20", "OLDER"):
        cohort = Cohort(activity_id=number, people=9, groups_key=key)
        save(store, cohort)
        save(store, CohortGroup(cohort_id=cohort.id or 0, group_code=key))
    return number


def a_picture_file(*, size: tuple[int, int] = (320, 200), colour: str = "#41b6e6") -> bytes:
    """A small JPEG of one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG")
    return buffer.getvalue()


def a_consent(
    kind: ConsentKind = ConsentKind.QUOTE, person: str = "Walker 3", **changes: object
) -> ConsentDraft:
    """A consent for every channel without an end."""
    draft = ConsentDraft(
        kind=kind, person_reference=person, obtained_by="The lead", obtained_on=date(2026, 6, 1),
        channels=tuple(Channel),
    )  # fmt: skip
    return draft.model_copy(update=changes)


def a_draft(store: Engine, writer: Actor, *, title: str = "Tea and questions") -> SavedStory:
    """A draft with a number, a quote and a picture, both with consent; at version 2."""
    started = start_story(store, actor=writer, network="SL", title=title)
    number = started.story_id
    quoted = record_consent(store, actor=writer, story_id=number, draft=a_consent(), today=TODAY)
    pictured = record_consent(
        store, actor=writer, story_id=number, draft=a_consent(ConsentKind.PICTURE), today=TODAY
    )
    picture = add_picture(store, actor=writer, story_id=number, content=a_picture_file())
    begun = read_story(store, actor=writer, story_id=number).content
    return save_story(
        store,
        actor=writer,
        story_id=number,
        content=a_whole(begun, quoted=quoted, pictured=pictured, picture=picture.picture_id),
        read_version=1,
    )


def a_whole(begun: StoryContent, *, quoted: int, pictured: int, picture: int) -> StoryContent:
    """One of everything that the gate asks for."""
    return begun.model_copy(
        update={
            **TOLD,
            "standfirst": "Half of them left the list in one hour.",
            "background": "Waits were long.",
            "outcomes": "They fell to {{wait}}.",
            "groups": ("OLDER",),
            "metrics": (
                MetricContent(
                    key="wait", label="average wait", value=5, unit="weeks", baseline=9, source="A count",
                    comparator="the year before",
                ),
            ),
            "quotes": (QuoteContent(text="Somebody asked.", attribution="A walker", consent_id=quoted),),
            "pictures": (PictureContent(picture_id=picture, alt_text="Tea", consent_id=pictured),),
        }
    )  # fmt: skip


def published(
    store: Engine, writer: Actor, lay: Actor, comms: Actor, *, title: str = "Tea and questions"
) -> SavedStory:
    """A story that went all the way, at version 2."""
    draft = a_draft(store, writer, title=title)
    number, version = draft.story_id, draft.version
    send_to_review(store, actor=writer, story_id=number, read_version=version)
    co_sign(store, actor=lay, story_id=number, read_version=version, signed_as="A lay partner")
    approve(store, actor=comms, story_id=number, read_version=version, on=TODAY)
    return publish(store, actor=comms, story_id=number, read_version=version, on=TODAY)


class Makers:
    """Those who make stories of the network SL."""

    def __init__(self, store: Engine) -> None:
        self.writer = an_account_of(store, UserRole.CONTRIBUTOR, "SL")
        self.lay = an_account_of(store, UserRole.LAY_PARTNER, "SL")
        self.comms = an_account_of(store, UserRole.COMMS)


def told(store: Engine, kind: str) -> list[tuple[str, str, str]]:
    """What the trail tells of this kind of record: what was done, by whom, and the note."""
    with store.connect() as connection:
        events = sa.select(AuditEvent.__table__).where(AuditEvent.__table__.c.record_type == kind)  # type: ignore[attr-defined]
        return [
            (row.action, row.actor, row.note) for row in connection.execute(events.order_by(sa.text("id")))
        ]
