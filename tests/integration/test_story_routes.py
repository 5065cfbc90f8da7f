"""The public pages of stories as anybody on the web meets them."""

import asyncio
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import etree
from PIL import Image
from sqlalchemy.engine import Engine
from sqlmodel import col
from starlette.applications import Starlette

from components.publishing.apart import ExportError
from components.publishing.document import StoryDocument
from components.publishing.from_records import published_story
from components.server.routes import all_routes
from components.server.stories import card_shelf
from components.server.stories.card_shelf import MOST_KEPT, CardShelf
from components.server.stories.routes import story_routes
from data_access.settings import get_settings
from data_access.tables import Story
from domain.vocabulary import Provenance, StoryStatus
from tests.integration.factories import reference_rows, save
from tests.integration.feedback_visitor import Seen, Visitor, send
from tests.integration.served import serving_store
from tests.publishing.reading_pages import parsed, runs_nothing, words_of
from tests.publishing.samples import a_story

ATOM = {"a": "http://www.w3.org/2005/Atom"}
CHANGED = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
ADDRESSES = ("/s/", "/s/tea", "/stories.atom")


@pytest.fixture
def served(store: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A store with stories in several states that this process serves, on 22 November 2026."""
    monkeypatch.setenv("HEARD_TODAY", "2026-11-22")
    save(store, *reference_rows())
    save(
        store,
        written("tea", title="Tea & <b>questions</b>", standfirst="Half left the list."),
        written("walks", title="Walks"),
        written("draft", title="Not yet", status=StoryStatus.APPROVED, published_at=None),
        written("gone", title="Taken back", status=StoryStatus.WITHDRAWN),
        written("came", title="Taken back", status=StoryStatus.WITHDRAWN, published_at=None),
        written(
            "never",
            title="Never out",
            status=StoryStatus.WITHDRAWN,
            published_at=None,
            provenance=Provenance.SUBMITTED,
        ),
    )
    with serving_store(store, tmp_path / "secrets") as engine:
        yield engine


def written(slug: str, **changes: Any) -> Story:
    told: dict[str, Any] = {
        "slug": slug, "status": StoryStatus.PUBLISHED, "approach": "We asked.",
        "updated_at": CHANGED, "created_at": CHANGED, "published_at": CHANGED, "provenance": Provenance.PUBLISHED,
        "provenance_note": "A report",
    }  # fmt: skip
    return Story(**{**told, **changes})


class Drawing:
    """Draws a card that is the slug, and counts; fails when it is told to."""

    def __init__(self) -> None:
        self.drawn: list[str] = []
        self.fails = False

    def __call__(self, story: StoryDocument) -> bytes:
        if self.fails:
            raise ExportError("The export took too long and was stopped.")
        self.drawn.append(story.slug)
        return story.slug.encode()


@pytest.fixture
def drawing() -> Drawing:
    return Drawing()


@pytest.fixture
def visitor(drawing: Drawing) -> Visitor:
    return Visitor(Starlette(routes=story_routes(CardShelf(drawing))))


def head(visitor: Visitor, path: str) -> Seen:
    return asyncio.run(send(visitor.app, "HEAD", path, {}))


@pytest.mark.usefixtures("served")
def test_a_story_is_a_page_that_needs_nothing_else(visitor: Visitor) -> None:
    seen = visitor.get("/s/tea")
    page = parsed(seen.body.decode())
    assert seen.status == 200
    assert seen.header("content-type") == "text/html; charset=utf-8"
    assert page.xpath("string(//h1)") == "Tea & <b>questions</b>"
    assert "We asked." in words_of(page)
    assert page.xpath("//link[@rel='alternate']/@href") == ["/stories.atom"]
    assert runs_nothing(page)


@pytest.mark.usefixtures("served")
def test_the_list_leads_to_each_published_story_and_to_no_other(visitor: Visitor) -> None:
    page = parsed(visitor.get("/s/").body.decode())
    assert page.xpath("//li[@class='card']//h2/a/@href") == ["/s/tea", "/s/walks"]
    assert "Not yet" not in words_of(page)


def test_the_list_is_found_without_its_last_stroke(visitor: Visitor) -> None:
    seen = visitor.get("/s")
    assert (seen.status, seen.header("location")) == (308, "/s/")


def test_a_list_without_stories_says_so(sqlite_store: Engine, tmp_path: Path, visitor: Visitor) -> None:
    with serving_store(sqlite_store, tmp_path / "secrets"):
        assert "No story is published yet." in visitor.get("/s/").words
        assert visitor.get("/stories.atom").status == 200


@pytest.mark.parametrize("path", ["/s/gone", "/s/gone/card.png", "/s/came"])
@pytest.mark.usefixtures("served")
def test_a_story_that_was_taken_back_says_so(visitor: Visitor, path: str) -> None:
    seen = visitor.get(path)
    assert seen.status == 410
    assert "It was published here, and can no longer be read." in seen.words
    assert "Taken back" not in seen.words
    assert parsed(seen.body.decode()).xpath("//ul[@class='links']//a/@href") == ["/s/tea", "/s/walks"]
    assert seen.header("cache-control") == "no-store"
    assert seen.header("x-robots-tag") == "noindex"


@pytest.mark.parametrize(
    "slug", ["draft", "never", "nothing-like-it", "TEA", "tea%00", "..%2Ftea", "x" * 121, "%F0%9F%8D%B5"]
)
@pytest.mark.usefixtures("served")
def test_what_is_not_public_is_not_there_and_the_list_is(visitor: Visitor, slug: str) -> None:
    seen = visitor.get(f"/s/{slug}")
    assert seen.status == 404
    assert "There is no story here" in seen.words
    assert "Not yet" not in seen.words
    assert "Never out" not in seen.words
    assert parsed(seen.body.decode()).xpath("//ul[@class='links']//a/@href") == ["/s/tea", "/s/walks"]


@pytest.mark.usefixtures("served")
def test_the_feed_names_each_published_story(visitor: Visitor) -> None:
    seen = visitor.get("/stories.atom")
    feed = etree.fromstring(seen.body)
    assert seen.header("content-type") == "application/atom+xml; charset=utf-8"
    titles = feed.xpath("//a:entry/a:title/text()", namespaces=ATOM)
    assert sorted(titles) == ["Tea & <b>questions</b>", "Walks"]


@pytest.mark.usefixtures("served")
def test_addresses_are_whole_where_the_setting_says_where_heard_is(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_PUBLIC_ADDRESS", "https://heard.example/")
    get_settings.cache_clear()
    page = parsed(visitor.get("/s/tea").body.decode())
    assert page.xpath("//meta[@property='og:url']/@content") == ["https://heard.example/s/tea"]
    assert page.xpath("//meta[@property='og:image']/@content") == ["https://heard.example/s/tea/card.png"]
    feed = etree.fromstring(visitor.get("/stories.atom").body)
    assert feed.xpath("/a:feed/a:link/@href", namespaces=ATOM) == [
        "https://heard.example/stories.atom", "https://heard.example/s/",
    ]  # fmt: skip
    listed = parsed(visitor.get("/s/").body.decode())
    assert listed.xpath("//link[@rel='canonical']/@href") == ["https://heard.example/s/"]


@pytest.mark.usefixtures("served")
def test_addresses_are_those_that_the_reader_asked_for_where_the_setting_is_empty(visitor: Visitor) -> None:
    page = parsed(visitor.get("/s/tea", host="heard.test:8443").body.decode())
    (address,) = page.xpath("//meta[@property='og:url']/@content")
    assert address.endswith("://heard.test:8443/s/tea")
    assert page.xpath("//meta[@property='og:image']/@content") == [f"{address}/card.png"]
    other = parsed(visitor.get("/s/tea", host="[::1]:8501").body.decode())
    assert other.xpath("//link[@rel='canonical']/@href")[0].endswith("://[::1]:8501/s/tea")


@pytest.mark.parametrize(
    "host", ["", "a b", 'x"><script>', "heard.test/path", "user@heard.test", "heard.test:port"]
)
@pytest.mark.usefixtures("served")
def test_a_host_that_can_be_none_is_not_repeated(visitor: Visitor, host: str) -> None:
    page = parsed(visitor.get("/s/tea", host=host).body.decode())
    assert page.xpath("//meta[@property='og:url']") == []
    assert page.xpath("//meta[@property='og:image']") == []


@pytest.mark.usefixtures("served")
def test_no_host_that_a_reader_names_is_kept(visitor: Visitor) -> None:
    visitor.get("/s/tea", host="elsewhere.test")
    visitor.get("/s/tea/card.png", host="elsewhere.test")
    for path in ADDRESSES:
        assert b"elsewhere.test" not in visitor.get(path).body


@pytest.mark.usefixtures("served")
def test_a_setting_goes_before_what_the_reader_asked_for(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_PUBLIC_ADDRESS", "https://heard.example/")
    get_settings.cache_clear()
    page = parsed(visitor.get("/s/tea", host="elsewhere.test").body.decode())
    assert page.xpath("//meta[@property='og:url']/@content") == ["https://heard.example/s/tea"]


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.usefixtures("served")
def test_a_reader_who_has_the_page_is_not_sent_it_again(visitor: Visitor, path: str) -> None:
    first = visitor.get(path)
    mark = first.header("etag")
    assert first.header("cache-control") == "public, no-cache"
    for asked in (mark, f'"other", W/{mark}', "*"):
        again = visitor.get(path, if_none_match=asked)
        assert (again.status, again.body) == (304, b"")
        assert again.header("etag") == mark
    assert visitor.get(path, if_none_match='"other"').status == 200


@pytest.mark.usefixtures("served")
def test_a_changed_story_has_another_mark_and_says_when(visitor: Visitor) -> None:
    tea, walks = visitor.get("/s/tea"), visitor.get("/s/walks")
    assert tea.header("etag") != walks.header("etag")
    assert tea.header("last-modified") == "Tue, 03 Nov 2026 00:00:00 GMT"
    assert visitor.get("/stories.atom").header("last-modified") == "Tue, 03 Nov 2026 00:00:00 GMT"


@pytest.mark.usefixtures("served")
def test_no_change_is_told_as_of_later_than_the_day_that_the_settings_fix(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HEARD_TODAY", "2026-11-02")
    get_settings.cache_clear()
    assert visitor.get("/s/tea").header("last-modified") == "Mon, 02 Nov 2026 00:00:00 GMT"


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.usefixtures("served")
def test_the_head_of_a_page_can_be_asked_for(visitor: Visitor, path: str) -> None:
    asked, whole = head(visitor, path), visitor.get(path)
    assert asked.status == 200
    assert asked.header("etag") == whole.header("etag")


@pytest.mark.usefixtures("served")
def test_a_card_is_drawn_once_and_again_only_for_another_version(visitor: Visitor, drawing: Drawing) -> None:
    seen = [visitor.get("/s/tea/card.png") for _ in range(3)]
    assert [one.body for one in seen] == [b"tea"] * 3
    assert drawing.drawn == ["tea"]
    assert seen[0].header("content-type") == "image/png"
    assert visitor.get("/s/tea/card.png", if_none_match=seen[0].header("etag")).status == 304


@pytest.mark.usefixtures("served")
def test_a_card_that_cannot_be_drawn_now_is_asked_for_later(visitor: Visitor, drawing: Drawing) -> None:
    drawing.fails = True
    seen = visitor.get("/s/tea/card.png")
    assert seen.status == 503
    assert "Try again in a minute." in seen.words
    drawing.fails = False
    assert visitor.get("/s/tea/card.png").status == 200


def test_the_card_used_longest_ago_gives_way(drawing: Drawing) -> None:
    shelf = CardShelf(drawing)
    stories = [
        a_story(slug=f"s{n}", provenance=a_story().provenance.__class__("", "", "", "", f"{n:064}"))
        for n in range(MOST_KEPT + 1)
    ]
    for story in stories[:MOST_KEPT]:
        shelf.card_of(story)
    shelf.card_of(stories[0])
    shelf.card_of(stories[-1])
    assert len(shelf.kept) == MOST_KEPT
    assert stories[0].fingerprint in shelf.kept
    assert stories[1].fingerprint not in shelf.kept


def test_a_real_card_has_the_size_that_networks_ask_for() -> None:
    with Image.open(io.BytesIO(CardShelf().card_of(a_story()))) as card:
        assert card.size == (1_200, 630)
        assert card.format == "PNG"


def test_an_export_without_a_card_is_a_fault_of_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    monkeypatch.setattr(card_shelf, "export_apart", lambda *_asked, **_options: buffer.getvalue())
    with pytest.raises(ExportError, match="no card of this size"):
        card_shelf.draw_card(a_story())


def test_the_server_answers_for_stories() -> None:
    paths = [getattr(route, "path", "") for route in all_routes()]
    assert {"/s/", "/s/{slug}", "/s/{slug}/card.png", "/stories.atom"} <= set(paths)


def test_a_story_has_the_day_that_it_was_here_when_it_was_changed(served: Engine) -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    with served.begin() as connection:
        connection.execute(sa.update(Story).where(col(Story.slug) == "tea").values(updated_at=late))
    story = published_story(served, "tea")
    assert story is not None
    assert story.dated == date(2026, 7, 2)
