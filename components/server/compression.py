"""Owns how the browser app's own files travel: compressed once, kept in memory, cached for good.

Streamlit sends these files as they are: a page with a chart is 9 MB. Their names carry a hash of their
content, so one compressed copy per file and coding holds until the process ends.
"""

import gzip
from collections.abc import Callable
from pathlib import Path

import anyio
import brotli
import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC_FOLDER = Path(streamlit.__file__).parent / "static" / "static"
MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
SMALLEST = 500
FOREVER = "public, max-age=31536000, immutable"
A_WEEK = "public, max-age=604800"
# Quality 6 packs 4.7 MB of script into 1.2 MB in 0.16 s; 9 takes 0.4 s for 3% less.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=6),
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}


def preferred_coding(accept_encoding: str) -> str | None:
    """`br` before `gzip`, None when the browser takes neither; a coding with `q=0` is refused by it."""
    taken = set()
    for entry in accept_encoding.lower().split(","):
        name, _, quality = entry.partition(";")
        if quality.replace(" ", "").removeprefix("q=").strip("0.") or not quality:
            taken.add(name.strip())
    return next((coding for coding in CODINGS if coding in taken), None)


def compressible_files(folder: Path = STATIC_FOLDER) -> dict[str, Path]:
    """URL path to file, for each file worth compressing; a path outside this list is never read."""
    return {
        f"/static/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        if path.suffix in MEDIA_TYPES and path.stat().st_size >= SMALLEST
    }


class CompressedFilesMiddleware:
    """Answers for compressible files itself; puts cache headers on the other static files."""

    def __init__(self, app: ASGIApp, *, files: dict[str, Path]) -> None:
        self.app = app
        self.files = files
        self.packed: dict[tuple[str, str], bytes] = {}
        self.locks: dict[tuple[str, str], anyio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        path: str = scope["path"]
        asked = Headers(scope=scope)
        coding = preferred_coding(asked.get("accept-encoding", ""))
        # A range counts bytes of the plain file, so it is left to the file's own handler.
        if path in self.files and coding and "range" not in asked:
            response = await self._answer(path, coding=coding, asked=asked)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, _with_cache_headers(send, path=path))

    async def _answer(self, path: str, *, coding: str, asked: Headers) -> Response:
        file = self.files[path]
        tag = f'"{file.stem}-{coding}"'
        headers = {"Cache-Control": FOREVER, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = await self._compressed(path, coding=coding)
        return Response(
            body, headers=headers | {"Content-Encoding": coding}, media_type=MEDIA_TYPES[file.suffix]
        )

    async def _compressed(self, path: str, *, coding: str) -> bytes:
        """Compress on a worker thread, once even when many first visitors ask together."""
        key = (path, coding)
        async with self.locks.setdefault(key, anyio.Lock()):
            if key not in self.packed:
                self.packed[key] = await to_thread.run_sync(
                    lambda: CODINGS[coding](self.files[path].read_bytes())
                )
        return self.packed[key]


def _with_cache_headers(send: Send, *, path: str) -> Send:
    """The app's own fonts, icon and stylesheet (asked for with its version) may be kept a week."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in {200, 304}:
            headers = MutableHeaders(raw=message["headers"])
            if path.startswith("/app/static/"):
                headers["Cache-Control"] = A_WEEK
            elif path.startswith("/static/"):
                headers["Cache-Control"] = FOREVER
                headers.add_vary_header("Accept-Encoding")
        await send(message)

    return add
