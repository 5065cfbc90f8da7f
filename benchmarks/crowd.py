"""The people of `benchmarks.writers_and_readers`: each a process that writes or reads until it is told to stop."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.synchronize import Event
from queue import Queue

from sqlalchemy.engine import Engine

from data_access.commands.drafts import ActivityDraft, CohortDraft
from data_access.commands.feedback import AnswerDraft, Given, give_answer
from data_access.commands.form_drafts import form_draft, save_form_draft
from data_access.commands.recording import RecordDraft, save_record
from data_access.engine import open_engine
from data_access.facts.current import current_facts
from data_access.queries.audit import AuditSearch, find_events
from data_access.queries.people import people_counts
from data_access.queries.record import read_record, recent_records
from data_access.unit_of_work import unit_of_work
from domain.errors import StaleRecordError
from domain.periods import Period
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.vocabulary import UserRole

NETWORK = "SL"
FIRST_DAY = date(2026, 5, 1)
WRITERS_PAUSE = (0.1, 0.6)
READERS_PAUSE = (0.5, 2.0)
"""Seconds between two deeds of one person, who reads what is there before going on."""


@dataclass(frozen=True)
class Stage:
    """The store that all meet at: the records that all writers change, the link that all answer through."""

    address: str
    records: tuple[int, ...]
    token: str
    period: Period


@dataclass
class Told:
    """What one process did: how often, how long it took in milliseconds, and what went wrong in which words."""

    done: Counter[str] = field(default_factory=Counter)
    took: dict[str, list[float]] = field(default_factory=dict)
    errors: Counter[str] = field(default_factory=Counter)
    edits: Counter[int] = field(default_factory=Counter)
    """By record, the edits that were acknowledged."""
    drafts: dict[int, int] = field(default_factory=dict)
    """By account, the number in the draft that was acknowledged last."""


def a_writer(user_id: int) -> Actor:
    """A contributor, by the number of the account."""
    return Actor(
        name=f"Writer {user_id}",
        user_id=user_id,
        roles=frozenset({UserRole.CONTRIBUTOR}),
        networks=frozenset({NETWORK}),
    )


def record_of(reference: str, number: int, activity_id: int | None = None) -> RecordDraft:
    """A record that says in its title and in its people how often it was changed."""
    return RecordDraft(
        activity_id=activity_id,
        activity=ActivityDraft(
            network_code=NETWORK, local_reference=reference, title=f"{number}", start_date=FIRST_DAY
        ),
        cohorts=(CohortDraft(groups=("OLDER",), people=1 + number),),
    )


def write(stage: Stage, user_id: int, seed: int, stop: Event, answers: "Queue[Told]") -> None:
    """Change shared records one after the other, keep drafts and answer, until told to stop."""
    _work(stage, seed, stop, answers, WRITERS_PAUSE, [(3, _edit), (2, _keep_typing), (1, _answer)], user_id)


def read(stage: Stage, user_id: int, seed: int, stop: Event, answers: "Queue[Told]") -> None:
    """Read figures, records and the trail, until told to stop."""
    _work(stage, seed, stop, answers, READERS_PAUSE, [(4, _figures), (2, _record), (1, _trail)], user_id)


@dataclass
class _Person:
    stage: Stage
    engine: Engine
    user_id: int
    lot: random.Random
    told: Told
    typed: int = 0


Deed = Callable[[_Person], None]


def _work(
    stage: Stage, seed: int, stop: Event, answers: "Queue[Told]", pause: tuple[float, float],
    deeds: list[tuple[int, Deed]], user_id: int,
) -> None:  # fmt: skip
    person = _Person(stage, open_engine(stage.address), user_id, random.Random(seed), Told())
    weights, choices = [weight for weight, _ in deeds], [deed for _, deed in deeds]
    while not stop.is_set():
        (deed,) = person.lot.choices(choices, weights)
        name = deed.__name__.strip("_").replace("_", " ")
        began = time.perf_counter()
        try:
            deed(person)
        except Exception as error:  # noqa: BLE001  whatever a person would have been shown is counted
            person.told.errors[f"{name}: {type(error).__name__}: {str(error)[:200]}"] += 1
        person.told.done[name] += 1
        person.told.took.setdefault(name, []).append(1000 * (time.perf_counter() - began))
        stop.wait(person.lot.uniform(*pause))
    person.engine.dispose()
    answers.put(person.told)


def _edit(person: _Person) -> None:
    """Raise the number of a shared record by one; told that somebody else was quicker, look and try again."""
    activity_id = person.lot.choice(person.stage.records)
    while True:
        stored = read_record(person.engine, activity_id)
        number = int(stored.activity.values["title"])
        reference = stored.activity.values["local_reference"]
        try:
            save_record(
                person.engine,
                record_of(reference, number + 1, activity_id),
                actor=a_writer(person.user_id),
                submission_key=f"{person.user_id}-{person.lot.random()}",
                expected_version=stored.version,
            )
        except StaleRecordError:
            person.told.done["conflicts told"] += 1
        else:
            person.told.edits[activity_id] += 1
            return


def _keep_typing(person: _Person) -> None:
    person.typed += 1
    actor = a_writer(person.user_id)
    save_form_draft(person.engine, actor=actor, form="activity", typed={"number": person.typed})
    person.told.drafts[person.user_id] = person.typed
    kept = form_draft(person.engine, actor=actor, form="activity")
    if kept is None or kept.typed != {"number": person.typed}:
        person.told.errors["a draft that was kept did not come back"] += 1


def _answer(person: _Person) -> None:
    with unit_of_work(person.engine, actor=PUBLIC, changes_facts=False) as work:
        given = give_answer(
            work,
            AnswerDraft(at_the_heart=person.lot.randrange(5)),
            token=person.stage.token,
            key=f"{person.user_id}-{person.lot.random()}",
        )
    person.told.done["answers counted"] += given is Given.COUNTED


def _figures(person: _Person) -> None:
    facts = current_facts(person.engine)
    people_counts(facts, person.stage.period)


def _record(person: _Person) -> None:
    record = read_record(person.engine, person.lot.choice(person.stage.records))
    recent_records(person.engine, networks={NETWORK})
    (cohort,) = record.cohorts
    if cohort.values["people"] != 1 + int(record.activity.values["title"]):
        person.told.errors["half of an edit was seen"] += 1


def _trail(person: _Person) -> None:
    find_events(person.engine, AuditSearch(kind="activity"), actor=OPERATOR)
