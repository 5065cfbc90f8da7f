"""Asks the process at a port whether it can serve, for containers and units: `python -m components.server.ask_health`.

It imports nothing of Heard, as it is started every few seconds.
"""

import argparse
import http.client
import os
import sys
import time

PATIENCE = 5.0
USUAL_PORT = "8501"


def can_serve(port: int) -> bool:
    """Whether the process on this machine answers, and says that it can."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(arguments: list[str] | None = None) -> int:
    """0 where it can serve, at once or within the seconds given; 1 where it cannot."""
    parser = argparse.ArgumentParser(prog="python -m components.server.ask_health", description=__doc__)
    # As the server itself chooses (`serving.listening_port`).
    port = os.environ.get("PORT", "").strip() or os.environ.get("HEARD_PORT") or USUAL_PORT
    parser.add_argument(
        "--port", type=int, default=port, help="port of the process; that of PORT or HEARD_PORT"
    )
    parser.add_argument("--within", type=float, default=0, metavar="SECONDS", help="ask again for so long")
    asked = parser.parse_args(arguments)
    until = time.monotonic() + asked.within
    while not can_serve(asked.port):
        if time.monotonic() >= until:
            sys.stderr.write(f"Nothing at port {asked.port} says that it can serve.\n")
            return 1
        time.sleep(0.5)
    return 0


if __name__ == "__main__":
    sys.exit(main())
