"""Opens small stores to the visitor, one after the other."""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import pytest

from data_access.settings import get_settings
from tests.attack.nasty_stores import Happened, write_store
from tests.attack.visitor import enter, forget

Open = Callable[[Sequence[Happened]], None]


@pytest.fixture
def open_store(migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Write records into a store of their own, and let this process be the server of that store."""
    numbers = count()

    def write_and_enter(happened: Sequence[Happened]) -> None:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        write_store(migrated_sqlite, folder, happened)
        enter(folder, monkeypatch)

    yield write_and_enter
    monkeypatch.undo()
    get_settings.cache_clear()
    forget()
