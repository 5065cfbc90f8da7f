"""Exports made in a process of their own, with limits: the app stays quick, and one story cannot fill the machine.

The document goes in and the zip comes out through pipes. The child says each format as it is done.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from components.publishing.document import Document
from components.publishing.export import Told, as_zip, export
from components.publishing.formats import Format
from components.publishing.theme import THEMES, Theme
from domain.errors import HeardError, StoreError

SECONDS = 120
MEGABYTES = 2_048
"""Address space of the child. The typesetter maps its fonts and keeps a cache, so it takes more than it fills."""
ROOT = Path(__file__).resolve().parents[2]
_DONE = "done "
_REFUSED = "refused "


class ExportError(StoreError):
    """An export ended without its files: it took too long, too much memory, or met a fault."""


def export_apart(
    document: Document,
    formats: Iterable[Format],
    *,
    theme: Theme,
    told: Told | None = None,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> bytes:
    """The zip of an export, made in a child process. `told` is called from another thread.

    Raises ExportError with a sentence where the child ended without one.
    """
    asked = pickle.dumps((document, tuple(formats), theme.name, megabytes))
    child = subprocess.Popen(
        [sys.executable, "-m", "components.publishing.apart"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    last: list[str] = []
    listener = threading.Thread(target=_listen, args=(child, told, last), daemon=True)
    listener.start()
    clock = threading.Timer(seconds, child.kill)
    clock.start()
    try:
        content = _exchange(child, asked)
    finally:
        clock.cancel()
        child.kill()
        status = child.wait()
        listener.join()
    if not content:
        raise ExportError(_what_happened(status, last))
    return content


def _exchange(child: subprocess.Popen[bytes], asked: bytes) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise ExportError("The export could not be started.")
    with child.stdin as to_child, child.stdout as from_child:
        try:
            to_child.write(asked)
            to_child.close()
        except BrokenPipeError:
            return b""
        return from_child.read()


def _listen(child: subprocess.Popen[bytes], told: Told | None, last: list[str]) -> None:
    if child.stderr is None:
        return
    with child.stderr as stream:
        for raw in stream:
            line = raw.decode(errors="replace").rstrip()
            if line.startswith(_DONE):
                if told is not None:
                    told(Format(line.removeprefix(_DONE)))
            elif line:
                last[:] = [*last[-20:], line]


def _what_happened(status: int, last: list[str]) -> str:
    refused = [line.removeprefix(_REFUSED) for line in last if line.startswith(_REFUSED)]
    if refused:
        return refused[-1]
    if any("MemoryError" in line or "memory allocation" in line for line in last):
        return "The export needs more memory than it may take. Choose fewer stories or smaller pictures."
    if status < 0:
        return "The export took too long and was stopped. Choose fewer stories or fewer formats."
    return "The export met a fault and made no file. The fault is in the server's log."


def limit_memory(megabytes: int) -> None:
    """Bound this process's memory, where the system can."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _main(read: Callable[[], bytes], write: Callable[[bytes], object]) -> int:
    document, formats, theme, megabytes = pickle.loads(read())  # noqa: S301  from the parent alone
    limit_memory(megabytes)
    try:
        made = export(document, formats, theme=THEMES[theme], told=lambda one: _say(f"{_DONE}{one.value}"))
    except HeardError as error:
        _say(f"{_REFUSED}{error}")
        return 1
    write(as_zip(made))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.stdin.buffer.read, sys.stdout.buffer.write))
