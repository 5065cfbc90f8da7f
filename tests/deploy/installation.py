"""An installation as deploy/ describes it: the files of the image, two processes, PostgreSQL and nginx before them."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.engine import open_engine
from tests.browser.running_server import ROOT, RunningServer, environment, free_port

DEPLOY = ROOT / "deploy"
PROXY = "127.0.0.1"
HOW_TO_GET_IT = (
    "No nginx was found, so what stands before several processes is left out. "
    "Install it (on Debian: apt-get install nginx-light)."
)


def image_files(folder: Path) -> Path:
    """A folder with the files that the Dockerfile puts into the finished image, and no others."""
    finished = (DEPLOY / "Dockerfile").read_text("utf-8").rpartition("\nFROM ")[2]
    named = re.findall(r"^COPY (?!--)(\S+) (\S+)$", finished, re.MULTILINE)
    for source, target in named:
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / target)
    return folder


def run(command: list[str], *, root: Path, settings: Mapping[str, str]) -> str:
    """What a command of the installation says. Raises AssertionError, with all it said, where it fails."""
    done = subprocess.run(
        command,
        cwd=root,
        env=environment(root.parent / "var", **settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} failed.\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@contextmanager
def new_database(server: str, name: str) -> Iterator[str]:
    """The address of a database without any table; it goes at the end."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    try:
        yield sa.make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass(frozen=True)
class Installation:
    """Its address through nginx, its processes by the number that nginx gives them, and its store.

    `settings` are those of each process, to run its commands with.
    """

    address: str
    processes: Mapping[str, RunningServer]
    store: Engine
    root: Path
    settings: Mapping[str, str]

    def visitor(self, **headers: str) -> httpx.Client:
        """Somebody who comes through nginx, keeps cookies and is known by them alone."""
        return httpx.Client(base_url=self.address, headers=headers, timeout=30, trust_env=False)

    def command(self, *words: str, **settings: str) -> str:
        """What a command on the store says, as `run`."""
        return run([sys.executable, "-m", *words], root=self.root, settings={**self.settings, **settings})


@contextmanager
def installed(folder: Path, *, database: str, nginx: str) -> Iterator[Installation]:
    """All of it at work on an empty database, until the end."""
    (folder / "heard").mkdir()
    root = image_files(folder / "heard")
    secrets = folder / "secrets"
    subprocess.run([DEPLOY / "bin" / "make-secrets", str(secrets)], check=True)
    (secrets / "heard_database_url").write_text(database)
    settings = {"HEARD_SECRETS_DIR": str(secrets), "HEARD_TRUSTED_PROXIES": PROXY}
    run(
        [sys.executable, "-m", "data_access", "prepare", "--without-illustrative"],
        root=root,
        settings=settings,
    )
    with ExitStack() as ends:
        processes: dict[str, RunningServer] = {}
        for number in ("1", "2"):
            # Each has a data folder of its own: what they share is in the secrets and the database.
            process = RunningServer(
                data_dir=folder / f"var{number}", log=folder / f"{number}.log", settings=settings, root=root
            )
            ends.callback(process.stop)
            processes[number] = process
        address = ends.enter_context(_nginx(folder, processes, nginx=nginx))
        store = open_engine(database)
        ends.callback(store.dispose)
        for process in processes.values():
            process.wait_until_healthy()
        yield Installation(address, processes, store, root, settings)


@contextmanager
def _nginx(folder: Path, processes: Mapping[str, RunningServer], *, nginx: str) -> Iterator[str]:
    """The nginx of containers, with the configuration that it makes there; answers the address at which it listens."""
    place, prefix = f"{PROXY}:{free_port()}", folder / "nginx"
    prefix.mkdir()
    listed = " ".join(f"{PROXY}:{process.port}" for process in processes.values())
    rendered = run(
        [str(DEPLOY / "nginx" / "render.sh"), "whole"],
        root=folder / "heard",
        settings={"HEARD_PROCESSES": listed, "HEARD_LISTEN": place},
    )
    (prefix / "nginx.conf").write_text(rendered)
    # Its workers would otherwise be nobody, whom the folders of tests do not let in.
    user = " user root;" if os.geteuid() == 0 else ""
    command = [nginx, "-p", str(prefix), "-c", str(prefix / "nginx.conf"), "-g", f"daemon off;{user}"]
    with (folder / "nginx.log").open("wb") as log:
        running = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_for(f"http://{place}/_stcore/metrics", running, log=folder / "nginx.log")
        yield f"http://{place}"
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.wait(timeout=15)


def _wait_for(address: str, running: subprocess.Popen[bytes], *, log: Path) -> None:
    """Wait until anything answers there; the processes behind need not be up."""
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        assert running.poll() is None, log.read_text()
        try:
            httpx.get(address, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nginx does not answer.\n{log.read_text()}")
