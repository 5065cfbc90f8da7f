"""The values that each parameter takes, with their words."""

from collections.abc import Mapping

from pydantic import Field

from components.server.api.asked import Asked, Takes
from components.server.api.resource import Found, Resource, Row
from domain.filters import KnownCodes
from domain.periods import FinancialYear
from domain.selection import DAYS, KnownFacets, Listed, facets_of

NOTE = "A day, for as_of, from and until, is written as in 2026-04-01. Pages and limits are whole numbers."


class CodeRow(Row):
    """A value of a parameter."""

    parameter: str = Field(description="The parameter")
    code: str = Field(description="The value, as it is sent")
    label: str = Field(description="What it stands for")


def values_by_parameter(known: KnownCodes, facets: KnownFacets) -> dict[str, Mapping[str, str]]:
    """The values of each parameter that takes words, in the order in which they are offered."""
    shared: dict[str, Mapping[str, str]] = {
        "year": {code: FinancialYear.from_code(code).label for code in known.years},
        "network": known.networks,
        "programme": known.programmes,
        "group": known.groups,
        "rung": known.rungs,
    }
    of_records = [facet for facet in facets_of(Listed.OUTCOMES) if facet not in DAYS]
    return shared | {facet.value: facets.values_of(facet) for facet in of_records}


def read_codes(asked: Asked) -> Found:
    """All values of all parameters."""
    values = values_by_parameter(asked.known, asked.facets)
    rows = [
        CodeRow(parameter=name, code=code, label=label or code)
        for name, labels in values.items()
        for code, label in labels.items()
    ]
    return Found(rows, notes=(NOTE,))


CODES = Resource(
    name="codes",
    title="Codes",
    about="All words that an address may hold after the question mark, and what each stands for.",
    row=CodeRow,
    takes=Takes(has_filters=False),
    read=read_codes,
)
