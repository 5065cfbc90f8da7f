"""Starts the sides of a comparison: Heard, and whatever is to be measured beside it."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.peers.environment import dash_python
from benchmarks.peers.parts import page_parts
from benchmarks.stores import SECONDS_TO_READ
from benchmarks.views import Asked
from tests.browser.running_server import ROOT, RunningServer

HEARD, SMALLEST = "heard", "smallest"
NAMES = {
    HEARD: "Heard",
    SMALLEST: "Heard on the smallest store",
    "plotly_chart": "st.plotly_chart",
    "dash": "Dash",
    "bare": "bare page",
    "floor": "floor",
}
"""Every side by its code: Heard; Heard on `st.plotly_chart`; Dash; HTML with plotly.js; a bare Streamlit script."""
PEERS = ("plotly_chart", "dash", "bare")
OF_ONE_PAGE = frozenset({"dash", "bare"})
HERE = Path(__file__).parent
FLOOR = HERE.parent / "floor" / "bare_app.py"


class Sides:
    """Servers by side and page; those of Heard and the floor show every page."""

    def __init__(
        self, *, folder: Path, data_dir: Path, smallest: Path | None = None, environments: Path | None = None
    ) -> None:
        self._folder = folder
        self._data_dir = data_dir
        self._smallest = smallest or data_dir
        self._environments = environments
        self._servers: dict[tuple[str, str], RunningServer] = {}

    def start(self, sides: Iterable[str], *, pages: Sequence[str]) -> None:
        """Start what is not running yet and wait until all of it answers."""
        for side in sides:
            for page in pages:
                if self._place(side, page) not in self._servers:
                    self._servers[self._place(side, page)] = self._started(side, page)
        for server in self._servers.values():
            server.wait_until_healthy(seconds=SECONDS_TO_READ)

    def address(self, side: str, view: Asked) -> str:
        """The whole address of a view on a side."""
        server = self._servers[self._place(side, view.page)]
        if side in OF_ONE_PAGE:
            return f"{server.address}/{f'?without={view.left_out}' if view.left_out else ''}"
        return server.address + (view.floor_address if side == "floor" else view.address)

    def stop(self) -> None:
        """End all of them."""
        for server in self._servers.values():
            server.stop()

    @staticmethod
    def _place(side: str, page: str) -> tuple[str, str]:
        return side, page if side in OF_ONE_PAGE else ""

    def _started(self, side: str, page: str) -> RunningServer:
        log = self._folder / f"{side}.log"
        if side in {HEARD, SMALLEST}:
            data_dir = self._data_dir if side == HEARD else self._smallest
            return RunningServer(data_dir=data_dir, log=log, settings={})
        if side == "floor":
            return RunningServer(data_dir=self._nowhere(), log=log, settings={}, script=self._floor_script())
        data_dir = self._data_dir if side == "plotly_chart" else self._nowhere()
        return RunningServer(data_dir=data_dir, log=log, settings={}, command=self._command(side, page))

    def _command(self, side: str, page: str) -> list[str]:
        if side == "plotly_chart":
            return [sys.executable, "-m", "benchmarks.peers.plotly_chart_page"]
        parts = self._folder / f"parts-{page}.json"
        if not parts.exists():
            views = json.loads((self._folder / "views.json").read_text(encoding="utf-8"))
            built = page_parts(view for view in views if view["page"] == page)
            parts.write_text(json.dumps(built), encoding="utf-8")
        if side == "bare":
            return [sys.executable, "-m", "benchmarks.peers.bare_page", str(parts)]
        return [str(dash_python(self._environments)), str(HERE / "dash_page.py"), str(parts)]

    def _nowhere(self) -> Path:
        empty = self._folder / "no-store"
        empty.mkdir(exist_ok=True)
        return empty

    def _floor_script(self) -> Path:
        """A copy of the bare script, beside the same look and the same static files."""
        bare = self._folder / "bare"
        shutil.copytree(ROOT / ".streamlit", bare / ".streamlit")
        shutil.copytree(ROOT / "static", bare / "static")
        shutil.copy(self._folder / "views.json", bare / "views.json")
        return Path(shutil.copy(FLOOR, bare / "app.py"))


@contextmanager
def sides_on(
    folder: Path, *, data_dir: Path, smallest: Path | None = None, environments: Path | None = None
) -> Iterator[Sides]:
    """The sides on a store, and one on the smallest.

    `views.json` in the folder holds the noted views, `environments` the one of Dash.
    """
    sides = Sides(folder=folder, data_dir=data_dir, smallest=smallest, environments=environments)
    try:
        yield sides
    finally:
        sides.stop()
