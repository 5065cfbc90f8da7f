"""Eight writers and twenty readers at once, each a process: no lost update, no error, nothing seen by half:
`python -m benchmarks.writers_and_readers [--database sqlite postgresql] [--seconds 300]`.
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from queue import Empty

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from benchmarks.crowd import FIRST_DAY, NETWORK, Stage, Told, a_writer, read, record_of, write
from benchmarks.each_database import DATABASES, on_each_database
from benchmarks.performance_page import table
from benchmarks.summary import spoken, summarise
from data_access.command_line.store_checks import check_store
from data_access.commands.accounts import AccountDraft, add_account
from data_access.commands.feedback import MOST_ANSWERS, SharedLinkDraft, make_link
from data_access.commands.form_drafts import form_draft
from data_access.commands.recording import save_record
from data_access.engine import open_engine
from data_access.queries.record import read_record
from data_access.schema import migrate
from data_access.settings import get_settings
from data_access.tables import Experience, FeedbackLink, User
from data_access.unit_of_work import unit_of_work
from domain.periods import Period
from domain.permissions import OPERATOR
from domain.vocabulary import UserRole
from seed_data.prepare import prepare

SHARED_RECORDS = 5
WRITERS, READERS = 8, 20
PATIENCE = 120.0
"""Seconds after the end in which all must have told what they did."""


@dataclass(frozen=True)
class Report:
    """What all of them did together, and what was wrong afterwards: nothing, if all is well."""

    told: Told
    seconds: float
    wrong: tuple[str, ...]

    @property
    def rows(self) -> list[list[str]]:
        """A row for each kind of deed: how often, and how long it took."""
        return [
            [name, f"{self.told.done[name]:,}", spoken(times.median), spoken(times.p95), spoken(times.most)]
            for name, times in ((name, _Times.of(took)) for name, took in sorted(self.told.took.items()))
        ]


@dataclass(frozen=True)
class _Times:
    median: float
    p95: float
    most: float

    @classmethod
    def of(cls, took: Sequence[float]) -> "_Times":
        """What a list of times says."""
        summary = summarise(took)
        return cls(summary.median, summary.p95, max(took))


def main(arguments: Sequence[str] | None = None) -> int:
    """Let the crowd in on each database, print what came of it and write the table; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.writers_and_readers", description=__doc__)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--readers", type=int, default=READERS)
    parser.add_argument("--activities", type=int, default=1500)
    parser.add_argument("--dry", action="store_true", help="print only")
    chosen = parser.parse_args(arguments)

    def trial(database: str, address: str) -> tuple[str, bool]:
        stage = prepared_stage(address, writers=chosen.writers, activities=chosen.activities)
        report = let_in(stage, seconds=chosen.seconds, writers=chosen.writers, readers=chosen.readers)
        return worded(database, report, chosen), not report.wrong

    return on_each_database(chosen.database, trial, section="writers-and-readers", dry=chosen.dry)


def prepared_stage(address: str, *, writers: int, activities: int) -> Stage:
    """A store with accounts for the writers, the records that they share, and a link to answer through."""
    engine = open_engine(address)
    migrate(engine)
    prepare(engine, activities=activities)
    with unit_of_work(engine, actor=OPERATOR) as work:
        for number in range(writers):
            draft = AccountDraft(
                email=f"writer-{number}@example.org",
                display_name=f"Writer {number}",
                roles=frozenset({UserRole.CONTRIBUTOR}),
                networks=frozenset({NETWORK}),
            )
            add_account(work, draft)
    records = tuple(
        save_record(
            engine, record_of(f"shared-{number}", 0), actor=a_writer(0), submission_key=f"shared-{number}"
        ).activity_id
        for number in range(SHARED_RECORDS)
    )
    closes_on = get_settings().current_day() + timedelta(days=7)
    with unit_of_work(engine, actor=OPERATOR) as work:
        draft_of_link = SharedLinkDraft(
            activity_id=records[0], closes_on=closes_on, most_answers=MOST_ANSWERS
        )
        link = work.session.get_one(FeedbackLink, make_link(work, draft_of_link))
    engine.dispose()
    return Stage(
        address, records, link.token, Period(FIRST_DAY, FIRST_DAY + timedelta(days=300), "the period")
    )


