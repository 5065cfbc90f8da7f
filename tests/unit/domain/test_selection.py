"""Selections: what an address asks for is read, said, and written back to the same address."""

from datetime import date
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filters import Filters, KnownCodes
from domain.periods import Period
from domain.selection import DAYS, FACET_NAMES, Facet, KnownFacets, Listed, Selection, read_selection

KNOWN = KnownCodes(
    networks={"SL": "South London", "GM": "Manchester"},
    programmes={"MEDSIP": "Medicines safety"},
    groups={"CARER": "Carers", "DEAF": "Deaf people"},
    rungs={"CODESIGN": "Co-design"},
    years=("2026-27", "2025-26"),
    default_year="2026-27",
)
FACETS = KnownFacets(
    priorities={"P1": "Fair research"},
    ways={"W1": "Listen first"},
    markers={"INF1": "Lay people set questions"},
    groups={"CARER": "Carers", "PRISON": "People in prison"},
)
YEAR = Period(date(2026, 4, 1), date(2026, 11, 22), "2026/27 so far")


def read(query: dict[str, list[str]]) -> tuple[Selection, tuple[str, ...]]:
    return read_selection(query, KNOWN, FACETS)


def asked(**query: str) -> tuple[Selection, tuple[str, ...]]:
    return read({name.replace("_", "-"): [value] for name, value in query.items()})


def values_of(facet: Facet) -> st.SearchStrategy[str]:
    if facet in DAYS:
        return st.dates(date(2013, 4, 1), date(2030, 1, 1)).map(date.isoformat)
    return st.sampled_from(sorted(FACETS.values_of(facet)))


addresses = st.fixed_dictionaries(
    {"list": st.sampled_from(list(Listed)).map(str)},
    optional={
        "year": st.sampled_from(KNOWN.years),
        "network": st.sampled_from(sorted(KNOWN.networks)),
        "group": st.sampled_from(sorted(KNOWN.groups)),
        **{facet.value: values_of(facet) for facet in Facet},
    },
)


@given(addresses)
def test_a_selection_comes_back_from_its_own_address(query: dict[str, str]) -> None:
    selection, dropped = read({name: [value] for name, value in query.items()})
    address = urlencode(selection.to_query(), doseq=True)
    assert read(parse_qs(address)) == (selection, ())
    kept = {value for values in selection.to_query().values() for value in values}
    assert set(query.values()) == kept.intersection(query.values()) | set(dropped)


@given(
    st.dictionaries(
        st.sampled_from(["list", "year", "network", "page", *FACET_NAMES]),
        st.lists(st.text(max_size=40), max_size=3),
    )
)
def test_whatever_an_address_holds_some_list_is_read_and_can_be_said(query: dict[str, list[str]]) -> None:
    selection, _ = read(query)
    fitting, _ = selection.within(YEAR)
    assert fitting.describe(KNOWN, FACETS, YEAR)
    assert fitting.days(YEAR).first >= YEAR.first
    assert read(fitting.to_query()) == (fitting, ())


@pytest.mark.parametrize("asked_for", ["", "people ", "everything", "<script>", "ACTIVITIES"])
def test_an_unknown_kind_of_record_is_activities_and_is_named(asked_for: str) -> None:
    selection, dropped = asked(list=asked_for)
    known = asked_for.strip() == "people"
    assert selection.listed is (Listed.PEOPLE if known else Listed.ACTIVITIES)
    assert dropped == (() if known or not asked_for else (asked_for,))


@pytest.mark.parametrize(
    ("listed", "facet", "value"),
    [
        ("activities", "status", "made"),
        ("activities", "rater", "lay"),
        ("outcomes", "of-group", "CARER"),
        ("ratings", "stage", "design"),
        ("ratings", "from", "2026-05-01"),
        ("people", "from", "2026-05-01"),
        ("people", "until", "2026-05-01"),
        ("people", "stage", "design"),
    ],
)
def test_a_facet_of_another_kind_of_record_is_left_out_and_named(listed: str, facet: str, value: str) -> None:
    selection, dropped = read({"list": [listed], facet: [value]})
    assert selection.facets == ()
    assert dropped == (value,)


@pytest.mark.parametrize(
    "day", ["2026-13-01", "yesterday", "0001-01-01", "2012-12-31", "20260501", "9999999-01-01", "’; DROP"]
)
def test_a_day_that_is_none_or_before_the_networks_is_left_out(day: str) -> None:
    assert asked(until=day) == (Selection(Listed.ACTIVITIES, Filters("2026-27")), (day,))


def test_of_days_the_wrong_way_round_the_first_is_left_out() -> None:
    selection, dropped = read({"from": ["2026-06-01"], "until": ["2026-05-01"]})
    assert selection.facets == ((Facet.UNTIL, "2026-05-01"),)
    assert dropped == ("2026-06-01",)


@pytest.mark.parametrize(("facet", "value"), [(Facet.UNTIL, "2026-03-31"), (Facet.FROM, "2026-11-23")])
def test_days_that_leave_nothing_of_the_year_are_left_out(facet: Facet, value: str) -> None:
    whole = Selection(Listed.OUTCOMES, Filters("2026-27"))
    assert whole.having(facet, value).within(YEAR) == (whole, (value,))


def test_days_within_the_year_narrow_it() -> None:
    narrowed = Selection(Listed.ACTIVITIES, Filters("2026-27")).having(Facet.FROM, "2026-07-01")
    assert narrowed.within(YEAR) == (narrowed, ())
    assert narrowed.days(YEAR) == Period(date(2026, 7, 1), date(2026, 11, 22), YEAR.label)


def test_ratings_may_be_read_for_a_day_long_before_the_year_but_for_none_after_it() -> None:
    ratings = Selection(Listed.RATINGS, Filters("2026-27", networks=("SL",)))
    early = ratings.having(Facet.UNTIL, "2024-06-30")
    assert early.within(YEAR) == (early, ())
    assert early.on(YEAR) == date(2024, 6, 30)
    assert ratings.on(YEAR) == ratings.having(Facet.UNTIL, "2029-01-01").on(YEAR) == YEAR.last
    assert early.describe(KNOWN, FACETS, YEAR) == "South London, as of 30 June 2024"


def test_facets_make_the_same_selection_in_any_order() -> None:
    whole = Selection(Listed.OUTCOMES, Filters("2026-27"))
    one = whole.having(Facet.STATUS, "made").having(Facet.PAIR, "yes")
    assert one == whole.having(Facet.PAIR, "yes").having(Facet.STATUS, "planned").having(Facet.STATUS, "made")


def test_a_selection_is_said_in_english() -> None:
    outcomes = Selection(Listed.OUTCOMES, Filters("2026-27", networks=("GM",), groups=("CARER",)))
    narrowed = outcomes.having(Facet.STATUS, "made").having(Facet.REPORTED_BACK, "no")
    assert narrowed.describe(KNOWN, FACETS, YEAR) == (
        "Manchester, 1 April 2026 to 22 November 2026, with Carers, not reported back to people yet, "
        "with the status Made"
    )
    pair = Selection(Listed.PEOPLE, Filters("2026-27")).having(Facet.OF_GROUP, "PRISON")
    assert pair.describe(KNOWN, FACETS, YEAR).endswith(", from the group People in prison")
