"""Checks of a store: its tables, its integrity, its reference data and its audit trail."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.engine import is_sqlite
from data_access.schema import current_revision, is_up_to_date, newest_revision
from data_access.tables import Table

NETWORKS = 15
_REFERENCE = (
    "network", "icb", "programme", "priority", "way_of_working", "seldom_heard_group", "benchmark",
    "marker", "rung", "framework_item",
)  # fmt: skip
_TABLES = Table.metadata.tables


@dataclass(frozen=True)
class CheckResult:
    """What was checked, and what was found; `is_good` says whether that is as it should be."""

    subject: str
    finding: str
    is_good: bool

    @property
    def line(self) -> str:
        """The result in one line."""
        return f"{'good' if self.is_good else 'WRONG'}: {self.subject}: {self.finding}"


def check_store(engine: Engine) -> list[CheckResult]:
    """All checks; those that need the tables are left out where the tables are not up to date."""
    tables = _check_tables(engine)
    if not tables.is_good:
        return [tables]
    with engine.connect() as connection:
        checks: tuple[Callable[[Connection], CheckResult], ...] = (
            _check_integrity, _check_foreign_keys, _check_reference, _check_trail,
        )  # fmt: skip
        return [tables, *(check(connection) for check in checks)]


def _check_tables(engine: Engine) -> CheckResult:
    if is_up_to_date(engine):
        return CheckResult("Tables", f"up to date ({newest_revision()})", is_good=True)
    finding = f"at {current_revision(engine) or 'nothing'}, expected {newest_revision()}; run migrate"
    return CheckResult("Tables", finding, is_good=False)


def _check_integrity(connection: Connection) -> CheckResult:
    if is_sqlite(connection):
        found = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())
        return CheckResult("Integrity", found, is_good=found == "ok")
    unchecked = connection.exec_driver_sql("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
    count = unchecked.scalar() or 0
    return CheckResult("Integrity", f"{count} constraints that do not hold yet", is_good=count == 0)


def _check_foreign_keys(connection: Connection) -> CheckResult:
    if is_sqlite(connection):
        count = len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())
    else:
        count = sum(_orphans(connection, table) for table in _TABLES.values())
    return CheckResult("References", f"{count} that lead nowhere", is_good=count == 0)


def _orphans(connection: Connection, table: sa.Table) -> int:
    count = 0
    for key in table.foreign_keys:
        target = key.column.table.alias()
        joined = table.outerjoin(target, key.parent == target.c[key.column.name])
        lost = sa.and_(key.parent.is_not(None), target.c[key.column.name].is_(None))
        count += connection.scalar(sa.select(sa.func.count()).select_from(joined).where(lost)) or 0
    return count


def _check_reference(connection: Connection) -> CheckResult:
    counts = {
        name: connection.scalar(sa.select(sa.func.count()).select_from(_TABLES[name])) or 0
        for name in _REFERENCE
    }
    missing = [name.replace("_", " ") for name, count in counts.items() if not count]
    if missing:
        return CheckResult("Reference data", f"none for {', '.join(missing)}; run seed", is_good=False)
    finding = f"{counts['network']} networks, {sum(counts.values()):,} rows"
    return CheckResult("Reference data", finding, is_good=counts["network"] == NETWORKS)


def _check_trail(connection: Connection) -> CheckResult:
    """Whether each change by an import has its event in the audit trail."""
    change, event = _TABLES["import_change"], _TABLES["audit_event"]
    same_record = (event.c.record_type == change.c.record_type) & (
        event.c.record_id == sa.cast(change.c.record_id, sa.String)
    )
    same = same_record & (event.c.action == sa.cast(change.c.action, sa.String))
    missing = connection.scalar(
        sa.select(sa.func.count(change.c.id)).where(~sa.exists().where(same)).select_from(change)
    )
    changes = connection.scalar(sa.select(sa.func.count()).select_from(change))
    finding = f"{changes:,} changes by imports, {missing:,} without an event"
    return CheckResult("Audit trail", finding, is_good=not missing)
