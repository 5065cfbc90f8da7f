"""How text is measured and placed on a slide: widths, lines, sizes, pages."""

import pytest

from components.publishing.slides.fit import Box, filled_pages, height_of, lines_of, size_for, width_of


def test_width_counts_letters_and_lines_break_between_words() -> None:
    # Arial's "m" is 0.833 of the size, its space 0.278: at 72 points an inch is the size.
    assert width_of("m", 72) == pytest.approx(0.833 * 1.06, abs=0.001)
    assert lines_of("mm mm", 72, width=2.0) == 2
    assert lines_of("mm mm", 72, width=4.0) == 1


def test_a_word_wider_than_the_box_goes_on_in_the_next_line() -> None:
    # 10 letters of 0.883 inches in a box of 2 inches.
    assert lines_of("m" * 10, 72, width=2.0) == 5


def test_the_first_size_that_fits_is_taken_and_none_where_no_size_does() -> None:
    box = Box(0, 0, 4.0, 1.0)
    assert size_for(["one line"], box, (36.0, 24.0)) == 36.0
    assert size_for(["word " * 30], box, (36.0, 12.0)) == 12.0
    assert size_for(["word " * 300], box, (36.0, 12.0)) is None


def test_pages_hold_all_words_in_order_and_none_is_too_full() -> None:
    box = Box(0, 0, 6.0, 2.0)
    text = " ".join(f"w{number}" for number in range(400))
    pages, is_whole = filled_pages([text, "The end."], box, 18, most=40)
    assert is_whole
    assert " ".join(part for page in pages for part in page).split() == [*text.split(), "The", "end."]
    assert all(height_of(page, 18, width=box.width) <= box.height for page in pages)


def test_pages_end_at_the_most_and_say_so() -> None:
    pages, is_whole = filled_pages(["x" * 5_000], Box(0, 0, 4.0, 1.0), 18, most=2)
    assert (len(pages), is_whole) == (2, False)
