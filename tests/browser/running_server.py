"""Starts Heard as a person would, in a process of its own, and ends it for certain."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import Engine

from data_access.engine import open_engine

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"
SECONDS_TO_START = 90


def environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of a run on its own data, on a fixed day."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HEARD_", "STREAMLIT_"))
    }
    return kept | {"HEARD_DATA_DIR": str(data_dir), "HEARD_TODAY": TODAY} | more


def prepare_data(data_dir: Path) -> None:
    """Create, migrate and fill a store, as `make run` does."""
    subprocess.run(
        [sys.executable, "-m", "data_access", "prepare"],
        cwd=ROOT,
        env=environment(data_dir),
        check=True,
        timeout=600,
    )


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class RunningServer:
    """One server process with its own port and log; `address` is where it answers, `root` the folder of its code.

    It is Heard, with another `script` where one is given, or else whatever `command` starts at `PORT`.
    """

    def __init__(
        self,
        *,
        data_dir: Path,
        log: Path,
        settings: Mapping[str, str],
        script: Path | None = None,
        root: Path = ROOT,
        command: Sequence[str] | None = None,
    ) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.root = root
        heard = [sys.executable, "-m", "components.server", *([str(script)] if script else [])]
        self.command = list(command or heard)
        self.environment = environment(data_dir, PORT=str(self.port), **settings)
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as sink:
            return subprocess.Popen(
                self.command,
                cwd=self.root,
                env=self.environment,
                stdout=sink,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start_again(self) -> None:
        """Start it anew at the same address on the same data, after it was stopped, and wait until it answers."""
        self.process = self._started()
        self.wait_until_healthy()

    def wait_until_healthy(self, *, seconds: float = SECONDS_TO_START) -> None:
        """Raises RuntimeError with the log when the process ends or does not answer in time."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.check_alive()
            if self.status("/healthz") == http.client.OK:
                return
            time.sleep(0.1)
        raise RuntimeError(f"The server did not become healthy.\n{self.read_log()}")

    def check_alive(self) -> None:
        """Raises RuntimeError with the log when the process has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"The server ended with {self.process.returncode}.\n{self.read_log()}")

    def status(self, path: str) -> int | None:
        """The status that the path answers with, None when nothing listens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except OSError:
            return None
        finally:
            connection.close()

    def read_log(self) -> str:
        """What the server has written so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """End the process and all that it started."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(timeout=15)


@contextmanager
def opened_store(server: RunningServer) -> Iterator[Engine]:
    """The SQLite store of a server, opened by this process too."""
    engine = open_engine(f"sqlite:///{(server.log.parent / 'var' / 'heard.db').as_posix()}")
    try:
        yield engine
    finally:
        engine.dispose()
