"""Small records and files for the tests: each takes only what matters to the test."""

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.passwords import hash_password
from data_access.interchange.import_file import ImportFile
from data_access.tables import (
    Activity,
    AuditEvent,
    Cohort,
    Group,
    ImportBatch,
    Marker,
    Network,
    Priority,
    Programme,
    Rung,
    Table,
    WayOfWorking,
)
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR, Actor
from domain.vocabulary import Pole, PriorityKind, Provenance, UserRole

ACTIVITY_HEADINGS = ["Network", "Reference", "Title", "Start date"]
COHORT_HEADINGS = ["Network", "Activity reference", "Groups", "People"]
OUTCOME_HEADINGS = ["Network", "Activity reference", "Direction", "Status", "Level"]
EVIDENCE_HEADINGS = ["Network", "Activity reference", "Outcome reference", "Kind", "Evidence title"]
MARKER_HEADINGS = ["Network", "Marker", "Rated by", "As of", "Marker level"]
Rows = Sequence[Sequence[Any]]


def a_network(code: str = "SL", tile: int = 0) -> Network:
    """A network that is named after its code."""
    return Network(
        code=code, name=f"Health Innovation {code}", short_name=f"Place {code}", name_before_2023=f"{code} AHSN",
        region="London", population=1_000_000, tile_x=tile, tile_y=0, source="test",
    )  # fmt: skip


def a_group(code: str = "DEP20", position: int = 1, label: str = "") -> Group:
    """A seldom-heard group."""
    return Group(
        code=code, label=label or f"People of {code}", category="test", definition="test",
        position=position, source="test",
    )  # fmt: skip


def a_marker(code: str = "COO1", position: int = 1) -> Marker:
    """A marker of the spectrum."""
    levels = {f"level_{level}": f"Level {level}" for level in range(4)}
    return Marker(
        code=code, label=f"Marker {code}", pole=Pole.CO_ORDINATING, source_text="test", **levels,
        wording_status="test", position=position, source="test",
    )  # fmt: skip


def a_rung(code: str = "CODESIGN", position: int = 6) -> Rung:
    """A rung of the ladder."""
    return Rung(
        code=code, position=position, label=code.capitalize(), band="doing with", definition="test",
        evidence_to_look_for="test", source="test",
    )  # fmt: skip


def an_activity(reference: str = "A1", network: str = "SL", **changes: Any) -> Activity:
    """An activity of one day."""
    values = {
        "title": "A workshop", "start_date": date(2026, 5, 1), "provenance": Provenance.SUBMITTED,
    } | changes  # fmt: skip
    return Activity(network_code=network, local_reference=reference, **values)


def reference_rows() -> list[Table]:
    """Two networks, three groups, and one or two of everything else that a record may name."""
    return [
        a_network("SL", 0), a_network("GM", 1),
        a_group("DEP20", 1), a_group("OLDER", 2, "Older people"), a_group("CARER", 3, "Unpaid carers"),
        a_marker("COO1", 1), a_marker("INF1", 2), a_rung(), a_rung("CONSULTATION", 4),
        Programme(code="MEDSIP", name="Medicines safety", kind="test", source="test"),
        Priority(code="C1", kind=PriorityKind.COMMITMENT, title="Visible leadership", position=1, source="test"),
        Priority(code="C2", kind=PriorityKind.COMMITMENT, title="Diverse views", position=2, source="test"),
        WayOfWorking(code="W1", title="Be creative", paraphrase="test", position=1, source="test"),
        WayOfWorking(code="W2", title="Share early", paraphrase="test", position=2, source="test"),
    ]  # fmt: skip


def save(store: Engine, *rows: Table) -> None:
    """Put rows into the store as they are, past all commands."""
    with Session(store, expire_on_commit=False) as session:
        for row in rows:
            session.add(row)
            session.flush()
        session.commit()


def save_with_cohort(store: Engine, activity: Activity, *, people: int = 5) -> None:
    """Put an activity and a cohort of nobody's group into the store."""
    save(store, activity)
    save(store, Cohort(activity_id=activity.id or 0, people=people))


def a_contributor(*networks: str) -> Actor:
    """Somebody who may write for these networks."""
    return Actor(
        name="Contributor", user_id=7, roles=frozenset({UserRole.CONTRIBUTOR}), networks=frozenset(networks)
    )


