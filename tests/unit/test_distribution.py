"""Tests of a group share a worker: pytest-xdist alone no longer sees to it."""

from pathlib import Path

import pytest

from tests.distribution import ROOT, InGroups, group_of

MARKED = [
    path
    for path in sorted((ROOT / "tests").rglob("test_*.py"))
    if any(
        line.startswith("pytestmark = ") and "xdist_group(" in line
        for line in path.read_text("utf-8").split("\n")
    )
]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def shared_out(node: str) -> str:
    """What is given out together with this test."""
    return InGroups._split_scope(InGroups.__new__(InGroups), node)  # noqa: SLF001  what xdist asks


@pytest.mark.parametrize("path", MARKED, ids=named)
def test_the_group_of_a_file_is_the_one_that_its_mark_names(path: Path) -> None:
    assert f'xdist_group("{group_of(named(path))}")' in path.read_text("utf-8")


def test_all_tests_of_a_group_are_given_out_together_whatever_their_files() -> None:
    first = shared_out("tests/pages/test_every_page.py::test_a_page_opens[a@b::c]")
    assert first == shared_out("tests/pages/test_network.py::test_the_markup_is_well_formed") == "pages"


def test_a_test_without_a_group_goes_to_whoever_is_free() -> None:
    node = "tests/unit/test_distribution.py::test_a_test_without_a_group_goes_to_whoever_is_free"
    assert shared_out(node) == node
