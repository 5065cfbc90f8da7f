"""Says what the snapshot of a store takes: `python -m benchmarks.snapshot_size` prints two numbers as JSON, the bytes
of its columns and by how much the process grew that read it.
"""

import gc
import json
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import psutil

from data_access.engine import get_engine
from data_access.facts import Facts, current_facts


def columns_of(facts: Facts) -> Iterator[np.ndarray]:
    """Every array that the facts hold, each once; a view counts as what it looks at."""
    seen: set[int] = set()
    waiting: list[object] = [facts]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, str | bytes | int | float | type):
            continue
        seen.add(id(one))
        if isinstance(one, np.ndarray):
            if isinstance(one.base, np.ndarray):
                waiting.append(one.base)
            else:
                yield one
        else:
            waiting.extend(_held_by(one))


def _held_by(one: object) -> Iterable[object]:
    if isinstance(one, Mapping):
        return one.values()
    if isinstance(one, list | tuple | set | frozenset):
        return one
    return vars(one).values() if hasattr(one, "__dict__") else ()


def main() -> None:
    """Read the facts of this process's store and say what they take."""
    engine = get_engine()
    with engine.connect():
        pass
    process = psutil.Process()
    gc.collect()
    before = process.memory_info().rss
    facts = current_facts(engine)
    gc.collect()
    grown = process.memory_info().rss - before
    print(json.dumps([sum(column.nbytes for column in columns_of(facts)), grown]))


if __name__ == "__main__":
    main()
