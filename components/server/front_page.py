"""Owns the one HTML page that carries the app: its language, title, description and inline script."""

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import brotli
import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.server.preloading import scripts_of_elements
from domain.errors import SettingsError

TITLE = "Heard: how patients, carers and communities shape health innovation"
DESCRIPTION = (
    "See how the 15 health innovation networks of England involve patients, carers and communities, "
    "whom that reaches and what changed because of it."
)
WITHOUT_SCRIPT = "This page needs JavaScript. Please turn it on in your browser, then load the page again."
ROOT = Path(__file__).resolve().parents[2]
THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
# Asked for with the page, so that its first words stand in them: letters, and headings.
FONTS = tuple(face["url"] for face in THEME["fontFaces"] if "-latin-ext-" not in face["url"])
# Told where the server is, the browser app does not look for it below a deep link first (two failed
# requests), and opens its connection without waiting to hear which hosts may embed it: none but this one. Told the
# typeface, it does not fetch its own one for the moment before it hears of the theme.
SCRIPT = (
    "window.prerenderReady=false;"
    f"(font=>window.__streamlit={{LIGHT_THEME:font,DARK_THEME:font,BACKEND_BASE_URL:location.origin,"
    "HOST_CONFIG:{allowedOrigins:[location.origin],useExternalAuthToken:false}})"
    f"({json.dumps({'bodyFont': THEME['font']})})"
)
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"


def script_hash() -> str:
    """The source expression that lets a content security policy allow the page's one inline script."""
    digest = hashlib.sha256(SCRIPT.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _exchange(page: str, pattern: str, replacement: str) -> str:
    changed, count = re.subn(pattern, lambda _: replacement, page, count=1, flags=re.DOTALL)
    if count != 1:
        raise SettingsError(
            f"the installed Streamlit has a front page of another shape: {pattern} is not in it."
        )
    return changed


def rewritten(page: str, *, version: str) -> str:
    """Streamlit's front page as Heard serves it.

    Raises SettingsError when a piece to be exchanged is not there, so that no upgrade passes unseen.
    """
    page = _exchange(page, r'<html lang="en">', '<html lang="en-GB">')
    page = _exchange(
        page,
        r"<title>.*?</title>",
        f'<title>{TITLE}</title>\n    <meta name="description" content="{DESCRIPTION}" />'
        f'\n    <link rel="stylesheet" href="./app/static/heard.css?v={version}" />'
        f'\n    <script type="module" src="./app/static/heard.js?v={version}"></script>',
    )
    page = _exchange(page, r"<script>.*?</script>", f"<script>{SCRIPT}</script>")
    page = _exchange(page, r"<noscript>.*?</noscript>", f"<noscript><p>{WITHOUT_SCRIPT}</p></noscript>")
    page = _exchange(page, r'href="\./favicon\.png"', 'href="./app/static/icon.png"')
    page = _exchange(
        page,
        r'<link\s+rel="preload"\s+href="\./static/media/SourceSans[^>]*>',
        "\n    ".join(
            f'<link rel="preload" href="./{font}" as="font" type="font/woff2" crossorigin />'
            for font in FONTS
        ),
    )
    page = _exchange(
        page,
        "</head>",
        "".join(
            f'  <link rel="modulepreload" crossorigin href="./static/js/{name}">\n  '
            for name in scripts_of_elements(page)
        )
        + "</head>",
    )
    page = _exchange(page, r'<link rel="service-desc"[^>]*>', "")
    return re.sub(r"<!--.*?-->\s*", "", page, flags=re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The page ready to send; `replaces` is the entity tag of the file it stands in for."""

    plain: bytes
    packed: bytes
    tag: str
    replaces: str

    @classmethod
    def prepare(cls, *, extras: Sequence[Path], index: Path = INDEX) -> "FrontPage":
        """Read once at start; `extras` are the files whose change the browser must see at once."""
        version = hashlib.sha256(b"".join(file.read_bytes() for file in extras)).hexdigest()[:12]
        plain = rewritten(index.read_text(encoding="utf-8"), version=version).encode()
        return cls(
            plain=plain,
            packed=brotli.compress(plain),
            tag=f'"{hashlib.sha256(plain).hexdigest()[:16]}"',
            replaces=FileResponse(index, stat_result=index.stat()).headers["etag"],
        )

    @property
    def names(self) -> list[str]:
        """The URL paths of the scripts and style sheets that the page names."""
        return re.findall(r'="\.(/static/[^"]+)"', self.plain.decode())

    @property
    def versions(self) -> dict[str, str]:
        """URL path to version, for each of the app's own files that the page or its theme names by its content."""
        named = re.findall(r'="\./(app/static/[^"]+)"', self.plain.decode())
        fonts = [face["url"] for face in THEME["fontFaces"]]
        asked = (address.partition("?v=") for address in [*named, *fonts])
        return {f"/{path}": version for path, _, version in asked if version}

    def answer(self, asked: Headers) -> Response:
        """The whole page, or 304 when the browser already has it."""
        headers = {"Cache-Control": "no-cache", "ETag": self.tag, "Vary": "Accept-Encoding"}
        if self.tag in asked.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "br" in asked.get("accept-encoding", ""):
            return Response(self.packed, headers=headers | {"Content-Encoding": "br"}, media_type="text/html")
        return Response(self.plain, headers=headers, media_type="text/html")


class FrontPageMiddleware:
    """Sends the front page wherever Streamlit would send its own, and leaves every other answer alone."""

    def __init__(self, app: ASGIApp, *, page: FrontPage) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        replaced = False

        async def exchange(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                replaced = headers.get("etag", "").removeprefix("W/") == self.page.replaces
                if replaced:
                    await self.page.answer(Headers(scope=scope))(scope, receive, send)
            if not replaced:
                await send(message)

        await self.app(scope, receive, exchange)
