"""The addresses of phones: the code, who is there, the question, its dots, and whether there is something new."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Final

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from components.server.dots.answers import (
    QUESTION,
    ROUND,
    capacity_of,
    code_of,
    handed_in,
    number_of,
    values_of,
    words_of,
)
from components.server.dots.phones import Phone, phone_as, phone_of, remember
from components.server.dots.rendering import (
    HEADERS,
    code_page,
    notice_page,
    placed_page,
    question_page,
    room_path,
    shown_page,
    waiting_page,
    who_page,
)
from components.server.dots.rooms import Rooms
from components.server.feedback.intake import (
    Fields,
    NotAFormError,
    TooLargeError,
    is_from_here,
    read_fields,
)
from components.server.rate_limit import MINUTE, RateLimit
from components.server.session_routes import is_secure
from components.ui.dots_screen import ROOM_PATH
from data_access.commands.dot_placing import IS_CLOSED, Placing, join_meeting, place_dots
from data_access.engine import get_engine
from data_access.queries.dot_rooms import PhoneQuestion, Room, own_dots
from domain.errors import InvalidRecordError, NotFoundError, StoreError
from domain.vocabulary import DotScale, DotState, MeetingState

METHODS: Final = ["GET", "HEAD"]
MOST_GUESSES: Final = 200
"""In a minute from one address, of codes not known yet: a full room behind it may mistype; all would take weeks."""
MOST_JOINS: Final = 600
"""In a minute in one room."""
HOUR: Final = 60 * MINUTE
MOST_NEW_PHONES: Final = 600
"""In an hour from one address: three full rooms behind it, and far from all that may join a meeting."""
MOST_MOVES: Final = 40
"""In a minute by one phone."""
WRONG_CODE: Final = "There is no room with this code. Look at the screen and type it again, please."
TOO_MANY: Final = "That was too often in a short time. Wait a minute and try again, please."
NOT_FROM_HERE: Final = "Open our page with the code on the screen, and place your dot there."
JOIN_FIRST: Final = "We do not know this phone yet. Say who you are, and your dot is placed."
MANY_PHONES: Final = "Many phones joined from your network. Wait some minutes, then try again, please."
AGAIN: Final = "Go back, load the page again, and place your dot once more."
AWAY: Final = "Nothing was saved. Wait a minute, then load this page again."
LATER: Final = {"Retry-After": f"{MINUTE:.0f}"}
STORE_IS_AWAY: Final = (SQLAlchemyError, StoreError)
Answer = Callable[[Request, Room], Awaitable[Response]]
_log = logging.getLogger(__name__)


class _RefusedError(Exception):
    """Nothing more is done, and this is answered."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


def dots_routes() -> list[BaseRoute]:
    """The routes of the light pages where people place dots."""
    return DotPages().routes()


