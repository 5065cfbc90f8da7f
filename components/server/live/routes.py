"""The addresses of shared screens: stage, presenter's window, their decks, and the stream of changes."""

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from math import ceil
from urllib.parse import parse_qsl, urlsplit

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from components.server.live.addresses import (
    LOBBY,
    MEETING,
    Form,
    LiveAddress,
    read_live_address,
    seconds_each,
)
from components.server.live.followers import (
    STORE_IS_AWAY,
    Followers,
    TooManyFollowersError,
    read_now,
)
from components.server.live.open_pages import OpenPages
from components.server.live.pages import CHOOSE, Notice, assets_version, live_page, notice_page
from components.server.live.readers import check_reader
from components.server.live.shelf import Shelf, ShownDeck
from components.server.rate_limit import RateLimit
from components.server.stories.answers import HTML, found
from components.server.stories.own_place import reached_at
from components.ui.live_decks import (
    LiveDeck,
    deck_of_question,
    deck_of_story,
    deck_of_view,
)
from components.ui.live_lobby import deck_of_lobby
from components.ui.live_meeting import deck_of_meeting
from data_access.engine import get_engine
from data_access.queries.live_marks import Scope, meeting_of_question
from domain.errors import NotAllowedError, NotFoundError
from domain.screens import ScreenKind
from domain.sign_in_limits import counted_address

METHODS = ["GET", "HEAD"]
OF = "of"
AWAY = "The records cannot be reached just now. This page tries again by itself."
FULL = "As many screens as we can serve follow along already. This one asks again by itself."
TOO_OFTEN = "Many new screens were asked for from here within a minute. This page tries again by itself."
MOST_NEW_DECKS = 120
"""In a minute for one address, of decks that everybody may see: an office whose screens all follow a busy hour."""
SECONDS_TO_TRY_AGAIN = 3
NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
STREAM = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
REFUSED = (NotAllowedError, NotFoundError, *STORE_IS_AWAY)
"""What is answered with a sentence; any other error is a fault of ours, and not told as a store that is away."""
_log = logging.getLogger(__name__)


class TooOftenError(Exception):
    """No more decks are made for one address for so many seconds."""

    def __init__(self, seconds: int) -> None:
        super().__init__(TOO_OFTEN)
        self.seconds = seconds


@dataclass
class Live:
    """The shared screens of this process: the decks that it made, and who follows; and the open pages that do."""

    followers: Followers = field(default_factory=Followers)
    pages: OpenPages = field(default_factory=OpenPages)
    shelf: Shelf = field(default_factory=Shelf)
    new_decks: RateLimit = field(default_factory=partial(RateLimit, most=MOST_NEW_DECKS))

    def routes(self) -> list[BaseRoute]:
        """The routes of shared screens."""
        return [
            Route("/live", _lead_to_choice, methods=METHODS),
            Route("/live/", _lead_to_choice, methods=METHODS),
            Route("/live/changes", self.changes, methods=["GET"]),
            self.pages.route(),
            Route("/live/{rest:path}", self.show, methods=METHODS),
        ]

    def end(self) -> None:
        """Let all who follow go, as the server stops."""
        self.followers.end()
        self.pages.followers.end()

    async def show(self, request: Request) -> Response:
        """A page or the deck of one; where there is none, a sentence and what to do."""
        try:
            address, form = read_live_address(request.path_params["rest"], _query(request))
        except NotFoundError as error:
            return _refusal(error, is_deck=request.url.path.endswith(Form.STAGE_DECK.value))
        try:
            await to_thread.run_sync(check_reader, request.cookies, address.needs_in(form))
            shown = await self._shown(address, request)
        except (TooOftenError, *REFUSED) as error:
            return _refusal(error, is_deck=form.is_deck)
        # What an account may see is nothing for a cache that others share.
        headers = {"Cache-Control": "private, no-cache"} if address.needs else {}
        if form is Form.STAGE_DECK and "br" in request.headers.get("accept-encoding", ""):
            content = await to_thread.run_sync(lambda: shown.packed)
            headers |= {"Content-Encoding": "br", "Vary": "Accept-Encoding"}
        elif form.is_deck:
            content = shown.content_with_notes if form.has_notes else shown.content
        else:
            seconds = seconds_each(_query(request))
            content = await to_thread.run_sync(partial(live_page, shown, address, form, seconds=seconds))
        media_type = "application/json" if form.is_deck else HTML
        return found(request, content, media_type=media_type, headers=headers)

    async def changes(self, request: Request) -> Response:
        """The stream that tells a page when its deck is another one."""
        try:
            parts = urlsplit(request.query_params.get(OF, ""))
            address, _ = read_live_address(parts.path.removeprefix("/live/"), parse_qsl(parts.query))
            await to_thread.run_sync(check_reader, request.cookies, address.needs)
            scope, mark = await to_thread.run_sync(_scope_and_mark, address)
        except (ValueError, *REFUSED) as error:
            return _refusal(error, is_deck=True)
        if len(self.followers) >= self.followers.most:
            return _said(FULL, HTTPStatus.SERVICE_UNAVAILABLE)
        return StreamingResponse(self._stream(scope, mark), media_type="text/event-stream", headers=STREAM)

    async def _stream(self, scope: Scope, mark: str) -> AsyncIterator[str]:
        try:
            async for one in self.followers.news(scope, mark):
                yield _event(one)
        except TooManyFollowersError:
            return

    async def _shown(self, address: LiveAddress, request: Request) -> ShownDeck:
        _, mark = await to_thread.run_sync(_scope_and_mark, address)
        # Only a meeting's screens lead phones to where this reader is.
        home = reached_at(request) if address.needs else ""
        key = (address, mark, home)
        if not (address.needs or self.shelf.has(key)):
            self._count(request)
        return await self.shelf.deck(key, partial(_make, address, mark, home))

    def _count(self, request: Request) -> None:
        """One more deck for whoever asks; raises TooOftenError where that is one too many."""
        wait = self.new_decks.seconds_until_free(
            counted_address(request.client.host if request.client else "")
        )
        if wait:
            raise TooOftenError(ceil(wait))


