"""The command line: exit status, sentences, and nothing else on the error stream."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from data_access import __main__ as command_line
from data_access.command_line import file_commands, progress_bar, store_checks
from data_access.engine import is_sqlite
from data_access.interchange.explanation import ILLUSTRATIVE_LINE
from data_access.settings import get_settings
from data_access.tables import Activity
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import Provenance
from tests.integration.factories import (
    COHORT_HEADINGS,
    a_whole_file,
    a_workbook,
    activities,
    an_activity,
    count,
    everything,
    only,
    save,
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(store: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command against the store; answers its status, what it said, and its errors."""
    monkeypatch.setattr(command_line, "get_engine", lambda: store)

    def command(*arguments: object) -> tuple[int, str, str]:
        status = command_line.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "records.xlsx"
    path.write_bytes(a_workbook(a_whole_file()))
    return path


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder without a store, as on a fresh machine."""
    monkeypatch.setenv("HEARD_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.delenv("HEARD_DATABASE_URL", raising=False)
    get_settings.cache_clear()
    yield tmp_path / "var"
    get_settings.cache_clear()


def test_a_dry_run_says_what_would_change_and_saves_nothing(filled: Engine, run: Run, file: Path) -> None:
    before = everything(filled)
    status, said, errors = run("import", file, "--dry-run")
    assert (status, errors) == (0, "")
    assert "Cohorts: 2 to add, 0 to change, 0 to remove, 0 left alone" in said
    assert "This was a dry run: nothing was saved." in said
    assert everything(filled) == before


def test_an_import_is_saved_listed_and_undone(filled: Engine, run: Run, file: Path) -> None:
    assert run("imports") == (0, "No file has been imported.\n", "")
    status, said, _ = run("import", file)
    assert status == 0
    assert "Saved as import 1: 6 added, 0 changed, 0 removed." in said
    assert "already holds all of this" in run("import", file)[1]
    assert "1: records.xlsx" in run("imports")[1]
    assert run("undo", 1) == (0, "Undid import 1: 6 taken out, 0 as before, 0 brought back.\n", "")
    assert count(filled, Activity) == 0
    assert ", undone on " in run("imports")[1]
    assert run("undo", 1) == (1, "", "Import 1 was undone already.\n")


@pytest.mark.usefixtures("filled")
def test_changes_and_removals_are_shown_with_their_values(run: Run, tmp_path: Path, file: Path) -> None:
    run("import", file)
    sheets = activities(["SL", "A1", "Another", "01/05/2026", ""], headings=["Network", "Reference", "Title",
                                                                              "Start date", "Place"])  # fmt: skip
    sheets |= {"Cohorts": [COHORT_HEADINGS, ["SL", "A1", "CARER", 4]]}
    (tmp_path / "next.xlsx").write_bytes(a_workbook(sheets))
    said = run("import", tmp_path / "next.xlsx", "--yes")[1]
    assert "  SL A1, Title: “A workshop” → “Another”" in said
    assert "  SL A1, people: not known (3 people)" in said


def test_a_file_with_problems_is_not_saved(filled: Engine, run: Run, tmp_path: Path) -> None:
    rows = [["SL", f"A{number}", "", "01/05/2026"] for number in range(60)]
    (tmp_path / "bad.xlsx").write_bytes(a_workbook(activities(*rows)))
    status, said, _ = run("import", tmp_path / "bad.xlsx")
    assert status == 1
    assert "Problems (60):" in said
    assert "Activities, row 2, Title (C2): expected text, because it is required." in said
    assert "and 10 more" in said
    assert count(filled, Activity) == 0


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("\n", 1), ("n\n", 1), ("", 1)])
def test_somebody_at_a_terminal_is_asked(
    filled: Engine, run: Run, file: Path, monkeypatch: pytest.MonkeyPatch, *, answer: str, status: int
) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return answer

    monkeypatch.setattr(file_commands.sys, "stdin", Terminal())
    assert run("import", file)[0] == status
    assert count(filled, Activity) == (1 if status == 0 else 0)


def test_records_are_exported_and_the_export_imported_again(filled: Engine, run: Run, tmp_path: Path) -> None:
    save(filled, an_activity(provenance=Provenance.ILLUSTRATIVE), an_activity("A2", "GM"))
    status, said, _ = run("export", tmp_path / "out.xlsx")
    assert status == 0
    assert said.splitlines() == [f"Wrote 2 rows to {tmp_path / 'out.xlsx'}.", ILLUSTRATIVE_LINE]
    assert "already holds all of this" in run("import", tmp_path / "out.xlsx")[1]
    assert run("export", tmp_path / "csv", "--format", "csv", "--network", "gm") == (
        0, f"Wrote 1 rows to {tmp_path / 'csv'}.\n", "",
    )  # fmt: skip
    assert (
        "Activities: 0 to add, 0 to change, 0 to remove, 1 left alone" in run("import", tmp_path / "csv")[1]
    )


def test_a_template_is_written(filled: Engine, run: Run, tmp_path: Path) -> None:
    assert run("template", tmp_path / "t.xlsx") == (0, f"Wrote the template to {tmp_path / 't.xlsx'}.\n", "")
    assert (tmp_path / "t.xlsx").stat().st_size > 10_000
    assert filled is not None


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "missing.xlsx"), "There is no file missing.xlsx."),
        (("export", "no/such/folder/out.xlsx"), "There is no folder no/such/folder."),
        (("template", "no/such/folder/t.xlsx"), "There is no folder no/such/folder."),
        (("export", "out.xlsx", "--network", "XX"), "There is no network XX. The networks are GM, SL."),
        (("undo", "7"), "There is no import 7."),
    ],
)
def test_an_error_is_one_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    assert run(*arguments) == (1, "", f"{sentence}\n")


@pytest.mark.usefixtures("filled")
def test_a_file_that_cannot_be_written_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    for arguments in (["taken", "--format", "csv"], ["."]):
        status, _, errors = run("export", tmp_path / arguments[0], *arguments[1:])
        assert (status, errors.count("\n")) == (1, 1)
        assert errors.startswith("A file could not be read or written:")


@pytest.mark.parametrize(
    "arguments", [["undo", "x"], ["undo", "0"], ["demo"], ["fly"], [], ["demo", "--activities", "-1"]]
)
def test_a_command_that_is_not_understood_ends_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command_line.main(arguments)
    assert caught.value.code == 2


def test_a_store_with_old_tables_is_noticed(store: Engine, run: Run) -> None:
    with store.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = 'old'"))
    status, _, errors = run("imports")
    assert (status, errors) == (
        1,
        "The store's tables are not up to date. Run: python -m data_access migrate\n",
    )
    status, said, _ = run("check")
    assert (status, said.count("\n")) == (1, 1)
    assert said.startswith("WRONG: Tables: at old, expected ")


def test_a_prepared_store_passes_its_checks(store: Engine, run: Run, file: Path) -> None:
    assert run("check")[0] == 1
    assert "case studies" in run("seed")[1]
    assert run("seed")[1].startswith("0 rows of reference data and 0 case studies")
    file.write_bytes(a_workbook(activities(["SL", "A1", "A workshop", "01/05/2026"])))
    assert run("import", file)[0] == 0
    status, said, _ = run("check")
    assert status == 0
    assert [line.split(": ")[1] for line in said.splitlines()] == [
        "Tables", "Integrity", "References", "Constraints", "Reference data", "Cohorts", "Facts in memory",
        "Counters", "Audit chain", "Audit trail", "Beginnings", "Records", "Stories", "Frozen figures", "Search",
    ]  # fmt: skip
    assert "Audit trail: 1 changes by imports, 0 without an event" in said
    with store.begin() as connection:
        connection.execute(sa.text("DELETE FROM audit_event WHERE record_type = 'activity'"))
    status, said, _ = run("check")
    assert status == 1
    assert "WRONG: Audit trail: 1 changes by imports, 1 without an event" in said


@pytest.mark.usefixtures("filled")
def test_missing_reference_data_is_named(run: Run) -> None:
    status, said, _ = run("check")
    assert status == 1
    assert "WRONG: Reference data: none for icb, benchmark, framework item; run seed" in said


def test_references_that_lead_nowhere_are_counted(store: Engine) -> None:
    orphan = "INSERT INTO story_group (story_id, group_code) VALUES (1, 'X')"
    if is_sqlite(store):
        with closing(sqlite3.connect(str(store.url.database))) as unguarded:
            unguarded.execute(orphan)
            unguarded.commit()
    else:
        with store.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE story_group DISABLE TRIGGER ALL")
            connection.exec_driver_sql(orphan)
    results = {result.subject: result for result in store_checks.check_store(store)}
    assert (results["References"].is_good, results["References"].finding) == (False, "2 that lead nowhere")


def test_illustrative_records_come_and_go(store: Engine, run: Run) -> None:
    run("seed")
    assert run("demo", "--remove")[1] == "There was no illustrative record.\n"
    before = count(store, Activity)
    assert run("demo", "--activities", "20")[1] == "20 illustrative activities are in the store.\n"
    assert count(store, Activity) == before + 20
    assert "20 of activity" in run("demo", "--remove")[1]
    assert count(store, Activity) == before


def test_a_fresh_machine_is_prepared_once(empty_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["check"]) == 1
    assert capsys.readouterr().err == "There is no store yet. Make it with: python -m data_access prepare\n"
    assert not (empty_folder / "heard.db").exists()
    assert command_line.main(["prepare", "--without-illustrative"]) == 0
    assert "0 illustrative activities were added" in capsys.readouterr().out
    assert command_line.main(["prepare", "--without-illustrative"]) == 0
    assert capsys.readouterr().out == "The store is ready; nothing had to change.\n"
    assert command_line.main(["migrate"]) == 0
    assert capsys.readouterr().out == "The tables were up to date.\n"
    assert command_line.main(["check"]) == 0


def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARD_TODAY", "soon")
    get_settings.cache_clear()
    assert command_line.main(["imports"]) == 1
    assert capsys.readouterr().err == "The setting HEARD_TODAY is wrong.\n"
    assert not empty_folder.exists()


def test_a_store_out_of_reach_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, empty_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not empty_folder.exists()
    monkeypatch.setenv("HEARD_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing?connect_timeout=2")
    get_settings.cache_clear()
    assert command_line.main(["imports"]) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("The store could not be used: ")
    assert errors.count("\n") == 1


def test_a_write_that_a_store_out_of_reach_refused_says_why_in_one_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(engine: Engine, _: object) -> int:
        with unit_of_work(engine, actor=OPERATOR):
            raise OperationalError("UPDATE", {}, Exception("database is locked\nby another"))

    monkeypatch.setitem(command_line.WITH_A_STORE, "imports", write)
    assert run("imports") == (
        1,
        "",
        "The store is out of reach, so nothing was saved. Try again in a minute. "
        "The reason: database is locked\n",
    )


def test_stopping_by_keyboard_has_its_own_status(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(command_line.WITH_A_STORE, "imports", stop)
    assert run("imports") == (130, "", "Stopped; nothing was saved.\n")


def test_progress_is_shown_only_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_bar.progress_bar() as tell:
        tell("Reading", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress_bar.progress_bar() as tell:
        tell("Reading", 1, 2)
    assert "Reading" in capsys.readouterr().err


def test_the_command_runs_as_a_module(tmp_path: Path) -> None:
    environment = {**os.environ, "HEARD_DATA_DIR": str(tmp_path / "var"), "HEARD_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "data_access", "imports"],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "There is no store yet. Make it with: python -m data_access prepare\n"


def test_a_title_is_changed_by_hand_and_an_undo_is_refused_with_its_reason(
    filled: Engine, run: Run, file: Path
) -> None:
    run("import", file)
    with filled.begin() as connection:
        connection.execute(sa.text("UPDATE activity SET title = 'By hand'"))
    status, _, errors = run("undo", 1)
    assert (status, errors) == (
        1, "Import 1 cannot be undone, because something was built on it: SL A1: it was changed.\n",
    )  # fmt: skip
    assert only(filled, Activity).title == "By hand"
