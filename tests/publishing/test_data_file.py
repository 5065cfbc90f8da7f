"""The data file: whole, versioned, and each field explained."""

import base64
import hashlib
import json
from dataclasses import fields
from typing import Any

from components.publishing import document as parts
from components.publishing.data_file import FIELDS, as_json
from components.publishing.document import Document, Metric
from tests.publishing.samples import a_bare_story, a_hostile_story, a_picture, a_story, an_issue


def read(document: Document) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(as_json(document))
    return content


def test_a_file_says_its_schema_and_version() -> None:
    assert {key: read(a_story())[key] for key in ("schema", "schema_version", "kind")} == {
        "schema": "heard-publication",
        "schema_version": 1,
        "kind": "story",
    }


def test_the_names_of_the_first_version_stay() -> None:
    story = read(a_story())["story"]
    assert list(story) == [
        "slug", "title", "kicker", "standfirst", "organisation", "network", "language", "groups", "rung",
        "rung_reason", "dated", "address", "sections", "metrics", "quotes", "pairs", "pictures", "spectrum",
        "reach", "sources", "provenance", "behind", "easy_read",
    ]  # fmt: skip


def test_every_field_of_every_part_is_in_the_file() -> None:
    held = {
        "story": parts.StoryDocument, "issue": parts.IssueDocument, "section": parts.Section,
        "metric": parts.Metric, "quote": parts.Quote, "pair": parts.Pair, "spectrum": parts.SpectrumLine,
        "reach": parts.ReachPart, "reach_row": parts.ReachRow, "source": parts.Source,
        "provenance": parts.Provenance, "activity": parts.RecordedActivity, "outcome": parts.RecordedOutcome,
        "evidence": parts.EvidenceLink,
    }  # fmt: skip
    for name, part in held.items():
        assert {field.name for field in fields(part)} == set(FIELDS[name]), name


def test_a_file_explains_each_of_its_fields() -> None:
    content = read(a_story(pictures=(a_picture(),)))
    assert set(content["story"]) == set(content["fields"]["story"])
    assert set(content["story"]["pictures"][0]) == set(content["fields"]["picture"])
    assert set(content["story"]["reach"]["rows"][0]) == set(content["fields"]["reach_row"])


def test_every_text_is_kept_to_the_letter() -> None:
    story = a_hostile_story()
    told = read(story)["story"]
    assert told["title"] == story.title
    assert [tuple(section["paragraphs"]) for section in told["sections"]] == [
        section.paragraphs for section in story.sections
    ]
    assert told["pairs"][0] == {"you_said": story.pairs[0].you_said, "we_did": story.pairs[0].we_did}


def test_a_picture_can_be_taken_out_whole() -> None:
    picture = a_picture()
    told = read(a_story(pictures=(picture,)))["story"]["pictures"][0]
    assert base64.b64decode(told["content"]) == picture.content
    assert told["sha256"] == hashlib.sha256(picture.content).hexdigest()
    assert told["alt"] == "A table with tea and questions on cards"


def test_an_issue_holds_each_story_once_and_names_its_cover() -> None:
    issue = read(an_issue())["issue"]
    assert [story["slug"] for story in issue["stories"]] == ["tea-and-questions", "second", "third"]
    assert issue["cover"] == "tea-and-questions"
    assert issue["dated"] == "2026-11-03"


def test_parts_that_were_not_written_are_empty_not_missing() -> None:
    story = read(a_bare_story())["story"]
    assert (story["sections"], story["spectrum"], story["kicker"]) == ([], None, "")


def test_a_number_without_end_is_null() -> None:
    story = a_story(metrics=(Metric("lots", "of things", float("inf")),))
    assert read(story)["story"]["metrics"][0]["amount"] is None


def test_half_a_character_stands_as_an_escape() -> None:
    assert read(a_story(title="half \ud800"))["story"]["title"] == "half \ud800"


def test_the_same_story_gives_the_same_bytes() -> None:
    assert as_json(a_story()) == as_json(a_story())


def test_the_record_behind_a_story_is_data_too() -> None:
    content = read(a_story())
    (record,) = content["story"]["behind"]
    assert set(record) == set(content["fields"]["activity"])
    made, refused = record["outcomes"]
    assert set(made) == set(content["fields"]["outcome"])
    assert (made["was_confirmed"], refused["was_confirmed"]) == (True, None)
    assert made["evidence"][0]["link"] == "https://example.org/list"
