"""The gap between two levels in words."""

import pytest

from domain.level_gap import describe_level_gap


@pytest.mark.parametrize(
    ("own", "staff", "said"),
    [
        (1, 3, "You say 1, staff say 3: a gap of 2."),
        (3, 2, "You say 3, staff say 2: a gap of 1."),
        (0, 0, "You and staff both say 0."),
        (
            2,
            None,
            "You say 2. Staff have not rated this in the last 18 months: that does not mean they agree.",
        ),
        (None, 3, "You have not rated this yet."),
        (None, None, "You have not rated this yet."),
    ],
)
def test_the_gap_is_named_and_silence_is_not_agreement(own: int | None, staff: int | None, said: str) -> None:
    assert describe_level_gap(own, staff=staff) == said
