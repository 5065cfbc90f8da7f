"""The way to print: each move with its check, and each in the audit trail."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.engine import Engine

from data_access.commands.stories.writing import SavedStory
from domain.permissions import Actor
from domain.vocabulary import Channel


def send_to_review(engine: Engine, *, actor: Actor, story_id: int, read_version: int) -> SavedStory:
    """Hand a draft over for review. It needs a headline and words; what else is missing may still come.

    Each move raises NotAllowedError, NotFoundError, InvalidRecordError where the story is not that far or
    something is missing (every gap in one message), and StaleRecordError where it was changed since
    `read_version`.
    """
    raise NotImplementedError


def send_back(engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str) -> SavedStory:
    """Make it a draft again, and say why; raises InvalidRecordError without a reason."""
    raise NotImplementedError


def co_sign(engine: Engine, *, actor: Actor, story_id: int, read_version: int, signed_as: str) -> SavedStory:
    """Sign the version in review as a lay partner. Nobody who wrote on it may sign it."""
    raise NotImplementedError


def say_no_co_signature(
    engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str
) -> SavedStory:
    """Record why nobody could co-sign; it is printed with the story. A new version, which stays where it was.

    For those who write or approve it; only for a draft or a story in review.
    """
    raise NotImplementedError


def approve(
    engine: Engine,
    *,
    actor: Actor,
    story_id: int,
    read_version: int,
    on: date,
    channels: Collection[Channel] = (),
) -> SavedStory:
    """Approve a co-signed story, or one in review with its reason; consents must be in force on the day.

    They must cover each of `channels`. A story that never came out gets its address from its headline.
    """
    raise NotImplementedError


def publish(engine: Engine, *, actor: Actor, story_id: int, read_version: int, on: date) -> SavedStory:
    """Put an approved story on its web page, which every consent in it must cover."""
    raise NotImplementedError


def withdraw(engine: Engine, *, actor: Actor, story_id: int, read_version: int, reason: str) -> SavedStory:
    """Take an approved or published story back: no page, no export; raises InvalidRecordError without a reason."""
    raise NotImplementedError
