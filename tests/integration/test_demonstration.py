"""The demonstration, on both databases: put in place of an older one, beside real records, and removed in one step."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.numbers import newest_record
from data_access.commands.records import ACTIVITY, KIND_BY_NAME, take_ids
from data_access.tables import (
    Action,
    Activity,
    CoSignature,
    Issue,
    IssueStory,
    MarkerAssessment,
    Meeting,
    Outcome,
    PledgeResponse,
    Publication,
    Story,
    StoryActivity,
    StoryOutcome,
    Table,
    User,
)
from data_access.tidying import tidy_up
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError
from domain.permissions import OPERATOR
from domain.vocabulary import Channel, Direction, Level, OutcomeStatus, Provenance, RaterKind
from seed_data import demonstration
from seed_data.demonstration import load_illustrative, remove_illustrative
from seed_data.loader import load_case_studies, load_reference
from tests.integration.seeded import ROOTS, TABLES, UNTIL, contents, count


def newest_record_of(store: Engine, table: str) -> int:
    with store.connect() as connection:
        return connection.execute(sa.select(sa.func.max(TABLES[table].c.id))).scalar_one()


def fill(store: Engine, *, activities: int = 60, seed: int = 2021) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_illustrative(work, until=UNTIL, activities=activities, seed=seed)


def add(store: Engine, *records: Table) -> None:
    with Session(store, expire_on_commit=False) as session:
        for record in records:
            session.add(record)
            session.flush()
        session.commit()


def submitted_activity() -> Activity:
    return Activity(
        network_code="YH",
        local_reference="YH-1",
        title="Readers' group",
        start_date=date(2026, 4, 1),
        provenance=Provenance.SUBMITTED,
        provenance_note="an involvement lead",
    )


def submitted_story(slug: str, **more: Any) -> Story:
    return Story(slug=slug, title=slug, provenance=Provenance.SUBMITTED, **more)


def first_illustrative(store: Engine, table: str) -> int:
    columns = TABLES[table].c
    with store.connect() as connection:
        return connection.execute(sa.select(sa.func.min(columns.id))).scalar_one()


def test_loading_again_puts_the_new_demonstration_in_place_of_the_old(store: Engine) -> None:
    fill(store, activities=40)
    with unit_of_work(store, actor=OPERATOR) as work:
        load_illustrative(work, until=UNTIL, activities=25, seed=3)
    assert count(store, "activity") == 25
    assert count(store, "store_fact", name="illustrative", value="loaded") == 1


def test_records_added_after_a_demonstration_get_numbers_of_their_own(store: Engine) -> None:
    fill(store)
    activity = submitted_activity()
    add(store, activity)
    outcome = Outcome(
        activity_id=activity.id,
        local_reference="1",
        direction=Direction.POSITIVE,
        status=OutcomeStatus.MADE,
        level=Level.SOCIETY,
    )
    add(store, outcome)
    assert count(store, "activity") == 61
    fill(store)
    assert count(store, "activity") == 61
    assert count(store, "activity", provenance=Provenance.SUBMITTED) == 1


def test_a_number_of_a_removed_demonstration_is_given_to_nobody_else(store: Engine) -> None:
    fill(store, activities=15)
    newest = {name: newest_record_of(store, name) for name in ("activity", "cohort", "outcome")}
    newest_meeting = newest_record_of(store, "meeting")
    assert newest_meeting > 0
    with unit_of_work(store, actor=OPERATOR) as work:
        remove_illustrative(work)
        for name, number in newest.items():
            assert take_ids(work.session, KIND_BY_NAME[name], 1)[0] > number, name
        assert newest_record(work.session.connection(), "meeting") >= newest_meeting
    fill(store, activities=5)
    assert first_illustrative(store, "activity") > newest["activity"]


def test_a_number_of_a_removed_record_is_not_given_out_by_a_demonstration_that_follows(store: Engine) -> None:
    fill(store, activities=15)
    with unit_of_work(store, actor=OPERATOR) as work:
        (number,) = take_ids(work.session, ACTIVITY, 1)
        work.audit("added", "activity", number)
    fill(store, activities=5)
    assert first_illustrative(store, "activity") > number
    with unit_of_work(store, actor=OPERATOR) as work:
        assert take_ids(work.session, ACTIVITY, 1)[0] > newest_record_of(store, "activity")


def test_a_demonstration_stands_beside_real_ratings_of_the_same_day(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    rating = MarkerAssessment(
        network_code="YH",
        marker_code="INF1",
        level=2,
        as_of=UNTIL,
        rater_kind=RaterKind.STAFF,
        provenance=Provenance.SUBMITTED,
    )
    add(store, rating)
    fill(store, activities=15)
    assert count(store, "marker_assessment", provenance=Provenance.SUBMITTED) == 1


def test_removing_takes_everything_illustrative_and_nothing_else(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
    activity = submitted_activity()
    add(store, activity, submitted_story("our-own-story"))
    before = contents(store)
    with unit_of_work(store, actor=OPERATOR) as work:
        load_illustrative(work, until=UNTIL, activities=60)
    version = store_version(store)
    with unit_of_work(store, actor=OPERATOR) as work:
        removed = remove_illustrative(work)
    assert set(removed) == set(ROOTS)
    after = contents(store)
    facts = dict(tuple(row) for row in after.pop("store_fact"))
    assert facts["illustrative"] == "removed"
    assert facts["newest activity"] == str(60 + 1)
    before.pop("store_fact")
    assert after == before
    assert store_version(store) == version + 1
    assert count(store, "audit_event", action="removed", record_type="illustrative") == 1


def test_a_demonstration_leaves_alone_what_a_network_says_of_a_pledge_itself(store: Engine) -> None:
    with unit_of_work(store, actor=OPERATOR) as work:
        load_reference(work)
    for network in ("SL", "GM", "YH"):
        own = PledgeResponse(
            network_code=network, pledge_code="ORG1", how="By asking", provenance=Provenance.SUBMITTED
        )
        add(store, own)
    with unit_of_work(store, actor=OPERATOR) as work:
        load_illustrative(work, until=UNTIL, activities=15)
    assert count(store, "pledge_response", how="By asking") == 3
    assert count(store, "pledge_response", pledge_code="ORG1") <= 15


def test_removing_twice_does_nothing_the_second_time(store: Engine) -> None:
    fill(store, activities=15)
    for expected in (True, False):
        version, audited = store_version(store), count(store, "audit_event")
        with unit_of_work(store, actor=OPERATOR) as work:
            assert bool(remove_illustrative(work)) is expected
        assert (store_version(store) > version) is expected
        assert (count(store, "audit_event") > audited) is expected


def test_submitted_records_let_go_of_illustrative_ones_that_are_removed(store: Engine) -> None:
    fill(store, activities=15)
    own = submitted_story("our-own-story")
    shown = Story(slug="made-up", title="Made up", provenance=Provenance.ILLUSTRATIVE)
    meeting = Meeting(title="Made up", held_on=UNTIL, provenance=Provenance.ILLUSTRATIVE)
    visitor = User(email="made@up.example", display_name="Made up", provenance=Provenance.ILLUSTRATIVE)
    add(store, own, shown, meeting, visitor)
    issue = Issue(
        slug="issue-1", title="1", dated=UNTIL, cover_story_id=shown.id, provenance=Provenance.SUBMITTED
    )
    action = Action(
        title="Ask again",
        owner="Lead",
        due_on=UNTIL,
        meeting_id=meeting.id,
        provenance=Provenance.SUBMITTED,
    )
    add(store, issue, action)
    add(
        store,
        StoryActivity(story_id=own.id, activity_id=first_illustrative(store, "activity")),
        StoryOutcome(story_id=own.id, outcome_id=first_illustrative(store, "outcome")),
        IssueStory(issue_id=issue.id, story_id=shown.id, position=1),
        CoSignature(story_id=own.id, story_version=1, user_id=visitor.id, signed_as="A lay partner"),
        Publication(
            story_id=shown.id, channel=Channel.WEB, exported_by="x", content={}, fingerprint="0" * 64
        ),
    )
    with unit_of_work(store, actor=OPERATOR) as work:
        removed = remove_illustrative(work)
    assert {"story", "meeting", "user_account"} <= set(removed)
    assert count(store, "story", provenance=Provenance.SUBMITTED) == 1
    assert count(store, "issue", cover_story_id=None) == 1
    assert count(store, "action", meeting_id=None) == 1
    assert count(store, "co_signature", user_id=None) == 1
    for emptied in ("story_activity", "story_outcome", "issue_story", "publication", "meeting"):
        assert count(store, emptied) == 0


def test_a_demonstration_of_nothing_is_refused(sqlite_store: Engine) -> None:
    with pytest.raises(InvalidRecordError), unit_of_work(sqlite_store, actor=OPERATOR) as work:
        load_illustrative(work, until=UNTIL, activities=0)


def test_a_large_demonstration_is_written_unchecked_row_by_row_and_the_checks_hold_again_after_it(
    sqlite_store: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def activities() -> list[tuple[Any, ...]]:
        """What they say; their numbers are new each time."""
        said = [column for column in TABLES["activity"].c if column.name != "id"]
        with sqlite_store.connect() as connection:
            rows = connection.execute(sa.select(*said).order_by(TABLES["activity"].c.id))
            return [tuple(row) for row in rows]

    fill(sqlite_store)
    checked = activities()
    monkeypatch.setattr(demonstration, "MANY", 1)
    fill(sqlite_store)
    assert activities() == checked
    with pytest.raises(sa.exc.IntegrityError):
        add(sqlite_store, Story(slug="no-title", title="", provenance=Provenance.SUBMITTED))
    with sqlite_store.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_settling_cuts_the_log_of_sqlite_and_keeps_every_record(store: Engine) -> None:
    fill(store)
    before = contents(store)
    tidy_up(store)
    assert contents(store) == before
    if store.dialect.name == "sqlite":
        log = Path(f"{store.url.database}-wal")
        assert not log.exists() or log.stat().st_size == 0
