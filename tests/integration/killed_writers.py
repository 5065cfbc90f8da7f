"""Processes that write until they are killed: each says what it begins, and what it was told is saved."""

from collections.abc import Callable
from datetime import date
from multiprocessing.connection import Connection

from sqlalchemy.engine import Engine

from data_access.commands.drafts import ActivityDraft, CohortDraft, EvidenceDraft, OutcomeDraft
from data_access.commands.form_drafts import save_form_draft
from data_access.commands.recording import OutcomeRecordDraft, RecordDraft, save_record
from data_access.engine import open_engine
from data_access.interchange.committing import commit_import
from data_access.interchange.import_file import ImportFile
from data_access.interchange.planning import plan_import
from data_access.interchange.undoing import undo_import
from data_access.schema import migrate
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import Direction, EvidenceKind, Level, OutcomeStatus, UserRole
from tests.integration.factories import ACTIVITY_HEADINGS, COHORT_HEADINGS, OUTCOME_HEADINGS, a_workbook

IN_A_FILE = 8
PEOPLE_FROM = 100
READY = ("ready", 0)


def a_writer(user_id: int) -> Actor:
    """The contributor who writes, by the number of the account."""
    return Actor(
        name="Writer", user_id=user_id, roles=frozenset({UserRole.CONTRIBUTOR}), networks=frozenset({"SL"})
    )


def record_of(number: int, *, activity_id: int | None = None, reference: str = "") -> RecordDraft:
    """A record every part of which says its number."""
    outcome = OutcomeDraft(
        local_reference="1", direction=Direction.POSITIVE, status=OutcomeStatus.MADE,
        level=Level.SOCIETY, you_said=f"{number}", we_did=f"{number}",
    )  # fmt: skip
    evidence = EvidenceDraft(local_reference="1", kind=EvidenceKind.DATA, title=f"{number}")
    return RecordDraft(
        activity_id=activity_id,
        activity=ActivityDraft(
            network_code="SL", local_reference=reference or f"R{number}", title=f"{number}", start_date=date(2026, 5, 1)
        ),
        cohorts=(
            CohortDraft(groups=("CARER", "OLDER"), people=PEOPLE_FROM + number),
            CohortDraft(groups=("OLDER",), people=PEOPLE_FROM + number),
        ),
        outcomes=(OutcomeRecordDraft(outcome=outcome, evidence=(evidence,)),),
    )  # fmt: skip


def file_of(number: int) -> ImportFile:
    """A file of activities, each with a cohort and an outcome, that says its number."""
    references = [f"F{number}-{row}" for row in range(IN_A_FILE)]
    sheets = {
        "Activities": [ACTIVITY_HEADINGS, *(["SL", one, f"{number}", "01/05/2026"] for one in references)],
        "Cohorts": [COHORT_HEADINGS, *(["SL", one, "OLDER", 5] for one in references)],
        "Outcomes": [
            OUTCOME_HEADINGS,
            *(["SL", one, "positive", "made", "individuals"] for one in references),
        ],
    }
    return ImportFile.from_bytes(f"{number}.xlsx", a_workbook(sheets))


def edit(engine: Engine, number: int, user_id: int) -> None:
    """Add a record, and give record 1, which everybody changes, this number."""
    if number % 2:
        save_record(engine, record_of(number), actor=a_writer(user_id), submission_key=f"{number}")
    else:
        draft = record_of(number, activity_id=1, reference="R0")
        save_record(engine, draft, actor=a_writer(user_id), submission_key=f"{number}")


def take_in(engine: Engine, number: int, _user_id: int) -> None:
    """Import a file; every third one is taken back at once."""
    plan = plan_import(engine, file_of(number), actor=OPERATOR)
    result = commit_import(engine, plan, actor=OPERATOR)
    if number % 3 == 0 and result.batch_id is not None:
        undo_import(engine, result.batch_id, actor=OPERATOR)


def keep_typing(engine: Engine, number: int, user_id: int) -> None:
    """Keep what was typed into a form so far."""
    save_form_draft(engine, actor=a_writer(user_id), form="killed", typed={"first": number, "last": number})


def bring_up_to_date(engine: Engine, _number: int, _user_id: int) -> None:
    """Migrate the store."""
    migrate(engine)


WRITES: dict[str, Callable[[Engine, int, int], None]] = {
    "edits": edit,
    "imports": take_in,
    "drafts": keep_typing,
    "migrations": bring_up_to_date,
}


def write_until_killed(kind: str, address: str, first: int, user_id: int, told: Connection) -> None:
    """Write numbers from the first on, and say before each that it begins and after it that it is saved."""
    engine = open_engine(address)
    with engine.connect():
        told.send(READY)
    number = first
    while True:
        told.send(("begun", number))
        WRITES[kind](engine, number, user_id)
        told.send(("saved", number))
        number += 1
