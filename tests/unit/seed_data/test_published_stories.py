"""The published case studies as stories, and reference rows in an order in which they can be stored."""

import json
from itertools import pairwise

import pytest

from data_access.tables import Story, StoryMetric, StoryPair, StoryQuote, StorySource, Table
from domain.easy_read import hard_words, long_sentences, parts_of
from domain.errors import InvalidRecordError
from domain.readability import sentences_of
from domain.story import TEXT_PARTS, MetricContent, PairContent, StoryContent
from domain.story_numbers import bound, figure_text, texts_with_numbers, typed_numbers, unknown_keys_of
from domain.vocabulary import Provenance, StoryKind, StoryStatus
from seed_data.published_stories import PublishedStory, citation_of, published_stories
from seed_data.reference_files import read_case_studies, read_sample_issue
from seed_data.reference_rows import _parents_first, reference_tables

STORIES = published_stories()
BY_SLUG = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
NOTES_OF_EDITORS = (
    "our reading", "side by side without a note", "could be seen", "copy seen", "text seen", "left empty",
    "tlap rung", "no rung", "is the network", "by geography", "no single area", "only because", "label them",
    "is already public", "looks like a slip", "suggested focus", "source wording",
)  # fmt: skip
"""What was noted for whoever keeps the file, and was printed once as if it were the story."""


def content_of(story: PublishedStory) -> StoryContent:
    """What a story says, as far as numbers are bound in it."""
    columns = ("title", "standfirst", *TEXT_PARTS, "easy_read")
    return StoryContent(
        **{column: story.values[column] for column in columns},
        metrics=tuple(
            MetricContent(**{name: value for name, value in row.items() if name != "position"})
            for row in story.parts[StoryMetric]
        ),
        pairs=tuple(
            PairContent(you_said=row["you_said"], we_did=row["we_did"]) for row in story.parts[StoryPair]
        ),
    )


@BY_SLUG
def test_no_note_of_an_editor_is_printed(story: PublishedStory) -> None:
    rows = [story.values, *(row for held in story.parts.values() for row in held)]
    told = "\n".join(str(value) for row in rows for value in row.values() if isinstance(value, str)).lower()
    assert [note for note in NOTES_OF_EDITORS if note in told] == []


def test_the_notes_stand_in_a_field_of_their_own_that_holds_them_all() -> None:
    notes = json.dumps([study["notes"] for study in read_case_studies()], ensure_ascii=False).lower()
    assert [note for note in NOTES_OF_EDITORS if note not in notes] == []


@BY_SLUG
def test_a_number_in_a_text_is_that_of_the_metric(story: PublishedStory) -> None:
    content = content_of(story)
    assert unknown_keys_of(content) == {}
    typed = {part: typed_numbers(text, content.metrics) for part, text in texts_with_numbers(content)}
    assert {part: numbers for part, numbers in typed.items() if numbers} == {}


@BY_SLUG
def test_a_headline_is_short_and_a_standfirst_is_a_sentence_or_two(story: PublishedStory) -> None:
    assert len(story.values["title"]) <= 60
    assert not story.values["title"].endswith(".")
    assert 1 <= story.values["standfirst"].count(". ") + 1 <= 2
    assert story.values["standfirst"].endswith(".")


@BY_SLUG
def test_a_reason_for_a_rung_stands_only_with_a_rung(story: PublishedStory) -> None:
    assert bool(story.values["rung_reason"]) == bool(story.values["rung_code"])


@BY_SLUG
def test_a_number_and_its_label_read_on_without_saying_a_word_twice(story: PublishedStory) -> None:
    for metric in content_of(story).metrics:
        words = f"{figure_text(metric)} {metric.label}".lower().split()
        assert [one for one, other in pairwise(words) if one == other] == []
        assert metric.unit.lower() not in metric.label.lower().split()


@BY_SLUG
def test_each_story_is_told_in_easy_read(story: PublishedStory) -> None:
    content = content_of(story)
    told = bound(content.easy_read, content.metrics)
    lines = [line for part in parts_of(told) for line in part]
    assert story.values["kind"] is not StoryKind.CASE_STUDY or 8 <= len(lines) <= 14
    assert [line for line in lines if len(sentences_of(line)) != 1] == []
    assert long_sentences(told) == ()
    assert hard_words(told) == ()


@BY_SLUG
def test_each_page_is_cited_once(story: PublishedStory) -> None:
    rows = story.parts[StorySource]
    assert len({row["citation"] for row in rows}) == len({row["link"] for row in rows}) == len(rows)


def test_the_sample_issue_sets_no_two_stories_of_a_network_or_a_theme_side_by_side() -> None:
    by_slug = {story.slug: story.values for story in STORIES}
    chosen = [by_slug[slug] for slug in read_sample_issue()["stories"]]
    for before, after in pairwise(chosen):
        assert before["kicker"] != after["kicker"]
        assert before["network_code"] != after["network_code"]


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
    assert "of those seen left the waiting list" in shares
    assert len(sussex.parts[StoryQuote]) == 1


def test_a_page_is_cited_by_title_and_publisher() -> None:
    assert citation_of("https://healthinnovationnetwork.com/report/hin-strategy-2021-2026/") == (
        "HIN Strategy 2021-26, Health Innovation Network South London"
    )
    assert (
        citation_of(
            "https://hsj.co.uk/home/change-challenge/networks-nurture-the-growth-of-great-frontline-ideas/5082088.article"
        )
        == "Networks nurture the growth of great frontline ideas, HSJ"
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
