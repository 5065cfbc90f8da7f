"""All checks of what a store holds, in the order in which they are told."""

from collections.abc import Callable, Mapping

from sqlalchemy.engine import Connection

from data_access.checks.figures import check_cohorts, check_counters, check_facts
from data_access.checks.finding import CheckResult
from data_access.checks.frozen import check_frozen_figures
from data_access.checks.rows import check_constraints, check_foreign_keys, check_integrity, check_reference
from data_access.checks.search import check_search
from data_access.checks.stories import check_stories
from data_access.checks.trail import check_chain, check_first_events, check_imports, check_newest_events
from domain.errors import StoreError

CHECKS: Mapping[str, Callable[[Connection], CheckResult]] = {
    "Integrity": check_integrity,
    "References": check_foreign_keys,
    "Constraints": check_constraints,
    "Reference data": check_reference,
    "Cohorts": check_cohorts,
    "Facts in memory": check_facts,
    "Counters": check_counters,
    "Audit chain": check_chain,
    "Audit trail": check_imports,
    "Beginnings": check_first_events,
    "Records": check_newest_events,
    "Stories": check_stories,
    "Frozen figures": check_frozen_figures,
    "Search": check_search,
}
"""By subject, as each check names it too."""


def check_contents(connection: Connection) -> list[CheckResult]:
    """Every check, within the transaction of this connection, which must see one state of the store."""
    return [_checked(connection, subject) for subject in CHECKS]


def _checked(connection: Connection, subject: str) -> CheckResult:
    try:
        return CHECKS[subject](connection)
    except (ValueError, LookupError, TypeError, StoreError) as error:  # a value that is none of its kind
        return CheckResult(
            subject, f"cannot be asked, because a value cannot be read: {error}", is_good=False
        )
