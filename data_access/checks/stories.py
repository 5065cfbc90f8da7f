"""Compares stories with their versions and with the trail: what they say, where they stand, who signed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.checks.finding import CheckResult, counted_wrong
from data_access.checks.trail import newest_reload
from data_access.commands.records import in_batches
from data_access.queries.stories.record import public_contents
from data_access.queries.stories.rows import STORY, contents_of
from data_access.tables import Table
from domain.audit_words import AuditAction, AuditedKind
from domain.story import StoryContent
from domain.story_gate import StoryMove
from domain.vocabulary import Provenance

_TABLES = Table.metadata.tables
_EVENT, _REVISION, _SIGNATURE = _TABLES["audit_event"], _TABLES["story_revision"], _TABLES["co_signature"]
_OF_THE_EVENT = ("status", "version", "network_code", "title")
"""What an event of a story tells of it, under the names of its columns."""


def check_stories(connection: Connection) -> CheckResult:
    """Whether each story says what its newest version says, stands where the trail left it, and who signed it.

    A story that came with Heard and was never touched has neither versions nor events of its own.
    """
    stories = connection.execute(sa.select(STORY).order_by(STORY.c.id)).all()
    wrong = {"stories gone without an event": _gone(connection)}
    for batch in in_batches(stories):
        for what in (*_wrong_versions(connection, batch), *_wrong_standings(connection, batch)):
            wrong[what] = wrong.get(what, 0) + 1
    if any(wrong.values()):
        return CheckResult("Stories", f"not as kept: {counted_wrong(wrong)}", is_good=False)
    return CheckResult(
        "Stories", f"{len(stories):,} compared with their versions and the trail", is_good=True
    )


def _wrong_versions(connection: Connection, stories: list[Any]) -> Iterator[str]:
    kept = _versions(connection, [story.id for story in stories])
    newest = _newest_contents(connection, {number: max(own) for number, own in kept.items()})
    contents = contents_of(connection, stories)
    for story in stories:
        own = kept.get(story.id, set())
        asked = {story.public_version or story.version, story.version} if own or story.version > 1 else set()
        if asked - own:
            yield "stories of which a version was not kept"
        elif own and (max(own), newest[story.id]) != (story.version, contents[story.id]):
            yield "stories that say something else than their newest version"


def _versions(connection: Connection, stories: list[int]) -> dict[int, set[int]]:
    asked = sa.select(_REVISION.c.story_id, _REVISION.c.version).where(_REVISION.c.story_id.in_(stories))
    found: dict[int, set[int]] = {}
    for number, version in connection.execute(asked):
        found.setdefault(number, set()).add(version)
    return found


def _newest_contents(connection: Connection, versions: Mapping[int, int]) -> Mapping[int, StoryContent]:
    return public_contents(connection, versions) if versions else {}


@dataclass
class _Told:
    """What the trail tells of a story since it was begun: by its newest event, and of signatures."""

    event: int = 0
    after: dict[str, Any] = field(default_factory=dict)
    signatures: int = 0


def _wrong_standings(connection: Connection, stories: list[Any]) -> Iterator[str]:
    numbers = [story.id for story in stories]
    told, signatures = _told(connection, numbers), _signatures(connection, numbers)
    reloaded = newest_reload(connection)
    for story in stories:
        one = told.get(story.id, _Told())
        if story.provenance == Provenance.ILLUSTRATIVE and one.event < reloaded:
            # Demonstrations come and go all at once, and take numbers that other stories had before.
            one = _Told()
        is_untold = bool(story.updated_by) and not one.event
        if is_untold or any(
            one.after.get(name, getattr(story, name)) != getattr(story, name) for name in _OF_THE_EVENT
        ):
            yield "stories changed or moved without an event"
        if signatures.get(story.id, 0) != one.signatures:
            yield "stories with more or fewer signatures than the trail tells"


def _told(connection: Connection, stories: list[int]) -> dict[int, _Told]:
    asked = sa.select(_EVENT.c.id, _EVENT.c.record_id, _EVENT.c.action, _EVENT.c.after).where(
        _EVENT.c.record_type == AuditedKind.STORY.value,
        _EVENT.c.record_id.in_([str(number) for number in stories]),
    )
    found: dict[int, _Told] = {}
    for event, number, action, after in connection.execute(asked.order_by(_EVENT.c.id)):
        one = found.setdefault(int(number), _Told())
        if action == AuditAction.ADDED:
            one.signatures = 0
        one.event, one.after = event, after or {}
        one.signatures += action == StoryMove.CO_SIGN
    return found


def _signatures(connection: Connection, stories: list[int]) -> dict[int, int]:
    counted = (
        sa.select(_SIGNATURE.c.story_id, sa.func.count())
        .where(_SIGNATURE.c.story_id.in_(stories))
        .group_by(_SIGNATURE.c.story_id)
    )
    return dict(connection.execute(counted).all())


def _gone(connection: Connection) -> int:
    """How many stories the trail tells of that are not there, and did not go with a demonstration."""
    newest = (
        sa.select(_EVENT.c.record_id, sa.func.max(_EVENT.c.id).label("event"))
        .where(_EVENT.c.record_type == AuditedKind.STORY.value)
        .group_by(_EVENT.c.record_id)
    )
    there = {str(number) for number in connection.scalars(sa.select(STORY.c.id))}
    reloaded = newest_reload(connection)
    return sum(
        number.isdigit() and number not in there and event > reloaded
        for number, event in connection.execute(newest)
    )
