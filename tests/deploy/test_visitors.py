"""Visitors of two processes behind nginx: each stays on one, none notices that the other ended."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from components.server import ask_health
from domain.vocabulary import UserRole
from tests.deploy.app_session import COOKIE, AppSession
from tests.deploy.installation import Installation
from tests.integration.dots.scene import CODE, hold_meeting
from tests.integration.factories import an_account, raise_version
from tests.roles.conftest import cookie_of, ticket_for

pytestmark = pytest.mark.xdist_group("deploy")

OTHER = {"1": "2", "2": "1"}
STREAM = "/live/changes?of=/live/spectrum"


def from_address(installation: Installation, address: str) -> httpx.Client:
    """Somebody who comes through nginx from another address."""
    transport = httpx.HTTPTransport(local_address=address)
    return httpx.Client(base_url=installation.address, transport=transport, timeout=30, trust_env=False)


def lost_is_found(installation: Installation, *, number: str, seconds: float) -> bool:
    """Whether new visitors come to the process with this number within the time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with AppSession(installation.address) as first, AppSession(installation.address) as second:
            if number in {first.process, second.process}:
                return True
        time.sleep(0.5)
    return False


def test_new_visitors_are_spread_over_the_processes(installation: Installation) -> None:
    with AppSession(installation.address) as first, AppSession(installation.address) as second:
        assert {first.process, second.process} == {"1", "2"}


def test_a_session_is_taken_up_again_where_it_is(installation: Installation) -> None:
    with AppSession(installation.address) as begun:
        pass
    # Whoever came in between would be sent to the process with fewer connections.
    with AppSession(installation.address) as _, AppSession(installation.address) as _:
        for _ in range(3):
            with AppSession(installation.address, begun.process, begun.session) as again:
                assert (again.process, again.session) == (begun.process, begun.session)


def test_an_upload_needs_the_process_of_its_session_and_the_cookie_leads_there(
    installation: Installation,
) -> None:
    with AppSession(installation.address) as session:
        assert session.upload(process=session.process, content=b"x" * 2_000_000).status_code == 204
        strayed = session.upload(process=OTHER[session.process], content=b"x")
        assert (strayed.status_code, "sticky sessions" in strayed.text) == (400, True)
        assert session.upload(process=session.process, content=b"x" * 23_000_000).status_code == 413


def test_a_cookie_that_names_no_process_leads_to_any(installation: Installation) -> None:
    with AppSession(installation.address, "3; drop") as session:
        assert session.process in OTHER


def test_only_the_app_leaves_the_cookie(installation: Installation) -> None:
    with installation.visitor() as visitor:
        for path in ("/f/unknown", "/d", "/api/", "/stories.atom", STREAM.replace("changes", "spectrum")):
            assert COOKIE not in visitor.get(path).cookies


def test_what_streamlit_tells_about_itself_is_closed_and_large_forms_are_refused(
    installation: Installation,
) -> None:
    with installation.visitor() as visitor:
        closed = ("/_stcore/metrics", "/_stcore/agent/mcp", "/_stcore/script-health-check")
        assert [visitor.get(path).status_code for path in closed] == [404] * 3
        assert visitor.post("/session/start", content=b"x" * 200_000).status_code == 413


def test_the_real_address_arrives_and_what_a_visitor_says_of_it_is_not_believed(
    installation: Installation,
) -> None:
    """The open data take so much from one address; whoever could name another would get around it."""
    here, elsewhere = (from_address(installation, address) for address in ("127.0.0.8", "127.0.0.9"))
    with here, elsewhere:
        answers = [
            here.get(
                "/api/v1", headers={"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": "for=192.0.2.1"}
            )
            for number in range(125)
        ]
        assert [answer.status_code for answer in answers] == [200] * 120 + [429] * 5
        assert elsewhere.get("/api/v1").status_code == 200


def test_news_reach_a_shared_screen_at_once_whichever_process_it_is_with(installation: Installation) -> None:
    def follow(process: str) -> str:
        with (
            installation.visitor(Cookie=f"{COOKIE}={process}") as screen,
            screen.stream("GET", STREAM) as answer,
        ):
            lines = answer.iter_lines()
            assert next(lines) == "event: mark"
            # Past the first look of the watcher: what comes from here on is a change.
            assert "event: beat" in lines
            raise_version(installation.store)
            assert "event: mark" in lines
            return process

    with ThreadPoolExecutor(2) as both:
        started = time.monotonic()
        assert list(both.map(follow, OTHER)) == ["1", "2"]
    assert time.monotonic() - started < 8


def test_who_signed_in_at_one_process_is_known_to_the_other(installation: Installation) -> None:
    first, second = installation.processes.values()
    ticket = ticket_for(installation.store, an_account(installation.store, UserRole.FORUM))
    name, _, value = cookie_of(first, ticket).partition("=")
    for address in (second.address, installation.address):
        with httpx.Client(base_url=address, cookies={name: value}, trust_env=False, timeout=30) as somebody:
            assert somebody.get("/live/meeting/404").status_code == 404
    assert httpx.get(f"{second.address}/live/meeting/404", trust_env=False).status_code == 403


def test_what_is_written_at_one_process_shows_at_the_other(installation: Installation) -> None:
    hold_meeting(installation.store)
    first, second = installation.processes.values()
    with httpx.Client(base_url=first.address, trust_env=False, timeout=30) as phone:
        joined = phone.post(f"/d/{CODE}/join", data={"capacity": "lay"})
        assert joined.status_code == 303
        cookie = joined.headers["Set-Cookie"].partition(";")[0]
    with httpx.Client(base_url=second.address, trust_env=False, timeout=30) as phone:
        assert "I am here as" in phone.get(f"/d/{CODE}").text
        assert "Wait for the next question" in phone.get(f"/d/{CODE}", headers={"Cookie": cookie}).text


def test_a_process_that_is_killed_is_missed_by_nobody_and_visitors_stay_where_they_then_are(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    with AppSession(installation.address) as before:
        pass
    lost = installation.processes[before.process]
    os.killpg(lost.process.pid, signal.SIGKILL)
    lost.process.wait(timeout=15)
    try:
        assert ask_health.main(["--port", str(lost.port)]) == 1
        assert f"port {lost.port}" in capsys.readouterr().err
        with installation.visitor() as visitor:
            paths = ("/healthz", "/", "/n/SL", "/api/v1", "/d", "/live/spectrum")
            assert {path: visitor.get(path).status_code for path in paths} == dict.fromkeys(paths, 200)
        with AppSession(installation.address, before.process, before.session) as moved:
            assert moved.process == OTHER[before.process]
            assert moved.upload(process=moved.process, content=b"x").status_code == 204
    finally:
        lost.start_again()
    assert ask_health.main(["--port", str(lost.port), "--within", "1"]) == 0
    # nginx tries it again after five seconds.
    assert lost_is_found(installation, number=before.process, seconds=15)
    with AppSession(installation.address, moved.process, moved.session) as again:
        assert (again.process, again.session) == (moved.process, moved.session)
