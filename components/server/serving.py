"""Owns the listening socket and the web server process around the application."""

import os
import socket
import sys
from pathlib import Path

import uvicorn

from components.server.application import create_application
from components.server.cookie_secret import read_cookie_secret
from data_access.settings import Settings
from domain.errors import SettingsError

SECONDS_TO_FINISH = 3
HIGHEST_PORT = 65535
LARGEST_MESSAGE = 200 * 1024 * 1024


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
        return socket.create_server((address, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"address {address}, port {port} cannot be used ({os.strerror(error.errno or 0)}). Choose another with PORT=."
        ) from error


def serve(script: Path, *, settings: Settings) -> None:
    """Blocks until the process is told to stop."""
    secret = read_cookie_secret(settings)
    with listen(address=settings.address, port=listening_port(settings)) as listener:
        address, port = listener.getsockname()[:2]
        shown = f"[{address}]" if ":" in address else address

        def say_ready() -> None:
            sys.stdout.write(f"Heard is ready at http://{shown}:{port} (stop it with Ctrl+C)\n")
            sys.stdout.flush()

        application = create_application(
            script, address=address, port=port, cookie_secret=secret, when_ready=[say_ready]
        )
        server = uvicorn.Server(
            uvicorn.Config(
                application,
                access_log=False,
                log_level="warning",
                server_header=False,
                timeout_graceful_shutdown=SECONDS_TO_FINISH,
                ws="websockets-sansio",
                ws_max_size=LARGEST_MESSAGE,
            )
        )
        server.run(sockets=[listener])
