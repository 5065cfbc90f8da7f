"""Backups that were spoiled on their way: each is refused in a sentence, and the store stays as it was."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from data_access.backup import backup_file
from data_access.backup.backup_file import open_backup
from data_access.backup.manifest import FORMAT
from data_access.backup.restoring import restore_backup
from data_access.engine import open_engine
from data_access.unit_of_work import store_version
from domain.errors import HeardError, RefusedFileError
from domain.permissions import OPERATOR
from tests.integration.backups import contents

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


def places_in(whole: bytes) -> Iterator[int]:
    """Some bytes all over an archive, and each of the first entry in its list of parts."""
    yield from range(0, len(whole), len(whole) // 12)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        yield from range(archive.start_dir, archive.start_dir + 46)


def test_a_backup_cut_short_or_with_a_flipped_bit_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    as_written = read_all(backup)
    for place in places_in(whole):
        damaged = bytearray(whole)
        damaged[place] ^= 0x84
        for text in (whole[:place], bytes(damaged)):
            backup.write_bytes(text)
            try:
                parts = read_all(backup)
            except HeardError:
                continue
            # A bit that says nothing, such as one of a date in the list of the file's parts.
            assert parts == as_written


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
