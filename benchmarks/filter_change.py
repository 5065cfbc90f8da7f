"""From a filter change to painted, Heard beside its peers with the same page from constants:
`python -m benchmarks.filter_change [--activities 1500 1000000] [--page overview] [--side plotly_chart dash bare]`.

All sides run in the same browser, in turn, in one run. `docs/performance.md` says how to read the result.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.browser import chromium, visitor
from benchmarks.command import parser_of
from benchmarks.machine import conditions
from benchmarks.painted import Painted, choose_year, open_view, shown
from benchmarks.peers.servers import HEARD, NAMES, OF_ONE_PAGE, PEERS, SMALLEST, Sides, sides_on
from benchmarks.performance_page import table, write_section
from benchmarks.stores import prepared_store
from benchmarks.summary import kept, paired_ratio, spoken, summarise
from benchmarks.views import NETWORKS, SCRIPTS, YEARS, Asked, NotedViews, note_views

GOALS = {"dash": 0.8, "plotly_chart": 0.45, SMALLEST: 1.15}
"""The most that Heard's median may be, in times that of the side."""
WARM_UP = 2
Times = dict[tuple[str, str, str], list[Painted]]
"""By page, kind ("again" or "first") and side."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    chosen = _parser().parse_args(arguments)
    sides = (HEARD, *(chosen.side or PEERS))
    texts: list[str] = []
    smallest: Store | None = None
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name, chromium() as browser:
        for size in sorted(chosen.activities):
            folder = Path(name) / str(size)
            folder.mkdir()
            data_dir = prepared_store(chosen.stores or folder, activities=size)
            store = Store(data_dir, note_views(wanted(chosen), data_dir=data_dir, folder=folder))
            here = (*sides, SMALLEST) if smallest else sides
            times = measured(
                browser, chosen, sides=here, store=store, smallest=smallest or store, folder=folder
            )
            smallest = smallest or store
            texts.append(report(times, sides=here, activities=size))
            print(texts[-1], flush=True)
        texts.append(conditions(f"Chromium {browser.version}", "dash 4.4.1"))
    print(texts[-1])
    if not chosen.dry:
        write_section(name="filter change", text="\n\n".join(texts))


@dataclass(frozen=True)
class Store:
    """A data folder, and what Heard draws from it."""

    data_dir: Path
    noted: NotedViews


def wanted(chosen: argparse.Namespace) -> list[Asked]:
    """Every view that is to be measured."""
    left_out = ("", *NETWORKS[: chosen.first])
    return [Asked(page, year, one) for page in chosen.page for one in left_out for year in YEARS]


def measured(
    browser: Browser,
    chosen: argparse.Namespace,
    *,
    sides: Sequence[str],
    store: Store,
    smallest: Store,
    folder: Path,
) -> Times:
    """All times on one store, beside those on the smallest where that is a side."""
    with sides_on(
        folder, data_dir=store.data_dir, smallest=smallest.data_dir, environments=chosen.environments
    ) as servers:
        servers.start(sides, pages=chosen.page)
        noted = {side: (smallest if side == SMALLEST else store).noted for side in sides}
        run = Run(browser, sides=sides, servers=servers, noted=noted)
        for page in chosen.page:
            run.again(page, rounds=chosen.rounds)
            run.first(page, left_out=NETWORKS[: chosen.first])
        run.close()
    return run.times


class Run:
    """One visitor on each side, taking turns; `times` is what was measured."""

    def __init__(
        self, browser: Browser, *, sides: Sequence[str], servers: Sides, noted: Mapping[str, NotedViews]
    ) -> None:
        self.times: Times = {}
        self._sides = sides
        self._servers = servers
        self._noted = noted
        self._pages = {side: visitor(browser) for side in sides}

    def again(self, page: str, *, rounds: int) -> None:
        """To and fro between two views that were drawn before: `rounds` changes on each side."""
        view = Asked(page, next(iter(YEARS)))
        self._open(view)
        for _ in range(WARM_UP):
            view = view.other_year
            self._choose(view, kind="")
        for _ in range(rounds):
            view = view.other_year
            self._choose(view, kind="again")

    def first(self, page: str, *, left_out: Sequence[str]) -> None:
        """Changes to views that the process has not drawn: all networks but one, a different one each time."""
        for network in left_out:
            view = Asked(page, next(iter(YEARS)), network)
            self._open(view)
            self._choose(view.other_year, kind="first")

    def close(self) -> None:
        """Close what the visitors looked at."""
        for page in self._pages.values():
            page.context.close()

    def _open(self, view: Asked) -> None:
        for side, page in self._pages.items():
            sentence = self._noted[side].sentence(view)
            open_view(page, self._servers.address(side, view), sentence=sentence)
        self._check_same(view)

    def _choose(self, view: Asked, *, kind: str) -> None:
        # Who goes first changes from turn to turn.
        turn = sum(len(times) for times in self.times.values()) // len(self._sides) % len(self._sides)
        for side in (*self._sides[turn:], *self._sides[:turn]):
            painted = choose_year(self._pages[side], self._noted[side].choice(view))
            if kind:
                self.times.setdefault((view.page, kind, side), []).append(painted)
        self._check_same(view)

    def _check_same(self, view: Asked) -> None:
        """Raises RuntimeError where a side shows other charts, or a Streamlit page other words."""
        seen = {side: shown(page) for side, page in self._pages.items() if side != SMALLEST}
        for side, one in seen.items():
            what = ("plots",) if side in OF_ONE_PAGE else ("plots", "texts")
            if any(one[name] != seen[HEARD][name] for name in what):
                raise RuntimeError(f"{side} does not show {view} as Heard does.\n{seen[HEARD]}\n{one}")


def report(times: Times, *, sides: Sequence[str], activities: int) -> str:
    """A row a page and kind: each side, then Heard in times each other side; and what the goals say of it."""
    others = [side for side in sides if side != HEARD]
    rows, said = [], []
    for page, kind in dict.fromkeys((page, kind) for page, kind, _ in times):
        found = {side: [one.painted for one in times[page, kind, side]] for side in sides}
        ratios = {side: paired_ratio(found[HEARD], found[side]) for side in others}
        script = summarise([one.script for one in times[page, kind, HEARD]])
        name = f"{page.capitalize()}, {kind.replace('first', 'first time')}"
        rows.append(
            [
                name,
                *(summarise(found[side]).text for side in sides),
                spoken(script.median),
                *ratios.values(),
                str(len(found[HEARD])),
            ]
        )
        if kind == "again":
            said += [
                f"{name}: {float(ratios[side]):.2f} × {NAMES[side]}, goal at most {goal}, "
                f"{kept(float(ratios[side]), goal)}."
                for side, goal in GOALS.items()
                if side in ratios
            ]
    header = [
        f"{activities:,} activities",
        *(f"{NAMES[side]}, ms" for side in sides),
        "Heard, script ended",
        *(f"Heard / {NAMES[side]}" for side in others),
        "changes",
    ]
    return "\n\n".join([table(header, rows), " ".join(said)])


def _parser() -> argparse.ArgumentParser:
    parser = parser_of("filter_change", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1500], help="sizes of the stores")
    parser.add_argument("--rounds", type=int, default=20, help="changes to views drawn before, on each side")
    parser.add_argument(
        "--first", type=int, default=12, help="changes to views never drawn, on each side (0 to 15)"
    )
    parser.add_argument(
        "--page", nargs="+", choices=list(SCRIPTS), default=["overview"], help="pages to measure"
    )
    parser.add_argument(
        "--side",
        nargs="+",
        choices=[*PEERS, "floor"],
        help="what to measure beside Heard (default all but floor)",
    )
    parser.add_argument("--environments", type=Path, help="folder for the environment of the Dash peer")
    return parser


if __name__ == "__main__":
    main()
