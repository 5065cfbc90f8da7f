"""Consents: what a person agreed to, recorded and withdrawn."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Engine

from data_access.commands.text import line_to_print
from data_access.queries.stories.consents import PlaceOfConsent, consent_record, places_within
from data_access.queries.stories.record import story_record
from data_access.tables import Table
from data_access.unit_of_work import unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import InvalidRecordError, RefusedFieldsError
from domain.permissions import Actor
from domain.story_gate import check_may_see_consents
from domain.vocabulary import Channel, ConsentKind
from domain.wording import day

_CONSENT, _CHANNEL = Table.metadata.tables["consent"], Table.metadata.tables["consent_channel"]
LONGEST_NAME = 120


class ConsentDraft(BaseModel):
    """A consent as recorded. `person_reference` tells the person to those who write, such as "Walker 3"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ConsentKind
    person_reference: str
    obtained_by: str
    obtained_on: date
    expires_on: date | None = None
    channels: tuple[Channel, ...] = ()


def record_consent(engine: Engine, *, actor: Actor, story_id: int, draft: ConsentDraft, today: date) -> int:
    """Record a consent for a story; answers its number, which a quote or picture then names.

    For those who write or approve the story. Raises NotAllowedError, NotFoundError, and RefusedFieldsError by
    field: who, by whom, a day that has come, an end on or after it, a channel.
    """
    given = draft.model_copy(
        update={name: line_to_print(getattr(draft, name)) for name in ("person_reference", "obtained_by")}
    )
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        story = story_record(work.session.connection(), story_id=story_id)
        check_may_see_consents(actor, story.content.network)
        if refused := dict(_refused(given, today)):
            raise RefusedFieldsError(refused)
        values: dict[str, Any] = {"story_id": story_id, **given.model_dump(exclude={"channels"})}
        channels = [channel for channel in Channel if channel in given.channels]
        number = work.session.execute(
            sa.insert(_CONSENT).values(values).returning(_CONSENT.c.id)
        ).scalar_one()
        rows = [{"consent_id": number, "channel": channel} for channel in channels]
        work.session.execute(sa.insert(_CHANNEL), rows)
        work.audit(
            AuditAction.ADDED.value, AuditedKind.CONSENT.value, number,
            after={
                "story_id": story_id, "title": story.content.title, "network_code": story.content.network,
                "kind": given.kind, "obtained_by": given.obtained_by, "obtained_on": given.obtained_on,
                "expires_on": given.expires_on, "channels": channels,
            },
        )  # fmt: skip
        return int(number)


def _refused(draft: ConsentDraft, today: date) -> Iterator[tuple[str, str]]:
    for name, what in (("person_reference", "who agreed"), ("obtained_by", "who asked for it")):
        text = getattr(draft, name)
        if not text or len(text) > LONGEST_NAME:
            yield name, f"Say {what}, in at most {LONGEST_NAME} characters."
    if draft.obtained_on > today:
        yield "obtained_on", "Give the day on which the person agreed. It has to have come."
    if draft.expires_on is not None and draft.expires_on < draft.obtained_on:
        yield "expires_on", f"The last day comes on or after {day(draft.obtained_on)}."
    if not draft.channels:
        yield "channels", "Choose at least one channel that the person agreed to."


def withdraw_consent(engine: Engine, *, actor: Actor, consent_id: int, on: date) -> list[PlaceOfConsent]:
    """Note that the person takes it back; answers every story, issue and export where the person appears.

    From that day every export and publication of the story is refused until words and picture are out, and its
    public page leaves them out. Withdrawing again changes nothing, unless it is from an earlier day on. For those
    who write or approve the story; raises NotAllowedError, NotFoundError, InvalidRecordError for a day before the
    person agreed.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        consent = consent_record(connection, consent_id)
        check_may_see_consents(actor, consent.network)
        if on < consent.facts.obtained_on:
            raise InvalidRecordError(
                f"The person agreed on {day(consent.facts.obtained_on)}, so later than that."
            )
        if consent.facts.withdrawn_on is None or on < consent.facts.withdrawn_on:
            # What is published is checked anew by everybody who shows it.
            work.changes_facts = True
            connection.execute(sa.update(_CONSENT).where(_CONSENT.c.id == consent_id).values(withdrawn_on=on))
            work.audit(
                AuditAction.WITHDRAWN.value, AuditedKind.CONSENT.value, consent_id,
                before={"withdrawn_on": consent.facts.withdrawn_on},
                after={
                    "story_id": consent.story_id, "title": consent.story_title,
                    "network_code": consent.network, "withdrawn_on": on,
                },
            )  # fmt: skip
        return places_within(connection, consent_id)
