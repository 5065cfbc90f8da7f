"""Every story that Heard ships with, in every format, made and opened again; and the sample issue."""

import io
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from functools import partial
from pathlib import Path

import docx
import pptx
import pytest
from lxml import etree
from PIL import Image
from sqlalchemy.engine import Engine

from components.publishing.document import IssueDocument, StoryDocument, texts_of
from components.publishing.export import as_zip, export
from components.publishing.formats import Format
from components.publishing.from_records import document_of_issue, published_story
from components.publishing.from_records.graphics import forget_reach
from components.publishing.rendering import formats_of
from components.publishing.theme import HEARD
from data_access.engine import open_engine
from data_access.queries.stories import read_issue
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import StoryKind
from seed_data.loader import load_case_studies, load_reference
from seed_data.published_stories import published_stories
from seed_data.reference_files import read_sample_issue
from seed_data.sample_issue import load_sample_issue
from tests.integration.served import serving_store
from tests.publishing.reading_pages import parsed, words_of
from tests.publishing.reading_pdf import faults_of, spoken, squeezed
from tests.publishing.sample_pages import SAMPLE_PAGES
from tests.unit.seed_data.test_published_stories import NOTES_OF_EDITORS

pytestmark = pytest.mark.xdist_group("shipped")

SLUGS = [story.slug for story in published_stories() if story.values["kind"] == StoryKind.CASE_STUDY]
SCREENSHOTS = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LARGEST_NEWSLETTER = 102_000


@pytest.fixture(scope="module")
def shipped(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store with reference data, the published stories and the sample issue."""
    folder = tmp_path_factory.mktemp("shipped")
    shutil.copy(migrated_sqlite, folder / "heard.db")
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with unit_of_work(engine, actor=OPERATOR) as work:
        load_reference(work)
        load_case_studies(work)
        load_sample_issue(work)
    forget_reach()
    with serving_store(engine, folder / "secrets") as served:
        yield served
    engine.dispose()


def letters(text: str) -> str:
    """Letters and digits alone: Easy Read ends a sentence where the story had a semicolon."""
    return "".join(letter for letter in squeezed(text).casefold() if letter.isalnum())


def everything_in(one: Format, content: bytes, folder: Path) -> str:
    """All words of a file, read by a library that did not write it."""
    return spoken(content, folder) if one in {Format.PDF, Format.EASY_READ} else READERS[one](content)


def _of_word(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(str(text) for text in body.xpath(".//w:t/text()"))


def _of_slides(content: bytes) -> str:
    deck = pptx.Presentation(io.BytesIO(content))
    return "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)


def _of_mail(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    return "".join(part.get_content() for part in mail.walk() if part.get_content_type() == "text/plain")


def _of_page(content: bytes) -> str:
    return words_of(parsed(content.decode()))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


READERS: dict[Format, Callable[[bytes], str]] = {
    Format.HTML: _of_page,
    Format.NEWSLETTER: _of_page,
    Format.DOCX: _of_word,
    Format.PPTX: _of_slides,
    Format.EML: _of_mail,
    Format.ICML: lambda content: "".join(
        str(text) for text in etree.fromstring(content).xpath("//Content/text()")
    ),
    Format.JSON: lambda content: "".join(_strings(json.loads(content))),
    Format.TEXT: bytes.decode,
}
# A card tells a story in brief, and an address is what remains of a link in it.
TOLD_IN_BRIEF = {Format.SOCIAL, Format.SITE}


def _told_in(story: StoryDocument, one: Format) -> list[str]:
    """What a format must say: Easy Read has words of its own, and only those."""
    if one is Format.EASY_READ:
        return [story.title, *(sentence for part in story.easy_read for sentence in part)]
    # Data hold the record's fingerprint whole, not its beginning in a sentence.
    return list(texts_of(story)[: -1 if one is Format.JSON else None])


@pytest.mark.parametrize("slug", SLUGS)
def test_a_story_is_whole_in_every_format(shipped: Engine, slug: str, tmp_path: Path) -> None:
    story = published_story(shipped, slug)
    assert isinstance(story, StoryDocument)
    made = export(story, formats_of(story), theme=HEARD)
    for one, files in made.files.items():
        if one in TOLD_IN_BRIEF:
            continue
        said = letters(everything_in(one, files[0].content, tmp_path))
        told = _told_in(story, one)
        assert [text for text in told if letters(text) not in said] == [], one
    for one in (Format.PDF, Format.EASY_READ):
        assert faults_of(made.files[one][0].content, tmp_path) == []
    assert len(made.files[Format.NEWSLETTER][0].content) < LARGEST_NEWSLETTER
    cards = {
        Image.open(io.BytesIO(file.content)).size
        for file in made.files[Format.SOCIAL]
        if file.media_type == "image/png"
    }
    assert cards == {(1200, 630), (1080, 1080), (1080, 1350)}


@pytest.mark.parametrize("slug", SLUGS)
def test_no_note_of_an_editor_is_rendered(shipped: Engine, slug: str) -> None:
    story = published_story(shipped, slug)
    assert isinstance(story, StoryDocument)
    told = "\n".join(texts_of(story)).lower()
    assert [note for note in NOTES_OF_EDITORS if note in told] == []


@pytest.fixture(scope="module")
def sample_issue(shipped: Engine) -> IssueDocument:
    """The sample issue as a document."""
    record = read_issue(shipped, actor=OPERATOR, slug=str(read_sample_issue()["slug"]))
    return document_of_issue(shipped, record, actor=OPERATOR)


def test_the_sample_issue_holds_every_shipped_story(sample_issue: IssueDocument) -> None:
    assert sorted(story.slug for story in sample_issue.stories) == sorted(SLUGS)


def test_the_sample_issue_is_made_from_cover_to_back_in_every_format(
    sample_issue: IssueDocument, tmp_path: Path
) -> None:
    made = export(sample_issue, formats_of(sample_issue), theme=HEARD)
    pdf = made.files[Format.PDF][0].content
    assert faults_of(pdf, tmp_path) == []
    said = letters(spoken(pdf, tmp_path))
    told = [
        *sample_issue.editorial,
        *sample_issue.back_page,
        *(story.title for story in sample_issue.stories),
    ]
    assert [text for text in told if letters(text) not in said] == []
    assert len(made.files[Format.NEWSLETTER][0].content) < LARGEST_NEWSLETTER
    with zipfile.ZipFile(io.BytesIO(made.files[Format.SITE][0].content)) as site:
        assert sum(name.endswith(".html") for name in site.namelist()) == len(SLUGS) + 1


@pytest.mark.parametrize("name", SAMPLE_PAGES)
def test_the_readme_shows_pages_as_they_are(sample_issue: IssueDocument, tmp_path: Path, name: str) -> None:
    """Written anew with HEARD_SCREENSHOTS=1, as the pictures of the app are."""
    folder = SCREENSHOTS if os.environ.get("HEARD_SCREENSHOTS") == "1" else tmp_path
    (folder / name).write_bytes(SAMPLE_PAGES[name](sample_issue))
    with Image.open(folder / name) as made, Image.open(SCREENSHOTS / name) as kept:
        assert made.size == kept.size


def test_the_same_export_has_the_same_bytes(shipped: Engine) -> None:
    again = partial(published_story, shipped, SLUGS[0])
    first, second = again(), again()
    assert isinstance(first, StoryDocument)
    assert isinstance(second, StoryDocument)
    formats = formats_of(first)
    assert as_zip(export(first, formats, theme=HEARD)) == as_zip(export(second, formats, theme=HEARD))
