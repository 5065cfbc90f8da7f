"""Saving what a story says: each version kept whole, and never over another's change."""

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from domain.permissions import Actor
from domain.story import StoryContent
from domain.vocabulary import StoryStatus


@dataclass(frozen=True)
class SavedStory:
    """A story after a write: `changed` is false where everything was so already, and nothing was done."""

    story_id: int
    slug: str
    version: int
    status: StoryStatus
    changed: bool = True


def save_story(
    engine: Engine, *, actor: Actor, story_id: int, content: StoryContent, read_version: int
) -> SavedStory:
    """Save what the story says now as its next version; it is a draft from then on, wherever it stood.

    Control and direction characters are taken out of texts first. Raises NotAllowedError for its network, the
    one before included; RefusedFieldsError that names each field that is too long, unknown or no web address;
    StaleRecordError that says who saved what and when, where the story is no longer at `read_version` (then
    nothing is saved, and nothing that was typed is lost: the form still holds it); NotFoundError.
    """
    raise NotImplementedError


def restore_revision(
    engine: Engine, *, actor: Actor, story_id: int, version: int, read_version: int
) -> SavedStory:
    """Save what the story said at an earlier version as its next one.

    Pictures, consents and records that are gone since are left out. Raises as `save_story` does.
    """
    raise NotImplementedError
