"""Backup and restore: one state of a store at work, whole on either database, refused when it is not what it says."""

import stat
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.backup.backup_file import open_backup
from data_access.backup.contents import LEFT_OUT
from data_access.backup.manifest import FORMAT, Manifest
from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.command_line.store_checks import check_store
from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.recording import remove_record, save_record
from data_access.commands.sessions import start_session
from data_access.engine import is_sqlite, open_engine
from data_access.schema import is_up_to_date, newest_revision
from data_access.tables import Activity, AuditEvent, Cohort, SignInSession, StoryPicture, User
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import NotAllowedError, NotFoundError, RefusedFileError, StoreError
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import SignInWay
from tests.integration.backups import NOTHING_OF_IT, contents
from tests.integration.factories import a_contributor, count, events
from tests.integration.lived_in import PICTURE, a_record
from tests.integration.test_audit_chain import old_store, write_events


def trail(store: Engine) -> list[tuple[Any, ...]]:
    return [(one.hash, one.before, one.after, one.at) for one in events(store)]


def fingerprints(manifest: Manifest) -> dict[str, str]:
    return {name: part.sha256 for name, part in manifest.tables.items() if name not in NOTHING_OF_IT}


def wrong(store: Engine) -> list[str]:
    return [result.line for result in check_store(store) if not result.is_good]


def test_a_store_comes_back_whole_on_either_database_from_either(
    lived_in: Engine, empty: Engine, tmp_path: Path
) -> None:
    before = trail(lived_in)
    written = write_backup(lived_in, tmp_path / "heard.zip", actor=OPERATOR)
    restored = restore_backup(empty, tmp_path / "heard.zip", actor=OPERATOR)
    assert all(check.is_good for check in restored.checks)
    assert contents(empty) == contents(lived_in)
    assert trail(empty)[:-1] == before
    assert (written.audit_count, written.audit_head) == (len(before), before[-1][0])
    assert is_up_to_date(empty)
    assert wrong(empty) == []
    again = write_backup(empty, tmp_path / "again.zip", actor=OPERATOR)
    assert fingerprints(again) == fingerprints(written)


def test_a_restored_store_is_written_to_as_before(backup: Path, empty: Engine) -> None:
    restore_backup(empty, backup, actor=OPERATOR)
    newest = events(empty)[-1]
    assert (newest.action, newest.record_type, newest.actor) == ("restored", "store", "operator")
    save_record(
        empty,
        a_record().model_copy(
            update={"activity": a_record().activity.model_copy(update={"local_reference": "next"})}
        ),
        actor=a_contributor("SL"),
        submission_key="after",
    )
    with Session(empty) as session:
        assert session.scalars(sa.select(StoryPicture)).one().content == PICTURE
    with unit_of_work(empty, actor=OPERATOR) as work:
        add_account(work, AccountDraft(email="next@example.org", display_name="Next"))
    assert wrong(empty) == []


