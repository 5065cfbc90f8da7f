"""Backup and restore at the command line: what is said, and the exit status."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from data_access import __main__ as command_line
from data_access.settings import get_settings
from tests.integration.factories import events

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(lived_in: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command against a store that was lived in; answers its status, what it said, and its errors."""
    monkeypatch.setattr(command_line, "get_engine", lambda: lived_in)

    def command(*arguments: object) -> tuple[int, str, str]:
        status = command_line.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


def test_a_backup_says_how_much_it_holds_and_where_the_trail_ends(
    run: Run, lived_in: Engine, tmp_path: Path
) -> None:
    status, said, errors = run("backup", tmp_path / "heard.zip")
    assert (status, errors) == (0, "")
    assert re.match(
        r"Wrote [\d,]+ rows of \d+ tables to .*heard\.zip, as of .* UTC, and read them back\.", said
    )
    trail = events(lived_in)
    assert f"The audit trail has {len(trail)} events and ends in {trail[-1].hash}." in said
    assert "Keep the file as safe as the store" in said


def test_a_store_is_restored_and_checked(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "heard.zip")
    status, said, errors = run("restore", tmp_path / "heard.zip", "--replace")
    assert (status, errors) == (0, "")
    assert said.startswith("Restored ")
    assert "Everybody has to sign in again." in said
    assert "good: Audit chain: unbroken" in said
    assert "WRONG" not in said


def test_a_store_with_records_is_not_replaced_by_mistake(run: Run, tmp_path: Path) -> None:
    run("backup", tmp_path / "heard.zip")
    sentence = "There is a store with records already. To put the backup in its place, add --replace.\n"
    assert run("restore", tmp_path / "heard.zip") == (1, "", sentence)


def test_what_is_no_backup_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("no")
    assert run("restore", tmp_path / "x.zip") == (1, "", "This file is not a backup of Heard.\n")
    assert run("restore", tmp_path / "y.zip") == (1, "", f"There is no file {tmp_path / 'y.zip'}.\n")


def test_a_restored_store_with_a_finding_ends_with_status_1(
    run: Run, lived_in: Engine, tmp_path: Path
) -> None:
    with lived_in.begin() as connection:
        connection.exec_driver_sql("UPDATE user_account SET email = 'eve@example.org'")
    run("backup", tmp_path / "heard.zip")
    status, said, _ = run("restore", tmp_path / "heard.zip", "--replace")
    assert status == 1
    assert "WRONG: Records: not as the trail tells: user account changed without an event (1)" in said


def test_a_backup_is_restored_on_a_fresh_machine(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("backup", tmp_path / "heard.zip")
    monkeypatch.undo()
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
    get_settings.cache_clear()
    assert command_line.main(["restore", str(tmp_path / "heard.zip")]) == 0
    assert command_line.main(["check"]) == 0
    assert "WRONG" not in capsys.readouterr().out
    get_settings.cache_clear()
