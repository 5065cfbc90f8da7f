"""Figures frozen for a meeting: kept once by those who run it, read by every account, refused where spoiled."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.checks.frozen import check_frozen_figures
from data_access.commands.snapshots import Kept, keep_snapshot
from data_access.queries.snapshots import fingerprint_of, read_snapshot
from data_access.tables import Meeting, Snapshot
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StoreError
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.vocabulary import MeetingState, Provenance, UserRole
from tests.integration.factories import a_contributor, an_actor, count, events, only, save

FORUM, STAFF = an_actor(UserRole.FORUM, ()), a_contributor("SL")
VIEW = "overview?year=2026-27"
FIGURES: dict[str, Any] = {"headlines": [{"label": "Activities", "value": "1,204"}], "share": 0.1}


def a_meeting(state: MeetingState = MeetingState.LIVE) -> Meeting:
    return Meeting(
        id=1, title="Autumn", held_on=date(2026, 9, 17), state=state, provenance=Provenance.SUBMITTED
    )


def keep(
    store: Engine,
    content: dict[str, Any] = FIGURES,
    *,
    actor: Actor = FORUM,
    view: str = VIEW,
    meeting: int = 1,
) -> Kept:
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return keep_snapshot(work, meeting_id=meeting, view=view, content=content)


def test_figures_that_were_kept_are_read_as_they_were_and_the_trail_has_their_fingerprint(
    store: Engine,
) -> None:
    save(store, a_meeting())
    version = store_version(store)
    kept = keep(store)
    read = read_snapshot(store, actor=STAFF, snapshot_id=kept.id)
    assert (read.meeting_id, read.view, read.content) == (1, VIEW, FIGURES)
    (event,) = events(store)
    assert (event.record_type, event.actor) == ("snapshot", FORUM.name)
    assert event.after == {
        "meeting_id": 1,
        "view": VIEW,
        "fingerprint": "1bcac917d788ce41f8d4e99e5fa4938dc794bfe00c081c3c53b7d43ba7de51c5",
    }
    assert store_version(store) == version


def test_keeping_again_changes_nothing_even_when_the_meeting_is_over(store: Engine) -> None:
    save(store, a_meeting())
    first = keep(store)
    with store.begin() as connection:
        connection.execute(sa.update(Meeting).values(state=MeetingState.OVER))
    again = keep(store, {"headlines": []})
    assert (first.is_new, again) == (True, Kept(first.id, is_new=False))
    assert read_snapshot(store, actor=FORUM, snapshot_id=first.id).content == FIGURES
    assert len(events(store)) == count(store, Snapshot) == 1


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.OVER])
def test_nothing_is_kept_before_a_meeting_or_after_it(sqlite_store: Engine, state: MeetingState) -> None:
    save(sqlite_store, a_meeting(state))
    with pytest.raises(InvalidRecordError, match="while a meeting is under way"):
        keep(sqlite_store)
    assert not count(sqlite_store, Snapshot)


def test_a_meeting_that_is_gone_and_a_view_that_is_too_long_keep_nothing(sqlite_store: Engine) -> None:
    save(sqlite_store, a_meeting())
    with pytest.raises(NotFoundError, match="no such meeting"):
        keep(sqlite_store, meeting=2)
    with pytest.raises(InvalidRecordError, match="too many filters"):
        keep(sqlite_store, view=f"overview?group={'A' * 1_000}")
    with pytest.raises(NotFoundError, match="no such figures"):
        read_snapshot(sqlite_store, actor=FORUM, snapshot_id=1)


@pytest.mark.parametrize(
    "spoiled",
    [{"content": FIGURES | {"share": 0.2}}, {"view": "overview?year=2025-26"}, {"fingerprint": "0" * 64}],
    ids=lambda one: next(iter(one)),
)
def test_figures_that_somebody_changed_past_the_commands_are_not_shown(
    store: Engine, spoiled: dict[str, Any]
) -> None:
    save(store, a_meeting())
    kept = keep(store)
    with store.begin() as connection:
        connection.execute(sa.update(Snapshot).values(**spoiled))
    with pytest.raises(StoreError, match="fingerprint does not match, so they are not shown"):
        read_snapshot(store, actor=FORUM, snapshot_id=kept.id)


def test_a_check_of_the_store_finds_figures_that_were_changed_even_with_a_fingerprint_of_their_own(
    store: Engine,
) -> None:
    save(store, a_meeting())
    keep(store)
    assert checked(store) == "good: Frozen figures: 1 compared with their fingerprints"
    changed = FIGURES | {"share": 0.2}
    with store.begin() as connection:
        connection.execute(sa.update(Snapshot).values(content=changed))
    assert checked(store) == "WRONG: Frozen figures: not as kept: changed after they were kept (1)"
    with store.begin() as connection:
        connection.execute(sa.update(Snapshot).values(fingerprint=fingerprint_of(VIEW, changed)))
    assert checked(store) == "WRONG: Frozen figures: not as kept: kept without an event (1)"


def checked(store: Engine) -> str:
    with store.connect() as connection:
        return check_frozen_figures(connection).line


def test_those_who_run_meetings_keep_and_every_account_reads(sqlite_store: Engine) -> None:
    save(sqlite_store, a_meeting())
    for actor in (PUBLIC, STAFF, an_actor(UserRole.LEADERSHIP), an_actor(None)):
        with pytest.raises(NotAllowedError):
            keep(sqlite_store, actor=actor)
    kept = keep(sqlite_store, actor=an_actor(UserRole.ADMIN))
    for role in UserRole:
        assert read_snapshot(sqlite_store, actor=an_actor(role), snapshot_id=kept.id).content
    for actor in (PUBLIC, an_actor(None)):
        with pytest.raises(NotAllowedError):
            read_snapshot(sqlite_store, actor=actor, snapshot_id=kept.id)


def test_a_backup_brings_back_a_meeting_with_its_time_of_day_and_its_figures(
    store: Engine, tmp_path: Path
) -> None:
    meeting = a_meeting()
    meeting.starts_at = time(14, 30)
    save(store, meeting)
    kept = keep(store)
    write_backup(store, tmp_path / "heard.zip", actor=OPERATOR)
    restore_backup(store, tmp_path / "heard.zip", actor=OPERATOR, replace=True)
    assert only(store, Meeting).starts_at == time(14, 30)
    assert read_snapshot(store, actor=FORUM, snapshot_id=kept.id).content == FIGURES


def test_the_order_of_names_in_the_content_makes_no_other_fingerprint() -> None:
    told = dict(reversed(FIGURES.items()))
    assert fingerprint_of(VIEW, told) == fingerprint_of(VIEW, FIGURES)
    assert fingerprint_of(VIEW, {"share": [0.1]}) != fingerprint_of(VIEW, {"share": "0.1"})
