"""The published case studies as stories, and reference rows in an order in which they can be stored."""

import pytest

from data_access.tables import Story, StoryMetric, StoryQuote, StorySource, Table
from domain.errors import InvalidRecordError
from domain.vocabulary import Provenance, StoryStatus
from seed_data.published_stories import citation_of, published_stories, slug_of
from seed_data.reference_rows import _parents_first, reference_tables


def test_a_slug_holds_small_letters_digits_and_single_hyphens() -> None:
    assert slug_of("PReCePT: protecting babies, born too soon!") == "precept-protecting-babies-born-too-soon"
    assert slug_of("Café – 400 people") == "caf-400-people"


def test_each_story_is_published_cited_and_says_its_limits() -> None:
    stories = published_stories()
    assert len(stories) == 23
    assert len({story.slug for story in stories}) == 23
    for story in stories:
        assert story.values["status"] is StoryStatus.PUBLISHED
        assert story.values["provenance"] is Provenance.PUBLISHED
        assert story.values["provenance_note"]
        assert story.values["standfirst"]
        assert story.values["limits"]
        assert all(metric["source"] for metric in story.parts[StoryMetric])
        assert story.parts[StorySource]


def test_a_fall_in_percent_is_no_share_of_people() -> None:
    croydon = next(story for story in published_stories() if story.slug == "service-user-network-sun")
    assert croydon.parts[StoryMetric][0]["unit"] == "percent"
    assert croydon.parts[StoryMetric][0]["is_share"] is False
    sussex = next(story for story in published_stories() if story.slug.startswith("the-big-conversation"))
    shares = [metric["label"] for metric in sussex.parts[StoryMetric] if metric["is_share"]]
    assert "discharged from the waiting list" in shares
    assert len(sussex.parts[StoryQuote]) == 1


def test_a_page_is_cited_by_title_and_publisher_as_far_as_they_are_known() -> None:
    assert citation_of("https://healthinnovationnetwork.com/report/hin-strategy-2021-2026/") == (
        "HIN Strategy 2021-26, Health Innovation Network South London (healthinnovationnetwork.com)"
    )
    assert (
        citation_of(
            "https://hsj.co.uk/home/change-challenge/networks-nurture-the-growth-of-great-frontline-ideas/5082088.article"
        )
        == "HSJ (hsj.co.uk)"
    )
    assert citation_of("https://www.example.org/page") == "example.org"


def test_no_shipped_source_is_a_bare_host() -> None:
    cited = [row["citation"] for story in published_stories() for row in story.parts[StorySource]]
    assert [citation for citation in cited if " " not in citation] == []


def test_every_text_fits_its_column() -> None:
    rows = [(reference.table, row) for reference in reference_tables() for row in reference.rows()]
    for story in published_stories():
        rows.append((Story, story.values))
        rows += [(part, row) for part, held in story.parts.items() for row in held]
    for table, row in rows:
        columns = Table.metadata.tables[str(table.__tablename__)].c
        for name, value in row.items():
            longest = getattr(columns[name].type, "length", None)
            assert not (longest and isinstance(value, str)) or len(value) <= longest, (table, name)


def test_a_row_comes_after_its_parent() -> None:
    rows = [{"code": "a", "parent_code": "b"}, {"code": "b", "parent_code": ""}]
    assert [row["code"] for row in _parents_first(rows)] == ["b", "a"]


def test_a_row_with_an_unknown_parent_is_named() -> None:
    with pytest.raises(InvalidRecordError, match="a has an unknown parent"):
        list(_parents_first([{"code": "a", "parent_code": "nowhere"}]))
