"""All checks of a store in their order, of a store at work or of one that is being restored."""

from collections.abc import Callable

from sqlalchemy.engine import Connection, Engine

from data_access.checks.figures import check_cohorts, check_counters, check_facts
from data_access.checks.finding import CheckResult
from data_access.checks.rows import check_constraints, check_foreign_keys, check_integrity, check_reference
from data_access.checks.trail import check_chain, check_first_events, check_imports, check_newest_events
from data_access.consistent_read import consistent_read
from data_access.schema import current_revision, is_up_to_date, newest_revision

CHECKS: tuple[Callable[[Connection], CheckResult], ...] = (
    check_integrity,
    check_foreign_keys,
    check_constraints,
    check_reference,
    check_cohorts,
    check_facts,
    check_counters,
    check_chain,
    check_imports,
    check_first_events,
    check_newest_events,
)


def check_store(engine: Engine) -> list[CheckResult]:
    """All checks; those that need the tables are left out where the tables are not up to date."""
    tables = _check_tables(engine)
    if not tables.is_good:
        return [tables]
    with consistent_read(engine) as connection:
        return [tables, *check_contents(connection)]


def check_contents(connection: Connection) -> list[CheckResult]:
    """The checks of what is in the tables, within the transaction of this connection."""
    return [check(connection) for check in CHECKS]


def _check_tables(engine: Engine) -> CheckResult:
    if is_up_to_date(engine):
        return CheckResult("Tables", f"up to date ({newest_revision()})", is_good=True)
    finding = f"at {current_revision(engine) or 'nothing'}, expected {newest_revision()}; run migrate"
    return CheckResult("Tables", finding, is_good=False)
