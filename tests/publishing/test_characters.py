"""What no document may hold is taken out in one place, for every format."""

import pytest

from components.publishing.characters import lawful, with_halves_shown
from components.publishing.office.text import legal
from components.publishing.typesetting import settable_text
from components.publishing.web_words import clean, one_line

NEVER = ("\x00", "\x0b", "\x1f", "\x7f", "\x9f", "\u202e", "\u2066", "\ufffe", "\uffff")


@pytest.mark.parametrize("letter", NEVER, ids=ascii)
def test_every_format_leaves_it_out(letter: str) -> None:
    text = f"so{letter}on"
    assert (lawful(text), clean(text), legal(text), settable_text(text)) == ("soon",) * 4
    assert one_line(text) == "so on"


def test_tabs_and_ends_of_lines_stay() -> None:
    assert lawful("one\ttwo\nthree") == "one\ttwo\nthree"


def test_half_a_character_shows_in_office_files_and_nowhere_else() -> None:
    assert with_halves_shown("a\ud83db") == legal("a\ud83db") == "a\ufffdb"
    assert lawful("a\ud83db") == settable_text("a\ud83db") == "ab"


def test_a_page_holds_no_separators_of_lines_and_no_mark_of_byte_order() -> None:
    assert settable_text("\ufeffone\r\u2028two") == "onetwo"