def _event(mark: str | None) -> str:
    if mark is None:
        return "event: away\ndata: {}\n\n"
    if not mark:
        return "event: beat\ndata: {}\n\n"
    return f'event: mark\ndata: {{"mark": "{mark}", "assets": "{assets_version()}"}}\n\n'


def _scope_and_mark(address: LiveAddress) -> tuple[Scope, str]:
    """What it depends on and the mark of that now; a question that is not there depends on no meeting."""
    meeting = None
    if address.kind == MEETING:
        meeting = address.number
    elif address.kind == ScreenKind.QUESTION.value:
        meeting = meeting_of_question(get_engine(), address.number)
    scope = address.scope(meeting)
    return scope, read_now(frozenset() if meeting is None else frozenset({meeting})).of(scope)


def _make(address: LiveAddress, mark: str, home: str) -> ShownDeck:
    return ShownDeck(_deck_of(address, home), mark=mark, assets=assets_version())


def _deck_of(address: LiveAddress, home: str) -> LiveDeck:
    match address.kind:
        case ScreenKind.VIEW.value:
            return deck_of_view(address.name, address.query)
        case ScreenKind.STORY.value:
            return deck_of_story(address.name)
        case ScreenKind.QUESTION.value:
            return deck_of_question(address.number, home)
    if address.kind == LOBBY:
        return deck_of_lobby(address.query, address.part)
    return deck_of_meeting(address.number, address.figures, home, address.part)


async def _lead_to_choice(_request: Request) -> Response:
    return RedirectResponse(CHOOSE, status_code=HTTPStatus.TEMPORARY_REDIRECT)


def _query(request: Request) -> list[tuple[str, str]]:
    return request.query_params.multi_items()


def _refusal(error: Exception, *, is_deck: bool) -> Response:
    status, notice = _notice(error)
    if is_deck:
        return _said(notice.sentence, status)
    headers = NOT_KEPT | ({"Retry-After": str(notice.seconds)} if notice.seconds else {})
    return Response(notice_page(notice), status_code=status, media_type=HTML, headers=headers)


def _said(sentence: str, status: HTTPStatus) -> Response:
    return JSONResponse({"said": sentence}, status_code=status, headers=NOT_KEPT)


def _notice(error: Exception) -> tuple[HTTPStatus, Notice]:
    if isinstance(error, NotAllowedError):
        notice = Notice("This screen is not open to everybody", str(error), "/sign-in", "Sign in")
        return HTTPStatus.FORBIDDEN, notice
    if isinstance(error, NotFoundError | ValueError):
        return HTTPStatus.NOT_FOUND, Notice("There is no screen here", str(error))
    if isinstance(error, TooOftenError):
        notice = Notice("Heard makes no more screens just now", TOO_OFTEN, seconds=error.seconds)
        return HTTPStatus.TOO_MANY_REQUESTS, notice
    # By the kind of error alone: its text might hold values.
    _log.error("A shared screen could not be made: %s", type(getattr(error, "orig", None) or error).__name__)
    notice = Notice("Heard cannot show its records now", AWAY, seconds=SECONDS_TO_TRY_AGAIN)
    return HTTPStatus.SERVICE_UNAVAILABLE, notice
