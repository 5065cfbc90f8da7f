"""Personal details are noticed, and ordinary numbers are not taken for them."""

import pytest

from domain.personal_details import personal_detail_in, personal_details_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to jo.smith@example.org", "an e-mail address"),
        ("Ring 0191 498 0123", "a telephone number"),
        ("Ring +44 7700 900123", "a telephone number"),
        ("Number 943 476 5919", "an NHS number"),
        ("Number 9434765919", "an NHS number"),
        ("She lives at SW1A 1AA.", "a full postcode"),
        ("Home: m1 1ae, second floor", "a full postcode"),
        ("(CF10 3NQ)", "a full postcode"),
        ("DN551PT", "a full postcode"),
        ("W1A\u00a01HQ", "a full postcode"),
    ],
)
def test_a_personal_detail_is_noticed(text: str, found: str) -> None:
    assert personal_detail_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Co-designed @ the town hall",
        "In 2024 and 2025, 100,000 people",
        "9434765918",  # its check digit is wrong
        "£1,234,567,890",
        "0.1234567890123",
        "People in M1, LS10 and SW1A came",  # districts are places
        "Leave at M1 3rd exit, then B12 1st left",  # ordinals have the shape of its second half
        "Forms FP10, HC2 and SF100",
        "Room A4 2AB",  # there is no postcode area A
        "Vitamin B12 5mg",  # units never hold an M
        "Reference NE-2026-W1A1HQ-7",  # a longer code
        "Reference ne1 and w1a1hq",  # small and without a gap
        "Kit E16 4ABX",
    ],
)
def test_ordinary_text_is_not(text: str) -> None:
    assert personal_detail_in(text) is None


def test_all_kinds_are_named_in_one_order() -> None:
    text = "SW1A 1AA, jo.smith@example.org, 0191 498 0123, 943 476 5919"
    assert personal_details_in(text) == (
        "an NHS number", "an e-mail address", "a telephone number", "a full postcode"
    )  # fmt: skip
    assert personal_detail_in("SW1A 1AA, 943 476 5919") == "an NHS number and a full postcode"


def test_an_nhs_number_that_starts_with_0_is_no_telephone_number_as_well() -> None:
    assert personal_details_in("Number 000 000 0051") == ("an NHS number",)


@pytest.mark.parametrize("piece", ["a+", "0-1 a", "943 ", "SW1A ", "M1 1A ", "@", "+44"])
def test_no_start_is_tried_for_longer_than_a_word(piece: str) -> None:
    """Ten times the longest text that the store holds; a quadratic pattern would take minutes."""
    assert personal_detail_in(piece * 20_000) is None
