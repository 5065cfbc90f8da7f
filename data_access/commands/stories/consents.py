"""Consents: what a person agreed to, recorded and withdrawn."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from sqlalchemy.engine import Engine

from data_access.queries.stories.consents import PlaceOfConsent
from domain.permissions import Actor
from domain.vocabulary import Channel, ConsentKind


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

    Raises RefusedFieldsError by field: who, by whom, a day that has come, an end on or after it, a channel.
    """
    raise NotImplementedError


def withdraw_consent(engine: Engine, *, actor: Actor, consent_id: int, on: date) -> list[PlaceOfConsent]:
    """Note that the person takes it back; answers every story, issue and export where the person appears.

    From that day every export and publication of the story is refused until words and picture are out. Stories
    that are published stay so until somebody withdraws them. Withdrawing twice changes nothing.
    """
    raise NotImplementedError
