"""Each measure has its text and its function, and the numbers in the text are those of the code."""

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import domain
from data_access import queries
from domain import limits
from domain.errors import InvalidRecordError
from domain.measures import MEASURES, functions_of, measured_by

MEASURING_MODULES = (
    "comparison",
    "freshness",
    "people",
    "reach",
    "shown",
    "spectrum",
    "suppression",
)
NOT_MEASURES = {
    "areas_reached",  # lays out what others compute
    "describe_gap",
    "describe_position",
    "is_england_only",
    "is_enough_to_compare",
    "newest_assessments",
    "newest_levels",
    "parents_closure",
    "percentage_text",
    "reach_rows",  # lays out what others compute
    "shown_share",
}


def tied_functions() -> set[object]:
    for package in (domain, queries):
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return {function for measure in MEASURES.values() for function in functions_of(measure)}


def test_each_measure_has_a_function() -> None:
    tied_functions()
    assert [code for code, measure in MEASURES.items() if not functions_of(measure)] == []


@pytest.mark.parametrize("name", MEASURING_MODULES)
def test_each_measuring_function_is_tied_to_a_measure(name: str) -> None:
    tied = tied_functions()
    module = importlib.import_module(f"domain.{name}")
    own = {
        function_name: function
        for function_name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function_name.startswith("_")
    }
    assert own
    assert {each for each, function in own.items() if function not in tied} <= NOT_MEASURES


def test_no_text_is_left_empty() -> None:
    for measure in MEASURES.values():
        assert all(dataclasses.astuple(measure)), measure.code


def test_codes_and_names_are_unique() -> None:
    assert all(code == measure.code for code, measure in MEASURES.items())
    assert len({measure.name for measure in MEASURES.values()}) == len(MEASURES)


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("spectrum_position", limits.MONTHS_AN_ASSESSMENT_COUNTS),
        ("spectrum_position", limits.FEWEST_MARKERS_FOR_A_DOT),
        ("reached_share", limits.SMALLEST_DENOMINATOR),
        ("representation", limits.ABOUT_THE_SAME_FROM),
        ("representation", limits.ABOUT_THE_SAME_TO),
        ("change", limits.FEWEST_RECORDS_FOR_A_CHANGE),
        ("freshness", limits.DAYS_UNTIL_QUIET),
        ("disclosure_control", limits.THRESHOLD),
        ("disclosure_control", limits.BASE),
    ],
)
def test_the_numbers_of_the_code_stand_in_the_text(code: str, number: float) -> None:
    assert str(number) in " ".join(dataclasses.astuple(MEASURES[code]))


def test_the_formula_of_the_spectrum_reads_exactly() -> None:
    assert "Position = 100 \N{MULTIPLICATION SIGN} C ÷ (C + I)" in MEASURES["spectrum_position"].formula


def test_a_function_cannot_be_tied_to_an_unknown_measure() -> None:
    with pytest.raises(InvalidRecordError, match="no measure with the code league_table"):
        measured_by("league_table")
