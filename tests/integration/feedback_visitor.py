"""Somebody with a link for feedback: asks the feedback pages of an application without a server, and reads them."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from sqlalchemy.engine import Engine
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message

from components.server.feedback import catalogue
from components.server.feedback.routes import feedback_routes
from data_access.commands.feedback import SharedLinkDraft, make_link
from data_access.tables import FeedbackLink
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from tests.integration.factories import an_activity, reference_rows, save

TODAY = date(2026, 11, 22)
HOST = "heard.test"
FORM = "application/x-www-form-urlencoded"
Fields = Mapping[str, str] | Sequence[tuple[str, str]]


class _Reader(HTMLParser):
    """Gathers the fields of the form, the words and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.checked: dict[str, str] = {}
        self.comment = ""
        self.words: list[str] = []
        self.tags: list[str] = []
        self.root: dict[str, str | None] = {}
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._inside.append(tag)
        named = dict(attrs)
        if tag == "html":
            self.root = named
        if tag == "input" and named.get("type") == "hidden":
            self.hidden[named["name"] or ""] = named["value"] or ""
        if tag == "input" and "checked" in named:
            self.checked[named["name"] or ""] = named["value"] or ""

    def handle_data(self, data: str) -> None:
        inside = self._inside[-1] if self._inside else ""
        if inside == "textarea":
            self.comment += data.removeprefix("\n") if not self.comment else data
        elif inside != "style" and data.strip():
            self.words.append(" ".join(data.split()))

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass


@dataclass(frozen=True)
class Seen:
    """A page as it came back, and as somebody reads it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    hidden: Mapping[str, str] = field(default_factory=dict)
    checked: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    words: str = ""
    tags: tuple[str, ...] = ()
    root: Mapping[str, str | None] = field(default_factory=dict)

    def header(self, name: str) -> str:
        """The header's value, "" where it is not there."""
        return dict(self.headers).get(name, "")


@dataclass(frozen=True)
class Visitor:
    """A visitor of one application."""

    app: ASGIApp

    def get(self, path: str, **headers: str) -> Seen:
        """Open a page; header names have underscores for hyphens."""
        return asyncio.run(send(self.app, "GET", path, headers))

    def post(self, path: str, fields: Fields, **headers: str) -> Seen:
        """Send a form as our own page sends it, but for what the headers change; "" leaves a header out."""
        return asyncio.run(send(self.app, "POST", path, _of_a_form(headers), urlencode(fields).encode()))

    def post_body(self, path: str, body: bytes, **headers: str) -> Seen:
        """Send any body."""
        return asyncio.run(send(self.app, "POST", path, _of_a_form(headers), body))

    def post_together(self, path: str, forms: Iterable[Fields]) -> list[Seen]:
        """Send many forms at the same time."""

        async def all_of_them() -> list[Seen]:
            sent = (send(self.app, "POST", path, _of_a_form({}), urlencode(one).encode()) for one in forms)
            return list(await asyncio.gather(*sent))

        return asyncio.run(all_of_them())

    def key(self, token: str) -> str:
        """The key of a form that was just opened."""
        return self.get(f"/f/{token}").hidden["key"]


def a_visitor(**routes: Any) -> Visitor:
    """A visitor of the feedback pages alone, as a process that has just started serves them."""
    return Visitor(Starlette(routes=feedback_routes(**routes)))


def a_link(store: Engine, *, most: int = 10, title: str = "A workshop", **changes: Any) -> str:
    """The token of a link to an activity; reference rows are added to an empty store."""
    with Session(store) as session:
        is_empty = session.get(FeedbackLink, 1) is None
    if is_empty:
        save(store, *reference_rows())
    activity = an_activity(f"A {title}"[:60], title=title, **changes)
    save(store, activity)
    draft = SharedLinkDraft(
        activity_id=activity.id or 0, most_answers=most, closes_on=TODAY + timedelta(days=28)
    )
    with unit_of_work(store, actor=OPERATOR, changes_facts=False) as work:
        link = work.session.get(FeedbackLink, make_link(work, draft))
        assert link is not None
        return link.token


async def send(
    app: ASGIApp, method: str, address: str, headers: Mapping[str, str], body: bytes = b""
) -> Seen:
    """One request and its answer."""
    parts = urlsplit(address)
    asked = {"host": HOST, **{name.replace("_", "-").lower(): value for name, value in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": parts.path, "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(), "scheme": "http", "http_version": "1.1", "server": (HOST, 80),
        "client": ("192.0.2.77", 1234), "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in asked.items() if value],
    }  # fmt: skip
    sent: list[Message] = []
    parted = [body[start : start + 8192] for start in range(0, len(body), 8192)] or [b""]

    async def receive() -> Message:
        part = parted.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(parted)}

    async def take(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, take)
    page = b"".join(message.get("body", b"") for message in sent[1:])
    reader = _Reader()
    reader.feed(page.decode())
    return Seen(
        status=sent[0]["status"],
        headers=tuple((name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]),
        body=page,
        hidden=reader.hidden,
        checked=reader.checked,
        comment=reader.comment,
        words=" ".join(reader.words),
        tags=tuple(reader.tags),
        root=reader.root,
    )


def _of_a_form(headers: Mapping[str, str]) -> dict[str, str]:
    own = {"origin": "null", "sec-fetch-site": "same-origin", "content-type": FORM}
    return own | {name.replace("_", "-").lower(): value for name, value in headers.items()}


def a_folder_with_one_more_language(folder: Path, code: str = "ar-x-test") -> Path:
    """The languages of Heard and one that is only a test: English within brackets, from right to left."""
    for path in catalogue.FOLDER.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    lines = (folder / "en-GB.toml").read_text(encoding="utf-8").splitlines()
    strange = [
        line.replace(' = "', ' = "[', 1).removesuffix('"') + ']"' if ' = "' in line else line
        for line in lines
    ]
    text = "\n".join(strange).replace('"[ltr]"', '"rtl"')
    (folder / f"{code}.toml").write_text(text, encoding="utf-8")
    return folder
