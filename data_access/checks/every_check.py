"""All checks of what a store holds, in the order in which they are told."""

from collections.abc import Callable

from sqlalchemy.engine import Connection

from data_access.checks.figures import check_cohorts, check_counters, check_facts
from data_access.checks.finding import CheckResult
from data_access.checks.rows import check_constraints, check_foreign_keys, check_integrity, check_reference
from data_access.checks.trail import check_chain, check_first_events, check_imports, check_newest_events

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


def check_contents(connection: Connection) -> list[CheckResult]:
    """Every check, within the transaction of this connection, which must see one state of the store."""
    return [check(connection) for check in CHECKS]
