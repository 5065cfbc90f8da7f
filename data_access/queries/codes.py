"""The codes that filters may hold, read from the snapshot."""

from datetime import date

from data_access.facts import Facts
from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.filters import KnownCodes
from domain.periods import FinancialYear, default_year, years_between


def known_codes(facts: Facts, *, today: date) -> KnownCodes:
    """Codes and labels for filters; the years run from the running one back to the first with records.

    Groups that are counted for England only are no filter: activities by network would tell where they were.
    """
    reference = facts.reference
    first = facts.first_day or today
    years = years_between(min(first, today), today)
    return KnownCodes(
        networks={code: network.name for code, network in reference.networks.items()},
        programmes=dict(reference.programmes),
        groups={
            code: group.label for code, group in reference.groups.items() if code not in ENGLAND_ONLY_GROUPS
        },
        rungs=dict(reference.rungs),
        years=tuple(year.code for year in reversed(years)),
        default_year=_first_choice(facts, years, today).code,
        today=today,
    )


def _first_choice(facts: Facts, years: list[FinancialYear], today: date) -> FinancialYear:
    return default_year(today, years if facts.first_day else [])
