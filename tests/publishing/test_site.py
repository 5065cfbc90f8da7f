"""An issue as a web site: whole, relative, and the same bytes each time."""

import io
import posixpath
import zipfile
from dataclasses import replace

import pytest

from components.publishing.document import IssueDocument, texts_of
from components.publishing.site import site_zip
from components.publishing.theme import HEARD
from tests.publishing.reading_pages import addresses_in, missing_in_order, parsed, runs_nothing, words_of
from tests.publishing.samples import a_hostile_story, a_picture, a_story, a_story_in, an_issue

ISSUE = an_issue(
    a_story(pictures=(a_picture(), a_picture())),
    a_hostile_story(),
    a_story_in("ar"),
    a_story(slug="../../etc/passwd", title="Out of its folder", pictures=(a_picture(),)),
    a_story(slug="tea-and-questions", title="The same name again"),
)
STORY_PAGES = [
    "stories/tea-and-questions.html", "stories/hostile.html", "stories/in-ar.html",
    "stories/etc-passwd.html", "stories/tea-and-questions-5.html",
]  # fmt: skip


def files_of(issue: IssueDocument) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(site_zip(issue, HEARD))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return files_of(ISSUE)


def test_there_is_a_front_page_a_page_for_each_story_and_what_they_share(files: dict[str, bytes]) -> None:
    assert {name for name in files if name.endswith(".html")} == {"index.html", *STORY_PAGES}
    assert "assets/style.css" in files
    assert all(not name.startswith(("/", "..")) for name in files)


def test_every_address_leads_to_a_file_of_the_site_or_is_a_source_on_the_web(files: dict[str, bytes]) -> None:
    for name in ("index.html", *STORY_PAGES):
        for tag, address in addresses_in(parsed(files[name].decode())):
            if tag == "a" and address.startswith("https://example.org/"):
                continue
            assert posixpath.normpath(posixpath.join(posixpath.dirname(name), address)) in files, (
                name,
                address,
            )
    assert b"heard.example" not in b"".join(files.values())


def test_each_page_holds_its_story_and_runs_nothing(files: dict[str, bytes]) -> None:
    for story, name in zip(ISSUE.stories, STORY_PAGES, strict=True):
        page = parsed(files[name].decode())
        assert missing_in_order(texts_of(story), words_of(page)) == []
        assert runs_nothing(page)


def test_the_front_page_goes_from_cover_to_back(files: dict[str, bytes]) -> None:
    page = parsed(files["index.html"].decode())
    said = [
        ISSUE.title, ISSUE.cover.title, *ISSUE.editorial, *(story.title for story in ISSUE.stories),
        *ISSUE.back_page,
    ]  # fmt: skip
    assert missing_in_order(said, words_of(page)) == []
    assert page.xpath("//ul[@class='cards']//h3/a/@href") == STORY_PAGES
    assert runs_nothing(page)


def test_a_picture_that_two_stories_share_is_there_once_for_each_size(files: dict[str, bytes]) -> None:
    assert len([name for name in files if name.endswith(".webp")]) == 1


def test_typefaces_are_carried_once_for_all_pages(files: dict[str, bytes]) -> None:
    assert files["assets/style.css"].count(b"@font-face") == 4
    assert all(b"@font-face" not in files[name] for name in STORY_PAGES)


def test_stories_lead_to_their_neighbours(files: dict[str, bytes]) -> None:
    links = parsed(files["stories/hostile.html"].decode()).xpath("//nav[@aria-label='More stories']/a/@href")
    assert links == ["tea-and-questions.html", "in-ar.html"]


def test_an_illustrative_issue_says_so() -> None:
    told = "These stories are made up."
    page = parsed(files_of(replace(an_issue(), illustrative=told))["index.html"].decode())
    assert page.xpath("//p[@class='notice']/text()") == [told]


def test_a_cover_that_is_not_among_the_stories_gives_way_to_the_first() -> None:
    issue = replace(an_issue(), cover=a_story(slug="elsewhere", title="Elsewhere"))
    page = parsed(files_of(issue)["index.html"].decode())
    assert page.xpath("//div[@class='cover']//h2/a/@href") == ["stories/tea-and-questions.html"]


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert site_zip(an_issue(), HEARD) == site_zip(an_issue(), HEARD)
