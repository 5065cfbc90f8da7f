"""Owns the answer to the question whether Heard can serve: `/healthz`."""

import logging
from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from domain.errors import HeardError

logger = logging.getLogger(__name__)


def health_route(ask_store: Callable[[], None] | None) -> Route:
    """200 `{"status": "ok"}`, or 503 when `ask_store` raises a HeardError; no question asked means ok."""

    async def answer(_request: Request) -> JSONResponse:
        headers = {"Cache-Control": "no-store"}
        try:
            if ask_store is not None:
                await to_thread.run_sync(ask_store)
        except HeardError:
            logger.exception("The store cannot be asked")
            return JSONResponse({"status": "store out of reach"}, status_code=503, headers=headers)
        return JSONResponse({"status": "ok"}, headers=headers)

    return Route("/healthz", answer, methods=["GET", "HEAD"])
