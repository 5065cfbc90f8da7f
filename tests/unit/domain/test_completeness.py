"""Completeness worked by hand: shares, gaps in order, and what to ask whom."""

from datetime import date

import pytest

from domain.completeness import (
    Ask,
    Completeness,
    NetworkHealth,
    Part,
    gaps,
    missing_in_words,
    what_to_ask,
)
from domain.errors import InvalidRecordError
from domain.freshness import Freshness
from domain.vocabulary import UserRole

FRESH = Freshness(date(2026, 11, 1), is_quiet=False)


def completeness(activities: int = 40, **holding: int) -> Completeness:
    """Everything is held but for the parts given."""
    return Completeness(activities, {part: holding.get(part.name.lower(), activities) for part in Part})


def health(of: Completeness, *, staff: int = 9, lay: int = 9, fresh: Freshness = FRESH) -> NetworkHealth:
    return NetworkHealth(of, staff_markers=staff, lay_markers=lay, freshness=fresh)


def test_a_share_is_a_percentage_once_there_are_enough_activities() -> None:
    many, few = completeness(40, rung=30), completeness(3, rung=2)
    assert (many.share(Part.RUNG), many.text(Part.RUNG)) == (0.75, "75%")
    assert few.text(Part.RUNG) == "2 of 3"
    assert many.in_full(Part.RUNG) == "Rung of the ladder: 30 of 40 activities"


def test_without_any_activity_nothing_is_known_which_is_not_nothing() -> None:
    none = completeness(0)
    assert none.share(Part.RUNG) is None
    assert none.text(Part.RUNG) == "–"
    assert none.in_full(Part.RUNG) == "Rung of the ladder: no activity recorded, so nothing is known"
    assert gaps(none) == []


def test_none_of_some_activities_is_nothing() -> None:
    assert completeness(40, rung=0).text(Part.RUNG) == "0%"


def test_the_widest_gap_comes_first_and_small_ones_are_left_out() -> None:
    found = gaps(completeness(40, rung=30, programme=10, payment=30, roles=36))
    assert found == [(Part.PROGRAMME, 30), (Part.RUNG, 10), (Part.PAYMENT, 10)]


def test_at_most_three_gaps_are_asked_for_and_of_those_who_know() -> None:
    asks = what_to_ask(health(completeness(40, rung=0, programme=10, payment=30, roles=20), lay=0))
    assert asks == [
        Ask("Which rung of the ladder was it? 40 of 40 activities do not say.", UserRole.CONTRIBUTOR),
        Ask("Which programme was it part of? 30 of 40 activities do not say.", UserRole.CONTRIBUTOR),
        Ask("Who designed it, and who delivered it? 20 of 40 activities do not say.", UserRole.CONTRIBUTOR),
        Ask(
            "How far is the network with each marker? Lay partners have rated 0 of 9 in the last 18 months.",
            UserRole.LAY_PARTNER,
        ),
    ]


def test_one_activity_does_not_say() -> None:
    [ask] = what_to_ask(health(completeness(1, payment=0)))
    assert ask.sentence == "Was payment offered? 1 of 1 activity does not say."


def test_a_quiet_network_is_asked_what_has_been_done_since() -> None:
    quiet = what_to_ask(health(completeness(0), fresh=Freshness(date(2026, 3, 3), is_quiet=True)))
    never = what_to_ask(health(completeness(0), fresh=Freshness(None, is_quiet=True)))
    assert quiet[0].sentence == "What has been done since? Quiet since 3 March 2026."
    assert never[0].sentence == "What has been done? No record yet."


def test_a_network_that_holds_all_is_asked_nothing() -> None:
    assert what_to_ask(health(completeness())) == []


def test_ratings_by_staff_are_asked_of_staff() -> None:
    [ask] = what_to_ask(health(completeness(), staff=8))
    assert ask.whom is UserRole.CONTRIBUTOR
    assert "Staff have rated 8 of 9" in ask.sentence


def test_what_a_record_misses_leaves_out_what_would_follow_by_itself() -> None:
    nothing = dict.fromkeys(Part, False)
    assert "outcome with a source" not in missing_in_words(nothing)
    assert missing_in_words(nothing)[:2] == ["rung of the ladder", "programme"]
    with_outcome = dict.fromkeys(Part, True) | {Part.SOURCE: False}
    assert missing_in_words(with_outcome) == ["outcome with a source"]


def test_more_holding_than_there_are_is_refused() -> None:
    with pytest.raises(InvalidRecordError, match="No more activities"):
        completeness(3, rung=4)
