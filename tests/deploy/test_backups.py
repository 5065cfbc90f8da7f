"""Backups as the timer makes them: whole before the old ones go, and a store again in an empty database."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from tests.browser.running_server import environment
from tests.deploy.installation import DEPLOY, Installation, new_database, run

pytestmark = pytest.mark.xdist_group("deploy")

A_DAY = 24 * 60 * 60


def back_up(installation: Installation, folder: Path, **more: str) -> str:
    """One backup into the folder, by the script of the image."""
    settings = {
        **installation.settings,
        "HEARD_PYTHON": sys.executable,
        "HEARD_BACKUP_DIR": str(folder),
        **more,
    }
    return run(["deploy/bin/heard-backup"], root=installation.root, settings=settings)


def count_of_networks(engine: Engine) -> int | None:
    """How many networks a store knows."""
    with engine.connect() as connection:
        return connection.scalar(sa.text("SELECT count(*) FROM network"))


def test_a_backup_becomes_a_store_again_in_an_empty_database(
    installation: Installation, postgresql_url: str, tmp_path: Path
) -> None:
    old, kept = tmp_path / "heard-2026-01-01T02-30-00Z.zip", tmp_path / "heard-2026-01-02T02-30-00Z.zip"
    for path, days in ((old, 12), (kept, 8)):
        path.write_bytes(b"")
        os.utime(path, (time.time() - days * A_DAY,) * 2)
    said = back_up(installation, tmp_path, HEARD_BACKUP_DAYS="10")
    assert "read them back" in said
    assert not old.exists()
    assert kept.exists()
    [made] = set(tmp_path.glob("heard-*.zip")) - {kept}
    assert made.stat().st_mode & 0o077 == 0

    with new_database(postgresql_url, "heard_restored") as database:
        restored = {"HEARD_DATABASE_URL": database}
        installation.command("data_access", "restore", str(made), **restored)
        installation.command("data_access", "check", **restored)
        assert count_of_networks(sa.create_engine(database, poolclass=sa.NullPool)) == 15


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
def test_what_is_old_stays_where_no_new_one_could_be_made(tmp_path: Path) -> None:
    """Here with a Python that fails: whatever the reason, the last good backups are all that there is."""
    old = tmp_path / "heard-2001-01-01T02-30-00Z.zip"
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    given = {**os.environ, "HEARD_PYTHON": "false", "HEARD_BACKUP_DIR": str(tmp_path)}
    done = subprocess.run([DEPLOY / "bin" / "heard-backup"], env=given, check=False, timeout=30)
    assert done.returncode != 0
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
def test_what_a_backup_left_that_was_stopped_half_way_goes_before_the_next(tmp_path: Path) -> None:
    """A young one may be another's that is under way, and a file of another name is not ours."""
    left, young, other = (
        tmp_path / name for name in (".heard-1.zip.0a.part", ".heard-2.zip.0b.part", ".other.part")
    )
    for path in (left, young, other):
        path.write_bytes(b"half")
    for path in (left, other):
        os.utime(path, (time.time() - 2 * A_DAY,) * 2)
    given = {**os.environ, "HEARD_PYTHON": "true", "HEARD_BACKUP_DIR": str(tmp_path)}
    subprocess.run([DEPLOY / "bin" / "heard-backup"], env=given, check=True, timeout=30)
    assert set(tmp_path.iterdir()) == {young, other}


def test_two_processes_that_clean_up_on_the_same_day_delete_it_once(installation: Installation) -> None:
    """Each process does it every day: the second waits for the first, and finds nothing left."""
    with installation.store.begin() as connection:
        connection.execute(
            sa.text(
                "INSERT INTO submission (key_hash, on_day, record_type, record_id) VALUES ('x', '2001-01-01', '', '')"
            )
        )
    command = [sys.executable, "-m", "data_access", "retain"]
    both = [
        subprocess.Popen(
            command, cwd=installation.root, env=environment(installation.root, **installation.settings)
        )
        for _ in range(2)
    ]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    with installation.store.connect() as connection:
        told = sa.text(
            "SELECT count(*) FROM audit_event WHERE record_type = 'submission' AND action = 'deleted'"
        )
        assert connection.scalar(told) == 1
