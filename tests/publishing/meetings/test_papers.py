"""Agenda and minutes reopened: what a reader of Word and of a PDF finds, and in which order."""

import io
from dataclasses import replace
from datetime import time
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from docx.table import Table

from components.publishing.meetings import words
from components.publishing.meetings.document import ActionPart, AgendaDocument, AgendaPoint
from components.publishing.meetings.laid_out import agenda_paper, minutes_paper
from components.publishing.meetings.pages import paper_pdf
from components.publishing.meetings.paper import Paper
from components.publishing.meetings.word import paper_docx
from components.publishing.office.text import legal
from components.publishing.theme import HEARD
from domain.vocabulary import ActionState
from tests.publishing.meetings.papers import (
    MADE,
    POINTS,
    a_head,
    an_agenda,
    bare_minutes,
    hostile_minutes,
    the_minutes,
)
from tests.publishing.reading_pdf import (
    faults_of,
    language_of,
    lines_of,
    links_of,
    page_count,
    spoken,
    squeezed,
)

FULL = minutes_paper(the_minutes(has_illustrative=True))
# Arabic letters lie over each other.
OVERLAP = "text-overlap"


def word_of(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(paper_docx(paper, HEARD)))


def rows_of(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def styled(word: Any, style: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name == style]


def texts_of(paper: Paper) -> list[str]:
    """Every text of a paper in the order of reading."""
    said = [paper.kind, paper.title, paper.when, paper.notice, *(one.text for one in paper.facts)]
    for section in paper.sections:
        said += [section.heading, *(line.text for line in section.lines)]
        for item in section.items:
            said += [item.text, *(line.text for line in item.lines)]
        if section.grid is not None:
            said += [one.heading for one in section.grid.columns]
            said += [line.text for row in section.grid.rows for cell in row for line in cell]
    return [text for text in said if text]


def links_in(paper: Paper) -> list[str]:
    """Every link of a paper in the order of reading."""
    lines = list(paper.facts)
    for section in paper.sections:
        lines += [*section.lines, *(line for item in section.items for line in item.lines)]
        if section.grid is not None:
            lines += [line for row in section.grid.rows for cell in row for line in cell]
    return [line.link for line in lines if line.link]


def not_in_order(texts: list[str], said: str) -> list[str]:
    """The texts that do not follow the one before."""
    missed, at = [], 0
    for text in texts:
        found = said.find(squeezed(text), at)
        if found < 0:
            missed.append(text)
        else:
            at = found + len(squeezed(text))
    return missed


def test_each_point_begins_when_those_before_it_are_over() -> None:
    assert [begins for begins, _point in an_agenda().timed] == [time(10), time(10, 10), time(11), time(11)]


def test_a_meeting_past_midnight_goes_on_with_the_new_day() -> None:
    late = an_agenda(head=a_head(starts_at=time(23, 55)))
    assert [begins for begins, _point in late.timed][:2] == [time(23, 55), time(0, 5)]


@pytest.mark.parametrize(
    "agenda",
    [an_agenda(head=a_head(starts_at=None)), an_agenda(points=(AgendaPoint("Welcome"), AgendaPoint("Tea")))],
)
def test_no_times_are_made_up(agenda: AgendaDocument) -> None:
    assert {begins for begins, _point in agenda.timed} == {None}
    assert "Time" not in rows_of(word_of(agenda_paper(agenda)).tables[0])[0]


def test_the_agenda_in_word_is_a_table_with_times_that_says_what_is_shown() -> None:
    word = word_of(agenda_paper(an_agenda()))
    assert rows_of(word.tables[0]) == [
        ["Time", "Point", "Who leads", "Minutes"],
        ["10am", "Welcome", "The lay co-chair", "10"],
        ["10:10am", "Where each network stands\nOn the screen: Spectrum", "South London", "50"],
        ["11am", "Tea", "–", "–"],
        ["11am", "What we do next", "The staff co-chair", "65"],
    ]
    assert styled(word, "Subtitle") == ["3 December 2026, 10am to 12:30pm"]
    links = {one.target_ref for one in word.part.rels.values() if one.is_external}
    assert links >= {POINTS[1].link, "https://meet.example.org/forum"}


def test_minutes_in_word_have_headings_lists_and_tables_with_heading_rows() -> None:
    word = word_of(FULL)
    assert styled(word, "Heading 1") == [
        "Who came", "What we talked about", "What we decided", "What the dots said", "New actions",
        "Actions carried over", "Notes", "Next meeting",
    ]  # fmt: skip
    assert styled(word, "List Number") == [
        "Ask each network for its reasons.",
        "Pay lay members within 10 days.",
    ]
    below = styled(word, "List Continue")
    assert "We looked at: Spectrum, as it stood on 3 December 2026 at 10:04am." in below
    assert "It said: Lay partners place 4 of 6 networks nearer to influencing than staff do." in below
    assert below[below.index("Dots: Where does South London stand?") :][1:3] == [
        "Staff (6 dots): the middle is 42.",
        "Lay members (8 dots): the middle is 61.",
    ]
    assert [row for table in word.tables[1:] for row in rows_of(table)[1:]] == [
        ["Write to all networks", "South London", "15 November 2026", "Open, late"],
        [
            "Publish how lay members are paid\nAgreed on: 2 July 2026", "Secretariat", "1 October 2026",
            "Done on 3 December 2026",
        ],
    ]  # fmt: skip
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None  # noqa: SLF001  python-docx does not tell


def test_word_knows_its_language_its_title_and_its_pages() -> None:
    word = word_of(FULL)
    about = word.core_properties
    assert (about.title, about.language) == (FULL.name, "en-GB")
    assert (about.author, about.subject) == ("Heard", "PPI Forum")
    assert "NUMPAGES" in word.sections[0].footer._element.xml  # noqa: SLF001  python-docx does not read fields
    fonts = word.styles.element.xpath("//w:docDefaults//w:rFonts/@w:ascii")
    assert fonts == [HEARD.office_text]


def test_numbers_of_people_are_added_up_and_nobody_is_named() -> None:
    (told,) = FULL.sections[0].lines
    assert told.text == f"6 people came: 3 staff and 3 lay members. {words.ONLY_NUMBERS}"
    assert rows_of(word_of(FULL).tables[0])[0] == ["Network", "Staff", "Lay members"]
    assert rows_of(word_of(FULL).tables[0])[1:] == [
        ["South London", "2", "3"],
        ["Yorkshire & Humber", "1", "0"],
    ]


def test_what_nobody_wrote_down_is_said() -> None:
    said = [line.text for section in minutes_paper(bare_minutes()).sections for line in section.lines]
    assert said == [
        words.NO_ATTENDANCE, words.NO_DECISIONS, words.NO_ACTIONS, words.NONE_CARRIED, words.NO_NEXT,
    ]  # fmt: skip
    empty = agenda_paper(AgendaDocument(bare_minutes().head, (), MADE))
    assert [line.text for line in empty.sections[0].lines] == [words.NO_POINTS]


@pytest.mark.parametrize(
    ("is_illustrative", "has_illustrative", "notice"),
    [
        (False, False, ""),
        (False, True, words.SOME_ARE_ILLUSTRATIVE),
        (True, True, words.MEETING_IS_ILLUSTRATIVE),
    ],
)
def test_papers_say_what_is_illustrative(is_illustrative: bool, has_illustrative: bool, notice: str) -> None:
    head = a_head(is_illustrative=is_illustrative)
    paper = minutes_paper(the_minutes(head=head, has_illustrative=has_illustrative))
    assert paper.notice == notice
    assert styled(word_of(paper), "Byline") == ([notice] if notice else [])


@pytest.mark.parametrize(
    "paper", [agenda_paper(an_agenda()), FULL, minutes_paper(bare_minutes())], ids=["agenda", "full", "bare"]
)
def test_the_pdf_is_read_in_order_and_without_faults(paper: Paper, tmp_path: Path) -> None:
    pdf = paper_pdf(paper, HEARD)
    assert faults_of(pdf, tmp_path) == []
    assert not_in_order(texts_of(paper), spoken(pdf, tmp_path)) == []
    headings = [line for line in lines_of(pdf, tmp_path) if line.startswith("H")]
    assert headings == [f"H1: {paper.title}", *(f"H2: {section.heading}" for section in paper.sections)]
    assert language_of(pdf) == "en-GB"
    assert links_of(pdf) == links_in(paper)
    assert pdf == paper_pdf(paper, HEARD)


def test_hostile_texts_stay_what_they_are(tmp_path: Path) -> None:
    paper = minutes_paper(hostile_minutes())
    pdf = paper_pdf(paper, HEARD)
    assert [fault for fault in faults_of(pdf, tmp_path) if not fault.startswith(OVERLAP)] == []
    assert page_count(pdf) < 10
    word = word_of(paper)
    said = squeezed("".join(node.text or "" for node in word.element.body.iter(qn("w:t"))))
    assert not_in_order([legal(text) for text in texts_of(paper)], said) == []
    links = [one.target_ref for one in word.part.rels.values() if one.is_external]
    assert links_of(pdf) == links == ["https://heard.example/meetings?m=3"]


def test_the_same_paper_gives_the_same_word_document() -> None:
    assert paper_docx(FULL, HEARD) == paper_docx(replace(FULL), HEARD)


def long_minutes() -> Paper:
    """Minutes whose decisions and actions fill many pages, each with its number at both ends."""
    words_of_one = "Each network asks its lay members once a year and says what came of it. " * 3
    texts = [f"First{number}. {words_of_one}Last{number}." for number in range(10, 30)]
    decided = tuple(replace(the_minutes().decisions[0], text=text) for text in texts)
    decided = tuple(
        replace(one, done_on=None, looked_at=replace(one.looked_at, page=f"End{number}"))
        for number, one in enumerate(decided, start=10)
        if one.looked_at
    )
    agreed = tuple(ActionPart(text, text, MADE, ActionState.OPEN, agreed_on=MADE) for text in texts)
    return minutes_paper(the_minutes(decisions=decided, actions=agreed))


def test_no_row_and_no_decision_of_the_pdf_is_split_over_two_pages() -> None:
    with pypdfium2.PdfDocument(paper_pdf(long_minutes(), HEARD)) as opened:
        pages = [page.get_textpage().get_text_bounded() for page in opened]
    assert len(pages) > 5
    for number in range(10, 30):
        counts = {(page.count(f"First{number}"), page.count(f"Last{number}")) for page in pages}
        assert all(first == last for first, last in counts), number
        assert any(f"First{number}" in page and f"End{number}" in page for page in pages), number
    for page in pages:
        assert page.count("To be done by") == page.count("We looked at")


def test_in_word_a_row_stays_whole_but_free_of_the_next_and_a_decision_keeps_what_is_said_below_it() -> None:
    word = word_of(long_minutes())
    rows = word.tables[1].rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)  # noqa: SLF001
    keeps = [
        one.style.paragraph_format.keep_with_next
        for row in rows[1:]
        for cell in row.cells
        for one in cell.paragraphs
    ]
    assert not any(keeps)
    below = [one for one in word.paragraphs if one.style.name == "List Continue"]
    kept = [one.text.partition(":")[0] for one in below if one.paragraph_format.keep_with_next]
    assert {kept.count(label) for label in ("We looked at", "It said", "Figures", "Dots")} == {20}
    assert "To be done by" not in kept
