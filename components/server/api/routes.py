"""The addresses of open data, and what stands before them: methods, how often one may ask, and who may read."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from math import ceil
from typing import Final

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.api.activities import ACTIVITIES
from components.server.api.answers import ROOT, as_csv, as_json
from components.server.api.asked import FORMAT, FORMATS, UNPROCESSABLE, Asked, Takes, grouped, read_asked
from components.server.api.codes import CODES
from components.server.api.explanation import explanation_page
from components.server.api.faults import Fault, RefusedRequestError, problem, refused, shortened
from components.server.api.negotiation import CSV, JSON, accepted_form
from components.server.api.networks import NETWORKS
from components.server.api.openapi import description
from components.server.api.outcomes import OUTCOMES
from components.server.api.reach import REACH
from components.server.api.resource import Resource
from components.server.api.spectrum import SPECTRUM
from components.server.api.stories import STORIES
from components.server.api.strategy import STRATEGY
from components.server.rate_limit import MINUTE, RateLimit
from components.server.stories.answers import HTML, found
from components.ui.shell import ILLUSTRATIVE_LINE
from components.ui.view import ViewKey, facts_now
from data_access.queries.selected import known_facets
from data_access.settings import get_settings
from domain.errors import HeardError
from domain.filters import Filters
from domain.sign_in_limits import counted_address

RESOURCES: Final = (NETWORKS, SPECTRUM, REACH, ACTIVITIES, OUTCOMES, STRATEGY, STORIES, CODES)
MOST_A_MINUTE: Final = 120
METHODS: Final = "GET, HEAD, OPTIONS"
NO_CONTENT, NOT_FOUND, NOT_ALLOWED, NOT_ACCEPTABLE, TOO_MANY, UNAVAILABLE = 204, 404, 405, 406, 429, 503
_log = logging.getLogger(__name__)


def api_routes(limit: RateLimit | None = None) -> list[BaseRoute]:
    """The routes, with how often one may ask them."""
    answers: list[BaseRoute] = [
        Route("/", _explain),
        Route("/v1", _list_all),
        Route("/v1/", _list_all),
        Route("/v1/openapi.json", _describe),
    ]
    for resource in RESOURCES:
        answers += [
            Route(f"/v1/{resource.name}", partial(_answer, resource, "")),
            Route(f"/v1/{resource.name}.csv", partial(_answer, resource, CSV)),
        ]
    # Nothing is packed here: Streamlit's own layer packs what leaves the app, and would vary by it a second time.
    layers = [Middleware(Door, limit=limit or RateLimit(MOST_A_MINUTE))]
    inside = Router(answers, redirect_slashes=False, default=_nothing_here)
    return [Route("/api", _lead_on, methods=["GET", "HEAD"]), Mount("/api", app=inside, middleware=layers)]


class Door:
    """Lets every site read, nobody write, and nobody ask too often."""

    def __init__(self, app: ASGIApp, *, limit: RateLimit) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message.setdefault("headers", []))
                headers["Access-Control-Allow-Origin"] = "*"
            await send(message)

        answer = self._refusal(scope) or self.app
        await answer(scope, receive, add)

    def _refusal(self, scope: Scope) -> Response | None:
        client = scope.get("client")
        wait = self.limit.seconds_until_free(counted_address(client[0]) if client else "")
        if wait:
            return _too_many(ceil(wait), most=self.limit.most)
        if scope["method"] == "OPTIONS":
            return _preflight()
        return None if scope["method"] in {"GET", "HEAD"} else _not_allowed()


def _too_many(seconds: int, *, most: int) -> Response:
    return problem(
        TOO_MANY,
        kind="too-many-requests",
        title="Too many requests",
        detail=f"One place may ask {most} times a minute. Ask again in {seconds} seconds.",
        headers={"Retry-After": str(seconds)},
    )


def _preflight() -> Response:
    allowed = {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
    }
    return Response(
        status_code=NO_CONTENT, headers={"Allow": METHODS, "Access-Control-Max-Age": "86400", **allowed}
    )


def _not_allowed() -> Response:
    return problem(
        NOT_ALLOWED,
        kind="read-only",
        title="Only reading is possible",
        detail="Open data is read with GET. Records are written on Heard's pages.",
        headers={"Allow": METHODS},
    )


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] != "http":
        await send({"type": "websocket.close", "code": 1000})
        return
    names = ", ".join(resource.name for resource in RESOURCES)
    response = problem(
        NOT_FOUND,
        kind="no-such-address",
        title="There is nothing at this address",
        detail=f"Below {ROOT} there are: {names}. Each is there as {ROOT}/name and {ROOT}/name.csv.",
    )
    await response(scope, receive, send)


async def _lead_on(_request: Request) -> Response:
    return RedirectResponse("/api/", status_code=308)


async def _answer(resource: Resource, form: str, request: Request) -> Response:
    return await _unless_away(partial(_read, resource, form, request))


async def _explain(request: Request) -> Response:
    return await _unless_away(partial(_explanation, request))


async def _list_all(request: Request) -> Response:
    listed = {
        "title": "Heard: open data",
        "description": f"{ROOT}/openapi.json",
        "explanation": "/api/",
        "resources": [
            {
                "name": one.name,
                "about": one.about,
                "json": f"{ROOT}/{one.name}",
                "csv": f"{ROOT}/{one.name}.csv",
            }
            for one in RESOURCES
        ],
    }
    return found(request, json.dumps(listed).encode(), media_type="application/json")


async def _describe(request: Request) -> Response:
    return await _unless_away(partial(_description, request))


async def _unless_away(answer: Callable[[], Response]) -> Response:
    """The answer, made off the event loop; a problem where it is refused or the store is out of reach."""
    made: Awaitable[Response] = to_thread.run_sync(answer)
    try:
        return await made
    except RefusedRequestError as error:
        return refused(error)
    except (SQLAlchemyError, HeardError) as error:
        _log.error("Open data could not ask the store: %s", type(error).__name__)
        return problem(
            UNAVAILABLE,
            kind="out-of-reach",
            title="The records cannot be reached just now",
            detail="Please ask again in a minute.",
            headers={"Retry-After": f"{MINUTE:.0f}"},
        )


def _explanation(request: Request) -> Response:
    facts, known = facts_now()
    notice = ILLUSTRATIVE_LINE if facts.has_illustrative else ""
    page = explanation_page(RESOURCES, known, most_a_minute=MOST_A_MINUTE, notice=notice)
    return found(request, page.encode(), media_type=HTML)


def _description(request: Request) -> Response:
    facts, known = facts_now()
    told = description(RESOURCES, known, known_facets(facts))
    return found(request, told, media_type="application/json")


def _read(resource: Resource, form: str, request: Request) -> Response:
    asked = _asked(request, replace(resource.takes, has_format=not form))
    chosen = form or _form(request)
    if chosen is None:
        return problem(
            NOT_ACCEPTABLE,
            kind="not-acceptable",
            title="No form that you accept",
            detail="An answer comes as application/json or as text/csv.",
        )
    rows = resource.read(asked)
    written = (as_csv if chosen == CSV else as_json)(resource, asked, rows)
    headers = {"Vary": "Accept", **written.headers}
    return found(request, written.content, media_type=written.media_type, headers=headers)


def _asked(request: Request, takes: Takes) -> Asked:
    facts, known = facts_now()
    key = ViewKey(Filters(known.default_year), facts.version, get_settings().current_day(), "light")
    return read_asked(grouped(request.query_params.multi_items()), takes, facts, known, key)


def _form(request: Request) -> str | None:
    """The form that is wanted. Raises RefusedRequestError for one that nobody knows."""
    values = request.query_params.getlist(FORMAT)
    if not values:
        return accepted_form(request.headers.get("accept", ""))
    if len(values) > 1 or values[0] not in FORMATS:
        reason = f"“{shortened(','.join(values))}” cannot be taken for format: it is {JSON} or {CSV}."
        fault = Fault(parameter=FORMAT, value=shortened(values[0]), reason=reason, known_values="")
        raise RefusedRequestError([fault], status=UNPROCESSABLE)
    return values[0]
