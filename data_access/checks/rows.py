"""Checks of the rows themselves: readable, of the right type, within their rules, leading to rows that exist."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.checks.finding import CheckResult, counted_wrong
from data_access.engine import is_sqlite
from data_access.tables import Table

NETWORKS = 15
_REFERENCE = (
    "network", "icb", "programme", "priority", "way_of_working", "seldom_heard_group", "benchmark",
    "marker", "rung", "framework_item",
)  # fmt: skip
ROW_SUBJECTS = frozenset({"Integrity", "References", "Constraints"})
"""The subjects of the checks without which a store cannot be used at all."""
_TABLES = Table.metadata.tables


def check_integrity(connection: Connection) -> CheckResult:
    """Whether the database finds its own file and its own rules whole."""
    if is_sqlite(connection):
        found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
        return CheckResult("Integrity", found, is_good=found == "ok")
    unchecked = connection.exec_driver_sql("SELECT count(*) FROM pg_constraint WHERE NOT convalidated")
    count = unchecked.scalar() or 0
    return CheckResult("Integrity", f"{count} constraints that do not hold yet", is_good=count == 0)


def check_foreign_keys(connection: Connection) -> CheckResult:
    """Whether every reference leads to a row."""
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


def check_constraints(connection: Connection) -> CheckResult:
    """Whether all rows keep every rule of the tables, asked anew.

    SQLite may have been told not to look while rows were written, and takes a text where a number belongs.
    """
    rules = {table.name: _rules(connection, table) for table in _TABLES.values()}
    broken: dict[str, int] = {}
    for name, own in rules.items():
        if not own:
            continue
        counts = [sa.func.count(sa.case((sa.literal_column(f"NOT ({rule})"), 1))) for rule in own.values()]
        found = connection.execute(sa.select(*counts).select_from(_TABLES[name])).one()
        broken |= {f"{name}: {rule}": count for rule, count in zip(own, found, strict=True) if count}
    total = sum(len(own) for own in rules.values())
    if broken:
        return CheckResult("Constraints", f"rows that break {counted_wrong(broken)}", is_good=False)
    return CheckResult("Constraints", f"{total} rules, kept by every row", is_good=True)


def _rules(connection: Connection, table: sa.Table) -> dict[str, str]:
    """The rules of a table by name, as conditions; a rule that is null is kept."""
    compiled = {"dialect": connection.dialect, "compile_kwargs": {"literal_binds": True}}
    rules = {
        str(rule.name).removeprefix(f"ck_{table.name}_"): str(rule.sqltext.compile(**compiled))
        for rule in table.constraints
        if isinstance(rule, sa.CheckConstraint)
    }
    # PostgreSQL holds every value to its type by itself.
    if is_sqlite(connection):
        for column in table.columns:
            quoted = connection.dialect.identifier_preparer.quote(column.name)
            rules[f"type of {column.name}"] = _type_rule(column.type).format(quoted)
    return rules


def _type_rule(kind: sa.types.TypeEngine[Any]) -> str:
    """What a value of this type must be in SQLite; {0} stands for the column, null breaks no rule."""
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    for known, rule in _TYPE_RULES:
        if isinstance(kind, known):
            return f"{{0}} IS NULL OR ({rule})"
    raise TypeError(f"There is no rule for values of {kind!r}.")


_TYPE_RULES: tuple[tuple[type[sa.types.TypeEngine[Any]], str], ...] = (
    (sa.Boolean, "{0} IN (0, 1) AND typeof({0}) = 'integer'"),
    (sa.Integer, "typeof({0}) = 'integer'"),
    (sa.Float, "typeof({0}) IN ('real', 'integer')"),
    (sa.DateTime, "length({0}) = 26 AND strftime('%Y-%m-%d %H:%M:%S', {0}) IS substr({0}, 1, 19)"),
    (sa.Date, "date({0}) IS {0}"),
    (sa.Time, "length({0}) = 15 AND strftime('%H:%M:%S', {0}) IS substr({0}, 1, 8)"),
    (sa.JSON, "json_valid({0})"),
    (sa.LargeBinary, "typeof({0}) = 'blob'"),
    (sa.String, "typeof({0}) = 'text'"),
)


def check_reference(connection: Connection) -> CheckResult:
    """Whether every list of reference data is there."""
    counts = {
        name: connection.scalar(sa.select(sa.func.count()).select_from(_TABLES[name])) or 0
        for name in _REFERENCE
    }
    missing = [name.replace("_", " ") for name, count in counts.items() if not count]
    if missing:
        return CheckResult("Reference data", f"none for {', '.join(missing)}; run seed", is_good=False)
    finding = f"{counts['network']} networks, {sum(counts.values()):,} rows"
    return CheckResult("Reference data", finding, is_good=counts["network"] == NETWORKS)
