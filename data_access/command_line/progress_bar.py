"""A progress bar on the error stream, where somebody watches; silence where nobody does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from data_access.commands import progress as told


@contextmanager
def progress_bar() -> Iterator[told.Progress]:
    """Something to tell how far long work is; it is shown only if the error stream is a terminal."""
    if not sys.stderr.isatty():
        yield told.silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)

        def tell(step: str, done: int, total: int | None) -> None:
            bar.update(task, description=step, completed=done, total=total)

        yield tell
