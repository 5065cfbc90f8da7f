"""A small crowd of phones before a server that listens: each has the one dot that it was told it has."""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from sqlalchemy.engine import Engine
from starlette.applications import Starlette

from benchmarks.phone_crowd import crowd
from benchmarks.phones import faults
from components.server.dots.routes import dots_routes
from data_access.commands.dots import QuestionDraft, reveal
from data_access.unit_of_work import unit_of_work
from domain.vocabulary import DotKind
from tests.browser.running_server import free_port
from tests.integration.dots.scene import CODE, FORUM, ask, dots, hold_meeting
from tests.integration.factories import a_network, save

PHONES = 24
PATIENCE = 30.0


@contextmanager
def listening(port: int) -> Iterator[None]:
    """A server of the phones' pages alone, in this process."""
    config = uvicorn.Config(Starlette(routes=dots_routes()), port=port, log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield
    server.should_exit = True
    thread.join(PATIENCE)


def a_room(store: Engine) -> int:
    hold_meeting(store)
    save(store, a_network("SL"))
    return ask(store, QuestionDraft(kind=DotKind.SPECTRUM, asked="Where?", network_code="SL"))


def test_no_dot_of_a_crowd_is_lost_or_doubled(served: Engine) -> None:
    a_room(served)
    port = free_port()
    with listening(port):
        told = asyncio.run(crowd(port, CODE, phones=PHONES, seconds=1))
    assert faults(served, told) == []
    assert len(dots(served)) == PHONES


def test_when_the_host_shows_the_dots_meanwhile_those_acknowledged_are_in_and_the_others_were_told(
    served: Engine,
) -> None:
    question = a_room(served)
    port = free_port()

    def show() -> None:
        with unit_of_work(served, actor=FORUM, changes_facts=False) as work:
            reveal(work, question)

    with listening(port):
        timer = threading.Timer(0.9, show)
        timer.start()
        told = asyncio.run(crowd(port, CODE, phones=PHONES, seconds=1.2))
        timer.join()
    kept = Counter(one.value for one in told if one.value >= 0 and not one.faults)
    stored = Counter(dot.value for dot in dots(served))
    assert kept <= stored
    assert stored.total() <= PHONES
    assert all(fault.startswith(("place the dot: 409", "KeyError")) for one in told for fault in one.faults)
