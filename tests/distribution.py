"""Which tests stay together on one worker: those of a group, as the mark in their file names it."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling

ROOT = Path(__file__).resolve().parent.parent
MARK = re.compile(r'^pytestmark = .*xdist_group\("(\w+)"\)', re.MULTILINE)


@cache
def group_of(file: str) -> str:
    """The group of all tests of a file; "" where each goes to whichever worker is free."""
    marked = MARK.search((ROOT / file).read_text(encoding="utf-8"))
    return marked[1] if marked else ""


class InGroups(LoadGroupScheduling):
    """Shares tests out by the groups of their files.

    pytest-xdist 3.8 tells groups by writing into the names of tests, which pytest does not heed from 9.2 on: every
    test would go to any worker, and each worker would make what a whole group shares.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid.partition("::")[0]) or nodeid


def scheduler_of(config: pytest.Config, log: Any) -> InGroups | None:
    """The scheduler for `--dist loadgroup`; None for any other way to share out."""
    return InGroups(config, log) if config.getoption("dist") == "loadgroup" else None
