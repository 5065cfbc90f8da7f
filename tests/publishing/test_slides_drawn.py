"""What is drawn on slides, reopened: native charts and tables, the spectrum line, reach, pictures and what they say."""

import io
from dataclasses import replace

import openpyxl
import pytest

from components.publishing.document import Metric, Pair, StoryDocument
from components.publishing.office import words
from tests.publishing.reading_slides import (
    DECORATIVE,
    C,
    charts_of,
    names_of,
    notes_of,
    opened,
    plain,
    shown_on,
    slide_called,
)
from tests.publishing.samples import a_picture, a_story


def test_every_drawing_has_words_or_is_marked_as_decoration() -> None:
    deck = opened(a_story(pictures=(a_picture(), a_picture(alt=""), a_picture(alt="A dog"))))
    named = [name for slide in deck.slides for name in names_of(slide)]
    assert len(named) == 3 + 2 + 1 + 1 + 1
    for name in named:
        is_marked = any(mark.get("val") == "1" for mark in name.iter(DECORATIVE))
        assert bool(name.get("descr")) != is_marked


def test_a_story_without_a_picture_opens_with_the_crowd_as_decoration() -> None:
    (name,) = names_of(opened(a_story()).slides[0])
    assert name.get("descr") == ""
    assert list(name.iter(DECORATIVE))


def test_bars_of_colour_are_decoration() -> None:
    slide = slide_called(opened(a_story()), "In their words")
    bars = [shape for shape in slide.shapes if shape.name.startswith("Shape")]
    assert bars
    assert all(list(bar.element.iter(DECORATIVE)) for bar in bars)


def test_shares_and_baselines_are_native_charts_with_their_values() -> None:
    first, second, _line, third = charts_of(opened(a_story()))
    assert [(series.name, list(series.values)) for series in first.plots[0].series] == [
        ("Out of 100%", [100.0]), ("Figure", [50.0]),
    ]  # fmt: skip
    assert [(series.name, list(series.values)) for series in second.plots[0].series] == [
        ("Compared with", [9.0]), ("Figure", [5.0]),
    ]  # fmt: skip
    assert [list(series.values) for series in third.plots[0].series] == [[31.0], [20.0]]
    assert list(first.plots[0].categories) == ["left the list after one hour"]


def test_a_chart_is_edited_in_its_own_workbook() -> None:
    chart = charts_of(opened(a_story()))[1]
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert list(book.active.values) == [
        (None, "Compared with", "Figure"),
        ("average wait, approximate", 9, 5),
    ]


def test_a_number_that_is_no_share_and_has_no_baseline_is_a_card() -> None:
    slide = slide_called(opened(a_story()), "In numbers")
    assert "550 people seen over 2 days" in shown_on(slide)


def test_numbers_that_find_no_room_go_on_to_a_further_slide() -> None:
    metrics = tuple(Metric(str(number), f"things of kind {number}", float(number)) for number in range(1, 9))
    deck = opened(a_story(metrics=metrics))
    assert "things of kind 6" in shown_on(slide_called(deck, "In numbers (1 of 2)"))
    assert "things of kind 7" in shown_on(slide_called(deck, "In numbers (2 of 2)"))


def test_you_said_we_did_is_a_native_table_with_a_heading_row() -> None:
    slide = slide_called(opened(a_story()), "You said, we did")
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.first_row
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["You said", "We did"], ["Tell us how long we will wait.", "Each letter now names the wait."],
    ]  # fmt: skip


def test_a_long_table_goes_on_with_its_heading_row() -> None:
    pairs = tuple(
        Pair(f"Said {number} " + "word " * 40, f"Did {number} " + "word " * 40) for number in range(6)
    )
    deck = opened(a_story(pairs=pairs))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1
    assert {table.cell(0, 0).text for table in tables} == {"You said"}
    assert sum(len(table.rows) - 1 for table in tables) == 6


def spectrum_on(story: StoryDocument) -> dict[str, list[tuple[float, ...]]]:
    """The series of the line by their names, each with where its points stand from 0 to 100."""
    slide = slide_called(opened(story), "How people were involved")
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    found: dict[str, list[tuple[float, ...]]] = {}
    for series in frame.chart.plots[0].series:
        places = tuple(float(one.text) for one in series._element.findall(f".//{C}xVal//{C}v"))  # noqa: SLF001  the library reads y alone
        found.setdefault(series.name, []).append(places)
    return found


def test_the_spectrum_line_is_one_native_chart_with_its_sentence() -> None:
    slide = slide_called(opened(a_story()), "How people were involved")
    (name,) = names_of(slide)
    assert name.get("descr") == a_story().spectrum.sentence  # type: ignore[union-attr]
    assert name.get("name", "").startswith("Spectrum")
    found = spectrum_on(a_story())
    assert set(found["Staff"]) == {(62.0,)}
    assert set(found["Lay partners"]) == {(41.0,)}
    assert found["Between the two"] == [(62.0, 41.0)]
    assert found["Staff: from lowest to highest"] == [(48.0, 70.0)]


