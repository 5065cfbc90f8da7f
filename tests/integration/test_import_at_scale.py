"""A file of many rows: blocks and packing change nothing about what is planned, saved, told and taken back."""

import random
from io import BytesIO
from pathlib import Path
from pickle import dumps, load

import pytest
from sqlalchemy.engine import Engine

from components.ui import import_apart
from components.ui.import_apart import Asked, BrokeApartError, Told, committed, light, planned
from components.ui.import_page_grid import grids_of
from components.ui.import_worker import main
from data_access.checks.every_check import check_contents
from data_access.commands.progress import Progress, silent
from data_access.commands.recording import save_record
from data_access.consistent_read import consistent_read
from data_access.engine import open_engine
from data_access.interchange import committing
from data_access.interchange.change_list import BLOCK, ChangeList
from data_access.interchange.committing import commit_import
from data_access.interchange.import_file import ImportFile
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planned_change import PlannedChange
from data_access.interchange.planning import plan_import
from data_access.interchange.prepared_import import Numbers, PreparedBlock, prepared
from data_access.interchange.undoing import undo_import
from data_access.tables import Activity
from domain.errors import RefusedFileError, StaleRecordError, StoreError
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import ChangeAction
from tests.integration.factories import an_account, count, everything
from tests.integration.killed_writers import a_writer, record_of

ADDED, CHANGED, REMOVED = ChangeAction.ADDED, ChangeAction.CHANGED, ChangeAction.REMOVED
ACTIVITIES = "Network,Reference,Title,Start date"
COHORTS = "Network,Activity reference,Groups,People"
GROUPS = ("none", "not known", "OLDER", "CARER", "CARER;OLDER")
KEYS = {"none": "", "not known": "?", "OLDER": "OLDER", "CARER": "CARER", "CARER;OLDER": "CARER+OLDER"}
Table = dict[tuple[str, ...], object]


def a_csv(heading: str, table: Table, lot: random.Random) -> ImportFile:
    """The rows of a table in an order drawn by lot."""
    dated = ",01/05/2026" if heading == ACTIVITIES else ""
    lines = [f"{','.join(key)},{value}{dated}" for key, value in table.items()]
    lot.shuffle(lines)
    return ImportFile.from_bytes("records.csv", "\n".join([heading, *lines]).encode())


def some_activities(lot: random.Random) -> Table:
    return {
        ("SL", f"A{number}"): f"Title {lot.randrange(2)}" for number in range(1_400) if lot.random() < 0.8
    }


def some_cohorts(lot: random.Random, activities: Table) -> Table:
    return {
        (*key, groups): lot.randrange(1, 3)
        for key in sorted(activities) for groups in lot.sample(GROUPS, k=lot.randrange(3))
    }  # fmt: skip


def expected(before: Table, after: Table, *, whole: bool) -> set[tuple[object, ...]]:
    """What turns one table into the other, said row by row; of a whole account, what is left out is removed."""
    named = {key[:2] for key in after}
    changes: set[tuple[object, ...]] = {
        (ADDED, key, None, value) for key, value in after.items() if key not in before
    }
    changes |= {
        (CHANGED, key, before[key], value) for key, value in after.items() if before.get(key, value) != value
    }
    gone = {key for key in before if key not in after and key[:2] in named}
    return changes | {(REMOVED, key, before[key], None) for key in gone if whole}


def found(plan: ImportPlan, field: str) -> set[tuple[object, ...]]:
    assert plan.problem_count == 0
    return {
        (one.action, one.key, one.before and one.before[field], one.after and one.after[field])
        for one in plan.changes
    }


def with_keys(table: Table) -> Table:
    return {(*key[:2], KEYS[key[2]]): people for key, people in table.items()}


def saved(store: Engine, file: ImportFile) -> int:
    number = commit_import(store, plan_import(store, file, actor=OPERATOR), actor=OPERATOR).batch_id
    assert number is not None
    return number


def check_passes(store: Engine) -> None:
    with consistent_read(store) as connection:
        wrong = [one.line for one in check_contents(connection) if not one.is_good]
    # The store of these tests holds only the reference data that they need.
    assert [line for line in wrong if "Reference data" not in line] == []


