"""A network without a record for 90 days is quiet since its last one, and never 0."""

from datetime import date, timedelta

import pytest

from domain.freshness import freshness

TODAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("days", "is_quiet"), [(0, False), (89, False), (90, True), (400, True), (-5, False)]
)
def test_90_days_without_a_record_are_quiet(days: int, *, is_quiet: bool) -> None:
    assert freshness(TODAY - timedelta(days=days), today=TODAY).is_quiet is is_quiet


def test_freshness_reads_as_a_date() -> None:
    assert freshness(date(2026, 8, 5), today=TODAY).text == "quiet since 5 August 2026"
    assert freshness(date(2026, 8, 6), today=TODAY).text == "last record 6 August 2026"


def test_a_network_without_any_record_is_not_0_either() -> None:
    never = freshness(None, today=TODAY)
    assert (never.is_quiet, never.text) == (True, "no record yet")
