"""The stream that tells open pages of figures of newer ones: `/live/figures`."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from components.server.live.followers import STORE_IS_AWAY, Followers, TooManyFollowersError, read_now
from data_access.queries.live_marks import Scope

ADDRESS = "/live/figures"
FIGURES = Scope()
MOST = 1_000
# Each page that follows draws itself anew after a change. Many of them at once would keep those waiting who act,
# so they take turns, 40 pages a second, and then rest for four times as long.
TURN = 25
REST, RESTS = 2_000, 4
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


@dataclass
class OpenPages:
    """All open pages of this process that follow the store."""

    followers: Followers = field(default_factory=partial(Followers, most=MOST))

    def route(self) -> Route:
        """The route of the stream."""
        return Route(ADDRESS, self.changes, methods=["GET"])

    async def changes(self, _request: Request) -> Response:
        """The mark of the figures now and at each change; 503 where the store is away or too many follow."""
        away = Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=HEADERS)
        if len(self.followers) >= self.followers.most:
            return away
        try:
            marks = await to_thread.run_sync(read_now, frozenset[int]())
        except STORE_IS_AWAY:
            return away
        stream = self.stream(marks.of(FIGURES))
        return StreamingResponse(stream, media_type="text/event-stream", headers=HEADERS)

    async def stream(self, mark: str) -> AsyncIterator[str]:
        try:
            async for one in self.followers.news(FIGURES, mark):
                yield self._event(one) if one else ": here\n\n"
        except TooManyFollowersError:
            return

    def _event(self, mark: str) -> str:
        """The mark, the milliseconds within which a page takes its turn, and those that it rests afterwards."""
        within = TURN * len(self.followers)
        told = {"mark": mark, "within": within, "rest": REST + RESTS * within}
        return f"event: mark\ndata: {json.dumps(told)}\n\n"