def test_random_tables_are_planned_as_row_by_row_saved_whole_and_taken_back(
    filled_sqlite: Engine,
) -> None:
    store, lot = filled_sqlite, random.Random(1)
    first, second = some_activities(lot), some_activities(lot)
    saved(store, a_csv(ACTIVITIES, first, lot))
    file = a_csv(ACTIVITIES, second, lot)
    plan = plan_import(store, file, actor=OPERATOR)
    assert len(plan.changes) > BLOCK
    assert found(plan, "title") == expected(first, second, whole=False)
    assert plan.unchanged["activity"] == len(second) - len(plan.changes)
    commit_import(store, plan, actor=OPERATOR)
    assert plan_import(store, file, actor=OPERATOR).changes_nothing
    before, after = some_cohorts(lot, first | second), some_cohorts(lot, second)
    saved(store, a_csv(COHORTS, before, lot))
    left = everything(store)
    plan = plan_import(store, a_csv(COHORTS, after, lot), actor=OPERATOR)
    assert found(plan, "people") == expected(with_keys(before), with_keys(after), whole=True)
    number = commit_import(store, plan, actor=OPERATOR).batch_id or 0
    check_passes(store)
    undo_import(store, number, actor=OPERATOR)
    assert everything(store) == left
    check_passes(store)


