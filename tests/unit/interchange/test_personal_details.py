"""Personal details are noticed, and ordinary numbers are not taken for them."""

import pytest

from data_access.interchange.personal_details import personal_detail_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Write to jo.smith@example.org", "an e-mail address"),
        ("Ring 0191 498 0123", "a telephone number"),
        ("Ring +44 7700 900123", "a telephone number"),
        ("Number 943 476 5919", "an NHS number"),
        ("Number 9434765919", "an NHS number"),
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
    ],
)
def test_ordinary_text_is_not(text: str) -> None:
    assert personal_detail_in(text) is None
