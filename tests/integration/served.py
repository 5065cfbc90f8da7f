"""Lets this process serve the store of a test, as its settings name it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from data_access import engine as engines
from data_access.settings import get_settings


@contextmanager
def serving_store(store: Engine, folder: Path) -> Iterator[Engine]:
    """The settings of this process name this store, and the folder for its secrets, until the end."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("HEARD_DATA_DIR", str(folder))
        environment.setenv("HEARD_DATABASE_URL", store.url.render_as_string(hide_password=False))
        get_settings.cache_clear()
        served = engines.get_engine()
        yield served
        served.dispose()
    get_settings.cache_clear()
    engines._engine_of.cache_clear()  # noqa: SLF001  an engine of a test's store is of no use to the next test