def test_another_record_that_comes_while_the_import_is_made_ready_costs_nothing(
    filled_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its number is the one that the import had in mind; both are there, and the trail is one chain."""
    store = filled_sqlite
    writer = a_writer(an_account(store))
    plan = plan_import(store, a_csv(ACTIVITIES, {("SL", "A1"): "A", ("SL", "A2"): "B"}, random.Random(1)),
                       actor=OPERATOR)  # fmt: skip
    others = iter(["B1"])

    def overtaken(
        plan: ImportPlan, numbers: Numbers, *, actor: Actor, progress: Progress
    ) -> list[PreparedBlock]:
        for other in others:
            save_record(store, record_of(1, reference=other), actor=writer, submission_key=other)
        return prepared(plan, numbers, actor=actor, progress=progress)

    monkeypatch.setattr(committing, "prepared", overtaken)
    assert commit_import(store, plan, actor=OPERATOR).added == 2
    assert count(store, Activity) == 3
    check_passes(store)


def test_a_record_of_the_file_that_comes_meanwhile_stops_all_of_it(
    filled_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled_sqlite
    writer = a_writer(an_account(store))
    plan = plan_import(store, a_csv(ACTIVITIES, {("SL", "A1"): "A", ("SL", "A2"): "B"}, random.Random(1)),
                       actor=OPERATOR)  # fmt: skip

    def overtaken(
        plan: ImportPlan, numbers: Numbers, *, actor: Actor, progress: Progress
    ) -> list[PreparedBlock]:
        save_record(store, record_of(1, reference="A2"), actor=writer, submission_key="A2")
        return prepared(plan, numbers, actor=actor, progress=progress)

    monkeypatch.setattr(committing, "prepared", overtaken)
    with pytest.raises(StaleRecordError, match="nothing was saved"):
        commit_import(store, plan, actor=OPERATOR)
    assert count(store, Activity) == 1
    check_passes(store)


def test_a_store_that_went_away_since_the_dry_run_leaves_a_sentence(filled_sqlite: Engine) -> None:
    plan = plan_import(
        filled_sqlite, a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1)), actor=OPERATOR
    )
    # Nobody listens at this port.
    away = open_engine("postgresql+psycopg://heard@127.0.0.1:1/heard")
    with pytest.raises(StoreError, match="out of reach, so nothing was saved"):
        commit_import(away, plan, actor=OPERATOR)


def test_packed_changes_are_the_changes_in_their_order() -> None:
    changes = [
        PlannedChange("activity", ADDED if number % 3 else CHANGED, ("SL", str(number)), number, after={"n": number})
        for number in range(2 * BLOCK + 7)
    ]  # fmt: skip
    packed = ChangeList(changes)
    assert list(packed) == changes
    assert [packed[place] for place in (0, BLOCK, len(changes) - 1)] == [
        changes[0],
        changes[BLOCK],
        changes[-1],
    ]
    assert list(packed.of("activity", action=CHANGED)) == changes[::3]
    assert list(packed.of("cohort")) == []
    assert (packed.count(CHANGED), len(packed), packed.networks) == (len(changes[::3]), len(changes), {"SL"})
    assert packed.says_the_same(ChangeList(changes))
    assert not packed.says_the_same(ChangeList([*changes[:-1], changes[0]]))
    with pytest.raises(IndexError):
        packed[len(changes)]


def a_light_plan(store: Engine) -> ImportPlan:
    file = a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1))
    plan = plan_import(store, file, actor=OPERATOR)
    return light(plan, grids_of(plan))[0]


@pytest.fixture
def apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file goes to a process of its own, however small it is."""
    monkeypatch.setattr(import_apart, "SMALL", 0)


@pytest.mark.usefixtures("apart")
def test_a_process_of_its_own_plans_and_saves_the_same_and_says_how_far_it_is(filled_sqlite: Engine) -> None:
    store = filled_sqlite
    file = a_csv(
        ACTIVITIES, some_activities(random.Random(3)) | {("SL", "a1"): "x@example.org"}, random.Random(4)
    )
    told: list[str] = []
    here = plan_import(store, file, actor=OPERATOR)
    plan, grids = planned(store, file, actor=OPERATOR, progress=lambda step, *_: told.append(step))
    assert plan.changes.says_the_same(here.changes)
    assert (plan.row_count, plan.fingerprint, plan.warnings) == (
        here.row_count,
        here.fingerprint,
        here.warnings,
    )
    assert [row.cells[-1].text for sheet in grids.sheets for row in sheet.rows] == ["x@example.org"]
    result = committed(store, plan, actor=OPERATOR, progress=lambda step, *_: told.append(step))
    assert (result.batch_id, result.added, count(store, Activity)) == (
        1,
        len(here.changes),
        len(here.changes),
    )
    assert list(dict.fromkeys(told)) == [
        "Reading records.csv", "Comparing records.csv", "Getting ready to save", "Saving",
    ]  # fmt: skip
    check_passes(store)


@pytest.mark.usefixtures("apart")
def test_a_refusal_comes_back_as_it_is_and_a_process_that_ends_early_leaves_a_sentence(
    filled_sqlite: Engine, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file = ImportFile.from_bytes("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00")
    with pytest.raises(RefusedFileError, match="This is not an Excel workbook"):
        planned(filled_sqlite, file, actor=OPERATOR, progress=silent)
    plan = a_light_plan(filled_sqlite)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(StoreError, match="ended early, and nothing was saved"):
        planned(filled_sqlite, file, actor=OPERATOR, progress=silent)
    with pytest.raises(StoreError, match="lost sight of this import"):
        committed(filled_sqlite, plan, actor=OPERATOR, progress=silent)
    assert capfd.readouterr().out == ""


@pytest.mark.usefixtures("apart")
def test_a_fault_in_the_process_is_logged_there_and_is_one_without_a_sentence_here(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Here a store without any table, which no command foresees."""
    bare = open_engine(f"sqlite:///{(tmp_path / 'bare.db').as_posix()}")
    with pytest.raises(BrokeApartError):
        planned(bare, a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1)), actor=OPERATOR,
                progress=silent)  # fmt: skip
    assert "no such table" in capfd.readouterr().err


@pytest.mark.usefixtures("apart")
def test_a_process_that_hangs_is_stopped(
    filled_sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1))
    plan = a_light_plan(filled_sqlite)
    sleeper = tmp_path / "sleeper"
    sleeper.write_text("#!/bin/sh\nexec sleep 50\n")
    sleeper.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(sleeper))
    monkeypatch.setattr(import_apart, "PLANNING", 0.2)
    monkeypatch.setattr(import_apart, "SAVING", 0.2)
    with pytest.raises(StoreError, match="took too long and was stopped"):
        planned(filled_sqlite, file, actor=OPERATOR, progress=silent)
    with pytest.raises(StoreError, match="lost sight of this import"):
        committed(filled_sqlite, plan, actor=OPERATOR, progress=silent)


@pytest.mark.usefixtures("apart")
def test_a_store_at_a_relative_address_is_the_same_in_the_process(
    filled_sqlite: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(filled_sqlite.url.database or "")
    monkeypatch.chdir(path.parent)
    near = open_engine(f"sqlite:///{path.name}")
    plan, _ = planned(near, a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1)), actor=OPERATOR,
                      progress=silent)  # fmt: skip
    assert plan.changes.count(ADDED) == 1
    near.dispose()


def test_the_process_answers_with_what_came_of_it(filled_sqlite: Engine) -> None:
    file = a_csv(ACTIVITIES, {("SL", "A1"): "A"}, random.Random(1))
    address = filled_sqlite.url.render_as_string(hide_password=False)
    plan = a_light_plan(filled_sqlite)
    for asked, answer in (
        (Asked(address, OPERATOR, file), tuple),
        (Asked(address, OPERATOR, file, plan), committing.ImportResult),
        (Asked(address, OPERATOR, ImportFile.from_bytes("x.csv", b"a,b")), RefusedFileError),
    ):
        answers = BytesIO()
        assert main(BytesIO(dumps(asked)), answers) == 0
        answers.seek(0)
        while isinstance(last := load(answers), Told):  # noqa: S301  written above
            assert last.done <= (last.total or 0)
        assert isinstance(last, answer)