@dataclass(frozen=True)
class DotPages:
    """The pages, the rooms that this process knows, and who asked how often in the last minute."""

    rooms: Rooms = field(default_factory=Rooms)
    guesses: RateLimit = field(default_factory=partial(RateLimit, most=MOST_GUESSES))
    joins: RateLimit = field(default_factory=partial(RateLimit, most=MOST_JOINS))
    new_phones: RateLimit = field(default_factory=partial(RateLimit, most=MOST_NEW_PHONES, seconds=HOUR))
    moves: RateLimit = field(default_factory=partial(RateLimit, most=MOST_MOVES))

    def routes(self) -> list[BaseRoute]:
        """Each address with what answers it."""
        return [
            Route(ROOM_PATH, self.find, methods=METHODS),
            Route(f"{ROOM_PATH}/", self.find, methods=METHODS),
            Route(f"{ROOM_PATH}/{{code}}", self.show, methods=METHODS),
            Route(f"{ROOM_PATH}/{{code}}/now", self.now, methods=["GET"]),
            Route(f"{ROOM_PATH}/{{code}}/join", self.join, methods=["POST"]),
            Route(f"{ROOM_PATH}/{{code}}/dots", self.place, methods=["POST"]),
        ]

    async def find(self, request: Request) -> Response:
        """The form for the code, or on to the room."""
        typed = request.query_params.get("code", "")
        if not typed:
            return code_page()
        return await self._within(request, typed, self._lead)

    async def show(self, request: Request) -> Response:
        """What there is to do in the room now."""
        return await self._within(request, request.path_params["code"], self._show)

    async def now(self, request: Request) -> Response:
        """The mark of what is on show, for the script."""
        try:
            room = await self._room(request, code_of(request.path_params["code"]))
        except _RefusedError as refused:
            return refused.response
        except STORE_IS_AWAY as error:
            _note(error)
            return PlainTextResponse("away", status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers=HEADERS)
        status = HTTPStatus.OK if room else HTTPStatus.NOT_FOUND
        return PlainTextResponse(room.mark if room else "none", status_code=status, headers=HEADERS)

    async def join(self, request: Request) -> Response:
        """Take in who is there."""
        return await self._within(request, request.path_params["code"], self._join)

    async def place(self, request: Request) -> Response:
        """Place or move a phone's dots."""
        return await self._within(request, request.path_params["code"], self._place)

    async def _within(self, request: Request, typed: str, answer: Answer) -> Response:
        """The answer in the room of this code, or why there is none."""
        code = code_of(typed)
        try:
            room = await self._room(request, code)
            if room is None:
                return _no_room(code)
            if room.state is not MeetingState.LIVE:
                return _over()
            return await answer(request, room)
        except _RefusedError as refused:
            return refused.response
        except NotFoundError:
            # The meeting was taken away since the room was read.
            return _no_room(code)
        except STORE_IS_AWAY as error:
            return _away(error)

    async def _room(self, request: Request, code: str) -> Room | None:
        """The room; None where there is none. Raises _RefusedError for whoever guesses, and what the store raises."""
        # Counted before it is known whether it is right; a room that is known is open to all who have its code.
        if not self.rooms.knows(code) and not self.guesses.takes(_address(request)):
            raise _RefusedError(_too_many())
        return await self.rooms.room(code) if code else None

    async def _lead(self, _request: Request, room: Room) -> Response:
        return _to(room)

    async def _show(self, request: Request, room: Room) -> Response:
        if request.path_params["code"] != room.code:
            return _to(room)
        phone = phone_of(request, room.code)
        if phone is None or "who" in request.query_params:
            return who_page(room, chosen=phone.capacity if phone else None)
        return await self._in_room(room, phone, is_moving="move" in request.query_params)

    async def _in_room(
        self, room: Room, phone: Phone, *, is_moving: bool = False, alert: str = "", status: int = 200
    ) -> Response:
        question = room.question
        if question is None:
            return waiting_page(room, phone.capacity, alert=alert, status=status)
        rounds = await to_thread.run_sync(_own_dots, question, phone)
        own = rounds.pop(question.round, {})
        if question.state is not DotState.OPEN:
            return shown_page(room, question, phone.capacity, has_own=bool(own), alert=alert, status=status)
        if own.keys() == {scale.code for scale in question.scales} and not (is_moving or alert):
            return placed_page(room, question, phone.capacity, own=own)
        begins = list(rounds.values())[-1] if rounds else {}
        return question_page(
            room, question, phone.capacity, own=own, begins=begins, alert=alert, status=status
        )

    async def _join(self, request: Request, room: Room) -> Response:
        fields, known = await _fields(request), phone_of(request, room.code)
        kept = handed_in(fields)
        try:
            phone = phone_as(known, capacity_of(fields))
            self._check_joins(request, room, known)
            await to_thread.run_sync(
                partial(
                    join_meeting,
                    get_engine(),
                    meeting_id=room.meeting_id,
                    phone=phone.secret,
                    capacity=phone.capacity,
                )
            )
        except InvalidRecordError as error:
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            return who_page(room, chosen=None, kept=kept, alert=str(error), status=status)
        # A dot that came before its phone had joined is placed now.
        response = await self._put(fields, room, phone) if kept else _to(room)
        remember(response, phone, code=room.code, path=room_path(room.code), is_secure=is_secure(request))
        return response

    def _check_joins(self, request: Request, room: Room, known: Phone | None) -> None:
        """Raise _RefusedError for one too many; a phone that is known may only not say so all the time."""
        if known is not None and not self.moves.takes(known.secret):
            raise _RefusedError(_too_many())
        if known is None and not self.new_phones.takes(_address(request)):
            raise _RefusedError(_too_many(MANY_PHONES))
        if not self.joins.takes(room.code):
            raise _RefusedError(_too_many())

    async def _place(self, request: Request, room: Room) -> Response:
        fields = await _fields(request)
        phone = phone_of(request, room.code)
        if phone is None:
            return who_page(
                room, chosen=None, kept=handed_in(fields), alert=JOIN_FIRST, status=HTTPStatus.FORBIDDEN
            )
        return await self._put(fields, room, phone)

    async def _put(self, fields: Fields, room: Room, phone: Phone) -> Response:
        """Put the dots of a phone that joined where it says."""
        if not self.moves.takes(phone.secret):
            return _too_many()
        try:
            placing = await self._placing(fields, room, phone)
            await to_thread.run_sync(place_dots, get_engine(), placing)
        except (InvalidRecordError, NotFoundError) as error:
            # The store has the last word on what is open: what this process saw may be half a second old.
            now = await self.rooms.fresh(room.code) or room
            return await self._in_room(now, phone, alert=str(error), status=HTTPStatus.CONFLICT)
        return _to(room)

    async def _placing(self, fields: Fields, room: Room, phone: Phone) -> Placing:
        """What the phone hands in. Raises InvalidRecordError, also for a question that this room is not asked."""
        number = number_of(fields, QUESTION)
        if not _asks(room, number) and not _asks(await self.rooms.fresh(room.code), number):
            raise InvalidRecordError(IS_CLOSED)
        seen = number_of(fields, ROUND), words_of(fields)
        return Placing(number, *seen, phone.secret, phone.capacity, values_of(fields))


