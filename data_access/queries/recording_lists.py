"""The lists that the recording form offers, with the words that suggestions are made from."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.tables import Group, Network, Priority, Programme, Rung, WayOfWorking
from domain.feeds import Labels
from domain.suggestions import Candidate
from domain.vocabulary import PriorityKind


@dataclass(frozen=True)
class RungMeaning:
    """What a rung of the ladder means, and what to look for."""

    label: str
    definition: str
    evidence: str


@dataclass(frozen=True)
class RecordingLists:
    """Each list as a mapping from code to label, in its order; `candidates` by the field that they would fill."""

    networks: Mapping[str, str]
    programmes: Mapping[str, str]
    rungs: Mapping[str, RungMeaning]
    priorities: Mapping[str, str]
    ways_of_working: Mapping[str, str]
    groups: Mapping[str, str]
    candidates: Mapping[str, tuple[Candidate, ...]]

    @property
    def labels(self) -> Labels:
        """The labels that sentences on figures need."""
        rungs = {code: one.label for code, one in self.rungs.items()}
        return Labels(self.networks, self.programmes, rungs, self.groups)


def read_recording_lists(engine: Engine) -> RecordingLists:
    """The lists as the store has them now."""
    with Session(engine) as session:
        networks = session.scalars(sa.select(Network).order_by(col(Network.name))).all()
        programmes = session.scalars(sa.select(Programme).order_by(col(Programme.name))).all()
        rungs = session.scalars(sa.select(Rung).order_by(col(Rung.position))).all()
        priorities = session.scalars(sa.select(Priority).order_by(col(Priority.position))).all()
        ways = session.scalars(sa.select(WayOfWorking).order_by(col(WayOfWorking.position))).all()
        groups = session.scalars(sa.select(Group).order_by(col(Group.position))).all()
    return RecordingLists(
        networks={one.code: one.name for one in networks},
        programmes={one.code: one.name for one in programmes},
        rungs={one.code: RungMeaning(one.label, one.definition, one.evidence_to_look_for) for one in rungs},
        priorities={one.code: f"{one.code} {one.title}" for one in priorities},
        ways_of_working={one.code: f"{one.code} {one.title}" for one in ways},
        groups={one.code: one.label for one in groups},
        candidates={
            "programme_code": tuple(Candidate(one.code, one.name, one.description) for one in programmes),
            "rung_code": tuple(
                Candidate(one.code, one.label, f"{one.definition} {one.evidence_to_look_for}")
                for one in rungs
            ),
            "groups": tuple(Candidate(one.code, one.label, one.definition) for one in groups),
            # Their titles are sentences, which share words by chance.
            "priorities": tuple(
                Candidate(one.code, "", f"{one.title} {one.paraphrase}")
                for one in priorities
                if one.kind == PriorityKind.PRIORITY
            ),
            "ways_of_working": tuple(
                Candidate(one.code, "", f"{one.title} {one.paraphrase}") for one in ways
            ),
        },
    )
