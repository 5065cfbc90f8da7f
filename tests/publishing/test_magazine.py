"""The magazine: a story and an issue as PDF, read back as a screen reader reads them."""

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from components.publishing.copyfit import LEAST_PICTURE_MM, MOST_PICTURE_MM, SIZES, fitted, fitted_all
from components.publishing.document import IssueDocument, Pair, Quote, Section, StoryDocument, texts_of
from components.publishing.looks import Look
from components.publishing.magazine import issue_pages, issue_pdf, story_pdf
from components.publishing.magazine_pages import Plates, issue_values, language_of
from components.publishing.theme import ARIAL, HEARD, THEMES
from tests.publishing.reading_pdf import (
    bookmarks_of,
    faults_of,
    lines_of,
    page_count,
    pictures_of,
    spoken,
    squeezed,
)
from tests.publishing.reading_pdf import (
    language_of as language_of_pdf,
)
from tests.publishing.samples import (
    IN_LANGUAGES,
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)

CONTENTS = "In this issue"


@cache
def _story(theme: str = "heard") -> bytes:
    return story_pdf(a_story(pictures=(a_picture(), a_picture(alt="Two cups"))), THEMES[theme])


@cache
def _issue(theme: str = "heard") -> bytes:
    return issue_pdf(an_issue(), THEMES[theme])


