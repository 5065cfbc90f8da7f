"""A child process of the app: it has so long and no longer, and its exit status is waited for."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS_TO_END = 10


@contextmanager
def on_the_clock(child: subprocess.Popen[bytes], *, seconds: float) -> Iterator[threading.Event]:
    """Kill the child unless the block ends within so many seconds. The event is set where it was killed."""
    rang = threading.Event()

    def ring() -> None:
        rang.set()
        child.kill()

    clock = threading.Timer(seconds, ring)
    clock.daemon = True
    clock.start()
    try:
        yield rang
    finally:
        clock.cancel()


def exit_status(child: subprocess.Popen[bytes]) -> int:
    """The exit status of a child that has handed over all it had."""
    try:
        return child.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()
