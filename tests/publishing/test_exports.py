"""Exports: packed with a manifest, made apart within limits, and hostile stories in every format."""

import hashlib
import io
import json
import zipfile

import pytest

from components.publishing.apart import ExportError, export_apart, pages_apart
from components.publishing.document import Document
from components.publishing.export import as_zip, export
from components.publishing.formats import FORMATS, Format
from components.publishing.manifest import MANIFEST
from components.publishing.rendering import formats_of, render
from components.publishing.theme import ARIAL, HEARD, THEMES, Theme
from domain.errors import InvalidRecordError
from tests.publishing.samples import a_bare_story, a_hostile_story, a_story, a_story_in, an_issue

QUICK = (Format.TEXT, Format.JSON, Format.ICML)


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_format_says_which_consent_it_needs() -> None:
    assert set(FORMATS) == set(Format)


def test_a_story_is_no_web_site_and_an_issue_no_single_page() -> None:
    assert Format.SITE not in formats_of(a_story())
    assert Format.HTML not in formats_of(an_issue())
    with pytest.raises(InvalidRecordError, match="A story cannot become this: Web site of the whole issue"):
        render(a_story(), Format.SITE, theme=HEARD)
    with pytest.raises(InvalidRecordError, match="An issue cannot become this: Web page"):
        render(an_issue(), Format.HTML, theme=HEARD)


def test_the_manifest_names_every_file_with_its_fingerprint() -> None:
    files = unpacked(as_zip(export(a_story(), QUICK, theme=HEARD)))
    told = json.loads(files.pop(MANIFEST))
    assert {one["name"]: one["sha256"] for one in told["files"]} == {
        name: hashlib.sha256(content).hexdigest() for name, content in files.items()
    }
    assert [one["format"] for one in told["files"]] == ["text", "json", "icml"]
    [about] = told["documents"]
    assert (about["slug"], about["fingerprint"]) == ("tea-and-questions", a_story().fingerprint)
    assert {(one["slug"], one["theme"]) for one in told["files"]} == {("tea-and-questions", "heard")}


def test_a_format_of_several_files_has_a_folder_of_its_own() -> None:
    made = export(a_story(), [Format.SOCIAL, Format.TEXT], theme=HEARD)
    names = [file.name for file in made.all_files]
    assert names[-1] == "tea-and-questions.txt"
    assert all(name.startswith("social/") for name in names[:-1])


def test_formats_are_made_once_and_told_as_they_are_done() -> None:
    told: list[Format] = []
    export(a_story(), [*QUICK, *QUICK], theme=HEARD, told=told.append)
    assert sorted(told) == sorted(QUICK)


DOCUMENTS: dict[str, Document] = {
    "hostile": a_hostile_story(),
    "bare": a_bare_story(),
    "Arabic": a_story_in("ar"),
    "an issue with all of them": an_issue(a_story(), a_hostile_story(), a_bare_story(), a_story_in("bn")),
}


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_whatever_is_written_becomes_every_file(document: Document, theme: Theme) -> None:
    made = export(document, formats_of(document), theme=theme)
    assert {one: len(files) > 0 for one, files in made.files.items()} == dict.fromkeys(
        formats_of(document), True
    )
    assert all(file.content for file in made.all_files)


def test_an_export_made_apart_is_the_same_file() -> None:
    told: list[Format] = []
    made = export_apart(a_story(), QUICK, theme=ARIAL, told=told.append)
    assert made == as_zip(export(a_story(), QUICK, theme=ARIAL))
    assert sorted(told) == sorted(QUICK)


def test_the_pages_of_an_issue_are_drawn_apart() -> None:
    pages = pages_apart(an_issue(), theme=HEARD, width_px=200)
    assert len(pages) >= 6
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_an_export_that_takes_too_long_is_stopped_with_a_sentence() -> None:
    with pytest.raises(ExportError, match="took too long and was stopped"):
        export_apart(a_story(), QUICK, theme=HEARD, seconds=0)


def test_an_export_that_wants_too_much_memory_ends_with_a_sentence_and_the_app_goes_on() -> None:
    with pytest.raises(ExportError, match="more memory than it may take"):
        export_apart(a_hostile_story(), [Format.PDF], theme=HEARD, megabytes=100)


def test_a_refusal_is_said_in_its_own_words() -> None:
    with pytest.raises(ExportError, match="A story cannot become this"):
        export_apart(a_story(), [Format.SITE], theme=HEARD)
