"""A document that was exported stays as it was: what it says as the ledger keeps it, and back again.

What a version says is fixed, but its document shows more: a place on the spectrum, the records behind it, names
of networks and groups, the address of this Heard. These go on changing. So the first export of a version freezes
its document, and each later one is made from that. The web page and the pages of the app show what is true today.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from components.publishing.document import Document, IssueDocument, StoryDocument
from components.publishing.from_records.issues import cover_of
from data_access.queries.stories import IssueRecord, StoryRecord

Content = Mapping[str, Any]
MADE_OF = "made_of"
_STORIES, _ISSUES = TypeAdapter(StoryDocument), TypeAdapter(IssueDocument)
_LINKS = {"activities", "outcome_records"}
T = TypeVar("T", StoryDocument, IssueDocument)


def frozen(document: Document) -> dict[str, Any]:
    """What a document says, in plain JSON: pictures by their SHA-256."""
    told: dict[str, Any] = json.loads(json.dumps(asdict(document), default=_plain))
    return told


def _plain(value: Any) -> str:
    return fingerprint(value) if isinstance(value, bytes) else str(value)


def fingerprint(content: bytes) -> str:
    """SHA-256 in 64 digits."""
    return hashlib.sha256(content).hexdigest()


def thawed_story(content: Content, *, pictures: Mapping[str, bytes]) -> StoryDocument | None:
    """The document again, with its pictures by their SHA-256.

    What this release knows and an earlier one did not has its default. None where it cannot be read, or a picture
    is gone.
    """
    return _thawed(_STORIES, content, pictures)


def thawed_issue(content: Content, *, pictures: Mapping[str, bytes]) -> IssueDocument | None:
    """As `thawed_story`."""
    return _thawed(_ISSUES, content, pictures)


def _thawed(kind: TypeAdapter[T], content: Content, pictures: Mapping[str, bytes]) -> T | None:
    try:
        return kind.validate_python(_with_pictures(content, pictures))
    except (ValidationError, KeyError):
        return None


def _with_pictures(said: Any, pictures: Mapping[str, bytes]) -> Any:
    """The same with bytes in place of each SHA-256. Raises KeyError for one that is not among the pictures."""
    if isinstance(said, Mapping):
        return {
            name: pictures[str(value)] if name == "content" else _with_pictures(value, pictures)
            for name, value in said.items()
        }
    return [_with_pictures(one, pictures) for one in said] if isinstance(said, list) else said


def settled(document: T) -> T:
    """A new document as it comes back from the ledger, so that the first export and the next are of the same."""
    stories = document.stories if isinstance(document, IssueDocument) else (document,)
    pictures = {fingerprint(one.content): one.content for story in stories for one in story.pictures}
    again = _thawed(TypeAdapter(type(document)), frozen(document), pictures)
    return document if again is None else again


def part_of(content: Content, slug: str) -> Content:
    """What frozen content says of this story: itself, or the story as it stands in an issue. {} for none."""
    if "stories" not in content:
        return content
    return next((one for one in content["stories"] if one.get("slug") == slug), {})


def made_of(record: StoryRecord | IssueRecord) -> dict[str, str]:
    """By story, and for an issue itself: a fingerprint of what it says, whoever signed it, and its version.

    A frozen document is used again only for the same one: the same version that was sent back and signed by
    somebody else is another document, as is an issue one of whose stories was corrected.
    """
    if isinstance(record, StoryRecord):
        return {name_of(record): _story(record)}
    stories = {name_of(one): _story(one) for one in record.stories}
    told = [
        record.version, record.slug, record.title, record.dated, record.editorial, record.back_page,
        record.cover_story_id, list(stories.items()), *cover_of(record),
    ]  # fmt: skip
    return {name_of(record): _fingerprint_of(told), **stories}


def name_of(record: StoryRecord | IssueRecord) -> str:
    """What a story or an issue is called in `made_of`; its number, because addresses may change."""
    return f"{'issue' if isinstance(record, IssueRecord) else 'story'}_{record.id}"


def _story(record: StoryRecord) -> str:
    # Without defaults, so that a field of a later release changes nothing; without records, which may be removed.
    said = record.content.model_dump(mode="json", exclude_defaults=True, exclude=_LINKS)
    signed = record.co_signature
    return _fingerprint_of(
        [
            record.version, record.slug, said, record.provenance.value, record.provenance_note,
            [signed.signed_as, signed.signed_at] if signed else [],
        ]
    )  # fmt: skip


def _fingerprint_of(told: list[Any]) -> str:
    text = json.dumps(told, default=str, sort_keys=True, ensure_ascii=False)
    return fingerprint(text.encode("utf-8", "surrogatepass"))
