"""Who agreed to what, until when, and everywhere that their words and pictures stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data_access.queries.stories.record import read_story
from data_access.tables import Table
from domain.permissions import Actor
from domain.story_gate import ConsentFacts
from domain.vocabulary import Channel, ConsentKind


@dataclass(frozen=True)
class ConsentRecord:
    """A consent with who obtained it, and the story that it was given for."""

    facts: ConsentFacts
    story_id: int
    story_slug: str
    story_title: str
    obtained_by: str

    @property
    def id(self) -> int:
        """The number that quotes and pictures name it by."""
        return self.facts.id


@dataclass(frozen=True)
class PlaceOfConsent:
    """A place where the person appears: `kind` is "story", "issue" or "publication".

    `what` names it, such as “Quote 2” of a story, or the format and channel of an export; `at` is when it was
    exported and `where_used` where it went, None and "" for what is not an export. `number` is that of the
    story, issue or publication.
    """

    kind: str
    number: int
    title: str
    what: str
    at: datetime | None = None
    where_used: str = ""


def consents_of_story(engine: Engine, *, actor: Actor, story_id: int) -> list[ConsentRecord]:
    """All consents given for this story, oldest first. Only for those who may write, approve or export it.

    `{one.id: one.facts for one in …}` is what `domain.story_gate.gaps` asks for. Raises NotAllowedError.
    """
    raise NotImplementedError


def consent_facts(connection: Connection, *, story_id: int) -> Mapping[int, ConsentFacts]:
    """The consents of a story by number, within a transaction, whoever asks."""
    raise NotImplementedError


def consents_about_to_expire(
    engine: Engine, *, actor: Actor, on: date, days: int = 60
) -> list[ConsentRecord]:
    """Consents, not withdrawn, that end within so many days or have ended, soonest first.

    Only of stories that the actor may write, approve or export, and that are not withdrawn themselves.
    """
    raise NotImplementedError


def places_of_consent(engine: Engine, *, actor: Actor, consent_id: int) -> list[PlaceOfConsent]:
    """Every story, issue and export where the person of this consent appears, in that order.

    The same person is known by the same reference in the stories of one network. Raises NotAllowedError,
    NotFoundError.
    """
    raise NotImplementedError
