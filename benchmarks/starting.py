"""Waits for a server that reads a large store at its start, from a slow disk perhaps."""

from tests.browser.running_server import RunningServer

MOST_WAITS = 5


def wait_until_started(server: RunningServer) -> None:
    """Wait longer than a test would; raises RuntimeError when the process ends or still does not answer."""
    for turn in range(1, MOST_WAITS + 1):
        try:
            server.wait_until_healthy()
        except RuntimeError:
            server.check_alive()
            if turn == MOST_WAITS:
                raise
        else:
            return