def _long_story(words: int, **changes: object) -> StoryDocument:
    text = " ".join(["People said what they needed and then did it with us."] * (words // 11))
    return a_story(slug=f"long-{words}", sections=(Section("What we did", (text,)),), **changes)


def _missing(story: StoryDocument, said: str) -> list[str]:
    return [text for text in texts_of(story) if squeezed(text) not in said]


@pytest.mark.parametrize("theme", THEMES)
def test_a_story_passes_every_rule_of_pdf_ua(theme: str, tmp_path: Path) -> None:
    assert faults_of(_story(theme), tmp_path) == []


@pytest.mark.parametrize("theme", THEMES)
def test_an_issue_passes_every_rule_of_pdf_ua(theme: str, tmp_path: Path) -> None:
    assert faults_of(_issue(theme), tmp_path) == []


def test_every_text_of_a_story_is_read_out(tmp_path: Path) -> None:
    assert _missing(a_story(), spoken(_story(), tmp_path)) == []


def test_every_text_of_an_issue_is_read_out(tmp_path: Path) -> None:
    issue, said = an_issue(), spoken(_issue(), tmp_path)
    assert [_missing(story, said) for story in issue.stories] == [[], [], []]
    assert all(squeezed(text) in said for text in (*issue.editorial, *issue.back_page))


def test_the_text_runs_in_the_order_of_the_story(tmp_path: Path) -> None:
    story, said = a_story(), spoken(_story(), tmp_path)
    running = [
        story.kicker,
        story.title,
        story.standfirst,
        *(text for one in story.sections for text in (one.heading, *one.paragraphs)),
        *(text for pair in story.pairs for text in (pair.you_said, pair.we_did)),
        *(source.citation for source in story.sources),
        *story.provenance.lines,
    ]
    places = [said.find(squeezed(text)) for text in running]
    assert places == sorted(places)


def test_headings_are_headings_and_the_pairs_a_table(tmp_path: Path) -> None:
    lines = lines_of(_story(), tmp_path)
    assert [line for line in lines if line.startswith("H1")] == ["H1: Tea, questions and a shorter wait"]
    assert {"H2: Background and aim", "H2: In numbers", "TH: You said", "TH: We did"} <= set(lines)
    said = lines.index("TH: You said")
    assert lines[said + 2] == "TD: Tell us how long we will wait."


def test_pictures_and_graphics_have_their_alternatives(tmp_path: Path) -> None:
    lines = lines_of(_story(), tmp_path)
    assert "Figure: [A table with tea and questions on cards]" in lines
    assert "Figure: [Two cups]" in lines
    sentence = a_story().spectrum
    assert sentence is not None
    assert f"Figure: [{sentence.sentence}]" in lines


def test_the_drawn_crowd_and_decoration_are_not_read_out(tmp_path: Path) -> None:
    story = a_story(spectrum=None, pictures=(), metrics=())
    assert not [line for line in lines_of(story_pdf(story, HEARD), tmp_path) if line.startswith("Figure")]
    plain = replace(story, pictures=(a_picture(alt=""),))
    assert not [line for line in lines_of(story_pdf(plain, HEARD), tmp_path) if line.startswith("Figure")]


def test_shares_over_the_last_page_are_dots_with_their_alternative(tmp_path: Path) -> None:
    lines = lines_of(story_pdf(a_story(), HEARD), tmp_path)
    assert fitted(a_story(), HEARD).closing_mm > 0
    assert "Figure: [50 of 100 dots are filled: 50% left the list after one hour.]" in lines
    assert "P: Each dot is 1 in 100." in lines


def test_shares_of_which_one_is_too_long_for_dots_are_all_left_to_the_band(tmp_path: Path) -> None:
    first = a_story().metrics[0]
    story = a_story(metrics=(first, replace(first, label="left the list after an hour " * 5)))
    lines = lines_of(story_pdf(story, HEARD), tmp_path)
    assert not [line for line in lines if "dots are filled" in line]


def test_a_source_that_all_numbers_share_is_printed_once(tmp_path: Path) -> None:
    lines = lines_of(_story(), tmp_path)
    assert lines.count("P: Source: Clinic count, 2025") == 1


def test_sources_that_differ_stand_with_their_numbers_by_the_names_that_the_story_gives_them(
    tmp_path: Path,
) -> None:
    first, second, third = a_story().metrics
    story = a_story(
        metrics=(
            replace(first, source="https://example.org/report"),
            replace(second, source="A count of letters", note=""),
            replace(third, source=""),
        )
    )
    said = spoken(story_pdf(story, HEARD), tmp_path)
    assert squeezed("Source: Clinic annual report 2025.") in said
    assert squeezed("April to June 2025. Source: A count of letters.") in said


def test_neighbours_in_an_issue_differ_in_colour() -> None:
    issue = an_issue(*(replace(a_bare_story(), slug=f"story-{number}") for number in range(9)))
    looks = dict.fromkeys(issue.stories, Look())
    colours = [one["colour"] for one in issue_values(issue, HEARD, Plates(), looks)["stories"]]
    assert all(one != next_one for one, next_one in pairwise(colours))
    assert colours[0] == HEARD.dark


def test_two_stories_without_a_photograph_do_not_look_alike() -> None:
    first, second = (story_pdf(a_story(slug=slug), HEARD) for slug in ("one", "other"))
    assert pictures_of(first)[0].tobytes() != pictures_of(second)[0].tobytes()


def test_what_is_hidden_or_not_rated_says_so_and_is_no_zero(tmp_path: Path) -> None:
    story = a_story()
    assert story.spectrum is not None
    unrated = replace(story, spectrum=replace(story.spectrum, lay=None, lay_low=None, lay_high=None))
    lines = lines_of(issue_pdf(an_issue(unrated), HEARD), tmp_path)
    assert "TD: none yet" in lines
    assert "TD: not shown" in lines


def test_an_answer_that_was_not_recorded_says_so(tmp_path: Path) -> None:
    story = a_story(pairs=(Pair("Open on Sundays.", ""),))
    assert "TD: Not recorded." in lines_of(story_pdf(story, HEARD), tmp_path)


def test_title_and_language_stand_in_the_file() -> None:
    with pikepdf.open(io.BytesIO(_story())) as opened, opened.open_metadata() as facts:
        assert facts["dc:title"] == "Tea, questions and a shorter wait"
        assert opened.Root.Lang == "en-GB"


def test_sources_are_links(tmp_path: Path) -> None:
    assert "P: Clinic annual report 2025" in lines_of(_story(), tmp_path)
    with pikepdf.open(io.BytesIO(_story())) as opened:
        actions = [note.get("/A", {}) for page in opened.pages for note in page.get("/Annots", [])]
    assert [str(action["/URI"]) for action in actions if "/URI" in action] == ["https://example.org/report"]


def test_an_address_that_is_not_for_the_web_is_no_link() -> None:
    source = replace(a_story().sources[0], link="javascript:alert(1)")
    with pikepdf.open(io.BytesIO(story_pdf(a_story(sources=(source,)), HEARD))) as opened:
        assert not [note for page in opened.pages for note in page.get("/Annots", [])]


def test_an_issue_has_a_bookmark_for_each_story_and_each_part() -> None:
    marks = bookmarks_of(_issue())
    titles = [story.title for story in an_issue().stories]
    found = [
        mark
        for mark in marks
        if mark in {"The Innovators", CONTENTS, "Welcome", *titles, "Tell us what we missed."}
    ]
    assert found == ["The Innovators", CONTENTS, "Welcome", *titles, "Tell us what we missed."]


def test_the_contents_lead_to_the_pages_that_they_name(tmp_path: Path) -> None:
    lines = lines_of(_issue(), tmp_path)
    first, second, third = (
        lines.index(f"P: {story.title}", lines.index(f"H1: {CONTENTS}")) for story in an_issue().stories
    )
    numbers = [lines[second - 2], lines[first - 2]]
    assert numbers == ["P: 6", "P: 4"]
    assert lines[third - 1] == "P: 8"
    with pikepdf.open(io.BytesIO(_issue())) as opened:
        pages = [page.objgen for page in opened.pages]
        goals = [
            pages.index(note.A.D[0].objgen) + 1 if "/A" in note else pages.index(note.Dest[0].objgen) + 1
            for note in opened.pages[1].Annots
            if "/URI" not in note.get("/A", {})
        ]
    assert goals == [3, 4, 6, 8]


def test_a_record_that_is_illustrative_says_so(tmp_path: Path) -> None:
    issue = replace(an_issue(), illustrative="Illustrative records are included.")
    lines = lines_of(issue_pdf(issue, HEARD), tmp_path)
    assert lines.count("P: Illustrative records are included.") == 2


def test_a_bare_story_is_one_page_without_empty_headings(tmp_path: Path) -> None:
    pdf = story_pdf(a_bare_story(), HEARD)
    assert page_count(pdf) == 1
    assert faults_of(pdf, tmp_path) == []
    assert [line for line in lines_of(pdf, tmp_path) if line[0] == "H"] == ["H1: A title alone"]


def test_an_issue_without_editorial_spectrum_and_back_page_still_has_cover_and_back(tmp_path: Path) -> None:
    issue = replace(an_issue(a_bare_story()), editorial=(), back_page=(), address="")
    pdf = issue_pdf(issue, HEARD)
    assert page_count(pdf) == 4
    assert faults_of(pdf, tmp_path) == []
    assert "H1: Welcome" not in lines_of(pdf, tmp_path)


def test_a_hostile_story_is_printed_whole_and_runs_nowhere(tmp_path: Path) -> None:
    story = a_hostile_story()
    pdf = story_pdf(story, HEARD)
    assert faults_of(pdf, tmp_path) == []
    assert _missing(story, spoken(pdf, tmp_path)) == []


def test_long_quotes_numbers_and_pairs_flow_on_instead_of_off_the_page(tmp_path: Path) -> None:
    words = "somebody said this again " * 150
    metric = replace(a_story().metrics[0], label=words, figure="1" * 60)
    story = a_story(
        standfirst=words, quotes=(Quote(words, words),), pairs=(Pair(words, words),), metrics=(metric,) * 5
    )
    pdf = story_pdf(story, HEARD)
    assert faults_of(pdf, tmp_path) == []
    assert _missing(story, spoken(pdf, tmp_path)) == []


@pytest.mark.parametrize("language", IN_LANGUAGES)
def test_community_languages_are_set_and_named(language: str, tmp_path: Path) -> None:
    pdf = story_pdf(a_story_in(language), HEARD)
    overlap = (
        "text-overlap" if language in {"ar", "bn", "ur"} else "nothing"
    )  # their letters lie over each other
    assert [fault for fault in faults_of(pdf, tmp_path) if not fault.startswith(overlap)] == []
    assert language_of_pdf(pdf) == language


def test_polish_and_welsh_letters_are_read_out(tmp_path: Path) -> None:
    for language in ("pl", "cy"):
        assert _missing(a_story_in(language), spoken(story_pdf(a_story_in(language), HEARD), tmp_path)) == []


def test_an_arabic_story_begins_at_the_right() -> None:
    """Below the picture, the bar and the line above the headline stand at the right, and the left is empty."""
    story = a_story_in("ar")
    page = pictures_of(story_pdf(story, HEARD), scale=1)[0].convert("L")
    width, height = page.size
    top, foot = ((fitted(story, HEARD).picture_mm + below) / 297 * height for below in (3, 12))
    assert page.crop((0, round(top), width // 2, round(foot))).getextrema()[0] == 255
    assert page.crop((width // 2, round(top), width, round(foot))).getextrema()[0] < 128


def test_a_tag_that_names_no_language_is_taken_for_british_english() -> None:
    assert [language_of(tag) for tag in ("cy", "pa-Guru-GB", "EN-gb", "x", "")] == [
        "cy", "pa-GB", "en-GB", "en-GB", "en-GB",
    ]  # fmt: skip


@pytest.mark.parametrize("words", [60, 150, 320, 500, 900])
def test_a_story_fills_the_pages_that_it_takes(words: int) -> None:
    """The text is never smaller than the last step, the picture within its bounds, the last page not bare."""
    story = _long_story(words)
    look = fitted(story, HEARD)
    assert (look.body, look.headline) in SIZES
    assert LEAST_PICTURE_MM <= look.picture_mm <= MOST_PICTURE_MM
    last = pictures_of(story_pdf(story, HEARD))[-1].convert("L")
    rows = [last.crop((0, row, last.width, row + 1)).getextrema()[0] < 250 for row in range(last.height)]
    assert sum(rows) > 0.4 * len(rows)


def test_a_short_story_takes_one_page_and_a_long_one_more() -> None:
    slim = {"metrics": (), "pairs": (), "quotes": (), "reach": None, "spectrum": None}
    assert page_count(story_pdf(_long_story(150, **slim), HEARD)) == 1
    assert page_count(story_pdf(_long_story(900, **slim), HEARD)) == 2


def test_the_fit_does_not_depend_on_the_company() -> None:
    stories = [_long_story(100), _long_story(200), _long_story(100)]
    assert fitted_all(stories, HEARD) == {one: fitted(one, HEARD) for one in stories}


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert issue_pdf(an_issue(), ARIAL) == issue_pdf(an_issue(), ARIAL)


def test_previews_are_a_picture_for_each_page() -> None:
    pages = issue_pages(an_issue(), HEARD, width_px=300)
    assert len(pages) == page_count(_issue())
    assert {Image.open(io.BytesIO(page)).width for page in pages} == {300}


def _issue_of_twenty() -> IssueDocument:
    return an_issue(
        *(
            replace(_long_story(80 + 15 * number), slug=f"story-{number}", title=f"Story {number}")
            for number in range(20)
        )
    )


def test_an_issue_of_twenty_stories_is_set_whole(tmp_path: Path) -> None:
    pdf = issue_pdf(_issue_of_twenty(), HEARD)
    assert page_count(pdf) > 22
    assert faults_of(pdf, tmp_path) == []
