"""The public addresses of stories: each story, its card, the list, the feed. Only what is published is there."""

import re
from dataclasses import dataclass, replace

from anyio import to_thread
from sqlalchemy.engine import Engine
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.publishing.apart import ExportError
from components.publishing.document import StoryDocument
from components.publishing.feed import MEDIA_TYPE, SUBTITLE, atom_feed
from components.publishing.from_records import is_withdrawn, published_list, published_story
from components.publishing.theme import HEARD
from components.publishing.web_page import Frame, Head, Link, card_of, list_html, story_html
from components.server.stories.answers import HTML, found, not_found
from components.server.stories.card_shelf import CardShelf
from components.server.stories.own_place import reached_at
from components.ui.live_links import SHOW_ON_A_SCREEN, live_story
from data_access.engine import get_engine
from data_access.queries.stories import story_cards
from domain.permissions import PUBLIC

LIST, FEED = "/s/", "/stories.atom"
GONE, NOT_FOUND, LATER = 410, 404, 503
STORY_FRAME = Frame(home=LIST, feed=FEED)
LIST_FRAME = Frame(home="/", home_words="Open Heard", feed=FEED)
NOTICE_FRAME = Frame(home=LIST, is_indexed=False)
_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 120


def story_routes(cards: CardShelf | None = None) -> list[BaseRoute]:
    """The routes of the public pages of stories, with the cards that are drawn already."""
    pages = StoryPages(cards or CardShelf())
    return [
        Route("/s", lead_to_list, methods=["GET", "HEAD"]),
        Route(LIST, pages.list_all, methods=["GET", "HEAD"]),
        Route("/s/{slug}", pages.show, methods=["GET", "HEAD"]),
        Route("/s/{slug}/card.png", pages.card, methods=["GET", "HEAD"]),
        Route(FEED, pages.feed, methods=["GET", "HEAD"]),
    ]


async def lead_to_list(_request: Request) -> Response:
    """From the address without its last stroke to the list."""
    return RedirectResponse(LIST, status_code=308)


@dataclass(frozen=True)
class StoryPages:
    """The pages, and the cards that this process has drawn."""

    cards: CardShelf

    async def show(self, request: Request) -> Response:
        """A story; for one that was taken back, or that never was, a sentence and the list."""
        slug = request.path_params["slug"]
        story = await _story(slug)
        if story is None:
            return await to_thread.run_sync(_nothing_here, get_engine(), slug)
        page = await to_thread.run_sync(_story_page, story, reached_at(request))
        return found(
            request, page, media_type=HTML, changed=story.dated, headers={"Content-Language": story.language}
        )

    async def card(self, request: Request) -> Response:
        """The picture that social networks show for a story."""
        story = await _story(request.path_params["slug"])
        if story is None:
            return await to_thread.run_sync(_nothing_here, get_engine(), request.path_params["slug"])
        try:
            card = await to_thread.run_sync(self.cards.card_of, story)
        except ExportError:
            page = list_html(
                [], HEARD, heading="This picture cannot be drawn just now", sentences=["Try again in a minute."],
                frame=NOTICE_FRAME,
            )  # fmt: skip
            return not_found(page, status=LATER)
        return found(request, card, media_type="image/png", changed=story.dated)

    async def list_all(self, request: Request) -> Response:
        """All published stories."""
        page = await to_thread.run_sync(_list_page, get_engine(), reached_at(request))
        return found(request, page, media_type=HTML)

    async def feed(self, request: Request) -> Response:
        """The same as a feed."""
        stories = await to_thread.run_sync(published_list, get_engine())
        newest = max((story.dated for story in stories), default=None)
        own, listed = (f"{reached_at(request)}{path}" for path in (FEED, LIST))
        content = atom_feed(stories, own_address=own, list_address=listed)
        return found(request, content, media_type=MEDIA_TYPE, changed=newest)


async def _story(slug: str) -> StoryDocument | None:
    # What cannot be the name of a story is not asked for: a database may refuse odd letters.
    if len(slug) > _LONGEST_SLUG or not _SLUG.fullmatch(slug):
        return None
    return await to_thread.run_sync(published_story, get_engine(), slug)


def _story_page(story: StoryDocument, site: str) -> bytes:
    address = f"{site}{LIST}{story.slug}" if site else ""
    frame = replace(STORY_FRAME, also=Link(live_story(story.slug), SHOW_ON_A_SCREEN))
    return story_html(story, HEARD, address=address, frame=frame).encode()


def _list_page(engine: Engine, site: str) -> bytes:
    stories = published_list(engine)
    page = list_html(
        [card_of(story, HEARD, href=f"{LIST}{story.slug}") for story in stories],
        HEARD,
        heading="Stories",
        sentences=[f"{SUBTITLE}.", *([] if stories else ["No story is published yet."])],
        head=Head(description=SUBTITLE, address=f"{site}{LIST}" if site else ""),
        frame=LIST_FRAME,
    )
    return page.encode()


def _nothing_here(engine: Engine, slug: str) -> Response:
    is_gone = bool(_SLUG.fullmatch(slug)) and is_withdrawn(engine, slug)
    heading, sentence = (
        ("This story was taken back", "It was published here, and can no longer be read.")
        if is_gone
        else ("There is no story here", "The address may be mistyped, or the story may not be published.")
    )
    # Their names alone: whoever tries many addresses must not cost the reading of all stories each time.
    links = [Link(f"{LIST}{card.slug}", card.title) for card in story_cards(engine, actor=PUBLIC)]
    page = list_html([], HEARD, heading=heading, sentences=[sentence], links=links, frame=NOTICE_FRAME)
    return not_found(page, status=GONE if is_gone else NOT_FOUND)
