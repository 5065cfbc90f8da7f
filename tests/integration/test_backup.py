"""Backup and restore: one state of a store at work, whole on either database, refused when it is not what it says."""

import hashlib
import json
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.backup import backup_file
from data_access.backup.backup_file import open_backup
from data_access.backup.contents import LEFT_OUT
from data_access.backup.manifest import FORMAT, Manifest
from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.command_line.store_checks import check_store
from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.recording import save_record
from data_access.commands.sessions import start_session
from data_access.engine import is_sqlite, open_engine
from data_access.schema import is_up_to_date, newest_revision
from data_access.tables import Activity, AuditEvent, Cohort, SignInSession, StoryPicture, Table, User
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import HeardError, NotAllowedError, NotFoundError, RefusedFileError, StoreError
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import SignInWay
from tests.integration.factories import a_contributor, count, events
from tests.integration.lived_in import PICTURE, a_record
from tests.integration.test_audit_chain import old_store, write_events

NOTHING_OF_IT = ("store_version", "audit_event")
Contents = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def empty(empty_address: str) -> Iterator[Engine]:
    """A database without any table, on both databases."""
    engine = open_engine(empty_address)
    yield engine
    engine.dispose()


@pytest.fixture
def backup(lived_in_sqlite: Path, tmp_path: Path) -> Path:
    """A backup of an SQLite store in which a bit of everything happened."""
    engine = open_engine(f"sqlite:///{lived_in_sqlite.as_posix()}")
    write_backup(engine, tmp_path / "heard.zip", actor=OPERATOR)
    engine.dispose()
    return tmp_path / "heard.zip"


def contents(store: Engine) -> Contents:
    """All rows of all tables that a backup holds, but the version and the trail, which go on."""
    with store.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for name, table in Table.metadata.tables.items()
            if name not in {*LEFT_OUT, *NOTHING_OF_IT}
        }


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


Spoil = Callable[[dict[str, bytes]], None]


def read_all(path: Path) -> dict[str, list[Any]]:
    """Everything in a backup, checked twice."""
    with open_backup(path) as opened:
        opened.verify()
        return {name: list(opened.rows(name)) for name in opened.manifest.tables}


