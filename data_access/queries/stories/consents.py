"""Who agreed to what, until when, and everywhere that their words and pictures stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.consistent_read import consistent_read
from data_access.queries.stories.ledger import entries_standing_on
from data_access.queries.stories.record import public_record, story_record
from data_access.queries.stories.rows import STORY
from data_access.tables import Table
from domain.errors import NotFoundError
from domain.permissions import Actor
from domain.story import StoryContent
from domain.story_gate import (
    ConsentFacts,
    check_may_see_consents,
    may_see_consents,
    part_label,
)
from domain.vocabulary import Channel, ConsentKind, StoryStatus

_TABLES = Table.metadata.tables
_CONSENT, _CHANNEL = _TABLES["consent"], _TABLES["consent_channel"]
_ISSUE, _ISSUE_STORY = _TABLES["issue"], _TABLES["issue_story"]


@dataclass(frozen=True)
class ConsentRecord:
    """A consent with who obtained it, and the story that it was given for; `network` is that of the story."""

    facts: ConsentFacts
    story_id: int
    story_slug: str
    story_title: str
    network: str | None
    obtained_by: str

    @property
    def id(self) -> int:
        """The number that quotes and pictures name it by."""
        return self.facts.id


@dataclass(frozen=True)
class PlaceOfConsent:
    """A place where the person appears: `kind` is "story", "issue" or "publication".

    `what` names it, such as "Quote 2" of a story, or the format and channel of an export; `at` is when it was
    exported and `where_used` where it went, None and "" for what is not an export. `number` is that of the
    story, issue or publication. `by_reference` marks a place that stands on another consent, which names its
    person by the same reference: look whether it is the same person.
    """

    kind: str
    number: int
    title: str
    what: str
    at: datetime | None = None
    where_used: str = ""
    by_reference: bool = False


def consents_of_story(engine: Engine, *, actor: Actor, story_id: int) -> list[ConsentRecord]:
    """All consents given for this story, oldest first. Only for those who may write or approve it.

    `{one.id: one.facts for one in …}` is what `domain.story_gate.gaps` asks for. Raises NotAllowedError,
    NotFoundError.
    """
    with consistent_read(engine) as connection:
        check_may_see_consents(actor, story_record(connection, story_id=story_id).content.network)
        return _records(connection, _CONSENT.c.story_id == story_id)


def consent_facts(connection: Connection, *, story_id: int) -> Mapping[int, ConsentFacts]:
    """The consents of a story by number, within a transaction, whoever asks."""
    return {one.id: one.facts for one in _records(connection, _CONSENT.c.story_id == story_id)}


def ended_consents(connection: Connection, *, on: date) -> frozenset[int]:
    """The numbers of all consents that were taken back by this day, or whose last day has passed."""
    ended = sa.or_(_CONSENT.c.withdrawn_on <= on, _CONSENT.c.expires_on < on)
    return frozenset(connection.scalars(sa.select(_CONSENT.c.id).where(ended)))


def consent_record(connection: Connection, consent_id: int) -> ConsentRecord:
    """The consent, within a transaction, whoever asks. Raises NotFoundError."""
    found = _records(connection, _CONSENT.c.id == consent_id)
    if not found:
        raise NotFoundError("There is no such consent.")
    return found[0]


def consents_about_to_expire(
    engine: Engine, *, actor: Actor, on: date, days: int = 60
) -> list[ConsentRecord]:
    """Consents, not withdrawn, that end within so many days or have ended, soonest first.

    Only of stories that the actor may write or approve, and that are not withdrawn themselves.
    """
    where = sa.and_(
        _CONSENT.c.withdrawn_on.is_(None),
        _CONSENT.c.expires_on <= on + timedelta(days=days),
        STORY.c.status != StoryStatus.WITHDRAWN,
    )
    with consistent_read(engine) as connection:
        found = [one for one in _records(connection, where) if may_see_consents(actor, one.network)]
    return sorted(found, key=lambda one: (one.facts.expires_on or date.max, one.id))


def _records(connection: Connection, where: sa.ColumnElement[bool]) -> list[ConsentRecord]:
    rows = connection.execute(
        sa.select(_CONSENT, STORY.c.slug, STORY.c.title, STORY.c.network_code)
        .join(STORY, STORY.c.id == _CONSENT.c.story_id)
        .where(where)
        .order_by(_CONSENT.c.id)
    ).all()
    channels: dict[int, set[Channel]] = {}
    asked = sa.select(_CHANNEL.c.consent_id, _CHANNEL.c.channel)
    for number, channel in connection.execute(
        asked.where(_CHANNEL.c.consent_id.in_([row.id for row in rows]))
    ):
        channels.setdefault(number, set()).add(Channel(channel))
    return [_record(row, frozenset(channels.get(row.id, ()))) for row in rows]


def _record(row: Any, channels: frozenset[Channel]) -> ConsentRecord:
    return ConsentRecord(
        facts=ConsentFacts(
            id=row.id,
            kind=ConsentKind(row.kind),
            person_reference=row.person_reference,
            obtained_on=row.obtained_on,
            expires_on=row.expires_on,
            withdrawn_on=row.withdrawn_on,
            channels=channels,
        ),
        story_id=row.story_id,
        story_slug=row.slug,
        story_title=row.title,
        network=row.network_code,
        obtained_by=row.obtained_by,
    )


def places_of_consent(engine: Engine, *, actor: Actor, consent_id: int) -> list[PlaceOfConsent]:
    """Every story, issue and export where the person of this consent appears, in that order.

    Also places on other consents of the same network's stories with the same reference. Raises
    NotAllowedError, NotFoundError.
    """
    with consistent_read(engine) as connection:
        check_may_see_consents(actor, consent_record(connection, consent_id).network)
        return places_within(connection, consent_id)


def places_within(connection: Connection, consent_id: int) -> list[PlaceOfConsent]:
    """As `places_of_consent`, within a transaction, whoever asks."""
    own = consent_record(connection, consent_id)
    same_network = STORY.c.network_code.is_not_distinct_from(own.network)
    alike = [
        one
        for one in _records(connection, same_network)
        if one.id == consent_id or _person(one) == _person(own)
    ]
    alike.sort(key=lambda one: one.id != consent_id)
    places = [place for one in alike for place in _places(connection, one, of=consent_id)]
    order = ("story", "issue", "publication")
    unique = {(place.kind, place.number, place.what): place for place in reversed(places)}
    return sorted(
        unique.values(), key=lambda place: (order.index(place.kind), place.by_reference, place.number)
    )


def _person(one: ConsentRecord) -> str:
    return " ".join(one.facts.person_reference.casefold().split())


def _shown(content: StoryContent, consent_id: int) -> list[str]:
    return [
        part_label(f"{name}.{place}")
        for name in ("quotes", "pictures")
        for place, part in enumerate(getattr(content, name))
        if part.consent_id == consent_id
    ]


def _places(connection: Connection, one: ConsentRecord, *, of: int) -> Iterator[PlaceOfConsent]:
    by_reference = one.id != of
    record = story_record(connection, story_id=one.story_id)
    shown = _shown(record.content, one.id)
    if (public := public_record(connection, record)) is not None:
        shown += [f"{what}, in the version on the web" for what in _shown(public.content, one.id)]
    for what in shown:
        yield PlaceOfConsent("story", one.story_id, one.story_title, what, by_reference=by_reference)
    if shown:
        issues = (
            sa.select(_ISSUE.c.id, _ISSUE.c.title)
            .join(_ISSUE_STORY)
            .where(_ISSUE_STORY.c.story_id == one.story_id)
        )
        for number, title in connection.execute(issues):
            yield PlaceOfConsent("issue", number, title, one.story_title, by_reference=by_reference)
    for entry in entries_standing_on(connection, one.id):
        what = f"{entry.format}, {entry.channel.label}"
        yield PlaceOfConsent(
            "publication", entry.id, entry.title, what, entry.exported_at, entry.where_used, by_reference
        )
