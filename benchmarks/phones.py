"""Phones that join a room and place their dots within ten seconds, before a server of its own:
`python -m benchmarks.phones [--database sqlite postgresql] [--phones 200] [--seconds 10]`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from benchmarks.each_database import DATABASES, on_each_database
from benchmarks.performance_page import table
from benchmarks.phone_crowd import Told
from benchmarks.summary import percentile, spoken, summarise
from data_access.commands.dots import QuestionDraft, open_question
from data_access.commands.meetings import MeetingDraft, begin_meeting, save_meeting
from data_access.engine import open_engine
from data_access.schema import migrate
from data_access.settings import get_settings
from data_access.tables import Dot, DotPhone, DotQuestion, Meeting, Network
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.vocabulary import DotKind
from seed_data.prepare import prepare
from tests.browser.running_server import ROOT, RunningServer

GOAL_MS = 500
PATIENCE = 120.0
MOST_TOLD = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Let the phones in on each database, print what came of it and write the table; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phones", description=__doc__)
    parser.add_argument("--database", nargs="+", choices=DATABASES, default=DATABASES)
    parser.add_argument("--phones", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--dry", action="store_true", help="print only")
    chosen = parser.parse_args(arguments)

    def trial(database: str, address: str) -> tuple[str, bool]:
        told, wrong = measured(address, phones=chosen.phones, seconds=chosen.seconds)
        return worded(database, told, wrong), not wrong

    return on_each_database(chosen.database, trial, section="phones", dry=chosen.dry)


def measured(address: str, *, phones: int, seconds: float) -> tuple[list[Told], list[str]]:
    """What the phones were told, and what was wrong afterwards."""
    engine = open_engine(address)
    migrate(engine)
    prepare(engine)
    code = open_room(engine)
    with tempfile.TemporaryDirectory(prefix="heard-phones-") as folder:
        settings = {"HEARD_DATABASE_URL": address}
        server = RunningServer(data_dir=Path(folder), log=Path(folder) / "log", settings=settings)
        try:
            server.wait_until_healthy()
            told = _crowd(server.port, code, phones=phones, seconds=seconds)
        finally:
            server.stop()
    wrong = faults(engine, told)
    engine.dispose()
    return told, wrong


def open_room(engine: Engine) -> str:
    """Begin a meeting and ask where a network stands; answers the code of the room."""
    with unit_of_work(engine, actor=OPERATOR) as work:
        today = get_settings().current_day()
        taken = work.session.scalar(sa.select(Meeting).where(col(Meeting.held_on) == today))
        if taken is None:
            number = save_meeting(work, MeetingDraft(title="A full room", held_on=today), key="benchmark").id
        else:
            number = taken.id or 0
        begin_meeting(work, number)
        network = work.session.scalars(sa.select(col(Network.code)).order_by(col(Network.code))).first()
        draft = QuestionDraft(kind=DotKind.SPECTRUM, asked="Where does it stand?", network_code=network)
        open_question(work, draft, meeting_id=number, key="benchmark question")
        return work.session.get_one(Meeting, number).room_code or ""


def _crowd(port: int, code: str, *, phones: int, seconds: float) -> list[Told]:
    command = [sys.executable, "-m", "benchmarks.phone_crowd", str(port), code]
    told = subprocess.run(
        [*command, "--phones", str(phones), "--seconds", str(seconds)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    return [Told(**one) for one in json.loads(told.stdout)]


def faults(engine: Engine, told: Sequence[Told]) -> list[str]:
    """What is wrong: an answer that was none, a dot that is lost, doubled, or not where it was acknowledged last."""
    found = [fault for one in told for fault in one.faults]
    with Session(engine) as session:
        # The demonstration's meetings have dots of their own; the newest question is this one.
        newest = sa.select(sa.func.max(col(DotQuestion.id))).scalar_subquery()
        dots = session.scalars(sa.select(Dot).where(col(Dot.question_id) == newest)).all()
        joined = session.scalar(sa.select(sa.func.count(col(DotPhone.id))))
    if joined != len(told):
        found.append(f"{joined} phones are counted, not {len(told)}")
    stored = sorted((dot.capacity.value, dot.value) for dot in dots)
    if stored != sorted((one.capacity, one.value) for one in told):
        found.append(f"{len(dots)} dots of {len(told)} phones are not those acknowledged")
    return found


def worded(database: str, told: Sequence[Told], wrong: Sequence[str]) -> str:
    """A paragraph on what came of it and a table of how long it took."""
    took: dict[str, list[float]] = defaultdict(list)
    for one in told:
        for what, milliseconds in one.took:
            took[what].append(milliseconds)
    together = [time for times in took.values() for time in times]
    within = sum(time <= GOAL_MS for time in together) / len(together)
    rows = [
        [what, f"{len(times):,}", spoken(summarise(times).median), spoken(percentile(times, 95)), spoken(max(times))]
        for what, times in sorted(took.items())
    ]  # fmt: skip
    is_wrong = f"{len(wrong)}, such as {'; '.join(wrong[:MOST_TOLD])}" if wrong else "none"
    return (
        f"**{database}**, {len(told)} phones: the last dot was in after {max(one.finished for one in told):.1f} s. "
        f"{within:.1%} of {len(together):,} answers within {GOAL_MS} ms. "
        f"Dots lost, doubled or misplaced, and answers that failed: {is_wrong}.\n\n"
        + table(["ms", "times done", "median", "95th", "longest"], rows)
    )


if __name__ == "__main__":
    sys.exit(main())