def an_actor(role: UserRole | None, networks: Sequence[str] = ("SL",), user_id: int = 7) -> Actor:
    """Somebody with this role, or with none, for these networks; the account itself is not in the store."""
    return Actor(
        name=role.label if role else "Nobody in particular",
        user_id=user_id,
        roles=frozenset({role} if role else ()),
        networks=frozenset(networks),
    )


def an_account(
    store: Engine,
    role: UserRole | None = UserRole.CONTRIBUTOR,
    networks: Sequence[str] = ("SL",),
    *,
    email: str = "",
    name: str = "",
    password: str = "",
) -> int:
    """The number of a new account in the store; without a password, it cannot sign in with one."""
    draft = AccountDraft(
        email=email or f"{uuid.uuid4().hex[:12]}@example.org",
        display_name=name or (role.label if role else "Nobody in particular"),
        roles=frozenset({role} if role else ()),
        networks=frozenset(networks),
    )
    hashed = hash_password(password) if password else None
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        return add_account(work, draft, password_hash=hashed)


def a_demonstration_account(store: Engine, *networks: str) -> Actor:
    """Somebody who may write for these networks with an account for demonstration."""
    draft = AccountDraft(
        email=f"{uuid.uuid4().hex[:12]}@heard.example",
        display_name="Demonstration contributor",
        roles=frozenset({UserRole.CONTRIBUTOR}),
        networks=frozenset(networks),
    )
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        user_id = add_account(work, draft, provenance=Provenance.ILLUSTRATIVE)
    return Actor(name=draft.display_name, user_id=user_id, roles=draft.roles, networks=draft.networks)


def a_workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An .xlsx file of sheets by title, each a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    return workbook_bytes(book)


def workbook_bytes(book: openpyxl.Workbook) -> bytes:
    """The file of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def a_file(sheets: Mapping[str, Rows], name: str = "records.xlsx") -> ImportFile:
    """A workbook as somebody hands it in."""
    return ImportFile.from_bytes(name, a_workbook(sheets))


def activities(*rows: Sequence[Any], headings: Sequence[str] = tuple(ACTIVITY_HEADINGS)) -> dict[str, Rows]:
    """The sheet of activities with these rows."""
    return {"Activities": [headings, *rows]}


def a_whole_file() -> dict[str, Rows]:
    """One activity with two cohorts, an outcome, its evidence, and a marker assessment."""
    return {
        "Activities": [ACTIVITY_HEADINGS, ["SL", "A1", "A workshop", "01/05/2026"]],
        "Cohorts": [COHORT_HEADINGS, ["SL", "A1", "DEP20; OLDER", 12], ["SL", "A1", "not known", 3]],
        "Outcomes": [OUTCOME_HEADINGS, ["SL", "A1", "positive", "made", "individuals"]],
        "Evidence": [EVIDENCE_HEADINGS, ["SL", "A1", "1", "data", "A survey"]],
        "Marker assessments": [MARKER_HEADINGS, ["SL", "COO1", "lay", "30/04/2026", 2]],
    }


def raise_version(store: Engine) -> None:
    """Let the store have been written, so that every page reads it anew."""
    with unit_of_work(store, actor=OPERATOR) as work:
        work.audit("changed", "network", "SL")


def count(store: Engine, table: type[Table]) -> int:
    """The number of rows of a table."""
    with Session(store) as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def only(store: Engine, table: type[Table]) -> Any:
    """The one row of a table."""
    with Session(store) as session:
        return session.scalars(sa.select(table)).one()


def everything(store: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables of records, to compare a store before and after."""
    trail = {"audit_event", "import_batch", "import_change", "store_version", "alembic_version"}
    with store.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in Table.metadata.sorted_tables
            if table.name not in trail
        }


def batches(store: Engine) -> list[ImportBatch]:
    """All imports, oldest first."""
    with Session(store) as session:
        return list(session.scalars(sa.select(ImportBatch).order_by("id")))


def events(store: Engine) -> list[AuditEvent]:
    """The audit trail, oldest first."""
    with Session(store) as session:
        return list(session.scalars(sa.select(AuditEvent).order_by("id")))