def test_a_backup_holds_nothing_that_opens_a_closed_door(backup: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        names = set(archive.namelist())
        text = b"".join(archive.read(name) for name in names)
    assert {f"tables/{name}.jsonl" for name in LEFT_OUT}.isdisjoint(names)
    assert {"tables/user_account.jsonl", "tables/form_draft.jsonl", "tables/activity.jsonl"} < names
    assert b"not-a-real-hash" in text
    assert b"a browser" not in text


def test_a_backup_is_readable_by_its_owner_alone_and_leaves_nothing_beside_it(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_a_backup_says_what_it_holds(backup: Path) -> None:
    with open_backup(backup) as opened:
        manifest = opened.manifest
        assert (manifest.format, manifest.revision) == (FORMAT, newest_revision())
        assert manifest.tables["user_account"].rows == 1
        assert manifest.tables["cohort"].columns == ("id", "activity_id", "groups_key", "is_known", "people")
        first = next(opened.rows("cohort"))[0]
        assert first[:2] == [1, 1]
        assert isinstance(first[3], bool)


def test_a_backup_made_while_others_write_is_one_state_of_the_store(
    lived_in: Engine, empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two tables somebody adds a record with its cohorts: the backup has both or neither."""
    from data_access.backup import writing  # noqa: PLC0415  beside what is put in its place

    added: list[int] = []
    write_table = writing._write_table  # noqa: SLF001  the place where another writer comes in between

    def write_in_between(connection: sa.Connection, table: sa.Table, *rest: Any) -> Any:
        part = write_table(connection, table, *rest)
        draft = a_record()
        reference = f"between-{len(added)}"
        activity = draft.activity.model_copy(update={"local_reference": reference})
        saved = save_record(
            lived_in,
            draft.model_copy(update={"activity": activity}),
            actor=a_contributor("SL"),
            submission_key=reference,
        )
        added.append(saved.activity_id)
        return part

    monkeypatch.setattr(writing, "_write_table", write_in_between)
    before, activities = contents(lived_in), count(lived_in, Activity)
    write_backup(lived_in, tmp_path / "heard.zip", actor=OPERATOR)
    assert len(added) > 50
    assert count(lived_in, Activity) == activities + len(added)
    restore_backup(empty, tmp_path / "heard.zip", actor=OPERATOR)
    assert contents(empty) == before
    assert wrong(empty) == []


def test_backups_made_while_threads_write_pass_their_checks(
    lived_in: Engine, empty: Engine, tmp_path: Path
) -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def write(name: str) -> None:
        draft, number = a_record(), 0
        try:
            while not stop.is_set():
                number += 1
                reference = f"{name}-{number}"
                activity = draft.activity.model_copy(update={"local_reference": reference})
                save_record(
                    lived_in,
                    draft.model_copy(update={"activity": activity}),
                    actor=a_contributor("SL"),
                    submission_key=reference,
                )
        except BaseException as error:  # noqa: BLE001  told to the test's own thread
            failures.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    try:
        for number in range(3):
            write_backup(lived_in, tmp_path / f"{number}.zip", actor=OPERATOR)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert failures == []
    for number in range(3):
        restored = restore_backup(empty, tmp_path / f"{number}.zip", actor=OPERATOR, replace=number > 0)
        assert all(check.is_good for check in restored.checks)


def test_a_store_with_records_is_replaced_only_when_told_so(backup: Path, lived_in: Engine) -> None:
    with unit_of_work(lived_in, actor=OPERATOR) as work:
        work.session.add(StoryPicture(story_id=1, position=9, media_type="x", content=b"1"))
        work.audit("added", "story_picture", 9)
    before, version = contents(lived_in), store_version(lived_in)
    with pytest.raises(StoreError, match="add --replace"):
        restore_backup(lived_in, backup, actor=OPERATOR)
    assert (contents(lived_in), store_version(lived_in)) == (before, version)
    restored = restore_backup(lived_in, backup, actor=OPERATOR, replace=True)
    assert contents(lived_in) != before
    assert store_version(lived_in) > version
    assert wrong(lived_in) == []
    if is_sqlite(lived_in):
        assert restored.kept is not None
        former = open_engine(f"sqlite:///{restored.kept.as_posix()}")
        assert contents(former) == before
        former.dispose()
    else:
        assert restored.kept is None


def test_an_app_at_work_sees_the_store_that_replaced_the_one_it_had_open(
    backup: Path, lived_in: Engine
) -> None:
    with Session(lived_in) as session:
        session.execute(sa.update(Cohort).values(people=77))
        session.commit()
    asked = sa.select(sa.func.count()).where(Cohort.people == 77)
    at_work = open_engine(lived_in.url.render_as_string(hide_password=False))
    with at_work.connect() as connection:
        assert connection.scalar(asked)
    restore_backup(lived_in, backup, actor=OPERATOR, replace=True)
    with at_work.connect() as connection:
        assert not connection.scalar(asked)
    at_work.dispose()


def test_the_number_of_an_old_session_belongs_to_nobody_after_a_restore(
    backup: Path, lived_in: Engine
) -> None:
    with Session(lived_in) as session:
        (user_id,) = session.scalars(sa.select(User.id))
        held = set(session.scalars(sa.select(SignInSession.id)))
    assert user_id is not None
    restore_backup(lived_in, backup, actor=OPERATOR, replace=True)
    assert count(lived_in, SignInSession) == 0
    assert start_session(lived_in, user_id=user_id, way=SignInWay.PASSWORD).id not in held


def test_the_number_of_a_removed_record_belongs_to_nobody_after_a_restore(
    lived_in: Engine, empty: Engine, tmp_path: Path
) -> None:
    draft = a_record()
    another = draft.activity.model_copy(update={"local_reference": "gone"})
    gone = save_record(
        lived_in, draft.model_copy(update={"activity": another}), actor=OPERATOR, submission_key="gone"
    )
    remove_record(lived_in, gone.activity_id, actor=OPERATOR, reason="x")
    write_backup(lived_in, tmp_path / "heard.zip", actor=OPERATOR)
    restore_backup(empty, tmp_path / "heard.zip", actor=OPERATOR)
    other = save_record(
        empty, draft.model_copy(update={"activity": another}), actor=OPERATOR, submission_key="other"
    )
    assert other.activity_id > gone.activity_id


def test_a_backup_of_an_older_release_is_brought_up_to_date(empty: Engine, tmp_path: Path) -> None:
    old = old_store(f"sqlite:///{(tmp_path / 'old.db').as_posix()}")
    manifest = write_backup(old, tmp_path / "old.zip", actor=OPERATOR)
    old.dispose()
    assert (manifest.revision, manifest.audit_count, manifest.audit_head) == ("0001", None, None)
    restored = restore_backup(empty, tmp_path / "old.zip", actor=OPERATOR)
    assert {one.subject: one.is_good for one in restored.checks}["Audit chain"]
    assert is_up_to_date(empty)
    assert [event.actor for event in events(empty)] == ["Zoë 👍"] * 5 + ["operator"]
    newer = restore_backup(empty, tmp_path / "old.zip", actor=OPERATOR, replace=True)
    assert count(empty, AuditEvent) == 6
    assert {one.subject: one.is_good for one in newer.checks}["Audit chain"]


def test_a_backup_does_not_write_over_a_file_or_into_no_folder(lived_in: Engine, tmp_path: Path) -> None:
    (tmp_path / "here.zip").write_text("mine")
    with pytest.raises(RefusedFileError, match="already"):
        write_backup(lived_in, tmp_path / "here.zip", actor=OPERATOR)
    assert (tmp_path / "here.zip").read_text() == "mine"
    with pytest.raises(NotFoundError, match="no folder"):
        write_backup(lived_in, tmp_path / "no" / "here.zip", actor=OPERATOR)


def test_a_backup_that_fails_leaves_nothing(
    lived_in: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from data_access.backup import writing  # noqa: PLC0415  as above

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "_write_block", fail)
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(OSError, match="No space"):
        write_backup(lived_in, folder / "heard.zip", actor=OPERATOR)
    assert list(folder.iterdir()) == []


def test_there_is_nothing_to_back_up_in_an_empty_database(empty: Engine, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no store yet"):
        write_backup(empty, tmp_path / "heard.zip", actor=OPERATOR)


def test_only_the_operator_backs_up_and_restores(backup: Path, lived_in: Engine) -> None:
    for actor in (PUBLIC, a_contributor("SL")):
        with pytest.raises(NotAllowedError):
            write_backup(lived_in, backup.with_name("x.zip"), actor=actor)
        with pytest.raises(NotAllowedError):
            restore_backup(lived_in, backup, actor=actor, replace=True)


def test_a_store_of_a_newer_release_is_not_replaced(backup: Path, lived_in: Engine) -> None:
    with lived_in.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer release"):
        restore_backup(lived_in, backup, actor=OPERATOR, replace=True)


def test_events_after_a_restore_go_on_in_the_chain(backup: Path, empty: Engine) -> None:
    restore_backup(empty, backup, actor=OPERATOR)
    write_events(empty, 2)
    assert wrong(empty) == []
