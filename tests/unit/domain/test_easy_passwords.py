"""Passwords that anybody would try first are told from those that are somebody's own."""

import pytest

from domain.easy_passwords import WELL_KNOWN, is_easy


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password2026!",
        "p@ssw0rd12345",
        "1234password",
        "passwordpassword",
        "summer-2026-!!",
        "welcomeqwerty",
        "qwertyuiop12",
        "asdfghjkl123",
        "abcdefghijkl",
        "lkjhgfdsa987",
        "123456789012",
        "Correct Horse Battery Staple",
        "this is my password 1",
    ],
)
def test_a_password_that_is_tried_first_is_easy(password: str) -> None:
    assert is_easy(password)


@pytest.mark.parametrize(
    "password",
    [
        "green kettle on a bus",
        "eleven yellow ladders",
        "summer kettle ladder",
        "k7m2-p9wd-3xqt-r6hc-v8ny",
        "password of my aunt",
        "örtliche Wärme 7",
    ],
)
def test_a_password_with_words_of_its_own_is_not(password: str) -> None:
    assert not is_easy(password)


def test_each_well_known_one_is_long_enough_to_be_asked_about() -> None:
    assert [one for one in WELL_KNOWN if len(one) < 12 or not one.isalpha()] == []
