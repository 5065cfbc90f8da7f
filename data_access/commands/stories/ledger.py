"""The ledger of exports: written once for each, and where it was used added later."""

from typing import Any

from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Engine

from domain.permissions import Actor
from domain.vocabulary import Channel


class PublicationDraft(BaseModel):
    """One exported file. `format` is the code of its format, `fingerprint` the SHA-256 of its bytes as 64 digits,
    `size` their number, `content` what it was made of. Of `story_id` and `issue_id` one is None.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    story_id: int | None = None
    issue_id: int | None = None
    format: str
    channel: Channel
    version: int
    fingerprint: str
    size: int
    theme: str
    content: dict[str, Any]


def record_publication(engine: Engine, *, actor: Actor, draft: PublicationDraft) -> int:
    """Note an export with the consents on which it stands; answers its number.

    Asks the gate once more, for every story and the channel, on the present day: raises NotAllowedError,
    NotFoundError, InvalidRecordError with every reason, StaleRecordError where the story or issue is no longer
    at `version`.
    """
    raise NotImplementedError


def say_where_used(engine: Engine, *, actor: Actor, publication_id: int, where: str) -> None:
    """Note where an export was used, such as a newsletter's date. Raises NotAllowedError, NotFoundError."""
    raise NotImplementedError
