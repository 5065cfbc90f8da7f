"""Which document an export is made of: the one that went out first, or a new one where none did."""

from sqlalchemy.engine import Engine

from components.publishing.document import IssueDocument, StoryDocument
from components.publishing.from_records.freezing import (
    fingerprint,
    made_of,
    name_of,
    part_of,
    settled,
    thawed_issue,
    thawed_story,
)
from components.publishing.from_records.issues import issue_document
from components.publishing.from_records.reading import document_of_story
from data_access.queries.stories import IssueRecord, StoryRecord, frozen_content, read_pictures
from data_access.settings import get_settings
from domain.permissions import Actor


def story_to_export(engine: Engine, record: StoryRecord, *, actor: Actor) -> StoryDocument:
    """The story as this version went out first, by itself or in an issue; a new document where it never did.

    Also a new one where that can no longer be read: the ledger then shows that its files are others. Raises
    NotAllowedError.
    """
    made = made_of(record)[name_of(record)]
    content = frozen_content(engine, actor=actor, story_id=record.id, made_of=made)
    if content is not None:
        held = thawed_story(part_of(content, record.slug), pictures=_pictures(engine, (record,), actor=actor))
        if held is not None:
            return held
    return settled(document_of_story(engine, record, actor=actor))


def issue_to_export(engine: Engine, record: IssueRecord, *, actor: Actor) -> IssueDocument:
    """As `story_to_export`, for an issue: a new one holds its stories as they went out before, where they did.

    Raises InvalidRecordError for one without stories.
    """
    made = made_of(record)[name_of(record)]
    content = frozen_content(engine, actor=actor, issue_id=record.id, made_of=made)
    if content is not None:
        held = thawed_issue(content, pictures=_pictures(engine, record.stories, actor=actor))
        if held is not None:
            return held
    stories = tuple(story_to_export(engine, story, actor=actor) for story in record.stories)
    return settled(issue_document(record, stories=stories, public_address=get_settings().public_address))


def _pictures(engine: Engine, stories: tuple[StoryRecord, ...], *, actor: Actor) -> dict[str, bytes]:
    """The pictures of these stories by their SHA-256."""
    shown = [
        picture
        for story in stories
        if story.content.pictures
        for picture in read_pictures(engine, actor=actor, story_id=story.id).values()
    ]
    return {fingerprint(picture.content): picture.content for picture in shown}
