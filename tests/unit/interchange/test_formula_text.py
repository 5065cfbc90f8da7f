"""Text that looks like a formula stays text in CSV, and comes back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.interchange.formula_text import guarded, unguarded


@pytest.mark.parametrize(
    ("text", "in_csv"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@sum", "'@sum"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=x", "''=x"),
        ("''-x", "'''-x"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_formula_like_text_gets_one_apostrophe(text: str, in_csv: str) -> None:
    assert guarded(text) == in_csv
    assert unguarded(in_csv) == text


@given(st.text(alphabet="'=+-@ \t\n\rab＝"))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(st.text(alphabet="'=+-@ \tab", min_size=1))
def test_no_guarded_text_begins_as_a_formula(text: str) -> None:
    assert guarded(text).lstrip()[:1] not in {"=", "+", "-", "@"}
