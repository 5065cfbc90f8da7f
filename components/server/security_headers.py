"""Owns what every answer tells the browser to refuse, and the server paths that are closed to everyone."""

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STRICTEST_REFERRER = "no-referrer"
CLOSED_PATHS = ("/_stcore/metrics", "/_stcore/agent")


def content_security_policy(*, script_hash: str) -> str:
    """The policy as one header value; each exception beyond `'self'` says why. No other host is in it."""
    rules = {
        "default-src": "'self'",
        # The hash lets the one inline script of the front page run, and no other.
        "script-src": f"'self' {script_hash}",
        # Streamlit and plotly write their styles into the page while it runs: no hash can know them.
        "style-src": "'self' 'unsafe-inline'",
        # Icons in the heads of tables are pictures written into the script.
        "img-src": "'self' data:",
        # Streamlit's stylesheet carries one typeface for formulas within itself.
        "font-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def security_headers(*, script_hash: str) -> dict[str, str]:
    """The headers that stand on every answer."""
    return {
        "Content-Security-Policy": content_security_policy(script_hash=script_hash),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
    }


class SecurityHeadersMiddleware:
    """Stands outside all else, so that error answers carry the headers too; websockets pass untouched."""

    def __init__(self, app: ASGIApp, *, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = MutableHeaders(raw=message.setdefault("headers", []))
                # A page that tells other sites even less about where a reader comes from may.
                own = present.get("referrer-policy")
                present.update(self.headers)
                if own == STRICTEST_REFERRER:
                    present["Referrer-Policy"] = own
            await send(message)

        if is_closed(scope["path"]):
            await PlainTextResponse("Not found", status_code=404)(scope, receive, add)
            return
        await self.app(scope, receive, add)


def is_closed(path: str) -> bool:
    """Whether the path is one of the closed ones or below one."""
    return any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED_PATHS)
