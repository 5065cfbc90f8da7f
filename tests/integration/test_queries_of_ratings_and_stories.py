"""The queries of ratings and of case studies, each on the few rows that it is about, on SQLite and on PostgreSQL."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.engine import Engine

from data_access.facts import read_facts
from data_access.queries.spectrum import marker_ratings, practice_levels, spectrum_markers
from data_access.queries.stories import published_stories
from data_access.tables import Story, StoryMetric, StoryRevision
from domain.filters import Filters
from domain.story import StoryContent
from domain.vocabulary import Provenance, RaterKind, StoryKind, StoryStatus
from tests.integration.factories import save
from tests.integration.worked_example import ALL, TODAY, an_assessment, write, write_reference

pytestmark = pytest.mark.xdist_group("queries")


def test_markers_are_sorted_by_pole_and_ratings_by_network_and_rater(store: Engine) -> None:
    write_reference(store)
    write(
        store,
        an_assessment("SL", "COO1", 2, date(2026, 5, 1)),
        an_assessment("SL", "COO1", 1, date(2026, 5, 1), rater_kind=RaterKind.LAY),
    )
    facts = read_facts(store)
    markers = spectrum_markers(facts)
    assert (markers.influencing, markers.co_ordinating) == (("INF1",), ("COO1",))
    sorted_out = facts.assessments_by_rater
    assert {key: [one.level for one in found] for key, found in sorted_out.items()} == {
        ("SL", RaterKind.STAFF): [2],
        ("SL", RaterKind.LAY): [1],
        ("GM", RaterKind.STAFF): [],
        ("GM", RaterKind.LAY): [],
    }


def test_the_newest_rating_of_each_marker_of_the_spectrum_counts(store: Engine) -> None:
    write_reference(store)
    write(
        store,
        an_assessment("SL", "COO1", 1, date(2026, 5, 1)),
        an_assessment("SL", "COO1", 3, date(2026, 6, 1)),
        an_assessment("SL", "COO1", 0, date(2026, 12, 1)),
        an_assessment("SL", "INF1", 2, date(2025, 5, 21), rater_kind=RaterKind.LAY),
        an_assessment("GM", "INF1", 3, date(2026, 6, 1)),
    )
    influencing, co_ordinating = marker_ratings(read_facts(store), network="SL", on=TODAY)
    assert (influencing.marker.code, influencing.staff, influencing.lay) == ("INF1", None, None)
    assert co_ordinating.staff is not None
    assert (co_ordinating.staff.level, co_ordinating.staff.evidence, co_ordinating.lay) == (
        3, "COO1 at 3", None,
    )  # fmt: skip


def test_further_practices_have_a_level_of_staff_and_of_lay_partners(store: Engine) -> None:
    write_reference(store)
    write(
        store,
        an_assessment("SL", "PRA1", 3, date(2026, 5, 1)),
        an_assessment("GM", "PRA1", 1, date(2026, 5, 1), rater_kind=RaterKind.LAY),
    )
    assert practice_levels(read_facts(store), on=TODAY) == {
        ("SL", "PRA1"): (3, None),
        ("GM", "PRA1"): (None, 1),
    }


def a_story(slug: str, **changes: object) -> Story:
    values: dict[str, object] = {
        "title": slug.capitalize(), "kind": StoryKind.CASE_STUDY, "status": StoryStatus.PUBLISHED,
        "provenance": Provenance.PUBLISHED, "provenance_note": "https://example.org", "outcomes": "Better.",
    } | changes  # fmt: skip
    return Story(slug=slug, **values)


def a_metric(story: Story, position: int, value: float, comparator: str = "") -> StoryMetric:
    return StoryMetric(
        story_id=story.id,
        position=position,
        label="Waits",
        value=value,
        unit="percent",
        comparator=comparator,
    )


def test_only_published_case_studies_from_published_sources_are_shown(store: Engine) -> None:
    write_reference(store)
    save(
        store,
        a_story("shown"),
        a_story("draft", status=StoryStatus.DRAFT),
        a_story("withdrawn", status=StoryStatus.WITHDRAWN),
        a_story("mention", kind=StoryKind.MENTION),
        a_story("made-up", provenance=Provenance.ILLUSTRATIVE),
    )
    frame = published_stories(store, ALL)
    assert frame["title"].tolist() == ["Shown"]
    assert frame[["network", "outcomes", "citation"]].to_numpy().tolist() == [
        ["", "Better.", "https://example.org"]
    ]


def test_case_studies_with_a_compared_number_come_first_each_once(store: Engine) -> None:
    write_reference(store)
    first, second = a_story("abc"), a_story("xyz", network_code="GM")
    save(store, first, second)
    save(
        store,
        a_metric(first, 1, 1.0),
        a_metric(second, 1, 10.0),
        a_metric(second, 2, 20.0, "last year"),
        a_metric(second, 3, 30.0, "last year"),
    )
    frame = published_stories(store, ALL)
    assert frame[["title", "network"]].to_numpy().tolist() == [["Xyz", "Place GM"], ["Abc", ""]]
    assert frame["metric_value"].tolist()[0] == 20.0
    assert frame["metric_value"].isna().tolist() == [False, True]


def test_the_case_studies_of_the_chosen_networks_are_shown_alone(store: Engine) -> None:
    write_reference(store)
    save(store, a_story("abc"), a_story("xyz", network_code="GM"))
    frame = published_stories(store, Filters(year="2026-27", networks=("GM",)))
    assert frame["title"].tolist() == ["Xyz"]


def test_a_case_study_is_quoted_as_it_is_still_out_with_its_numbers_in_words(store: Engine) -> None:
    write_reference(store)
    moment = datetime(2026, 11, 3, tzinfo=UTC)
    corrected = a_story(
        "abc", status=StoryStatus.DRAFT, outcomes="Not yet read.", version=2, public_version=1, public_since=moment
    )  # fmt: skip
    bound = a_story("xyz", outcomes="They fell to {{m1}}.")
    save(store, corrected, bound)
    was = StoryContent(title="Abc as it was", outcomes="Read by all.")
    revision = StoryRevision(
        story_id=corrected.id or 0,
        version=1,
        saved_at=moment,
        saved_by="Zoë",
        content=was.model_dump(mode="json"),
    )
    save(store, a_metric(bound, 1, 20.0), revision)
    frame = published_stories(store, ALL)
    assert frame[["title", "outcomes"]].to_numpy().tolist() == [
        ["Abc as it was", "Read by all."],
        ["Xyz", "They fell to 20%."],
    ]
