"""The graphics of a story are drawn from the facts that it is given, whatever store the process has open."""

from datetime import date
from typing import cast

import pytest

from components.publishing.from_records import graphics
from data_access.facts import Facts


class _Facts:
    """Facts of a store that this process did not open."""


def test_reach_is_counted_from_the_facts_that_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[object] = []

    def protected_people(facts: object, _period: object) -> None:
        counted.append(facts)
        raise LookupError

    monkeypatch.setattr(graphics, "protected_people", protected_people)
    given = cast("Facts", _Facts())
    with pytest.raises(LookupError):
        graphics.reach_part(given, network="kss", groups=("older",), on=date(2026, 11, 22))
    assert counted == [given]