def let_in(stage: Stage, *, seconds: float, writers: int, readers: int) -> Report:
    """Let everybody write and read for so long, then count what is in the store."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.crowd"])
    stop, answers = context.Event(), context.Queue()
    accounts = _writers(stage)[:writers]
    people = [(write, user_id) for user_id in accounts] + [(read, 0)] * readers
    crowd = [
        context.Process(target=what, args=(stage, user_id, seed, stop, answers), daemon=True)
        for seed, (what, user_id) in enumerate(people)
    ]
    began = time.monotonic()
    for person in crowd:
        person.start()
    stop.wait(seconds)
    stop.set()
    latest = time.monotonic() + PATIENCE
    told = _together([_answer_of(answers, latest) for _ in crowd])
    for person in crowd:
        person.kill()
        person.join()
    lasted = time.monotonic() - began
    return Report(told, lasted, tuple(_what_is_wrong(stage, told)))


def _answer_of(answers: "multiprocessing.queues.Queue[Told]", latest: float) -> Told:
    try:
        return answers.get(timeout=max(0.0, latest - time.monotonic()))
    except Empty:
        return Told(errors=Counter({"somebody never came back": 1}))


def _writers(stage: Stage) -> list[int]:
    engine = open_engine(stage.address)
    with Session(engine) as session:
        found = session.scalars(
            sa.select(col(User.id)).where(col(User.email).like("writer-%")).order_by("id")
        )
        accounts = [number for number in found if number is not None]
    engine.dispose()
    return accounts


def _together(all_told: Sequence[Told]) -> Told:
    together = Told()
    for told in all_told:
        together.done += told.done
        together.errors += told.errors
        together.edits += told.edits
        together.drafts |= told.drafts
        for name, took in told.took.items():
            together.took.setdefault(name, []).extend(took)
    return together


def _what_is_wrong(stage: Stage, told: Told) -> Iterator[str]:
    """Every error that was shown, every edit, draft or answer that was lost, and what the check finds."""
    yield from (f"{count} × {words}" for words, count in told.errors.items())
    engine = open_engine(stage.address)
    yield from _lost(engine, stage, told)
    yield from (one.line for one in check_store(engine) if not one.is_good)
    engine.dispose()


def _lost(engine: Engine, stage: Stage, told: Told) -> Iterator[str]:
    for record in stage.records:
        stored = read_record(engine, record)
        if int(stored.activity.values["title"]) != told.edits[record]:
            yield f"record {record} has {stored.activity.values['title']} edits of {told.edits[record]}"
    for user_id, number in told.drafts.items():
        kept = form_draft(engine, actor=a_writer(user_id), form="activity")
        if kept is None or kept.typed != {"number": number}:
            yield f"the draft of account {user_id} is not the one that was kept last"
    with Session(engine) as session:
        there = session.scalar(
            sa.select(sa.func.count()).where(col(Experience.activity_id) == stage.records[0])
        )
        taken = session.scalar(
            sa.select(col(FeedbackLink.answers)).where(col(FeedbackLink.token) == stage.token)
        )
    counted = told.done["answers counted"]
    if (there, taken) != (counted, counted):
        yield f"{counted} answers were acknowledged, {there} are there and the link took {taken}"


def worded(database: str, report: Report, chosen: argparse.Namespace) -> str:
    """The report of one database as Markdown."""
    told = report.told
    found = "; ".join(report.wrong) if report.wrong else "none"
    return (
        f"**{database}**, {chosen.writers} writers and {chosen.readers} readers for {report.seconds:.0f} s on "
        f"{chosen.activities:,} activities: {told.edits.total():,} edits of {SHARED_RECORDS} shared records "
        f"acknowledged, {told.done['conflicts told']:,} told that somebody was quicker, "
        f"{told.done['answers counted']:,} answers. Lost updates, errors and findings of the check: {found}.\n\n"
        + table(["ms", "times done", "median", "95th", "longest"], report.rows)
    )


if __name__ == "__main__":
    sys.exit(main())
