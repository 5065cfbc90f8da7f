"""The two addresses that set and clear the cookie of a session."""

import json
import logging
from collections.abc import Callable
from http import HTTPStatus

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from components.ui.session_cookie import (
    NAMES,
    PLAIN_NAME,
    SECURE_NAME,
    content_of_cookies,
    is_own_origin,
    session_of_cookies,
    signed,
)
from data_access.commands.sessions import HandedOver, end_session, hand_over
from data_access.engine import get_engine
from data_access.tables.base import now
from domain.errors import HeardError, InvalidRecordError, NotAllowedError, StoreError

LARGEST_BODY = 1_000
NOT_STORED = {"Cache-Control": "no-store"}
FROM_ELSEWHERE = "This request did not come from a page of Heard, so nothing was done."
NOT_UNDERSTOOD = "This request is not one that Heard's pages send, so nothing was done."
STORE_IS_AWAY = "The records cannot be reached just now. Please try again in a minute."
SECONDS_TO_WAIT = "60"
TICKET_REFUSED = "This ticket is used, too old or not one of ours. Please sign in again."
_log = logging.getLogger(__name__)


def session_routes() -> list[Route]:
    """Where the browser's script takes its ticket to, and where it has the cookie cleared."""
    return [
        Route("/session/start", _guarded(_start), methods=["POST"]),
        Route("/session/end", _guarded(_end), methods=["POST"]),
    ]


def check_same_origin(request: Request) -> None:
    """Raise NotAllowedError unless a page of Heard itself sent this request.

    Browsers say so in headers that no page can change; all of them that are there must say it.
    """
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    is_own = origin is not None and is_own_origin(origin, host=request.headers.get("host", ""))
    if not is_own or site not in {None, "same-origin"}:
        raise NotAllowedError(FROM_ELSEWHERE)


def _guarded(answer: Callable[[Request, dict[str, object]], Response]) -> Callable[..., object]:
    """The answer to a request that comes from our own page with a small JSON object, and to no other."""

    async def guarded(request: Request) -> Response:
        try:
            check_same_origin(request)
            said = await _small_object(request)
            return await to_thread.run_sync(answer, request, said)
        except NotAllowedError as error:
            return _refusal(error, HTTPStatus.FORBIDDEN)
        except InvalidRecordError as error:
            return _refusal(error, HTTPStatus.BAD_REQUEST)
        except (SQLAlchemyError, StoreError) as error:
            _log.error("A session could not be begun or ended: %s", type(error).__name__)
            answer_later = _refusal(StoreError(STORE_IS_AWAY), HTTPStatus.SERVICE_UNAVAILABLE)
            answer_later.headers["Retry-After"] = SECONDS_TO_WAIT
            return answer_later

    return guarded


def _start(request: Request, said: dict[str, object]) -> Response:
    ticket = said.get("ticket")
    handed = hand_over(get_engine(), ticket) if isinstance(ticket, str) else None
    if handed is None:
        raise NotAllowedError(TICKET_REFUSED)
    # One browser is signed in once: whoever was signed in here before no longer is.
    _end_session_of_cookies(request)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=NOT_STORED)
    _set_cookie(response, handed, is_secure=is_secure(request))
    return response


def _end(request: Request, _said: dict[str, object]) -> Response:
    _end_session_of_cookies(request)
    response = Response(status_code=HTTPStatus.NO_CONTENT, headers=NOT_STORED)
    for name in NAMES:
        response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=name == SECURE_NAME)
    return response


def _end_session_of_cookies(request: Request) -> None:
    engine = get_engine()
    session_id, content = session_of_cookies(engine, request.cookies), content_of_cookies(request.cookies)
    if session_id is not None and content is not None:
        end_session(engine, session_id, user_id=content.user_id)


def _set_cookie(response: Response, handed: HandedOver, *, is_secure: bool) -> None:
    response.set_cookie(
        SECURE_NAME if is_secure else PLAIN_NAME,
        signed(handed),
        max_age=max(0, int((handed.ends_at - now()).total_seconds())),
        path="/",
        httponly=True,
        samesite="lax",
        secure=is_secure,
    )


def is_secure(request: Request) -> bool:
    """Whether the browser came by https: it says so itself, even where a proxy does not pass it on."""
    return request.headers.get("origin", "").startswith("https://") or request.url.scheme == "https"


async def _small_object(request: Request) -> dict[str, object]:
    """The JSON object that was sent. Raises InvalidRecordError where it is large or something else."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise InvalidRecordError(NOT_UNDERSTOOD)
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise InvalidRecordError(NOT_UNDERSTOOD)
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise InvalidRecordError(NOT_UNDERSTOOD) from error
    if not isinstance(said, dict):
        raise InvalidRecordError(NOT_UNDERSTOOD)
    return said


def _refusal(error: HeardError, status: HTTPStatus) -> JSONResponse:
    return JSONResponse({"error": str(error)}, status_code=status, headers=NOT_STORED)
