"""Owns how the web server does single sign-on: Streamlit's settings for it, and the way back to the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.secrets import SecretsValue

from components.ui.page_list import PAGES
from components.ui.session_cookie import is_own_origin
from components.ui.single_sign_on import CALLBACK, FAILED_COOKIE, is_set_up
from data_access.cookie_secret import key_for
from data_access.settings import Settings
from domain.errors import SettingsError

LOGIN = "/auth/login"
RETURN_COOKIE = "heard_return"
STREAMLITS_COOKIE = "_streamlit_user"
# As long as a session of Heard lives at most; Streamlit's own cookie would stay for a month.
SECONDS_IT_STAYS = 12 * 60 * 60
SECONDS_TO_SIGN_IN = 15 * 60
LONGEST_RETURN = 2_000
OWN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Provider:
    """The provider of single sign-on as Streamlit is told of it; the two secrets are never shown."""

    metadata_url: str
    client_id: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)
    redirect_uri: str

    @property
    def secrets(self) -> dict[str, SecretsValue]:
        """Streamlit's secrets, which stay in the process: nothing is written to a file."""
        return {
            "auth": {
                "redirect_uri": self.redirect_uri,
                "cookie_secret": self.cookie_secret,
                "client_id": self.client_id,
                "client_secret": self.client_secret,
                "server_metadata_url": self.metadata_url,
                # A code that somebody overhears is of no use without the secret of this one sign-in.
                "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
            }
        }

    @property
    def layers(self) -> list[Middleware]:
        """The layers that the web application needs for it."""
        return [Middleware(WayBackMiddleware, is_secure=self.redirect_uri.startswith("https://"))]


def provider_of(settings: Settings) -> Provider | None:
    """The provider that the settings name; None where they name none.

    Raises SettingsError where something is missing or would send secrets over an open line.
    """
    if not is_set_up(settings):
        return None
    redirect = redirect_address(settings)
    for name, address in {"METADATA_URL": settings.oidc_metadata_url, "REDIRECT_URI": redirect}.items():
        _check_address(f"HEARD_OIDC_{name}", address)
    if not settings.oidc_client_id or not settings.oidc_client_secret.get_secret_value():
        raise SettingsError("single sign-on needs HEARD_OIDC_CLIENT_ID and HEARD_OIDC_CLIENT_SECRET.")
    return Provider(
        metadata_url=settings.oidc_metadata_url,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        cookie_secret=key_for("single sign-on").hex(),
        redirect_uri=redirect,
    )


def redirect_address(settings: Settings) -> str:
    """Where the provider sends people back. Raises SettingsError where it is not Streamlit's address for it."""
    redirect = settings.oidc_redirect_uri or f"{settings.public_address.rstrip('/')}{CALLBACK}"
    if urlsplit(redirect).path != CALLBACK:
        raise SettingsError(f"HEARD_OIDC_REDIRECT_URI must end in {CALLBACK}, after the host alone.")
    return redirect


def _check_address(name: str, address: str) -> None:
    parts = urlsplit(address)
    if parts.hostname and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in OWN_MACHINE)
    ):
        return
    raise SettingsError(
        f"{name} must be a whole address that starts with https://, not {address!r}. "
        "HEARD_PUBLIC_ADDRESS gives Heard's own."
    )


def is_own_page(path: str) -> bool:
    """Whether the path, with its parameters, is that of a page of Heard: nothing else is returned to."""
    try:
        parts = urlsplit(path)
    except ValueError:
        return False
    is_plain = path.isascii() and path.isprintable() and "\\" not in path and len(path) <= LONGEST_RETURN
    pages = {f"/{entry.url_path}" for entry in PAGES} | {"/"}
    return is_plain and not parts.scheme and not parts.netloc and parts.path in pages


class WayBackMiddleware:
    """Keeps the page on which somebody began to sign in, and brings them back to it.

    Streamlit itself always returns to the first page. The browser holds the page in a cookie of a few
    minutes, which is read as the input of a stranger: `is_own_page`.
    """

    def __init__(self, app: ASGIApp, *, is_secure: bool) -> None:
        self.app = app
        self.is_secure = is_secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        changes = {LOGIN: self._leaving, CALLBACK: self._returning} if scope["type"] == "http" else {}
        change = changes.get(scope.get("path", ""))
        if change is None:
            await self.app(scope, receive, send)
            return

        async def changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = change(scope, list(message["headers"]))
            await send(message)

        await self.app(scope, receive, changed)

    def _leaving(self, scope: Scope, answer: RawHeaders) -> RawHeaders:
        page = _page_of(Headers(scope=scope))
        return [*answer, self._cookie(RETURN_COOKIE, quote(page, safe=""), SECONDS_TO_SIGN_IN, CALLBACK)]

    def _returning(self, scope: Scope, answer: RawHeaders) -> RawHeaders:
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        page = unquote(Request(scope).cookies.get(RETURN_COOKIE, "/"))
        came_from_provider = bool({"state", "error"} & asked.keys())
        if not came_from_provider or not is_own_page(page):
            page = "/"
        changed = [self._shortened(name, value) for name, value in answer if name.lower() != b"location"]
        changed.append((b"location", page.encode("ascii")))
        changed.append(self._cookie(RETURN_COOKIE, "", 0, CALLBACK))
        failed = came_from_provider and not _signs_in(answer)
        changed.append(self._cookie(FAILED_COOKIE, "1" if failed else "", 60 if failed else 0, "/"))
        return changed

    def _cookie(self, name: str, value: str, seconds: int, path: str) -> tuple[bytes, bytes]:
        secure = "; Secure" if self.is_secure else ""
        line = f"{name}={value}; Max-Age={seconds}; Path={path}; HttpOnly; SameSite=Lax{secure}"
        return b"set-cookie", line.encode("ascii")

    def _shortened(self, name: bytes, value: bytes) -> tuple[bytes, bytes]:
        """Streamlit's own cookie: for hours instead of a month, and over https alone where there is https."""
        if name.lower() != b"set-cookie" or not value.startswith(STREAMLITS_COOKIE.encode()):
            return name, value
        parts = [part for part in value.split(b"; ") if not part.lower().startswith(b"max-age")]
        stays = 0 if b"max-age=0" in value.lower() else SECONDS_IT_STAYS
        secure = [b"Secure"] if self.is_secure else []
        return name, b"; ".join([*parts, f"Max-Age={stays}".encode(), *secure])


def _signs_in(answer: Iterable[tuple[bytes, bytes]]) -> bool:
    beginning = f"{STREAMLITS_COOKIE}=".encode()
    return any(
        name.lower() == b"set-cookie"
        and value.startswith(beginning)
        and not value.startswith((beginning + b'""', beginning + b";"))
        for name, value in answer
    )


def _page_of(asked: Mapping[str, str]) -> str:
    """The page of Heard on which the button was pressed, by what the browser itself says; "/" if it does not."""
    try:
        came_from = urlsplit(asked.get("referer", ""))
    except ValueError:
        return "/"
    origin = f"{came_from.scheme}://{came_from.netloc}"
    page = f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return page if is_own_origin(origin, host=asked.get("host", "")) and is_own_page(page) else "/"
