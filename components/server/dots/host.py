"""The host's buttons beside a shared screen: show the dots, open again, close and keep."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from http import HTTPStatus
from typing import Final

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from components.server.session_routes import check_same_origin
from components.ui.session_cookie import session_of_cookies
from data_access.commands.dots import close_and_keep, open_again, reveal
from data_access.commands.forum import Saved
from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from data_access.queries.dots import read_question
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, NotFoundError, StoreError
from domain.permissions import PUBLIC

ADDRESS: Final = "/live/question/{number:int}/{deed}"
SEEN_ROUND: Final = "round"
NOT_STORED: Final = {"Cache-Control": "no-store"}
SIGN_IN: Final = "Sign in as somebody who runs meetings, then try again."
NO_SUCH_DEED: Final = "There is no such button."
STORE_IS_AWAY: Final = "The records cannot be reached just now, so nothing was done. Try again in a minute."
LARGEST_NUMBER: Final = 2**31 - 1
_log = logging.getLogger(__name__)

_DEEDS: Final[Mapping[str, Callable[[UnitOfWork, int, int], Saved]]] = {
    "reveal": lambda work, number, _round: reveal(work, number),
    "open-again": lambda work, number, seen: open_again(work, number, seen_round=seen),
    "close": lambda work, number, _round: close_and_keep(work, number),
}
_STATUS: Final = {
    NotAllowedError: HTTPStatus.FORBIDDEN,
    NotFoundError: HTTPStatus.NOT_FOUND,
    InvalidRecordError: HTTPStatus.CONFLICT,
}


def host_routes() -> list[BaseRoute]:
    """What the presenter's window asks for: `…/reveal`, `…/open-again?round=1` with the round seen, `…/close`."""
    return [Route(ADDRESS, answer, methods=["POST"])]


async def answer(request: Request) -> Response:
    """Do it and tell the state and round that follow, or say why not; both as JSON."""
    try:
        check_same_origin(request)
        told = await to_thread.run_sync(partial(_do, request, request.path_params["number"]))
    except tuple(_STATUS) as error:
        return _said(str(error), _STATUS[type(error)])
    except (SQLAlchemyError, StoreError) as error:
        _log.error("A question to the room could not be written: %s", type(error).__name__)
        return _said(STORE_IS_AWAY, HTTPStatus.SERVICE_UNAVAILABLE)
    return JSONResponse(told, headers=NOT_STORED)


def _do(request: Request, number: int) -> dict[str, object]:
    deed = _DEEDS.get(request.path_params["deed"])
    if deed is None or number > LARGEST_NUMBER:
        raise NotFoundError(NO_SUCH_DEED)
    engine = get_engine()
    session_id = session_of_cookies(engine, request.cookies)
    actor = (actor_of_session(engine, session_id) if session_id is not None else None) or PUBLIC
    if actor is PUBLIC:
        raise NotAllowedError(SIGN_IN)
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        deed(work, number, _seen_round(request))
    question = read_question(engine, actor=actor, question_id=number)
    return {"state": question.state.value, "round": question.current.number}


def _seen_round(request: Request) -> int:
    """The round that the host has seen, 0 for none, which opens nothing again."""
    text = request.query_params.get(SEEN_ROUND, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len("999") else 0


def _said(sentence: str, status: HTTPStatus) -> Response:
    return JSONResponse({"said": sentence}, status_code=status, headers=NOT_STORED)
