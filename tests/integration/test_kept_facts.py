"""The snapshot kept on disk is used where it fits the store as it is, and in any doubt the store is read."""

import logging
import stat
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.facts import Facts, current, current_facts, kept, read_facts
from data_access.facts.kept import FILE_NAME, keep_facts, kept_facts
from data_access.settings import Settings
from tests.integration.factories import an_activity, raise_version
from tests.integration.test_facts_forward import assert_same
from tests.integration.worked_example import write, write_worked_example


@pytest.fixture
def example(store: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A store that counts as large."""
    monkeypatch.setattr(kept, "LARGE", 1)
    write_worked_example(store)
    return store


def run(store: Engine, statement: str) -> None:
    with store.begin() as connection:
        connection.execute(sa.text(statement))


def test_what_was_kept_is_brought_forward_to_the_store_as_it_is(example: Engine, tmp_path: Path) -> None:
    keep_facts(read_facts(example), tmp_path)
    write(example, an_activity("A6", "GM", start_date=date(2026, 9, 1)))
    run(example, "UPDATE rung SET label = 'Other words' WHERE code = 'CODESIGN'")
    run(example, "DELETE FROM marker_assessment WHERE level = 1")
    raise_version(example)
    found = kept_facts(example, tmp_path)
    assert found is not None
    assert_same(found, read_facts(example))
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert [path.name for path in tmp_path.glob(f"{FILE_NAME}*")] == [FILE_NAME]


def test_a_file_that_is_damaged_anywhere_is_not_used(example: Engine, tmp_path: Path) -> None:
    """One byte in a hundred is turned, one after the other: the file is refused, or it says the same as before."""
    facts, file = read_facts(example), tmp_path / FILE_NAME
    keep_facts(facts, tmp_path)
    whole = file.read_bytes()
    refused = 0
    for place in range(0, len(whole), 97):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        found = kept_facts(example, tmp_path)
        refused += found is None
        if found is not None:
            assert_same(found, facts)
    assert refused > 0
    for end in (0, 1, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:end])
        assert kept_facts(example, tmp_path) is None


def test_a_file_of_another_state_or_store_or_release_is_not_used_and_that_is_said(
    example: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept_facts(example, tmp_path) is None
    assert not caplog.records  # nobody misses what was never there
    keep_facts(read_facts(example), tmp_path)
    for spoil, mend in (
        ("UPDATE fact_change SET mark = mark + 1", "UPDATE fact_change SET mark = mark - 1"),
        ("UPDATE store_version SET version = version - 1", "UPDATE store_version SET version = version + 1"),
        ("UPDATE rung SET position = 8 - position", ""),
    ):
        run(example, spoil)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert kept_facts(example, tmp_path) is None, spoil
        assert len(caplog.records) == 1
        if mend:
            run(example, mend)
            assert kept_facts(example, tmp_path) is not None, mend
    keep_facts(read_facts(example), tmp_path)
    monkeypatch.setattr(kept, "SOURCES", kept.SOURCES[1:])
    assert kept_facts(example, tmp_path) is None


def test_a_file_is_written_for_another_state_only_and_removed_where_the_store_became_small(
    example: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, draft = tmp_path / FILE_NAME, tmp_path / f"{FILE_NAME}.left"
    draft.touch()
    monkeypatch.setattr(kept, "_DRAFT_IS_OLD", -1.0)
    keep_facts(read_facts(example), tmp_path)
    assert not draft.exists()
    first = file.stat().st_ino
    keep_facts(read_facts(example), tmp_path)
    assert file.stat().st_ino == first
    raise_version(example)
    keep_facts(read_facts(example), tmp_path)
    assert kept_facts(example, tmp_path) is not None
    monkeypatch.setattr(kept, "LARGE", 1_000)
    keep_facts(read_facts(example), tmp_path)
    assert not list(tmp_path.glob(f"{FILE_NAME}*"))


@pytest.fixture
def as_installed(example: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store is that of the installation, whose data folder is this; nothing is held of it yet."""
    address = example.url.render_as_string(hide_password=False)
    settings = Settings(data_dir=tmp_path / "data", database_url=address)
    monkeypatch.setattr(current, "get_settings", lambda: settings)
    monkeypatch.setattr(current, "_held", {})
    return settings.data_dir / FILE_NAME


class Waiting:
    """In place of a timer: notes for how long it would wait."""

    waited: list[float]

    def __init__(self, seconds: float, *_: object) -> None:
        self.waited.append(seconds)

    def start(self) -> None:
        """Nothing: the test says when."""


def test_it_is_kept_after_a_full_read_and_some_time_after_a_change(
    example: Engine, as_installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Waiting.waited = []
    monkeypatch.setattr(current, "Timer", Waiting)
    current_facts(example)
    current.keep_held_facts(example)
    first = as_installed.read_bytes()
    for _ in range(2):
        raise_version(example)
        current_facts(example)
    assert Waiting.waited == [0.0, current.SECONDS_UNTIL_KEPT]
    current.keep_held_facts(example)
    assert as_installed.read_bytes() != first
    read: list[Engine] = []
    monkeypatch.setattr(current, "_held", {})
    monkeypatch.setattr(current, "read_facts", read.append)
    assert_same(current_facts(example), read_facts(example))
    assert not read


def test_a_process_that_last_looked_before_an_erasure_does_not_bring_back_what_was_erased(
    example: Engine, as_installed: Path
) -> None:
    held = current_facts(example)
    run(example, "DELETE FROM activity WHERE id = (SELECT max(id) FROM activity)")
    raise_version(example)
    current.keep_held_facts(example)
    kept_now = kept_facts(example, as_installed.parent)
    assert kept_now is not None
    assert kept_now.activities.ids.size == held.activities.ids.size - 1
    assert current.current_facts(example).version == held.version + 1


def test_a_folder_that_cannot_be_written_to_hinders_nothing(
    example: Engine, as_installed: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_facts: Facts, _folder: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(current, "keep_facts", fails)
    assert current_facts(example).version == read_facts(example).version
    current.keep_held_facts(example)
    assert "could not be kept" in caplog.text
    assert not as_installed.exists()
