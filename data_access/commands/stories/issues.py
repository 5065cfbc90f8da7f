"""Composing issues of the magazine."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Engine

from domain.permissions import Actor


class IssueDraft(BaseModel):
    """An issue as composed: numbers of stories in the order of printing; the cover is one of them or None."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    dated: date
    editorial: str = ""
    back_page: str = ""
    cover_story_id: int | None = None
    stories: tuple[int, ...] = ()


def make_issue(engine: Engine, *, actor: Actor, draft: IssueDraft) -> int:
    """Begin an issue; answers its number. Raises NotAllowedError, RefusedFieldsError."""
    raise NotImplementedError


def save_issue(engine: Engine, *, actor: Actor, issue_id: int, draft: IssueDraft, read_version: int) -> int:
    """Save an issue as composed now; answers its version. Raises StaleRecordError that says who saved and when."""
    raise NotImplementedError
