"""Numbers as people type them."""

import pytest

from domain.typed_numbers import plain_number


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("1200", "1200"), ("1,200", "1200"), ("1 234 567.5", "1234567.5"), (" 12 ", "12"), (".5", ".5"),
     ("-2.5", "-2.5"), ("\N{MINUS SIGN}2", "-2"), ("1e3", "1e3")],
)  # fmt: skip
def test_commas_and_spaces_between_groups_of_three_are_left_out(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


@pytest.mark.parametrize(
    "typed", ["2,5", "1,23", "12,34", "1 2", "1,200 300", "1234,567", "", "-", "e3", "84%", "ten"]
)
def test_anything_else_is_no_number(typed: str) -> None:
    assert plain_number(typed) is None