def _asks(room: Room | None, number: int) -> bool:
    return room is not None and room.question is not None and room.question.id == number


async def _fields(request: Request) -> Fields:
    """What a form of ours sends. Raises _RefusedError for anything else."""
    if not is_from_here(request.headers):
        raise _RefusedError(_notice("This did not come from our page", NOT_FROM_HERE, HTTPStatus.FORBIDDEN))
    try:
        return await read_fields(request)
    except (TooLargeError, NotAFormError) as error:
        is_large = isinstance(error, TooLargeError)
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if is_large else HTTPStatus.BAD_REQUEST
        raise _RefusedError(_notice("We could not read your answer", AGAIN, status)) from error


def _own_dots(question: PhoneQuestion, phone: Phone) -> dict[int, dict[DotScale, int]]:
    return own_dots(get_engine(), question_id=question.id, phone=phone.secret)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _to(room: Room) -> Response:
    """To the room, so that loading the page again sends nothing again."""
    return RedirectResponse(room_path(room.code), status_code=HTTPStatus.SEE_OTHER, headers=HEADERS)


def _no_room(code: str) -> Response:
    return code_page(alert=WRONG_CODE, typed=code, status=HTTPStatus.NOT_FOUND)


def _over() -> Response:
    return _notice(
        "The meeting is over", "Thank you for taking part. You can close this page.", HTTPStatus.GONE
    )


def _too_many(sentence: str = TOO_MANY) -> Response:
    return notice_page(
        "Please wait a minute", (sentence,), status=HTTPStatus.TOO_MANY_REQUESTS, headers=LATER
    )


def _away(error: Exception) -> Response:
    _note(error)
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return notice_page("We cannot reach our records just now", (AWAY,), status=status, headers=LATER)


def _notice(heading: str, sentence: str, status: HTTPStatus) -> Response:
    return notice_page(heading, (sentence,), status=status)


def _note(error: Exception) -> None:
    """Note why the store could not be asked, by the kind of error alone: its text might hold what a phone sent."""
    cause = getattr(error, "orig", None) or error
    _log.error("A room could not ask the store: %s", type(cause).__name__)
