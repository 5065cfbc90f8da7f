"""A small crowd of phones before a server that listens: each has the one dot that it was told it has."""

import asyncio
import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from sqlalchemy.engine import Engine
from starlette.applications import Starlette
from starlette.responses import HTMLResponse

from benchmarks.phone_crowd import crowd
from benchmarks.phones import faults
from components.server.dots import routes
from components.server.dots.rendering import question_page
from components.server.dots.routes import dots_routes
from data_access.commands.dot_placing import Placing, place_dots
from data_access.commands.dots import QuestionDraft, reveal
from data_access.unit_of_work import unit_of_work
from domain.vocabulary import DotKind
from tests.browser.running_server import free_port
from tests.integration.dots.scene import CODE, FORUM, ask, dots, hold_meeting
from tests.integration.factories import a_network, save

PHONES = 24
PATIENCE = 30.0
BEFORE, MEANWHILE = 8, 16
"""After which dot the others are shown, and up to which one they come at once with that."""


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


class ShownMidway:
    """The host, who shows the dots once some are in, while others come at once and the last ones are on their way."""

    def __init__(self, store: Engine, question: int) -> None:
        self.store, self.question = store, question
        self.calls = itertools.count(1)
        self.readers = itertools.count(1)
        self.all_have_read, self.are_shown = threading.Event(), threading.Event()

    def question_page(self, *args: Any, **values: Any) -> HTMLResponse:
        """The page of the question, each phone's once."""
        if next(self.readers) == PHONES:
            self.all_have_read.set()
        return question_page(*args, **values)

    def place_dots(self, engine: Engine, placing: Placing) -> None:
        """Place them, before the dots are shown, meanwhile or after."""
        number = next(self.calls)
        assert self.all_have_read.wait(PATIENCE)
        if number > MEANWHILE:
            assert self.are_shown.wait(PATIENCE)
        place_dots(engine, placing)
        if number == BEFORE:
            with unit_of_work(self.store, actor=FORUM, changes_facts=False) as work:
                reveal(work, self.question)
            self.are_shown.set()


def test_no_dot_of_a_crowd_is_lost_or_doubled(served: Engine) -> None:
    a_room(served)
    port = free_port()
    with listening(port):
        told = asyncio.run(crowd(port, CODE, phones=PHONES, seconds=1.2, every=0.2))
    assert faults(served, told) == []
    assert len(dots(served)) == PHONES
    assert any(what == "is there news?" for one in told for what, _ in one.took)


def test_when_the_host_shows_the_dots_meanwhile_those_acknowledged_are_in_and_the_others_were_told(
    served: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = ShownMidway(served, a_room(served))
    monkeypatch.setattr(routes, "question_page", host.question_page)
    monkeypatch.setattr(routes, "place_dots", host.place_dots)
    port = free_port()
    with listening(port):
        told = asyncio.run(crowd(port, CODE, phones=PHONES, seconds=1.2, every=0.2))
    kept = Counter(one.value for one in told if not one.faults)
    stored = Counter(dot.value for dot in dots(served))
    assert kept <= stored
    assert 0 < stored.total() <= PHONES
    assert {fault for one in told for fault in one.faults} == {"place the dot: 409"}
