"""How the public pages of stories travel: kept by browsers, asked again each time, sent again only when changed."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import Response

from data_access.settings import get_settings

HTML = "text/html; charset=utf-8"
NOT_MODIFIED = 304
# A story that is taken back is gone at once: whoever keeps a copy asks before showing it.
KEPT = {"Cache-Control": "public, no-cache"}
UNLISTED = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def found(
    request: Request,
    content: bytes,
    *,
    media_type: str,
    changed: date | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The content, or 304 where the reader has it. `changed` is told, not compared: a day is too coarse."""
    mark = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    told = {**KEPT, "ETag": mark, **_changed(changed), **(headers or {})}
    if _has(request.headers.get("if-none-match", ""), mark):
        return Response(status_code=NOT_MODIFIED, headers=told)
    return Response(content, media_type=media_type, headers=told)


def not_found(page: str, *, status: int) -> Response:
    """A page that says why there is nothing here; nobody keeps it."""
    return Response(page, status_code=status, media_type=HTML, headers=UNLISTED)


def _has(asked: str, mark: str) -> bool:
    marks = {one.strip().removeprefix("W/") for one in asked.split(",")}
    return mark in marks or "*" in marks


def _changed(day: date | None) -> dict[str, str]:
    if day is None or day > get_settings().current_day():
        return {}
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return {"Last-Modified": format_datetime(moment, usegmt=True)}
