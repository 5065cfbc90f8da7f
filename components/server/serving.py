"""Owns the listening socket and the web server process around the application."""

import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import uvicorn
from anyio import to_thread
from starlette.routing import BaseRoute

from components.server.application import create_application
from components.server.single_sign_on import provider_of
from components.server.warm_up import Hook, run_each
from data_access.cookie_secret import read_cookie_secret
from data_access.settings import Settings
from domain.errors import SettingsError

HIGHEST_PORT = 65535
LARGEST_MESSAGE = 200 * 1024 * 1024
SECONDS_TO_FINISH = 3


def listening_port(settings: Settings) -> int:
    """`PORT`, as hosting platforms set it, goes before `HEARD_PORT`."""
    given = os.environ.get("PORT", "").strip()
    if not given:
        return settings.port
    if not given.isdigit() or int(given) > HIGHEST_PORT:
        raise SettingsError(f"PORT must be a number from 0 to {HIGHEST_PORT}, not {given!r}.")
    return int(given)


def listen(*, address: str, port: int) -> socket.socket:
    """A socket that takes connections at once, so that a port in use is named before anything else starts."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        plain = socket.create_server((address, port), family=family)
        # asyncio sends at once on sockets that are named TCP alone. On others the second of two messages waits for
        # the browser to acknowledge the first: 40 ms of every rerun.
        return socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=plain.detach())
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise SettingsError(
            f"address {address}, port {port} cannot be used ({reason}). Choose another port with PORT=."
        ) from error


def web_address(listener: socket.socket) -> str:
    """What a person types into the browser to reach the socket."""
    address, port = listener.getsockname()[:2]
    return f"http://[{address}]:{port}" if ":" in address else f"http://{address}:{port}"


class StoppingServer(uvicorn.Server):
    """A server that tells when it stops, before it waits for what is under way: streams end only when they are told.

    What takes long comes after the last answer, and still within this call: once it returns, the signal that stopped
    the server ends the process.
    """

    def __init__(
        self, config: uvicorn.Config, *, on_stop: Sequence[Hook] = (), after_stop: Sequence[Hook] = ()
    ) -> None:
        super().__init__(config)
        self.on_stop = on_stop
        self.after_stop = after_stop

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for hook in self.on_stop:
            hook()
        await super().shutdown(sockets)
        await to_thread.run_sync(run_each, self.after_stop)


def prepare_server(
    script: Path,
    *,
    settings: Settings,
    listener: socket.socket,
    routes: Sequence[BaseRoute] = (),
    ask_store: Hook | None = None,
    on_start: Sequence[Hook] = (),
    on_stop: Sequence[Hook] = (),
    after_stop: Sequence[Hook] = (),
) -> uvicorn.Server:
    """The server, not yet running; it says one line when it is ready.

    `on_stop` hooks run on its event loop, `after_stop` hooks in a thread when the last answer is sent; one of these
    that raises is logged.
    """

    def say_ready() -> None:
        sys.stdout.write(f"Heard is ready at {web_address(listener)} (stop it with Ctrl+C)\n")
        sys.stdout.flush()

    address, port = listener.getsockname()[:2]
    application = create_application(
        script,
        address=address,
        port=port,
        cookie_secret=read_cookie_secret(settings),
        single_sign_on=provider_of(settings),
        routes=routes,
        ask_store=ask_store,
        on_start=[*on_start, say_ready],
    )
    return StoppingServer(
        uvicorn.Config(
            application,
            access_log=False,
            log_level="warning",
            # Whoever connects is taken at its word about whom it speaks for only where a setting names it.
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            server_header=False,
            timeout_graceful_shutdown=SECONDS_TO_FINISH,
            ws="websockets-sansio",
            ws_max_size=LARGEST_MESSAGE,
        ),
        on_stop=on_stop,
        after_stop=after_stop,
    )


def serve(
    script: Path,
    *,
    settings: Settings,
    routes: Sequence[BaseRoute] = (),
    ask_store: Hook | None = None,
    on_start: Sequence[Hook] = (),
    on_stop: Sequence[Hook] = (),
    after_stop: Sequence[Hook] = (),
) -> None:
    """Blocks until the process is told to stop; what it is given is that of `prepare_server`."""
    with listen(address=settings.address, port=listening_port(settings)) as listener:
        server = prepare_server(
            script,
            settings=settings,
            listener=listener,
            routes=routes,
            ask_store=ask_store,
            on_start=on_start,
            on_stop=on_stop,
            after_stop=after_stop,
        )
        server.run(sockets=[listener])
