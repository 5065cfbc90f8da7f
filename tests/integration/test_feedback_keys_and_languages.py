"""What the feedback page is made of: its languages, the keys of its forms, and how many answers it takes at once."""

from pathlib import Path

import pytest

from components.server.feedback.catalogue import chosen_language, languages_in
from components.server.feedback.form_key import LENGTH, LIVES_SECONDS, FormKeys
from components.server.feedback.intake import MOST_A_MINUTE
from components.server.rate_limit import MINUTE, MOST_REMEMBERED, RateLimit
from domain.errors import SettingsError
from tests.integration.feedback_visitor import a_folder_with_one_more_language


def test_english_is_always_there_and_a_language_has_a_name_that_fits_the_store(tmp_path: Path) -> None:
    (tmp_path / "long").mkdir()
    a_folder_with_one_more_language(tmp_path / "long", "a-very-long-tag")
    with pytest.raises(SettingsError, match="at most 10 letters"):
        languages_in(tmp_path / "long")
    with pytest.raises(SettingsError, match="en-GB"):
        languages_in(tmp_path)


def test_the_first_language_of_a_header_that_is_here_is_taken(tmp_path: Path) -> None:
    languages = languages_in(a_folder_with_one_more_language(tmp_path, "pt"))
    assert chosen_language(languages, asked="", accepted="pt-BR").code == "pt"
    assert chosen_language(languages, asked="pt-BR", accepted="").code == "en-GB"
    assert chosen_language(languages, asked="", accepted="pt;q=0.1,en").code == "en-GB"
    assert chosen_language(languages, asked="", accepted="-," * 10_000).code == "en-GB"


def test_a_key_holds_for_one_link_and_a_few_hours() -> None:
    moments = iter([1000.0, 1000.0 + LIVES_SECONDS, 1001.0 + LIVES_SECONDS])
    keys = FormKeys(b"secret", clock=lambda: next(moments))
    key = keys.new("token")
    assert len(key) == LENGTH
    assert keys.is_good(key, "token")
    assert not keys.is_good(key, "token")
    assert keys.is_ours(key, "token")
    assert not keys.is_ours(key, "other")
    assert not FormKeys(b"other").is_ours(key, "token")
    assert not keys.is_ours("é" * LENGTH, "token")
    assert not keys.is_good(key[:-1], "token")


def test_a_link_takes_a_roomful_of_answers_a_minute_and_no_more() -> None:
    clock = [0.0]
    limit = RateLimit(most=MOST_A_MINUTE, clock=lambda: clock[0])
    assert [limit.takes("one") for _ in range(MOST_A_MINUTE)] == [True] * MOST_A_MINUTE
    assert not limit.takes("one")
    assert limit.takes("another")
    clock[0] = MINUTE
    assert limit.takes("one")


def test_what_is_remembered_of_links_stays_small() -> None:
    limit = RateLimit(most=1)
    for number in range(MOST_REMEMBERED + 5):
        limit.takes(str(number))
    assert limit.takes("0")  # forgotten
    assert not limit.takes(str(MOST_REMEMBERED))
