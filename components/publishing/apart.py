"""Exports made in a process of their own, with limits: the app stays quick, and one story cannot fill the machine.

The document goes in and the zip comes out through pipes. The child says each format as it is done.
"""

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from components.publishing.child_process import exit_status, on_the_clock
from components.publishing.document import Document, IssueDocument, StoryDocument
from components.publishing.export import Told
from components.publishing.formats import Format
from components.publishing.looks import Look, remember, remembered
from components.publishing.theme import Theme
from domain.errors import StoreError

SECONDS = 120
MEGABYTES = 2_048
"""Address space of the child. The typesetter maps its fonts and keeps a cache, so it takes more than it fills."""
_NO_MEMORY = ("MemoryError", "memory allocation", "can't start new thread")
_log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
DONE = "done "
REFUSED = "refused "


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
    looks = remembered(_stories_of(document), theme)
    asked = Asked(document, theme.name, megabytes, formats=tuple(formats), looks=looks)
    return _made_apart(asked, told=told, seconds=seconds)


def _stories_of(document: Document) -> tuple[StoryDocument, ...]:
    return document.stories if isinstance(document, IssueDocument) else (document,)


def pages_apart(
    document: Document,
    *,
    theme: Theme,
    width_px: int,
    is_first_view: bool = False,
    seconds: int = SECONDS,
    megabytes: int = MEGABYTES,
) -> list[bytes]:
    """The pages of an issue or a story as PNG pictures of this width, made in a child process. Raises ExportError.

    How its stories fit is remembered, so that pages come sooner when one story or the order has changed. A first
    view does not wait for it.
    """
    looks = remembered(_stories_of(document), theme)
    asked = Asked(
        document, theme.name, megabytes, width_px=width_px, is_first_view=is_first_view, looks=looks
    )
    pages: list[bytes]
    pages, looks = pickle.loads(_made_apart(asked, told=None, seconds=seconds))  # noqa: S301  from our own child
    remember(looks)
    return pages


@dataclass(frozen=True)
class Asked:
    """What a child is to make: the zip of these formats or, with a width, the pages as pictures.

    `looks` is how stories fit, as far as that is known.
    """

    document: Document
    theme: str
    megabytes: int
    formats: tuple[Format, ...] = ()
    width_px: int = 0
    is_first_view: bool = False
    looks: Mapping[str, Look] = field(default_factory=dict)


def _made_apart(asked: Asked, *, told: Told | None, seconds: int) -> bytes:
    child = subprocess.Popen(
        [sys.executable, "-m", "components.publishing.maker"],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    last: list[str] = []
    listener = threading.Thread(target=_listen, args=(child, told, last), daemon=True)
    listener.start()
    try:
        with on_the_clock(child, seconds=seconds):
            content = _exchange(child, pickle.dumps(asked))
    finally:
        status = exit_status(child)
        listener.join()
    if not content:
        _log.error("An export ended with %s: %s", status, "\n".join(last))
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
            if line.startswith(DONE):
                if told is not None:
                    told(Format(line.removeprefix(DONE)))
            elif line:
                last[:] = [*last[-20:], line]


def _what_happened(status: int, last: list[str]) -> str:
    refused = [line.removeprefix(REFUSED) for line in last if line.startswith(REFUSED)]
    if refused:
        return refused[-1]
    if status == -signal.SIGKILL:
        return "The export took too long and was stopped. Choose fewer stories or fewer formats."
    # What is not Python ends its process where it gets no memory, with or without a word.
    if status < 0 or any(sign in line for line in last for sign in _NO_MEMORY):
        return "The export needs more memory than it may take. Choose fewer stories or smaller pictures."
    return "The export met a fault and made no file. The fault is in the server's log."
