"""The ledger: what was exported, when, by whom, and where it was used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from domain.errors import NotFoundError
from domain.permissions import Action, Actor, check_may
from domain.vocabulary import Channel

_PUBLICATION, _ISSUE = Table.metadata.tables["publication"], Table.metadata.tables["issue"]
_STOOD_ON = Table.metadata.tables["publication_consent"]
_PLACE = Table.metadata.tables["issue_story"]


@dataclass(frozen=True)
class LedgerEntry:
    """One export. Of `story_id` and `issue_id` one is None; `title` is as it stands now; `size` is in bytes.

    `is_anew` where the file differs from the last one of the same version, format and look: its document could not
    be read, somebody else signed it, a story of the issue was corrected, or a later Heard made it.
    """

    id: int
    story_id: int | None
    issue_id: int | None
    title: str
    format: str
    channel: Channel
    version: int
    fingerprint: str
    size: int
    theme: str
    exported_at: datetime
    exported_by: str
    where_used: str
    is_anew: bool


def ledger(
    engine: Engine, *, actor: Actor, story_id: int | None = None, issue_id: int | None = None, most: int = 200
) -> list[LedgerEntry]:
    """Exports of this story, of this issue, or of all, newest first.

    Raises NotAllowedError for somebody who may not export.
    """
    check_may(actor, Action.EXPORT_STORIES)
    asked = _entries().order_by(_PUBLICATION.c.exported_at.desc(), _PUBLICATION.c.id.desc()).limit(most)
    if story_id is not None:
        asked = asked.where(_PUBLICATION.c.story_id == story_id)
    if issue_id is not None:
        asked = asked.where(_PUBLICATION.c.issue_id == issue_id)
    with engine.connect() as connection:
        return [_entry(row) for row in connection.execute(asked)]


def read_publication(
    engine: Engine, *, actor: Actor, publication_id: int
) -> tuple[LedgerEntry, Mapping[str, Any]]:
    """One export with its frozen content. Raises NotAllowedError, NotFoundError."""
    check_may(actor, Action.EXPORT_STORIES)
    with engine.connect() as connection:
        entry = publication_entry(connection, publication_id)
        asked = sa.select(_PUBLICATION.c.content).where(_PUBLICATION.c.id == publication_id)
        return entry, connection.execute(asked).scalar_one()


def frozen_content(
    engine: Engine,
    *,
    actor: Actor,
    made_of: str,
    story_id: int | None = None,
    issue_id: int | None = None,
) -> Mapping[str, Any] | None:
    """The content of the newest export of just this story or issue; None where there is none.

    `made_of` is what its content says under "made_of" for this story or issue. A story may be found in an export
    of an issue that still holds it: then the content is the issue's. Raises NotAllowedError.
    """
    check_may(actor, Action.EXPORT_STORIES)
    if story_id is None:
        name, own = f"issue_{issue_id}", _PUBLICATION.c.issue_id == issue_id
    else:
        issues = sa.select(_PLACE.c.issue_id).where(_PLACE.c.story_id == story_id)
        name = f"story_{story_id}"
        own = sa.or_(_PUBLICATION.c.story_id == story_id, _PUBLICATION.c.issue_id.in_(issues))
    said = _PUBLICATION.c.content[("made_of", name)].as_string()
    asked = sa.select(_PUBLICATION.c.content).where(own, said == made_of)
    newest = asked.order_by(_PUBLICATION.c.id.desc()).limit(1)
    with engine.connect() as connection:
        found: Mapping[str, Any] | None = connection.execute(newest).scalar_one_or_none()
    return found


def publication_entry(connection: Connection, publication_id: int) -> LedgerEntry:
    """One export, within a transaction, whoever asks. Raises NotFoundError."""
    row = connection.execute(_entries().where(_PUBLICATION.c.id == publication_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such export.")
    return _entry(row)


def entries_standing_on(connection: Connection, consent_id: int) -> list[LedgerEntry]:
    """The exports that stand on this consent, oldest first, within a transaction, whoever asks."""
    own = sa.select(_STOOD_ON.c.publication_id).where(_STOOD_ON.c.consent_id == consent_id)
    asked = _entries().where(_PUBLICATION.c.id.in_(own)).order_by(_PUBLICATION.c.id)
    return [_entry(row) for row in connection.execute(asked)]


def _entries() -> sa.Select[Any]:
    columns = [column for column in _PUBLICATION.columns if column.name != "content"]
    title = sa.func.coalesce(STORY.c.title, _ISSUE.c.title, "").label("title")
    return (
        sa.select(*columns, title, _fingerprint_before().label("before"))
        .outerjoin(STORY, STORY.c.id == _PUBLICATION.c.story_id)
        .outerjoin(_ISSUE, _ISSUE.c.id == _PUBLICATION.c.issue_id)
    )


def _fingerprint_before() -> sa.ScalarSelect[Any]:
    """That of the last file of the same version, format and look."""
    earlier = _PUBLICATION.alias()
    same = [earlier.c[name] == _PUBLICATION.c[name] for name in ("version", "format", "theme")]
    own = sa.or_(earlier.c.story_id == _PUBLICATION.c.story_id, earlier.c.issue_id == _PUBLICATION.c.issue_id)
    return (
        sa.select(earlier.c.fingerprint)
        .where(own, *same, earlier.c.id < _PUBLICATION.c.id)
        .order_by(earlier.c.id.desc())
        .limit(1)
        .correlate(_PUBLICATION)
        .scalar_subquery()
    )


def _entry(row: Any) -> LedgerEntry:
    return LedgerEntry(
        id=row.id,
        story_id=row.story_id,
        issue_id=row.issue_id,
        title=row.title,
        format=row.format,
        channel=Channel(row.channel),
        version=row.version,
        fingerprint=row.fingerprint,
        size=row.size,
        theme=row.theme,
        exported_at=row.exported_at,
        exported_by=row.exported_by,
        where_used=row.where_used,
        is_anew=row.before is not None and row.before != row.fingerprint,
    )
