"""What a reader could believe is found from one true table, step by step."""

from domain.inference import NO_LIMIT, Beliefs, Line


def test_a_cell_is_free_within_its_bounds_without_lines() -> None:
    assert Beliefs([3], low=[1], high=[7], lines=[]).span(0, low=1, high=7) == (1, 7)


def test_no_one_looks_further_than_asked() -> None:
    assert Beliefs([3], low=[0], high=[NO_LIMIT], lines=[]).span(0, low=2, high=5) == (2, 5)


def test_a_known_total_ties_two_parts_together() -> None:
    """Of 3 + 9 = 12 the 9 could be 8 to 12 and the 12 is known, so the 3 could be 1 to 4."""
    line = Line(((2, -1), (0, 1), (1, 1)))
    beliefs = Beliefs([3, 9, 12], low=[1, 8, 12], high=[7, 12, 12], lines=[line])
    assert beliefs.span(0, low=1, high=7) == (1, 4)


def test_a_walk_leaves_the_true_table_as_it_was() -> None:
    line = Line(((2, -1), (0, 1), (1, 1)))
    beliefs = Beliefs([3, 9, 12], low=[1, 8, 10], high=[7, 12, 14], lines=[line])
    assert beliefs.span(0, low=1, high=7) == beliefs.span(0, low=1, high=7) == (1, 6)


def test_a_chain_goes_through_a_second_line() -> None:
    """With a + b = 6 and b + c = 9, raising a lowers b, which raises c."""
    lines = [Line(((0, 1), (1, 1)), low=6, high=6), Line(((1, 1), (2, 1)), low=9, high=9)]
    assert Beliefs([2, 4, 5], low=[1, 1, 1], high=[7, 7, 7], lines=lines).span(0, low=1, high=7) == (1, 4)


def test_a_part_takes_its_whole_along() -> None:
    within = Line(((0, 1), (1, -1)), high=NO_LIMIT)
    assert Beliefs([3, 3], low=[1, 1], high=[7, 7], lines=[within]).span(1, low=1, high=7) == (1, 7)


def test_a_step_that_many_others_must_follow_is_given_up() -> None:
    """Each of 70 parts is as large as the whole, so each must go down with it: nothing is proven."""
    lines = [Line(((0, 1), (part, -1)), high=NO_LIMIT) for part in range(1, 71)]
    beliefs = Beliefs([3] * 71, low=[1] * 71, high=[7] * 71, lines=lines)
    assert beliefs.span(0, low=1, high=7) == (3, 7)


def test_a_step_that_breaks_two_lines_is_followed_up() -> None:
    """Raising the part needs the whole, which is the total of one line and a part of another."""
    within = Line(((1, 1), (0, -1)), high=NO_LIMIT)
    lines = [within, Line(((1, -1), (2, 1))), Line(((3, -1), (1, 1)))]
    assert Beliefs([3] * 4, low=[1] * 4, high=[7] * 4, lines=lines).span(0, low=1, high=7) == (1, 7)
