"""Filters go into an address and come back, drop what nobody knows, and say themselves in English."""

import re
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.filters import FILTER_NAMES, Filters, KnownCodes, read_filters, year_of
from domain.periods import FinancialYear, Period

KNOWN = KnownCodes(
    networks={
        "NENC": "North East",
        "YH": "Yorkshire",
        "GM": "Manchester",
        "SL": "South London",
        "SW": "South West",
    },
    programmes={"MEDSIP": "Medicines safety", "MHSIP": "Mental health safety"},
    groups={
        "OLDER": "Older people",
        "CARER": "Unpaid carers",
        "ETH_ASIAN": "Asian people",
        "DEP20": "Poor areas",
    },
    rungs={"COERCION": "Coercion", "CODESIGN": "Co-design"},
    years=("2026-27", "2025-26", "2024-25"),
    default_year="2025-26",
)
LAST_YEAR = Period(date(2025, 4, 1), date(2026, 3, 31), "2025/26")


def some_of(codes: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Any choice of codes but all of them, which is no choice."""
    every = tuple(codes)
    return st.sets(st.sampled_from(every), max_size=len(every) - 1).map(lambda found: tuple(sorted(found)))


FILTERS = st.builds(
    Filters,
    year=st.sampled_from(KNOWN.years),
    networks=some_of(KNOWN.networks),
    programmes=some_of(KNOWN.programmes),
    groups=some_of(KNOWN.groups),
    rungs=some_of(KNOWN.rungs),
)


def described(**chosen: tuple[str, ...]) -> str:
    return Filters(year="2025-26", **chosen).describe(KNOWN, LAST_YEAR)


@given(filters=FILTERS)
def test_an_address_shows_the_same_view_again(filters: Filters) -> None:
    reading = read_filters(filters.to_query(), KNOWN)
    assert (reading.filters, reading.dropped) == (filters, ())


@given(filters=FILTERS)
def test_an_address_holds_only_the_names_that_filters_own(filters: Filters) -> None:
    query = filters.to_query()
    assert set(query) <= set(FILTER_NAMES)
    assert all(query.values())


@given(
    query=st.dictionaries(
        st.sampled_from([*FILTER_NAMES, "page"]), st.lists(st.text(max_size=12), max_size=4), max_size=6
    )
)
def test_no_address_at_all_leads_to_an_unknown_code(query: dict[str, list[str]]) -> None:
    filters = read_filters(query, KNOWN).filters
    assert filters.year in KNOWN.years
    assert set(filters.networks) <= set(KNOWN.networks)
    assert set(filters.programmes) <= set(KNOWN.programmes)
    assert set(filters.groups) <= set(KNOWN.groups)
    assert set(filters.rungs) <= set(KNOWN.rungs)


@given(filters=FILTERS)
def test_a_file_stem_is_safe_in_any_file_system(filters: Filters) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", filters.file_stem())


def test_an_empty_address_is_the_default_year_and_everything() -> None:
    assert read_filters({}, KNOWN).filters == Filters(year="2025-26")


def test_codes_come_in_any_case_repeated_or_joined_by_commas() -> None:
    query = {
        "network": ["yh, nenc", "YH"],
        "group": ["eth_Asian,"],
        "rung": [" codesign "],
        "year": ["2024-25"],
    }
    reading = read_filters(query, KNOWN)
    assert reading.filters == Filters(
        year="2024-25", networks=("NENC", "YH"), groups=("ETH_ASIAN",), rungs=("CODESIGN",)
    )
    assert reading.dropped == ()


def test_unknown_codes_are_dropped_and_named() -> None:
    reading = read_filters(
        {"network": ["YH", "ATLANTIS"], "group": ["<b>,OLDER"], "year": ["1066-67"], "rung": [""]}, KNOWN
    )
    assert reading.filters == Filters(year="2025-26", networks=("YH",), groups=("OLDER",))
    assert reading.dropped == ("ATLANTIS", "<b>", "1066-67")


def test_of_several_years_the_newest_counts() -> None:
    assert read_filters({"year": ["2024-25", "2026-27"]}, KNOWN).filters.year == "2026-27"


def test_all_codes_are_no_filter() -> None:
    assert read_filters({"network": ["YH,NENC,SW,SL,GM"], "rung": ["COERCION"]}, KNOWN).filters == Filters(
        year="2025-26", rungs=("COERCION",)
    )


def test_a_list_of_one_code_can_still_be_chosen() -> None:
    known = KnownCodes({"YH": "Yorkshire"}, {}, {}, {}, ("2025-26",), "2025-26")
    assert read_filters({"network": ["YH"]}, known).filters == Filters(year="2025-26", networks=("YH",))


@pytest.mark.parametrize(
    ("chosen", "splits"),
    [
        ({}, False),
        ({"networks": ("YH",), "groups": ("OLDER",)}, False),
        ({"programmes": ("MEDSIP",)}, True),
        ({"rungs": ("CODESIGN",)}, True),
    ],
)
def test_only_programmes_and_rungs_would_split_people(
    chosen: dict[str, tuple[str, ...]], splits: bool
) -> None:
    assert Filters(year="2025-26", **chosen).splits_people is splits


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({}, "All 5 networks, 1 April 2025 to 31 March 2026"),
        ({"networks": ("GM", "NENC")}, "North East and Manchester, 1 April 2025 to 31 March 2026"),
        (
            {"networks": ("GM", "NENC", "SL", "YH")},
            "4 of 5 networks, 1 April 2025 to 31 March 2026",
        ),
        (
            {
                "networks": ("YH",),
                "programmes": ("MEDSIP", "MHSIP"),
                "groups": ("CARER",),
                "rungs": ("CODESIGN",),
            },
            "Yorkshire, 1 April 2025 to 31 March 2026, in Medicines safety and Mental health safety, "
            "with Unpaid carers, at Co-design",
        ),
        (
            {"groups": ("CARER", "DEP20", "ETH_ASIAN", "OLDER")},
            "All 5 networks, 1 April 2025 to 31 March 2026, with 4 groups",
        ),
    ],
)
def test_filters_say_themselves_in_english(chosen: dict[str, tuple[str, ...]], sentence: str) -> None:
    assert described(**chosen) == sentence


@pytest.mark.parametrize(
    ("chosen", "stem"),
    [
        ({}, "2025-26"),
        ({"networks": ("GM",), "groups": ("ETH_ASIAN",)}, "2025-26-gm-eth-asian"),
        ({"networks": ("GM", "NENC"), "groups": ("CARER", "OLDER")}, "2025-26-gm-nenc-carer-and-more"),
    ],
)
def test_the_file_stem_names_up_to_three_codes(chosen: dict[str, tuple[str, ...]], stem: str) -> None:
    assert Filters(year="2025-26", **chosen).file_stem() == stem


def test_the_year_of_filters_is_a_financial_year() -> None:
    assert year_of(Filters(year="2025-26")) == FinancialYear(2025)


def test_what_was_chosen_beside_the_year_is_named_without_its_days() -> None:
    chosen = Filters(year="2025-26", networks=("SL",), groups=("CARER",), as_of=date(2025, 12, 1))
    assert chosen.chosen_in_words(KNOWN) == (
        "South London, with Unpaid carers, as things stood on 1 December 2025"
    )
    assert Filters(year="2025-26").chosen_in_words(KNOWN) == ""
