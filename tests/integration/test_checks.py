"""The check: a store in which all is well passes, and each thing that is wrong is a finding in one line."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.checks import figures
from data_access.checks.finding import CheckResult, counted_wrong
from data_access.command_line.store_checks import check_store
from data_access.commands.networks import OwnWordsDraft, WebsiteDraft, change_website, set_own_words
from data_access.commands.recording import remove_record
from data_access.commands.settings import SettingDraft, change_setting, reset_setting
from data_access.engine import is_sqlite, open_engine
from data_access.facts import Facts
from data_access.interchange.undoing import undo_import
from data_access.unit_of_work import unit_of_work
from domain.local_terms import TermKind
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from seed_data.demonstration import load_illustrative, remove_illustrative
from tests.integration.factories import an_actor
from tests.pages.conftest import TODAY


def findings(store: Engine) -> dict[str, CheckResult]:
    return {result.subject: result for result in check_store(store)}


def wrong(store: Engine) -> dict[str, str]:
    return {name: result.finding for name, result in findings(store).items() if not result.is_good}


def run(store: Engine, statement: str) -> None:
    """Run a statement past all commands and all rules of the database."""
    if is_sqlite(store):
        with closing(sqlite3.connect(str(store.url.database))) as unguarded:
            unguarded.execute("PRAGMA ignore_check_constraints=ON")
            assert unguarded.execute(statement).rowcount
            unguarded.commit()
        return
    with store.begin() as connection:
        assert connection.exec_driver_sql(statement).rowcount


def activity_by_hand(store: Engine) -> int:
    with store.connect() as connection:
        found = connection.scalar(sa.text("SELECT id FROM activity WHERE local_reference = 'by-hand'"))
        assert isinstance(found, int)
        return found


def test_a_store_that_was_lived_in_passes(lived_in: Engine) -> None:
    assert wrong(lived_in) == {}


def test_a_log_of_changes_that_is_not_filled_is_found(lived_in: Engine) -> None:
    table = "" if is_sqlite(lived_in) else " ON cohort"
    run(lived_in, f"DROP TRIGGER fact_change_cohort_changed{table}")
    assert "lacks a trigger" in wrong(lived_in)["Facts in memory"]


def test_it_passes_when_records_were_removed_and_imports_undone(lived_in: Engine) -> None:
    with lived_in.begin() as connection:
        connection.execute(sa.text("DELETE FROM experience WHERE activity_id IN "
                                   "(SELECT id FROM activity WHERE local_reference = 'by-hand')"))  # fmt: skip
        connection.execute(sa.text("DELETE FROM feedback_link"))
    remove_record(lived_in, activity_by_hand(lived_in), actor=OPERATOR, reason="Entered twice")
    undo_import(lived_in, 1, actor=OPERATOR)
    assert wrong(lived_in) == {}


def test_it_passes_when_illustrative_records_came_anew_and_went(lived_in: Engine) -> None:
    with unit_of_work(lived_in, actor=OPERATOR) as work:
        load_illustrative(work, until=TODAY, activities=20)
    assert wrong(lived_in) == {}
    with unit_of_work(lived_in, actor=OPERATOR) as work:
        remove_illustrative(work)
    assert wrong(lived_in) == {}


OF_IT = "activity_id IN (SELECT id FROM activity WHERE local_reference = 'by-hand')"
ITS_OLDER = "group_code = 'OLDER' AND cohort_id IN (SELECT id FROM cohort WHERE ACTIVITY)"
CHANGED = "not as the trail tells: cohort changed without an event (1)"
BREAKAGES = {
    "an event is changed": (
        "UPDATE audit_event SET actor = 'Somebody else' WHERE id = 2",
        {"Audit chain": "broken: event 2 was changed, or an event before it was taken out, put in or moved"},
    ),
    "the groups of a key are out of order": (
        "UPDATE cohort SET groups_key = 'OLDER+CARER' WHERE groups_key = 'CARER+OLDER' AND ACTIVITY",
        {"Cohorts": "cohorts whose key is not in order (1)"},
    ),
    "a group is missing": (
        "DELETE FROM cohort_group WHERE ITS_OLDER",
        {"Cohorts": "cohorts with more or fewer groups than their key names (1)", "Records": CHANGED},
    ),
    "a group is another": (
        "UPDATE cohort_group SET group_code = 'CYP' WHERE ITS_OLDER",
        {"Cohorts": "groups that are not in the key of their cohort (1)", "Records": CHANGED},
    ),
    "an import says too much": (
        "UPDATE import_batch SET added = added + 1",
        {"Counters": "imports that say they added more or less than they did (1)"},
    ),
    "a link forgot its answers": (
        "UPDATE feedback_link SET answers = 0",
        {"Counters": "activities with more answers than their links took (1)"},
    ),
    "a title is changed": (
        "UPDATE activity SET title = 'Another' WHERE local_reference = 'by-hand'",
        {"Records": "not as the trail tells: activity changed without an event (1)"},
    ),
    "people are changed": (
        "UPDATE cohort SET people = 99 WHERE is_known AND ACTIVITY",
        {"Records": CHANGED},
    ),
    "an address is changed": (
        "UPDATE user_account SET email = 'thief@example.org' WHERE email = 'zoe@example.org'",
        {"Records": "not as the trail tells: user account changed without an event (1)"},
    ),
    "somebody made themselves an administrator": (
        "INSERT INTO user_role (user_id, role) SELECT user_id, 'admin' FROM user_role WHERE role = 'contributor'",
        {"Records": "not as the trail tells: user account changed without an event (1)"},
    ),
    "a rating is gone": (
        "DELETE FROM marker_assessment WHERE provenance = 'submitted'",
        {"Records": "not as the trail tells: marker assessment gone without an event (1)"},
    ),
    "a rating came from nowhere": (
        "UPDATE marker_assessment SET provenance = 'published' WHERE id IN "
        "(SELECT min(id) FROM marker_assessment WHERE provenance = 'illustrative')",
        {"Beginnings": "no event tells of marker assessment (1)"},
    ),
    "a setting came from nowhere": (
        "INSERT INTO setting (name, value) VALUES ('operating_organisation', 'Somebody else')",
        {"Records": "not as the trail tells: setting changed without an event (1)"},
    ),
    "own words came from nowhere": (
        "INSERT INTO local_term (network_code, kind, code, label) VALUES ('SL', 'group', 'CARER', 'Rude')",
        {"Records": "not as the trail tells: own words changed without an event (1)"},
    ),
    "nothing is wrong": ("UPDATE network SET population = population", {}),
}


@pytest.mark.parametrize(("statement", "found"), BREAKAGES.values(), ids=BREAKAGES)
def test_what_is_wrong_is_found_and_told_in_one_line(
    lived_in: Engine, statement: str, found: dict[str, str]
) -> None:
    run(lived_in, statement.replace("ITS_OLDER", ITS_OLDER).replace("ACTIVITY", OF_IT))
    assert wrong(lived_in) == found


@pytest.mark.parametrize(
    ("statement", "label"),
    [
        ("UPDATE setting SET value = '7'", "setting"),
        ("DELETE FROM setting", "setting"),
        (
            "UPDATE network SET website = 'https://elsewhere.example' WHERE code = 'SL'",
            "website of a network",
        ),
        ("UPDATE local_term SET label = 'Rude'", "own words"),
        ("UPDATE local_term SET code = 'OLDER'", "own words"),
        ("DELETE FROM local_term", "own words"),
    ],
)
def test_what_people_chose_cannot_be_changed_unnoticed(lived_in: Engine, statement: str, label: str) -> None:
    admin = an_actor(UserRole.ADMIN)
    words = OwnWordsDraft(network_code="SL", kind=TermKind.GROUP, code="CARER", label="Our carers")
    was = own_website(lived_in)
    with unit_of_work(lived_in, actor=admin) as work:
        change_setting(work, SettingDraft(name="operating_organisation", value="Ours", seen=""))
        change_website(work, WebsiteDraft(network_code="SL", website="https://sl.example", seen=was))
        set_own_words(work, words)
        set_own_words(work, words.model_copy(update={"code": "CYP"}))
        set_own_words(work, words.model_copy(update={"code": "CYP", "label": "", "seen": "Our carers"}))
    assert wrong(lived_in) == {}
    run(lived_in, statement)
    assert wrong(lived_in) == {"Records": f"not as the trail tells: {label} changed without an event (1)"}


def test_a_setting_that_has_its_default_again_passes(lived_in: Engine) -> None:
    with unit_of_work(lived_in, actor=an_actor(UserRole.ADMIN)) as work:
        change_setting(work, SettingDraft(name="operating_organisation", value="Ours", seen=""))
        reset_setting(work, "operating_organisation", seen="Ours")
    assert wrong(lived_in) == {}


def own_website(store: Engine) -> str:
    with store.connect() as connection:
        return str(connection.scalar(sa.text("SELECT website FROM network WHERE code = 'SL'")))


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE cohort SET people = 0 WHERE groups_key = 'CARER+OLDER'", "rows that break cohort: people ("),
        ("UPDATE activity SET title = '' WHERE id = 1", "rows that break activity: title (1)"),
        ("UPDATE activity SET provenance = 'rumour' WHERE id = 1", "rows that break activity: provenance (1)"),
        ("UPDATE activity SET place = hex(zeroblob(61)) WHERE id = 1", "rows that break activity: place_length (1)"),
        ("UPDATE cohort SET people = 'many' WHERE id = 1", "rows that break cohort: type of people (1)"),
        ("UPDATE activity SET start_date = '31/05/2026' WHERE id = 1", "activity: type of start_date (1)"),
        ("UPDATE activity SET created_at = 'yesterday' WHERE id = 1", "type of created_at (1)"),
    ],
)  # fmt: skip
def test_a_rule_that_sqlite_was_told_to_ignore_is_asked_anew(
    lived_in_sqlite: Path, tmp_path: Path, statement: str, finding: str
) -> None:
    shutil.copy(lived_in_sqlite, tmp_path / "heard.db")
    store = open_engine(f"sqlite:///{(tmp_path / 'heard.db').as_posix()}")
    run(store, statement)
    assert finding in wrong(store)["Constraints"]
    store.dispose()


def test_values_that_cannot_be_read_are_a_finding(lived_in: Engine) -> None:
    run(lived_in, "UPDATE cohort SET groups_key = 'NOBODY' WHERE groups_key = 'CARER+OLDER'")
    told = "cannot be asked, because a value cannot be read: 'NOBODY'"
    assert wrong(lived_in)["Facts in memory"] == told


def test_a_finding_names_three_and_counts_the_rest() -> None:
    assert counted_wrong({"a": 1, "b": 0, "c": 2_000}) == "a (1), c (2,000)"
    assert counted_wrong(dict.fromkeys("abcde", 1)) == "a (1), b (1), c (1) and 2 more"


def test_facts_that_differ_from_the_store_are_a_finding(
    lived_in: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = figures.facts_seen_by

    def one_rating_less(connection: sa.Connection) -> Facts:
        facts = read(connection)
        return replace(facts, assessments=facts.assessments[1:])

    monkeypatch.setattr(figures, "facts_seen_by", one_rating_less)
    assert wrong(lived_in) == {"Facts in memory": "differ from the store in ratings"}
