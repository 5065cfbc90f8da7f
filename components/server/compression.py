"""Owns how the browser app's own files travel: compressed once, kept in memory, cached for good.

Streamlit sends these files as they are: a page with a chart is 9 MB. Their names carry a hash of their
content, so one compressed copy per file and coding holds until the process ends.
"""

import gzip
from collections.abc import Callable, Iterable, Mapping
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
# Quality 6 packs the 2.7 MB that come with the front page into 633 kB in 0.08 s; 11 takes 3.4 s for 9% less.
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


class PackedFiles:
    """Files by their URL path, each packed once and kept for as long as the process lives."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = files
        self._packed: dict[tuple[str, str], bytes] = {}
        self._locks: dict[tuple[str, str], anyio.Lock] = {}

    async def packed(self, path: str, *, coding: str) -> bytes:
        """Pack on a worker thread, once even when many first visitors ask together."""
        key = (path, coding)
        async with self._locks.setdefault(key, anyio.Lock()):
            if key not in self._packed:
                self._packed[key] = await to_thread.run_sync(self._pack, path, coding)
        return self._packed[key]

    def pack_ahead(self, paths: Iterable[str]) -> None:
        """Pack these before somebody asks, in the coding that browsers take first; a path of no file is left out."""
        coding = next(iter(CODINGS))
        for path in paths:
            if path in self.files and (path, coding) not in self._packed:
                self._packed[path, coding] = self._pack(path, coding)

    def _pack(self, path: str, coding: str) -> bytes:
        return CODINGS[coding](self.files[path].read_bytes())


class CompressedFilesMiddleware:
    """Answers for compressible files itself; puts cache headers on the other static files.

    `versions` is URL path to version for those of the app's own files that are asked for with the hash of what they
    held when the server started.
    """

    def __init__(self, app: ASGIApp, *, packed: PackedFiles, versions: Mapping[str, str]) -> None:
        self.app = app
        self.versions = versions
        self.files = packed.files
        self.packed = packed

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
        version = self.versions.get(path)
        is_known = version is not None and scope["query_string"] == f"v={version}".encode()
        await self.app(scope, receive, _with_cache_headers(send, path=path, is_known=is_known))

    async def _answer(self, path: str, *, coding: str, asked: Headers) -> Response:
        file = self.files[path]
        tag = f'"{file.stem}-{coding}"'
        headers = {"Cache-Control": FOREVER, "ETag": tag, "Vary": "Accept-Encoding"}
        if tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = await self.packed.packed(path, coding=coding)
        return Response(
            body, headers=headers | {"Content-Encoding": coding}, media_type=MEDIA_TYPES[file.suffix]
        )


def _with_cache_headers(send: Send, *, path: str, is_known: bool) -> Send:
    """What is asked for with the known hash of its content is kept for good, the app's other own files for a week.

    A hash that is not known, as that of another release, says nothing about what is sent.
    """

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] in {200, 304}:
            headers = MutableHeaders(raw=message["headers"])
            if path.startswith("/app/static/"):
                headers["Cache-Control"] = FOREVER if is_known else A_WEEK
            elif path.startswith("/static/"):
                headers["Cache-Control"] = FOREVER
                headers.add_vary_header("Accept-Encoding")
        await send(message)

    return add
