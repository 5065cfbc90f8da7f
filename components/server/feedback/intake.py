"""What the feedback page takes in: how much, how often, of which kind and from which page."""

from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import Request

from components.ui.session_cookie import is_own_origin

LARGEST_BODY = 64 * 1024
MOST_FIELDS = 40
FORM_TYPE = "application/x-www-form-urlencoded"
# A whole room may answer at the end of a meeting.
MOST_A_MINUTE = 60

Fields = dict[str, list[str]]


class TooLargeError(Exception):
    """The body is longer than any form that was filled in."""


class NotAFormError(Exception):
    """The body is not what a form sends."""


async def read_fields(request: Request) -> Fields:
    """The fields of a posted form, each with all its values; nothing past the largest size is read.

    Raises TooLargeError and NotAFormError.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().casefold() != FORM_TYPE:
        raise NotAFormError
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or int(said) > LARGEST_BODY:
        raise TooLargeError
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_BODY:
            raise TooLargeError
    try:
        return parse_qs(
            body.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise NotAFormError from error


def is_from_here(headers: Headers) -> bool:
    """Whether the form may come from our own page, by what the browser says of it.

    Sec-Fetch-Site decides where it is sent. A browser without it sends an Origin, which is "null" because
    our page keeps its address to itself: then the signed key of the form has to do. Nothing of the visitor
    is used to let an answer in, so another site gains nothing by sending one through them.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin", "null")
    return origin == "null" or is_own_origin(origin, host=headers.get("host", ""))