def test_who_moves_a_dot_in_the_workbook_moves_all_that_belongs_to_it() -> None:
    slide = slide_called(opened(a_story()), "How people were involved")
    (frame,) = [shape for shape in slide.shapes if shape.has_chart]
    book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.active.values)
    assert [row[:2] for row in rows[1:3]] == [("Staff", 62), ("Lay partners", 41)]
    assert [row[1] for row in rows if row[0] == "Between the two"] == ["=B2", "=B3"]
    assert [row[1] for row in rows if row[0] == "Lay partners"] == [41, "=B3"]


def test_a_network_without_lay_markers_has_no_ring() -> None:
    line = replace(a_story().spectrum, lay=None, lay_low=None, lay_high=None, staff_low=0.0, staff_high=0.0)  # type: ignore[type-var]
    assert set(spectrum_on(a_story(spectrum=line))) == {"Staff"}


def test_a_place_that_is_not_known_is_a_pale_bar_that_says_so() -> None:
    line = replace(a_story().spectrum, lay=None, lay_low=0.0, lay_high=100.0)  # type: ignore[type-var]
    found = spectrum_on(a_story(spectrum=line))
    assert found["Lay partners: not known"] == [(50.0,)]
    assert "Lay partners" not in found
    slide = slide_called(opened(a_story(spectrum=line)), "How people were involved")
    assert "A pale bar is what answers of “not known” leave open." in shown_on(slide)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Illustrative, not a real network's figures: staff place it.", "Illustrative, not a real network"),
        ("Staff place it.", "Illustrative. Staff place it."),
    ],
)
def test_that_a_line_is_illustrative_is_said_once(sentence: str, said: str) -> None:
    line = replace(a_story().spectrum, sentence=sentence, is_illustrative=True)  # type: ignore[type-var]
    shown = shown_on(slide_called(opened(a_story(spectrum=line)), "How people were involved"))
    assert said in shown
    assert shown.count("Illustrative") == 1


def test_that_reach_is_illustrative_is_said_once() -> None:
    sentence = "Illustrative, not a real network's figures: more older people took part."
    reach = replace(a_story().reach, sentence=sentence, is_illustrative=True)  # type: ignore[type-var]
    shown = shown_on(slide_called(opened(a_story(reach=reach)), words.REACH))
    assert shown.count("Illustrative") == 1


def test_a_story_without_a_line_still_says_how_people_were_involved() -> None:
    slide = slide_called(opened(a_story(spectrum=None, groups=())), "How people were involved")
    assert "How people took part: Co-design." in shown_on(slide)


def test_reach_of_which_nothing_may_be_compared_has_its_sentence_and_no_chart() -> None:
    reach = replace(a_story().reach, rows=a_story().reach.rows[1:])  # type: ignore[type-var,union-attr]
    slide = slide_called(opened(a_story(reach=reach)), "Whom the network reached")
    assert reach.sentence in shown_on(slide)
    assert not [shape for shape in slide.shapes if shape.has_chart]


def test_a_label_too_long_for_its_card_is_cut_there_and_whole_in_the_notes() -> None:
    label = "a very long label " * 120
    deck = opened(a_story(metrics=(Metric("7", label, 7.0, compared_with="5 before"),)))
    assert "…" in shown_on(slide_called(deck, "In numbers"))
    assert plain(label) in notes_of(deck)


def test_a_group_without_a_population_figure_has_one_bar() -> None:
    row = replace(a_story().reach.rows[0], population=None)  # type: ignore[union-attr]
    reach = replace(a_story().reach, rows=(row, a_story().reach.rows[0]))  # type: ignore[type-var,union-attr]
    (chart,) = charts_of(opened(a_story(reach=reach, metrics=(), spectrum=None)))
    assert [list(series.values) for series in chart.plots[0].series] == [[31.0, 31.0], [None, 20.0]]


def test_a_further_picture_stands_beside_a_quote() -> None:
    picture = a_picture(alt="A dog")
    slide = slide_called(opened(a_story(pictures=(picture, picture))), "In their words")
    assert "Somebody asked me" in shown_on(slide)
    assert [name.get("descr") for name in names_of(slide)] == ["A dog"]


def test_a_further_picture_without_a_credit_and_without_a_quote_stands_alone() -> None:
    picture = replace(a_picture(alt="A dog"), credit="")
    slide = slide_called(opened(a_story(pictures=(picture, picture), quotes=())), "Picture")
    assert shown_on(slide) == "Picture Tea, questions and a shorter wait ‹#›"
