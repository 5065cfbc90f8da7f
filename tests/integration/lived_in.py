"""A store in which a bit of everything happened: reference data, records of every kind, people and what they type."""

from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.accounts import AccountDraft, add_account, change_account
from data_access.commands.drafts import ActivityDraft, CohortDraft, EvidenceDraft, OutcomeDraft
from data_access.commands.feedback import AnswerDraft, SharedLinkDraft, give_answer, make_link
from data_access.commands.form_drafts import save_form_draft
from data_access.commands.recording import OutcomeRecordDraft, RecordDraft, save_record
from data_access.commands.sessions import start_session
from data_access.commands.stories import (
    ConsentDraft,
    IssueDraft,
    PublicationDraft,
    approve,
    make_issue,
    record_consent,
    record_publication,
    save_story,
    send_to_review,
    start_story,
)
from data_access.interchange.committing import commit_import
from data_access.interchange.planning import plan_import
from data_access.queries.stories import read_story
from data_access.settings import get_settings
from data_access.tables import FeedbackLink, Story, StoryPicture
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.story import MetricContent, QuoteContent
from domain.vocabulary import (
    Answer,
    Channel,
    ConsentKind,
    Direction,
    EvidenceKind,
    Level,
    OutcomeStatus,
    SignInWay,
    UserRole,
)
from seed_data.demonstration import load_illustrative
from seed_data.loader import load_case_studies, load_reference
from tests.integration.factories import a_file, a_whole_file
from tests.integration.story_scene import TOLD

PICTURE = bytes(range(256))


def live_in(store: Engine, *, activities: int = 12) -> Actor:
    """Let a bit of everything happen in this store; answers the contributor who did it."""
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_illustrative(work, until=date(2026, 11, 22), activities=activities)
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        draft = AccountDraft(
            email="zoe@example.org",
            display_name="Zoë 👍 O’Neil",
            roles=frozenset({UserRole.CONTRIBUTOR}),
            networks=frozenset({"SL", "GM"}),
        )
        user_id = add_account(work, draft, password_hash="$2b$12$not-a-real-hash")
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        change_account(work, user_id, draft.model_copy(update={"display_name": "Zoë O’Neil"}))
    actor = Actor(name="Zoë O’Neil", user_id=user_id, roles=draft.roles, networks=draft.networks)
    commit_import(store, plan_import(store, a_file(a_whole_file()), actor=OPERATOR), actor=OPERATOR)
    saved = save_record(store, a_record(), actor=actor, submission_key="first")
    save_record(
        store,
        a_record(saved.activity_id, title="A longer workshop 🎉", people=4),
        actor=actor,
        submission_key="second",
        expected_version=saved.version,
    )
    _give_feedback(store, saved.activity_id)
    _add_picture(store)
    _tell_story(store, actor)
    start_session(store, user_id=user_id, way=SignInWay.PASSWORD, device="a browser")
    save_form_draft(store, actor=actor, form="activity", typed={"title": "Half a tit"})
    return actor


def a_record(activity_id: int | None = None, *, title: str = "A workshop", people: int = 12) -> RecordDraft:
    """A record of one activity with two cohorts, an outcome with a metric, and its evidence."""
    outcome = OutcomeDraft(
        local_reference="1", direction=Direction.POSITIVE, status=OutcomeStatus.MADE, level=Level.SOCIETY,
        metric_label="Waiting", metric_value=0.1, metric_unit="days", confirmed_by_people=Answer.YES,
    )  # fmt: skip
    evidence = EvidenceDraft(local_reference="1", kind=EvidenceKind.DATA, title="A survey")
    return RecordDraft(
        activity_id=activity_id,
        activity=ActivityDraft(
            network_code="SL", local_reference="by-hand", title=title, start_date=date(2026, 6, 1)
        ),
        cohorts=(
            CohortDraft(groups=("CARER", "OLDER"), people=people),
            CohortDraft(is_known=False, people=3),
        ),
        outcomes=(OutcomeRecordDraft(outcome=outcome, evidence=(evidence,)),),
    )


def _give_feedback(store: Engine, activity_id: int) -> None:
    closes_on = get_settings().current_day() + timedelta(days=7)
    with unit_of_work(store, actor=OPERATOR) as work:
        link = make_link(work, SharedLinkDraft(activity_id=activity_id, closes_on=closes_on, most_answers=5))
    with Session(store) as session:
        token = session.get_one(FeedbackLink, link).token
    with unit_of_work(store, actor=PUBLIC) as work:
        give_answer(work, AnswerDraft(at_the_heart=4, comment="Ça va"), token=token, key="one")


def _tell_story(store: Engine, actor: Actor) -> None:
    today = get_settings().current_day()
    begun = start_story(store, actor=actor, network="SL", title="Tea and questions")
    number = begun.story_id
    consent = ConsentDraft(
        kind=ConsentKind.QUOTE, person_reference="Walker 3", obtained_by="Zoë", obtained_on=today,
        channels=tuple(Channel),
    )  # fmt: skip
    quoted = record_consent(store, actor=actor, story_id=number, draft=consent, today=today)
    content = read_story(store, actor=actor, story_id=number).content
    told = content.model_copy(
        update={
            **TOLD,
            "background": "قبل: waits were long.",
            "quotes": (QuoteContent(text="They asked.", attribution="A walker", consent_id=quoted),),
            "metrics": (MetricContent(key="wait", label="average wait", value=0.1, source="A survey"),),
            "no_co_signature_reason": "The group has ended.",
        }
    )
    save_story(store, actor=actor, story_id=number, content=told, read_version=1)
    send_to_review(store, actor=actor, story_id=number, read_version=2)
    approve(store, actor=OPERATOR, story_id=number, read_version=2, on=today)
    issue = IssueDraft(title="Spring", dated=today, cover_story_id=number, stories=(number,))
    make_issue(store, actor=OPERATOR, draft=issue)
    export = PublicationDraft(
        story_id=number, format="pdf", channel=Channel.MAGAZINE, version=2, fingerprint="3f" * 32, size=12,
        theme="innovators", content={"title": told.title},
    )  # fmt: skip
    record_publication(store, actor=OPERATOR, draft=export)


def _add_picture(store: Engine) -> None:
    with Session(store) as session:
        story = session.scalars(sa.select(Story)).first()
        assert story is not None
        session.add(
            StoryPicture(
                story_id=story.id, position=1, media_type="image/png", content=PICTURE, alt_text="A chart"
            )
        )
        session.commit()
