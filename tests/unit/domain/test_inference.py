"""What a reader could believe is found from one true table, step by step."""

from domain.inference import NO_LIMIT, Beliefs, Line


def test_a_cell_is_free_within_its_bounds_without_lines() -> None:
    assert Beliefs([3], low=[1], high=[7], lines=[]).span(0, low=1, high=7) == (1, 7)


def test_no_one_looks_further_than_asked() -> None:
    assert Beliefs([3], low=[0], high=[NO_LIMIT], lines=[]).span(0, low=2, high=5) == (2, 5)


def test_a_known_total_ties_two_parts_together() -> None:
    """3 + 9 = 12, where the 9 could be 8 to 12 and the 12 is known: the 3 could be 0 to 4, of which 1 to 4."""
    line = Line(((2, -1), (0, 1), (1, 1)))
    beliefs = Beliefs([3, 9, 12], low=[1, 8, 12], high=[7, 12, 12], lines=[line])
    assert beliefs.span(0, low=1, high=7) == (1, 4)


def test_a_walk_leaves_the_true_table_as_it_was() -> None:
    line = Line(((2, -1), (0, 1), (1, 1)))
    beliefs = Beliefs([3, 9, 12], low=[1, 8, 10], high=[7, 12, 14], lines=[line])
    assert beliefs.span(0, low=1, high=7) == beliefs.span(0, low=1, high=7) == (1, 6)


def test_a_chain_goes_through_a_second_line() -> None:
    """a + b = 6 and b + c = 9: raising a lowers b, which raises c."""
    lines = [Line(((0, 1), (1, 1)), low=6, high=6), Line(((1, 1), (2, 1)), low=9, high=9)]
    assert Beliefs([2, 4, 5], low=[1, 1, 1], high=[7, 7, 7], lines=lines).span(0, low=1, high=7) == (1, 4)


def test_a_part_takes_its_whole_along() -> None:
    within = Line(((0, 1), (1, -1)), high=NO_LIMIT)
    assert Beliefs([3, 3], low=[1, 1], high=[7, 7], lines=[within]).span(1, low=1, high=7) == (1, 7)
