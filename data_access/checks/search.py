"""Checks that the search finds what the records hold."""

from sqlalchemy.engine import Connection

from data_access.checks.finding import CheckResult
from data_access.text_index import index_is_whole


def check_search(connection: Connection) -> CheckResult:
    """Whether the index of words and the records agree."""
    if index_is_whole(connection):
        return CheckResult("Search", "the index holds the words of every activity", is_good=True)
    return CheckResult("Search", "the index and the words of activities differ", is_good=False)
