"""Processor time of every read, at two sizes in turn in one process: the snapshot, each query, each loader:
`python -m benchmarks.reads [--activities 1500 1000000]`.
"""

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.command import parser_of, tell
from benchmarks.machine import conditions
from benchmarks.performance_page import table
from benchmarks.stores import prepared_store
from benchmarks.summary import ratio, summarise
from benchmarks.views import NETWORKS
from components.ui import headline_loaders, overview_loaders, reach_loaders, spectrum_loaders
from components.ui.view import ViewKey, period_shown
from data_access.engine import get_engine
from data_access.facts import Facts, current_facts, read_facts
from data_access.facts.by_day import by_day
from data_access.queries import (
    activities,
    activities_shape,
    changes,
    codes,
    outcomes,
    people,
    spectrum,
    stories,
    strategy,
    told_and_heard,
)
from data_access.settings import get_settings
from domain.filters import Filters
from domain.people import protect_people
from domain.selection import Listed
from tests.browser.running_server import TODAY

LOADERS: tuple[ModuleType, ...] = (reach_loaders, spectrum_loaders, overview_loaders, headline_loaders)
VIEWS = {
    "no filter": Filters(year="2025-26"),
    "two filters": Filters(year="2025-26", networks=tuple(NETWORKS[:-1]), groups=("CYP", "OLDER")),
}
FEW_TURNS = 2
Read = Callable[[], object]
Times = dict[str, dict[int, list[float]]]
"""By name of the read and size of the store."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and write the table."""
    parser = parser_of("reads", about=__doc__)
    parser.add_argument("--activities", type=int, nargs="+", default=[1500, 1_000_000])
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured (default 7)")
    parser.add_argument("--snapshots", type=int, default=2, help="how often the snapshot is read (default 2)")
    chosen = parser.parse_args(arguments)
    os.environ["HEARD_TODAY"] = TODAY
    times: Times = {}
    with tempfile.TemporaryDirectory(prefix="heard-benchmark-") as name:
        folder = chosen.stores or Path(name)
        stores = {size: prepared_store(folder, activities=size) for size in chosen.activities}
        for turn in range(chosen.rounds):
            for size, store in stores.items():
                _use(store)
                if turn < chosen.snapshots:
                    _time(times, "read the snapshot", size, lambda: read_facts(get_engine()))
                _measure_queries(times, size, turn)
                _measure_loaders(times, size)
    text = f"{report(times, sizes=chosen.activities)}\n\n{conditions()}"
    tell(text, section="reads", dry=chosen.dry)


def report(times: Times, *, sizes: Sequence[int]) -> str:
    """A row a read: median and 95th percentile at each size, and the last over the first."""
    rows = []
    for name, by_size in times.items():
        found = [summarise(by_size[size]) for size in sizes]
        rows.append([name, *(one.text for one in found), ratio(found[-1], found[0])])
    return table(
        ["ms of processor time, median / 95th", *(f"{size:,} activities" for size in sizes), "last / first"],
        rows,
    )


def _use(store: Path) -> None:
    """Let everything in this process read this store."""
    os.environ["HEARD_DATA_DIR"] = str(store)
    get_settings.cache_clear()


def _measure_queries(times: Times, size: int, turn: int) -> None:
    """All that is worked out from the facts is forgotten first, so that each view in turn is a first one.

    The last one finds the cubes that the one before it left, as whoever chooses other networks does.
    """
    facts = current_facts(get_engine())
    facts.derived.clear()
    _time(times, "lay the facts in the order of days", size, lambda: by_day(facts).places_of_activities)
    _time(times, "ask whether the snapshot is the newest", size, lambda: current_facts(get_engine()))
    others = Filters(
        year="2025-26", networks=tuple(code for code in NETWORKS if code != NETWORKS[turn % len(NETWORKS)])
    )
    for view, filters in {**VIEWS, "other networks": others}.items():
        for name, read in _queries(facts, filters).items():
            _time(times, f"{name}, {view}", size, read)
    key = _key(facts, VIEWS["no filter"])
    counts = people.people_counts(facts, period_shown(key))
    _time(times, "people_counts, a year", size, lambda: people.people_counts(facts, period_shown(key)))
    if turn < FEW_TURNS:
        _time(
            times,
            "heard_by_network, all answers",
            size,
            lambda: told_and_heard.heard_by_network(get_engine(), facts, today=key.today),
        )
    _time(times, "protect_people, a year", size, lambda: protect_people(counts))


def _queries(facts: Facts, filters: Filters) -> dict[str, Read]:
    engine, period = get_engine(), period_shown(_key(facts, filters))
    return {
        "known_codes": lambda: codes.known_codes(facts, today=get_settings().current_day()),
        "activities_by_network": lambda: activities.activities_by_network(facts, filters, period),
        "activities_by_quarter": lambda: activities.activities_by_quarter(facts, filters, period),
        "activities_by_group_and_network": lambda: activities.activities_by_group_and_network(
            facts, filters, period
        ),
        "outcomes_by_status_and_direction": lambda: outcomes.outcomes_by_status_and_direction(
            facts, filters, period
        ),
        "evidence_facts": lambda: outcomes.evidence_facts(facts, filters, period),
        "activities_without_outcome": lambda: outcomes.activities_without_outcome(facts, filters, period),
        "activities_by_design_and_delivery": lambda: activities_shape.activities_by_design_and_delivery(
            facts, filters, period
        ),
        "times_to_decision": lambda: changes.times_to_decision(facts, filters, period),
        "strategy_coverage": lambda: strategy.strategy_coverage(
            facts, filters, period, listed=Listed.OUTCOMES
        ),
        "newest_changes": lambda: outcomes.newest_changes(engine, facts, filters, period, most=3),
        "published_stories": lambda: stories.published_stories(engine, filters),
        "practice_levels": lambda: spectrum.practice_levels(facts, on=period.last),
    }


def _measure_loaders(times: Times, size: int) -> None:
    """Each loader for a view that was not made before; what several share is measured by itself."""
    facts = current_facts(get_engine())
    for view, filters in VIEWS.items():
        for module in LOADERS:
            for found in vars(module).values():
                if hasattr(found, "cache_clear"):
                    found.cache_clear()
        key = _key(facts, filters)
        for loader in _loaders():
            _time(times, f"loader {loader.__name__}, {view}", size, partial(loader, key))
    _time(times, "a loader's second call", size, lambda: headline_loaders.headlines(key))


def _loaders() -> list[Callable[..., Any]]:
    """What others ask for comes first, so that each is timed by itself."""
    return [
        reach_loaders.year_of_reach,
        spectrum_loaders.positions_of,
        headline_loaders.headlines,
        overview_loaders.what_is_missing,
        overview_loaders.tile_map_drawing,
        spectrum_loaders.spectrum_drawing,
        overview_loaders.outcomes_drawing,
        overview_loaders.quarters_drawing,
        spectrum_loaders.practices_drawing,
        reach_loaders.representation_drawing,
        reach_loaders.reach_map_drawing,
        reach_loaders.not_known_drawing,
        reach_loaders.intersections_drawing,
    ]


def _key(facts: Facts, filters: Filters) -> ViewKey:
    return ViewKey(filters, facts.version, get_settings().current_day(), "light")


def _time(times: Times, name: str, size: int, read: Read) -> None:
    # Of the processor, not of the clock: others may be at work on the machine.
    started = time.thread_time()
    read()
    times.setdefault(name, {}).setdefault(size, []).append(1000 * (time.thread_time() - started))


if __name__ == "__main__":
    main()
