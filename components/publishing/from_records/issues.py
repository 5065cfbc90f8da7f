"""From the record of an issue to its neutral document."""

import hashlib

from components.publishing.document import IssueDocument, StoryDocument
from data_access.queries.stories import IssueRecord
from domain.errors import InvalidRecordError
from domain.story import paragraphs

ILLUSTRATIVE_LINE = (
    "Parts of this issue are illustrative: they show how Heard works, not how any network performs."
)


def issue_document(
    record: IssueRecord, *, stories: tuple[StoryDocument, ...], public_address: str = ""
) -> IssueDocument:
    """The document of an issue with the documents of its stories, in order.

    Raises InvalidRecordError for one without stories.
    """
    if not stories:
        raise InvalidRecordError("An issue needs at least 1 story. Choose one, then look again.")
    by_id = dict(zip((one.id for one in record.stories), stories, strict=True))
    return IssueDocument(
        slug=record.slug,
        title=record.title,
        dated=record.dated,
        cover=by_id.get(record.cover_story_id or 0, stories[0]),
        editorial=paragraphs(record.editorial),
        back_page=paragraphs(record.back_page),
        stories=stories,
        fingerprint=_fingerprint(record, stories),
        illustrative=ILLUSTRATIVE_LINE if any(_has_illustrative(story) for story in stories) else "",
        address=public_address.rstrip("/"),
    )


def _has_illustrative(story: StoryDocument) -> bool:
    parts = (story.spectrum, story.reach)
    return bool(story.provenance.illustrative) or any(
        part is not None and part.is_illustrative for part in parts
    )


def _fingerprint(record: IssueRecord, stories: tuple[StoryDocument, ...]) -> str:
    told = [
        str(record.version), record.slug, record.title, record.dated.isoformat(), record.editorial,
        record.back_page, str(record.cover_story_id), *(story.fingerprint for story in stories),
    ]  # fmt: skip
    return hashlib.sha256("\x00".join(told).encode("utf-8", "surrogatepass")).hexdigest()
