"""The labels of stories: every language whole, checked when it is read, one list of directions."""

from dataclasses import replace
from pathlib import Path

import pytest

from components.publishing.document import Source
from components.publishing.glyphs import missing_glyphs
from components.publishing.labels import (
    ENGLISH,
    direction_of,
    is_right_to_left,
    labels_for,
    language_tag,
    runs_leftward,
)
from components.publishing.labels.catalogue import FOLDER, languages_in
from components.publishing.office.text import speech_of
from domain.errors import SettingsError
from domain.story import TEXT_PARTS
from tests.publishing.samples import IN_LANGUAGES, a_story, provenance

LANGUAGES = languages_in()


def test_english_and_five_community_languages_have_labels() -> None:
    assert set(LANGUAGES) == {"en-GB", "cy", "pl", "ar", "ur", "bn"}
    assert dict(ENGLISH.headings) == TEXT_PARTS


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_label_is_written_and_can_be_printed(code: str) -> None:
    for text in (*LANGUAGES[code].texts.values(), *LANGUAGES[code].headings.values()):
        assert text.strip() == text != ""
        assert missing_glyphs(text) == ()


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en-GB"}))
def test_a_translation_says_that_a_native_speaker_is_to_check_it(code: str) -> None:
    first = (FOLDER / f"{code}.toml").read_text(encoding="utf-8").splitlines()[0]
    assert "Not yet checked by a native speaker" in first


def test_a_label_takes_its_value() -> None:
    assert labels_for("pl")("compared_with", what="5 weeks") == "w porównaniu z: 5 weeks"


def test_a_region_changes_nothing_and_another_language_has_english_labels() -> None:
    assert labels_for("ar-EG")["numbers"] == labels_for("ar")["numbers"] == "بالأرقام"
    assert labels_for("ta") is labels_for("no tag") is ENGLISH


def test_only_headings_of_ours_are_translated() -> None:
    assert labels_for("cy").heading("What changed") == "Beth newidiodd"
    assert labels_for("cy").heading("What changed for us") == "What changed for us"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[headings]\n[texts]\nnumbers = "x"', "quotes"),
        ("not toml", "cannot be read"),
        ("[texts]", "cannot be read"),
    ],
)
def test_a_file_with_holes_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "en-GB.toml").write_bytes((FOLDER / "en-GB.toml").read_bytes())
    (tmp_path / "fr.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        languages_in(tmp_path)
    assert "fr" in str(caught.value)


def test_a_label_without_its_value_is_refused(tmp_path: Path) -> None:
    whole = (FOLDER / "en-GB.toml").read_text(encoding="utf-8")
    (tmp_path / "en-GB.toml").write_text(whole, encoding="utf-8")
    (tmp_path / "fr.toml").write_text(whole.replace("{what}", "{that}"), encoding="utf-8")
    with pytest.raises(SettingsError, match="compared_with"):
        languages_in(tmp_path)


def test_a_folder_without_english_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="en-GB"):
        languages_in(tmp_path)


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_all_channels_agree_which_way_a_language_runs(language: str) -> None:
    is_leftward = language in {"ar", "ur"}
    assert is_right_to_left(language) is is_leftward
    assert direction_of(language) == ("rtl" if is_leftward else "ltr")
    assert speech_of(IN_LANGUAGES[language][0], language=language).is_right_to_left is is_leftward


def test_letters_say_which_way_a_text_runs() -> None:
    assert (runs_leftward("بالأرقام"), runs_leftward("tea"), runs_leftward("50%")) == (True, False, None)
    assert language_tag('x"y') == "en-GB"


def test_a_source_that_is_listed_is_not_named_again_in_the_small_print() -> None:
    told = provenance(source="Source: Clinic annual report 2025; Notes of the open day.")
    story = a_story(provenance=told)
    assert story.small_print == told.lines[1:]
    assert replace(story, sources=(Source("Notes of the open day"),)).small_print == told.lines
    assert a_story().small_print == a_story().provenance.lines
