"""An import of many rows, by the command and on the page: how long, how much memory, and who waits meanwhile:
`python -m benchmarks.importing [--rows 200000]`.

The file is the second edition of one that was imported before: three tenths of its rows are new, one record in five
of the others is corrected.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect

from benchmarks.browser import chromium, visitor
from benchmarks.command import parser_of, tell
from benchmarks.import_rows import Edition, workbook_of
from benchmarks.machine import conditions
from benchmarks.meanwhile import Memory, another_viewer, watched_memory
from benchmarks.performance_page import table
from benchmarks.stores import SECONDS_TO_READ, copied_store, prepared_store
from benchmarks.summary import Summary, kept, spoken, summarise
from benchmarks.views import NETWORKS
from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.sessions import start_session
from data_access.engine import open_engine
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import SignInWay, UserRole
from tests.browser.running_server import ROOT, RunningServer, environment

GOAL_SECONDS, GOAL_MB, GOAL_MS = 60, 600, 1_000
PATIENCE = 1_800_000


@dataclass
class Imported:
    """Seconds until the plan shows and until all is saved, memory, and the changes of another viewer meanwhile."""

    plan: float
    whole: float
    memory: Memory
    viewer: Summary | None = None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("importing", about=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument(
        "--activities", type=int, default=1500, help="illustrative ones in the store beforehand"
    )
    parser.add_argument("--way", nargs="+", choices=["command", "page"], default=["command", "page"])
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = Path(name)
        file = folder / "second.xlsx"
        file.write_bytes(workbook_of(Edition(chosen.rows)))
        before = _with_first_edition(chosen, folder)
        found = {way: _by(way, file, _copy(before, folder / way), folder) for way in chosen.way}
    text = f"{report(found, rows=chosen.rows)}\n\n{conditions()}"
    tell(text, section="import", dry=chosen.dry)


def _with_first_edition(chosen: argparse.Namespace, folder: Path) -> Path:
    """A store into which the first edition was imported."""
    prepared = prepared_store(chosen.stores or folder, activities=chosen.activities)
    data_dir = _copy(prepared, folder / "first")
    file = folder / "first.xlsx"
    file.write_bytes(workbook_of(Edition(chosen.rows, is_second=False)))
    by_command(file, data_dir)
    return data_dir


def _copy(data_dir: Path, folder: Path) -> Path:
    folder.mkdir()
    return copied_store(data_dir, folder=folder)


def _by(way: str, file: Path, data_dir: Path, folder: Path) -> Imported:
    return by_command(file, data_dir) if way == "command" else on_the_page(file, data_dir, folder)


def by_command(file: Path, data_dir: Path) -> Imported:
    """Import with the command, which plans and saves at one go."""
    began, memory = time.perf_counter(), Memory()
    command = [sys.executable, "-m", "data_access", "import", str(file)]
    with (
        subprocess.Popen(command, cwd=ROOT, env=environment(data_dir), stdout=subprocess.DEVNULL) as running,
        watched_memory(psutil.Process(running.pid), memory),
    ):
        code = running.wait()
    if code:
        raise RuntimeError(f"The import ended with {code}.")
    whole = time.perf_counter() - began
    return Imported(plan=whole, whole=whole, memory=memory)


def on_the_page(file: Path, data_dir: Path, folder: Path) -> Imported:
    """Import on the page in a browser, while another viewer looks at figures."""
    server = RunningServer(data_dir=data_dir, log=folder / "server.log", settings={})
    memory = Memory()
    try:
        server.wait_until_healthy(seconds=SECONDS_TO_READ)
        with chromium() as browser, another_viewer(server) as watched:
            page = visitor(browser)
            _sign_in(page, server, data_dir)
            page.goto(f"{server.address}/import", timeout=PATIENCE)
            dropzone = page.get_by_test_id("stFileUploaderDropzone")
            dropzone.wait_for(timeout=PATIENCE)
            with watched_memory(psutil.Process(server.process.pid), memory):
                began = time.perf_counter()
                with page.expect_file_chooser() as chooser:
                    dropzone.click()
                chooser.value.set_files(file)
                save = page.get_by_role("button", name="Save these changes")
                expect(save).to_be_visible(timeout=PATIENCE)
                plan = time.perf_counter() - began
                # What a person takes to read the plan does not count.
                again = time.perf_counter()
                save.click()
                expect(page.get_by_text(re.compile("Saved as import"))).to_be_visible(timeout=PATIENCE)
                whole = plan + time.perf_counter() - again
    finally:
        server.stop()
    return Imported(plan, whole, memory, summarise(watched.times) if watched.times else None)


def _sign_in(page: Page, server: RunningServer, data_dir: Path) -> None:
    """Give the browser a session of a new account, as the sign-in form does once the password was right."""
    engine = open_engine(f"sqlite:///{(data_dir / 'heard.db').as_posix()}")
    draft = AccountDraft(
        email="importer@example.org",
        display_name="Importer",
        roles=frozenset({UserRole.CONTRIBUTOR}),
        networks=frozenset(NETWORKS),
    )
    with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
        user_id = add_account(work, draft)
    ticket = start_session(engine, user_id=user_id, way=SignInWay.PASSWORD).ticket
    engine.dispose()
    origin = {"Origin": server.address, "Sec-Fetch-Site": "same-origin"}
    answer = page.request.post(f"{server.address}/session/start", data={"ticket": ticket}, headers=origin)
    if not answer.ok:
        raise RuntimeError(f"The session was refused with {answer.status}.")


def report(found: dict[str, Imported], *, rows: int) -> str:
    """A row a way, and what the goals say."""
    lines, said = [], []
    for way, one in found.items():
        lines.append(
            [
                {"command": "by the command", "page": "on the page"}[way],
                f"{one.plan:.1f}" if one.plan < one.whole else "",
                f"{one.whole:.1f}",
                spoken(one.memory.largest),
                spoken(one.memory.together),
                one.viewer.text if one.viewer else "",
            ]
        )
        said.append(
            f"{lines[-1][0].capitalize()}: {one.whole:.0f} s, goal at most {GOAL_SECONDS}, "
            f"{kept(one.whole, GOAL_SECONDS)}; {spoken(one.memory.largest)} MB, goal at most {GOAL_MB}, "
            f"{kept(one.memory.largest, GOAL_MB)}."
        )
        if one.viewer:
            said.append(
                f"Another viewer meanwhile: 95th {spoken(one.viewer.p95)} ms, goal at most {GOAL_MS:,}, "
                f"{kept(one.viewer.p95, GOAL_MS)}."
            )
    header = [
        f"{rows:,} rows",
        "until the plan shows, s",
        "until saved, s",
        "largest process, MB",
        "all its processes, MB",
        "another viewer's change, ms",
    ]
    return f"{table(header, lines)}\n\n{' '.join(said)}"


if __name__ == "__main__":
    main()
