"""From the record of an issue to its neutral document."""

import hashlib

from components.publishing.document import IssueDocument, Picture, StoryDocument
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
        cover_line=record.cover_line,
        cover_art=_chosen(record, stories),
        cover_crowd=record.cover_crowd,
        editorial_signed=record.editorial_signed,
    )


def _chosen(record: IssueRecord, stories: tuple[StoryDocument, ...]) -> Picture | None:
    """The picture chosen for the cover; None for none, and where no story of the issue shows it any more."""
    for held, story in zip(record.stories, stories, strict=True):
        shown = [one.picture_id for one in held.content.pictures]
        # A document without one of its pictures has lost track of their order.
        if record.cover_picture_id in shown and len(shown) == len(story.pictures):
            return story.pictures[shown.index(record.cover_picture_id)]
    return None


def _has_illustrative(story: StoryDocument) -> bool:
    parts = (story.spectrum, story.reach)
    return bool(story.provenance.illustrative) or any(
        part is not None and part.is_illustrative for part in parts
    )


def cover_of(record: IssueRecord) -> tuple[str, ...]:
    """What was chosen for the cover and the welcome beside a story; () for nothing, as issues were before."""
    chosen = (record.cover_line, record.cover_picture_id, record.cover_crowd, record.editorial_signed)
    return tuple(str(one or "") for one in chosen) if any(chosen) else ()


def _fingerprint(record: IssueRecord, stories: tuple[StoryDocument, ...]) -> str:
    told = [
        str(record.version), record.slug, record.title, record.dated.isoformat(), record.editorial,
        record.back_page, str(record.cover_story_id), *cover_of(record),
        *(story.fingerprint for story in stories),
    ]  # fmt: skip
    return hashlib.sha256("\x00".join(told).encode("utf-8", "surrogatepass")).hexdigest()
