"""Easy Read: all words in order, large type, a picture beside each idea, and the rules of PDF/UA-1."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from components.publishing.document import Document, IssueDocument, Metric, Section, Source, texts_of
from components.publishing.easy_read import NOT_WRITTEN, easy_read_pdf
from components.publishing.easy_read_line import spectrum_svg, words_of_line
from components.publishing.easy_read_own_words import tenths
from components.publishing.easy_read_rows import Pages
from components.publishing.pictograms import Pictogram, pictogram_svg, pictograms_of
from components.publishing.theme import ARIAL, HEARD
from tests.publishing.samples import (
    a_bare_story,
    a_hostile_story,
    a_picture,
    a_story,
    a_story_in,
    an_issue,
)

CHECKER = Path(__file__).with_name("vendor") / "pdf_a11y_check.py"
LONG = "A programme of 18 months worked out what could be saved when people help to shape their own care."
WRITTEN = (
    ("Some people waited a long time.", "They waited 9 weeks.", "Nobody told them why."),
    (
        "A clinic asked them to tea.",
        "Staff and people met at one table.",
        "Engagement means talking and listening.",
    ),
    (
        "Half of the people left the waiting list.",
        "The wait is now 5 weeks.",
        "The clinic is shut on Sundays.",
    ),
)
"""An Easy Read text in three parts."""


@cache
def made(document: Document) -> bytes:
    return easy_read_pdf(document, HEARD)


def pages_of(content: bytes) -> list[str]:
    with pypdfium2.PdfDocument(content) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def letters_of(text: str) -> str:
    """Letters and digits alone: parted sentences differ in marks and capitals from those of the story."""
    return re.sub(r"[\W_]+", "", text).casefold()


def words_of(content: bytes) -> str:
    """All letters of the pages without the lines at their feet."""
    return letters_of("".join(re.sub(r"Page \d+ of \d+\s*$", "", page) for page in pages_of(content)))


def first_missing(texts: tuple[str, ...], content: bytes) -> str:
    whole, at = words_of(content), 0
    for text in texts:
        found = whole.find(letters_of(text), at)
        if found < 0:
            return text
        at = found
    return ""


def alternatives(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [
            str(item["/Alt"])
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"
        ]


@pytest.mark.parametrize(
    "story",
    [a_story(), a_bare_story(), a_hostile_story(), a_story_in("pl"), a_story_in("cy")],
    ids=lambda story: story.slug,
)
def test_every_text_is_there_in_order(story: Document) -> None:
    assert not isinstance(story, IssueDocument)
    assert first_missing(texts_of(story), made(story)) == ""


def test_an_issue_holds_its_stories_in_order() -> None:
    issue = an_issue()
    texts = (issue.title, *issue.editorial, *(text for story in issue.stories for text in texts_of(story)))
    assert first_missing((*texts, *issue.back_page), made(issue)) == ""


@pytest.mark.parametrize(
    "document",
    [
        a_story(pictures=(a_picture(), a_picture(alt=""))),
        a_bare_story(),
        a_hostile_story(),
        a_story_in("ar"),
        an_issue(),
    ],
    ids=["pictures", "bare", "hostile", "arabic", "issue"],
)
def test_the_rules_of_accessible_pdf_are_kept(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "easy.pdf"
    path.write_bytes(made(document))
    # Contrast is sampled glyph by glyph: enough on pages of the same template that are not 100.
    quick = ["--no-contrast"] if len(pages_of(made(document))) > 50 else []
    told = subprocess.run(
        [sys.executable, CHECKER, path, *quick], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
    assert "page-validation" in told.stdout
    assert "not installed" not in told.stdout


def test_the_file_has_its_title_and_language() -> None:
    with pikepdf.open(io.BytesIO(made(a_story_in("cy")))) as pdf:
        assert str(pdf.Root.Lang).startswith("cy")
        assert str(pdf.docinfo["/Title"]) == "Pobl yn gyntaf: Easy Read"


def test_pictures_keep_their_words_and_drawings_are_decoration() -> None:
    story = a_story(
        pictures=(a_picture(alt="Tea on a table"), a_picture(alt="Two people"), a_picture(alt=""))
    )
    assert story.spectrum is not None
    assert alternatives(made(story)) == [
        "Tea on a table",
        "5 of 10 dots are filled.",
        "Two people",
        story.spectrum.sentence,
    ]


def test_nothing_is_smaller_than_14_points() -> None:
    with pypdfium2.PdfDocument(made(a_story())) as pdf:
        sizes = {
            round(item.get_font_size())
            for page in pdf
            for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))
        }
    assert min(sizes) >= 14


def test_nothing_runs_off_the_page() -> None:
    with pypdfium2.PdfDocument(made(a_hostile_story())) as pdf:
        for page in pdf:
            width, height = page.get_size()
            for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,)):
                left, low, right, high = item.get_bounds()
                assert left >= 0
                assert low >= 0
                assert right <= width
                assert high <= height


def test_a_link_can_be_followed() -> None:
    with pikepdf.open(io.BytesIO(made(a_story()))) as pdf:
        links = {
            str(note.A.URI)
            for page in pdf.pages
            for note in page.get("/Annots", [])
            if note.get("/Subtype") == "/Link"
        }
    assert links == {"https://example.org/report", "https://heard.example/s/tea-and-questions"}


def test_what_was_written_for_easy_read_stands_in_place_of_the_long_texts() -> None:
    story = a_story(easy_read=WRITTEN)
    sentences = tuple(line for part in WRITTEN for line in part)
    texts = (story.kicker, story.title, *sentences, story.sources[0].citation, *story.provenance.lines)
    assert first_missing(texts, made(story)) == ""
    for section in story.sections:
        assert letters_of(section.heading) not in words_of(made(story))
    assert letters_of(NOT_WRITTEN) not in words_of(made(story))


def test_a_story_that_is_not_written_in_easy_read_says_so_before_its_own_words() -> None:
    story = a_story()
    assert first_missing((story.title, NOT_WRITTEN, story.standfirst), made(story)) == ""
    assert "not written in Easy Read yet" in pages_of(made(story))[0]


def test_a_long_sentence_stays_whole_and_is_not_counted_in_print() -> None:
    story = a_story(sections=(Section("What changed", (LONG,)),))
    told = words_of(made(story))
    assert letters_of(LONG) in told
    assert "stilllong" not in told


def test_a_quote_is_told_once_and_only_where_it_is_easy() -> None:
    long = replace(a_story().quotes[0], text=LONG)
    said = words_of(made(a_story(easy_read=WRITTEN)))
    assert letters_of(a_story().quotes[0].text) in said
    assert letters_of(LONG) not in words_of(made(a_story(easy_read=WRITTEN, quotes=(long,))))
    own = (("They said it.", a_story().quotes[0].text),)
    assert words_of(made(a_story(easy_read=own))).count(letters_of(a_story().quotes[0].text)) == 1


def test_a_hard_word_that_the_text_does_not_explain_is_explained_below_it() -> None:
    hard = (("We asked about triage.", "Engagement means talking and listening."),)
    told = words_of(made(a_story(easy_read=hard)))
    assert letters_of("Hard words triage: deciding who needs help first.") in told
    assert "hardwords" not in words_of(made(a_story(easy_read=WRITTEN)))


def test_a_written_story_of_12_sentences_fills_at_most_two_pages_of_an_issue() -> None:
    story = a_story(easy_read=(*WRITTEN, WRITTEN[0]), quotes=())
    issue = replace(an_issue(), stories=(story,) * 2, cover=story)
    one = replace(issue, stories=(story,))
    assert len(pages_of(made(issue))) - len(pages_of(made(one))) == 2


def test_small_print_is_on_the_last_page_alone() -> None:
    *others, last = pages_of(made(a_story(easy_read=WRITTEN)))
    assert not any("Co-signed" in page or "Record" in page for page in others)
    assert "Co-signed" in last
    assert "Record" in last


def test_reach_is_said_in_words_beside_how_much_is_not_known() -> None:
    story = a_story(easy_read=WRITTEN)
    assert story.reach is not None
    told = words_of(made(story))
    assert letters_of(story.reach.sentence) + letters_of(story.reach.not_known) in told
    assert "310people" not in told


def test_an_illustrative_story_says_so_on_its_first_page() -> None:
    small = replace(a_story().provenance, illustrative="This story is made up.")
    assert "This story is made up." in pages_of(made(a_story(provenance=small)))[0]


def test_a_very_long_list_of_groups_is_there_whole() -> None:
    groups = tuple(f"Group number {number}" for number in range(40))
    assert first_missing(groups, made(a_story(groups=groups))) == ""


def test_a_share_is_drawn_in_tenths_only_where_that_is_true() -> None:
    assert [tenths(share) for share in (0.5, 0.29, 0.0, 1.0)] == [5, 3, 0, 10]
    assert [tenths(share) for share in (0.43 + 0.02, 0.05, None, 1.4, float("nan"))] == [None] * 5


def test_a_metric_without_a_share_has_no_dots() -> None:
    story = a_story(metrics=(Metric("550", "people seen", 550.0),), spectrum=None)
    assert alternatives(made(story)) == []


def test_pictures_follow_the_words_that_have_one() -> None:
    assert pictograms_of("The clinic sent a letter to the clinic.") == (Pictogram.CARE, Pictogram.LETTER)
    assert pictograms_of("Nothing drawn here") == ()


def test_where_words_call_for_several_pictures_the_one_shown_least_is_next() -> None:
    pages = Pages(HEARD)
    shown = [pages.picture_for(text) for text in ("A clinic", "A letter from the clinic", "A clinic letter")]
    assert len(set(shown)) == 2
    assert shown[0] == shown[2] != shown[1]


@pytest.mark.parametrize("one", Pictogram)
def test_every_pictogram_is_drawn_in_the_colours_of_the_theme(one: Pictogram) -> None:
    drawn = pictogram_svg(one, HEARD)
    assert "{" not in drawn
    assert set(re.findall(r"#\w+", drawn)) <= {*HEARD.crowd, HEARD.dark, HEARD.paper, HEARD.ink, "#dfebf6"}


def test_the_theme_for_nhs_material_is_set_in_its_own_face() -> None:
    with pypdfium2.PdfDocument(easy_read_pdf(a_bare_story(), ARIAL)) as pdf:
        names = {
            item.get_font().get_base_name()
            for page in pdf
            for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_TEXT,))
        }
    assert all("Arimo" in name for name in names)


def test_the_same_story_gives_the_same_bytes() -> None:
    assert easy_read_pdf(a_story(), HEARD) == made(a_story())


def test_a_source_of_numbers_is_told_once() -> None:
    story = a_story(sources=(Source("Clinic count, 2025"),))
    assert words_of(made(story)).count("cliniccount2025") == 1
    assert letters_of("Source of the numbers: Clinic count, 2025") in words_of(made(a_story()))


def test_the_spectrum_is_a_line_with_a_dot_and_a_ring_and_words_for_each() -> None:
    line = a_story().spectrum
    assert line is not None
    both, staff_alone = (
        (spectrum_svg(one, HEARD), words_of_line(one)) for one in (line, replace(line, lay=None))
    )
    assert [svg.count("<circle") for svg, _ in (both, staff_alone)] == [2, 1]
    # 62 of 100 on a line from 14 to 106.
    assert 'cx="71.0"' in both[0]
    assert both[1][-1] == "The ring is what lay partners say."
    assert staff_alone[1][-1] == "The full dot is what staff say."
    assert "The left end is influencing" in "".join(pages_of(made(a_story())))


def test_where_nobody_is_placed_on_the_spectrum_no_line_is_drawn() -> None:
    line = a_story().spectrum
    assert line is not None
    story = a_story(spectrum=replace(line, staff=None, lay=None))
    assert "left end" not in "".join(pages_of(made(story)))