def spoiled(backup: Path, spoil: Spoil) -> Path:
    """The backup with its parts changed by `spoil`."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    spoil(parts)
    target = backup.with_name("spoiled.zip")
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target


def in_manifest(**changes: Any) -> Spoil:
    def spoil(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = json.dumps(json.loads(parts["manifest.json"]) | changes).encode()

    return spoil


def line_changed(parts: dict[str, bytes]) -> None:
    parts["tables/activity.jsonl"] = parts["tables/activity.jsonl"].replace(b"A workshop", b"A workshoq", 1)


def line_missing(parts: dict[str, bytes]) -> None:
    first, _, rest = parts["tables/activity.jsonl"].partition(b"\n")
    assert first
    parts["tables/activity.jsonl"] = rest


def line_added(parts: dict[str, bytes]) -> None:
    parts["tables/activity.jsonl"] += parts["tables/activity.jsonl"].partition(b"\n")[0] + b"\n"


def table_missing(parts: dict[str, bytes]) -> None:
    del parts["tables/cohort.jsonl"]


def stranger_added(parts: dict[str, bytes]) -> None:
    parts["../../escaped.txt"] = b"out of the folder"


def sessions_added(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts["manifest.json"])
    manifest["tables"]["sign_in_session"] = manifest["tables"]["setting"]
    parts["tables/sign_in_session.jsonl"] = parts["tables/setting.jsonl"]
    parts["manifest.json"] = json.dumps(manifest).encode()


def rewritten(table: str, old: bytes, new: bytes) -> Spoil:
    """Change a line and its fingerprint too, as somebody would who knows how the file is made."""

    def spoil(parts: dict[str, bytes]) -> None:
        name = f"tables/{table}.jsonl"
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)
        manifest = json.loads(parts["manifest.json"])
        manifest["tables"][table]["sha256"] = hashlib.sha256(parts[name]).hexdigest()
        parts["manifest.json"] = json.dumps(manifest).encode()

    return spoil


def without_a_table(parts: dict[str, bytes]) -> None:
    del parts["tables/setting.jsonl"]
    manifest = json.loads(parts["manifest.json"])
    del manifest["tables"]["setting"]
    parts["manifest.json"] = json.dumps(manifest).encode()


def other_columns(parts: dict[str, bytes]) -> None:
    manifest = json.loads(parts["manifest.json"])
    manifest["tables"]["setting"]["columns"] = ["name) VALUES (1); DROP TABLE activity; --", "value"]
    parts["manifest.json"] = json.dumps(manifest).encode()


SPOILED: dict[str, tuple[Spoil, str]] = {
    "a line is changed": (line_changed, "activity is not as it was written"),
    "a line is missing": (line_missing, "activity is not as it was written"),
    "a line is added": (line_added, "activity is not as it was written"),
    "a table is missing": (table_missing, "its parts are not those that it names"),
    "a stranger is in it": (stranger_added, "its parts are not those that it names"),
    "sessions are in it": (sessions_added, "tables that Heard does not have or does not take"),
    "a newer format": (in_manifest(format=FORMAT + 1), "newer release of Heard"),
    "a format of no kind": (in_manifest(format="x"), "not a backup of Heard"),
    "a count below zero": (in_manifest(version=-1), "not a backup of Heard"),
    "a value too many": (rewritten("cohort", b",12]", b",12,1]"), "too many or too few values"),
    "no row": (rewritten("cohort", b"[1,1,", b'{"id": 1}\n[1,1,'), "cohort is not as it was written"),
    "no JSON": (rewritten("cohort", b",12]", b",12"), "cohort cannot be read"),
    "two rows in a line": (rewritten("cohort", b",12]", b",12],[2,2]"), "too many or too few values"),
}


@pytest.mark.parametrize(("spoil", "sentence"), SPOILED.values(), ids=SPOILED)
def test_a_file_that_is_not_what_it_says_is_refused_before_the_store_is_touched(
    backup: Path, spoil: Spoil, sentence: str
) -> None:
    with pytest.raises(RefusedFileError, match=sentence):
        read_all(spoiled(backup, spoil))
    assert not (backup.parent.parent / "escaped.txt").exists()


REFUSED_BY_THE_STORE: dict[str, tuple[Spoil, str]] = {
    "a newer release": (in_manifest(revision="9999"), "newer release of Heard"),
    "a table is left out of both": (without_a_table, "its tables are not those of a store of its release"),
    "a column is a statement": (other_columns, "setting has other columns"),
    "another end of the trail": (in_manifest(audit_head="0" * 64), "does not end where it says"),
    "no number": (rewritten("cohort", b",12]", b',"many"]'), "hold together"),
    "people of nobody": (rewritten("cohort", b",12]", b",0]"), "hold together"),
    "no day": (rewritten("activity", b'"2026-06-01"', b'"infinity"'), "is no day or moment"),
    "neither true nor false": (rewritten("cohort", b",true,12]", b",1,12]"), "neither true nor false"),
    "a picture that is none": (rewritten("story_picture", b'"AAEC', b'"?AEC'), "cannot be read"),
    "a reference to nothing": (rewritten("cohort", b"[1,1,", b"[1,9999,"), "hold together"),
}


def test_a_file_that_does_not_keep_the_rules_is_refused_and_changes_nothing(
    backup: Path, lived_in: Engine
) -> None:
    before, version, files = contents(lived_in), store_version(lived_in), sorted(backup.parent.iterdir())
    for what, (spoil, sentence) in REFUSED_BY_THE_STORE.items():
        target = spoiled(backup, spoil)
        with pytest.raises(RefusedFileError, match=sentence):
            restore_backup(lived_in, target, actor=OPERATOR, replace=True)
        target.unlink()
        assert (contents(lived_in), store_version(lived_in)) == (before, version), what
        left = {path for path in backup.parent.iterdir() if path.suffix not in {".db-wal", ".db-shm"}}
        assert left <= {*files, backup.parent / "heard.db"}, what


def test_a_record_changed_in_the_file_by_somebody_who_knows_how_is_told(backup: Path, empty: Engine) -> None:
    target = spoiled(backup, rewritten("user_account", b"zoe@example.org", b"eve@example.org"))
    restored = restore_backup(empty, target, actor=OPERATOR)
    assert [check.finding for check in restored.checks if not check.is_good] == [
        "not as the trail tells: user account changed without an event (1)"
    ]


@pytest.mark.parametrize(
    "text", [b"", b"PK\x03\x04", b"hello", b'{"format": 1}'], ids=["empty", "cut", "text", "json"]
)
def test_what_is_no_backup_is_refused(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(text)
    with pytest.raises(RefusedFileError, match="not a backup of Heard"):
        read_all(tmp_path / "x.zip")


def test_a_backup_cut_short_or_with_a_flipped_bit_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(0, len(whole), len(whole) // 12):
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        for text in (whole[:place], bytes(damaged)):
            backup.write_bytes(text)
            try:
                parts = read_all(backup)
            except HeardError:
                continue
            # A bit that says nothing, such as one of a date in the list of the file's parts.
            backup.write_bytes(whole)
            assert parts == read_all(backup)


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_file, "LONGEST_LINE", 1_000)
    target = spoiled(backup, rewritten("setting", b"", b"[" * 2_000_000))
    with pytest.raises(RefusedFileError, match="a line is too long"):
        read_all(target)


def test_a_restore_that_fails_leaves_no_new_file(backup: Path, tmp_path: Path) -> None:
    target = spoiled(backup, in_manifest(audit_head="0" * 64))
    engine = open_engine(f"sqlite:///{(tmp_path / 'new' / 'heard.db').as_posix()}")
    with pytest.raises(RefusedFileError):
        restore_backup(engine, target, actor=OPERATOR)
    assert list((tmp_path / "new").iterdir()) == []


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
