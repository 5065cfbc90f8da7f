"""Which views are measured, and what the two sides are told of them."""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.painted import Choice
from tests.browser.running_server import ROOT, environment

# Two whole years of the store's three, so that both views are full.
YEARS = {"2025-26": "2025/26", "2024-25": "2024/25"}
NETWORKS = [
    "EAST",
    "EM",
    "GM",
    "ICHP",
    "KSS",
    "NENC",
    "NWC",
    "OTV",
    "SL",
    "SW",
    "UCLP",
    "WE",
    "WM",
    "WSX",
    "YH",
]
PAGES = ("overview", "spectrum", "reach", "activities", "change", "strategy")
SCRIPTS = {name: f"pages/explore/{name}.py" for name in PAGES}
ADDRESSES = {name: "/" if name == "overview" else f"/{name}" for name in PAGES}
# The most that Spectrum shows at once: four networks looked at closer.
LOOKED_AT = {"spectrum": NETWORKS[:4]}


@dataclass(frozen=True)
class Asked:
    """One view to measure; without a network left out it is the whole picture."""

    page: str
    year: str
    left_out: str = ""

    @property
    def query(self) -> dict[str, list[str]]:
        """The parameters of Heard's address."""
        query = {"year": [self.year]}
        if self.left_out:
            query["network"] = [code for code in NETWORKS if code != self.left_out]
        look = [code for code in LOOKED_AT.get(self.page, []) if code != self.left_out]
        return query | ({"look": look} if look else {})

    @property
    def address(self) -> str:
        """The view's address below Heard's own."""
        return f"{ADDRESSES[self.page]}?{urlencode(self.query, doseq=True)}"

    @property
    def floor_address(self) -> str:
        """The view's address below the floor's own."""
        return f"/?{urlencode({'page': self.page, 'view': self.name})}"

    @property
    def name(self) -> str:
        """The view as a short text."""
        return f"{self.year} {self.left_out}".strip()

    @property
    def other_year(self) -> "Asked":
        """The same view of the other year."""
        return Asked(self.page, next(year for year in YEARS if year != self.year), self.left_out)


class NotedViews:
    """What Heard draws for each view, noted once; the floor shows it, and the probe waits for it."""

    def __init__(self, views: Iterable[dict[str, Any]]) -> None:
        self._views = {(view["page"], view["address"]): view for view in views}

    def sentence(self, asked: Asked) -> str:
        """The sentence of the filters as the view shows it."""
        steps = self._steps(asked)
        place = next(
            step[5][0] for step in steps if step[0] == "call" and step[4].get("key") == "filter_sentence"
        )
        start = steps.index(["enter", place])
        return str(steps[start + 1][3][0])

    def charts(self, asked: Asked) -> tuple[str, ...]:
        """The keys of the view's charts."""
        return tuple(self._figures(asked))

    def choice(self, asked: Asked) -> Choice:
        """The choice that leads to this view from that of the other year."""
        now, before = self._figures(asked), self._figures(asked.other_year)
        changing = tuple(key for key, figure in now.items() if before.get(key) != figure)
        return Choice(
            label=YEARS[asked.year],
            sentence=self.sentence(asked),
            changing=changing,
            kept=tuple(key for key in now if key not in changing),
        )

    def _steps(self, asked: Asked) -> list[Any]:
        steps: list[Any] = self._views[asked.page, asked.name]["steps"]
        return steps

    def _figures(self, asked: Asked) -> dict[str, str]:
        return {
            step[4]["key"]: step[3][0]["figure"]
            for step in self._steps(asked)
            if step[0] == "call" and step[2] == "plotly_chart"
        }


def note_views(asked: Iterable[Asked], *, data_dir: Path, folder: Path) -> NotedViews:
    """Let Heard draw each view once in a process of its own; `views.json` in the folder holds the result."""
    wanted, noted = folder / "asked.json", folder / "views.json"
    wanted.write_text(
        json.dumps(
            [
                {"page": one.page, "script": SCRIPTS[one.page], "query": one.query, "address": one.name}
                for one in asked
            ]
        ),
        encoding="utf-8",
    )
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.floor.note_views", str(wanted), str(noted)],
        cwd=ROOT,
        env=environment(data_dir),
        check=True,
        stderr=(folder / "noting.log").open("wb"),
    )
    return NotedViews(json.loads(noted.read_text(encoding="utf-8")))
