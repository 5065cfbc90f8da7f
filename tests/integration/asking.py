"""Asks an ASGI application one thing, without a server and without a network."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from starlette.types import ASGIApp, Message

HOST = "heard.test"


@dataclass(frozen=True)
class Answer:
    """What came back; header names are in small letters, of several with one name all are kept."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def cookies(self) -> SimpleCookie:
        """The cookies that the answer sets or clears."""
        found = SimpleCookie()
        for name, value in self.headers:
            if name == "set-cookie":
                found.load(value)
        return found

    @property
    def sentence(self) -> str:
        """The sentence of a refusal."""
        return str(json.loads(self.body)["error"])


def ask(
    app: ASGIApp,
    path: str,
    *,
    method: str = "POST",
    headers: Mapping[str, str] | None = None,
    body: bytes = b"{}",
    scheme: str = "http",
) -> Answer:
    """Send a request as a page of Heard at `http://heard.test` sends it, but for what `headers` change.

    A header with an empty value is left out. `path` may end with a query.
    """
    path, _, query = path.partition("?")
    asked = {
        "host": HOST,
        "origin": f"http://{HOST}",
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
    } | dict(headers or {})
    scope: dict[str, Any] = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "scheme": scheme,
        "http_version": "1.1",
        "server": (HOST, 80),
        "client": ("192.0.2.1", 1234),
        "root_path": "",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in asked.items() if value],
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(
        status=sent[0]["status"],
        headers=[(name.decode(), value.decode("latin-1")) for name, value in sent[0]["headers"]],
        body=b"".join(message.get("body", b"") for message in sent[1:]),
    )
