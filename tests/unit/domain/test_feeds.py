"""What a record feeds, worked by hand: the figures that count it, and what keeps it out of others."""

from dataclasses import replace
from datetime import date

from domain.disclosure import ENGLAND_ONLY_GROUPS
from domain.feeds import MOST_NAMED, Feeds, Labels, OutcomeShape, RecordShape, feeds_of
from domain.filters import Filters

TODAY = date(2026, 11, 22)
TINY = min(ENGLAND_ONLY_GROUPS)
LABELS = Labels(
    networks={"SL": "South London"},
    programmes={"MEDSIP": "Medicines safety"},
    rungs={"CODESIGN": "Co-design"},
    groups={"OLDER": "Older people", "CARER": "Unpaid carers", TINY: "A very small group"},
)
BARE = RecordShape(network="SL", start=date(2026, 5, 1))
FULL = RecordShape(
    network="SL",
    start=date(2026, 3, 31),
    programme="MEDSIP",
    rung="CODESIGN",
    groups=("CARER", "OLDER"),
    asked=12,
    not_asked=3,
    outcomes=(OutcomeShape(has_pair=True, has_source=True),),
)


def told(feeds: Feeds) -> list[str]:
    return [feed.sentence for feed in feeds.counted_in]


def test_a_full_record_counts_everywhere_and_nothing_keeps_it_out() -> None:
    feeds = feeds_of(FULL, LABELS, today=TODAY)
    assert told(feeds) == [
        "It is one of the activities of South London in 2025/26.",
        "It counts for the programme Medicines safety.",
        "On the ladder it stands at Co-design.",
        "15 people count in “People involved”, rounded there to protect them.",
        "Reach counts it for: Unpaid carers and Older people.",
        "1 outcome counts in what changed for people.",
        "What people said and what you did can show under “You said, we did”.",
    ]
    assert feeds.kept_out == ()


def test_each_figure_is_linked_with_the_filters_that_show_it() -> None:
    pages = {(feed.page, feed.filters) for feed in feeds_of(FULL, LABELS, today=TODAY).counted_in}
    assert pages == {
        ("overview", Filters(year="2025-26", networks=("SL",))),
        ("overview", Filters(year="2025-26", programmes=("MEDSIP",))),
        ("overview", Filters(year="2025-26", networks=("SL",), rungs=("CODESIGN",))),
        ("reach", Filters(year="2025-26", networks=("SL",), groups=("CARER", "OLDER"))),
    }


def test_a_bare_record_is_told_what_keeps_it_out() -> None:
    feeds = feeds_of(BARE, LABELS, today=TODAY)
    assert told(feeds) == ["It is one of the activities of South London in 2026/27."]
    assert feeds.kept_out == (
        "No rung: not in the ladder figures.",
        "No programme: not in the figures of any programme.",
        "No people: it adds nobody to “People involved” and no group to Reach.",
        "No outcome: it is among the activities of which nobody knows yet what came of them.",
    )


def test_people_who_were_not_asked_are_not_people_of_no_group() -> None:
    not_asked = feeds_of(replace(BARE, not_asked=5), LABELS, today=TODAY).kept_out
    no_group = feeds_of(replace(BARE, asked=5), LABELS, today=TODAY).kept_out
    assert "Nobody was asked about groups: on Reach its people stand as “not known”." in not_asked
    assert "No group: on Reach its people count as people of no seldom-heard group." in no_group


def test_one_person_is_not_people() -> None:
    assert "1 person counts in" in told(feeds_of(replace(BARE, asked=1), LABELS, today=TODAY))[1]


def test_a_record_of_a_day_to_come_feeds_nothing_yet() -> None:
    feeds = feeds_of(replace(FULL, start=date(2026, 11, 23)), LABELS, today=TODAY)
    assert feeds.counted_in == ()
    assert feeds.kept_out[0] == "It starts on 23 November 2026. No figure counts it before that day."


def test_planned_outcomes_and_outcomes_without_evidence_say_so() -> None:
    outcomes = (OutcomeShape(is_planned=True, has_pair=True), OutcomeShape(is_planned=True), OutcomeShape())
    feeds = feeds_of(replace(FULL, outcomes=outcomes), LABELS, today=TODAY)
    assert feeds.kept_out == (
        "2 outcomes are planned: not counted as made.",
        "3 outcomes have no evidence: not counted as having a source.",
    )
    # What is only planned is no "we did".
    assert not any("You said" in sentence for sentence in told(feeds))


def test_a_group_that_counts_for_england_only_is_in_no_link_to_a_network() -> None:
    feeds = feeds_of(replace(BARE, groups=(TINY,), asked=2), LABELS, today=TODAY)
    last = feeds.counted_in[-1]
    assert (last.page, last.filters) == ("reach", Filters(year="2026-27"))
    assert "A very small group for England only" in last.sentence


def test_of_many_groups_the_first_are_named_and_the_others_counted() -> None:
    many = {f"G{number}": f"Group {number}" for number in range(MOST_NAMED + 2)}
    labels = replace(LABELS, groups=many)
    feeds = feeds_of(replace(FULL, groups=tuple(many)), labels, today=TODAY)
    (reach,) = [sentence for sentence in told(feeds) if sentence.startswith("Reach counts it for:")]
    assert reach.endswith(" and 2 more groups.")
    assert f"Group {MOST_NAMED}" not in reach
