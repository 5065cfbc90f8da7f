"""The check of a store at work: its tables first, then what is in them."""

from sqlalchemy.engine import Engine

from data_access.checks.every_check import check_contents
from data_access.checks.finding import CheckResult
from data_access.consistent_read import consistent_read
from data_access.schema import current_revision, is_up_to_date, newest_revision


def check_store(engine: Engine) -> list[CheckResult]:
    """All checks; those that need the tables are left out where the tables are not up to date."""
    tables = _check_tables(engine)
    if not tables.is_good:
        return [tables]
    with consistent_read(engine) as connection:
        return [tables, *check_contents(connection)]


def _check_tables(engine: Engine) -> CheckResult:
    if is_up_to_date(engine):
        return CheckResult("Tables", f"up to date ({newest_revision()})", is_good=True)
    finding = f"at {current_revision(engine) or 'nothing'}, expected {newest_revision()}; run migrate"
    return CheckResult("Tables", finding, is_good=False)
