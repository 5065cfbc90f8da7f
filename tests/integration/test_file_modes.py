"""Who may read the files of a store: what Heard makes is closed to others, what was there stays as it was."""

import os
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa

from data_access.engine import open_engine

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes are those of POSIX systems")


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.iterdir()]}


def write_to(folder: Path) -> dict[str, int]:
    """The modes while a store in this folder is open and was written to."""
    engine = open_engine(f"sqlite:///{(folder / 'heard.db').as_posix()}")
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE one (id INTEGER)"))
    found = modes(folder)
    engine.dispose()
    return found


def test_a_new_store_is_its_owners_alone(tmp_path: Path) -> None:
    assert write_to(tmp_path / "data") == {
        "data": 0o700, "heard.db": 0o600, "heard.db-wal": 0o600, "heard.db-shm": 0o600,
    }  # fmt: skip


def test_what_the_operator_made_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(0o750)
    (folder / "heard.db").touch()
    (folder / "heard.db").chmod(0o640)
    found = write_to(folder)
    assert (found["data"], found["heard.db"]) == (0o750, 0o640)


def test_opening_a_store_makes_no_file_before_somebody_asks_it(tmp_path: Path) -> None:
    open_engine(f"sqlite:///{(tmp_path / 'heard.db').as_posix()}").dispose()
    assert list(tmp_path.iterdir()) == []
