"""Shared screens over HTTP: what is shown to whom, what is refused, and what is not sent twice."""

import re
from datetime import UTC, date, datetime
from itertools import groupby

import pytest
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError
from starlette.types import ASGIApp

from components.server.live import routes
from components.server.live.pages import assets_version
from components.server.live.routes import Live
from components.server.rate_limit import RateLimit
from components.ui.frozen_views import freeze_agenda
from data_access.commands.dots import open_question
from data_access.commands.meetings import begin_meeting
from data_access.commands.submissions import new_key
from data_access.tables import Story
from data_access.unit_of_work import unit_of_work
from domain.errors import InvalidRecordError
from domain.permissions import OPERATOR
from domain.vocabulary import Provenance, StoryStatus, UserRole
from tests.integration.dots.scene import STATEMENT
from tests.integration.factories import an_activity, raise_version, save
from tests.integration.live.room import FIGURES, a_meeting, an_app, cookie_of, header, look, told
from tests.integration.worked_example import write


@pytest.mark.usefixtures("served")
def test_a_page_holds_every_screen_and_runs_only_our_own_script(app: ASGIApp) -> None:
    answer = look(app, FIGURES)
    page = answer.body.decode()
    deck = told(look(app, FIGURES.replace("spectrum", "spectrum.json")))
    assert (answer.status, header(answer, "content-type")) == (200, "text/html; charset=utf-8")
    keys = [one["key"] for one in deck["screens"]]
    assert keys
    assert all(key.startswith("spectrum/") for key in keys)
    assert re.findall(r'data-key="([^"]+)"', page) == keys
    assert all(one["body"] in page for one in deck["screens"])
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page)
    assert [inside for _, inside in scripts] == ["", ""]
    assert all('src="/app/static/live' in tag and f"?v={assets_version()}" in tag for tag, _ in scripts)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.usefixtures("served")
def test_an_unknown_code_is_named_and_left_out_as_in_the_app(app: ASGIApp) -> None:
    said = "The address asks for “XX”, which we do not know. We left it out and show the rest."
    assert told(look(app, "/live/reach.json?network=XX"))["said"] == said
    assert said in look(app, "/live/reach?network=XX").body.decode()


@pytest.mark.parametrize("path", ["/live/nowhere", "/live/story/no-such-story", "/live/story/draft"])
def test_where_nothing_is_shown_a_sentence_and_a_way_back_stand(
    served: Engine, app: ASGIApp, path: str
) -> None:
    written = datetime(2026, 11, 3, tzinfo=UTC)
    save(served, Story(
        slug="draft", title="Not yet out", status=StoryStatus.APPROVED, approach="We asked.",
        created_at=written, updated_at=written, provenance=Provenance.SUBMITTED,
    ))  # fmt: skip
    page = look(app, path)
    assert (page.status, header(page, "cache-control")) == (404, "no-store")
    assert 'href="/live-screens"' in page.body.decode()
    assert "Not yet out" not in page.body.decode()
    deck = look(app, f"{path}.json")
    assert (deck.status, bool(told(deck)["said"])) == (404, True)


@pytest.mark.usefixtures("served")
def test_live_alone_leads_to_the_choice(app: ASGIApp) -> None:
    assert header(look(app, "/live"), "location") == "/live-screens"


def test_a_deck_is_sent_again_only_when_it_is_another(served: Engine, app: ASGIApp) -> None:
    first = look(app, "/live/spectrum.json")
    tag, mark = header(first, "etag"), told(first)["mark"]
    assert look(app, "/live/spectrum.json", if_none_match=tag).status == 304
    raise_version(served)
    again = look(app, "/live/spectrum.json", if_none_match=tag)
    assert (again.status, told(again)["mark"] != mark) == (200, True)
    packed = look(app, "/live/spectrum.json", accept_encoding="gzip, br")
    assert header(packed, "content-encoding") == "br"
    assert len(packed.body) < len(again.body) / 3


def test_a_meeting_is_for_accounts_and_its_notes_for_those_who_run_it(served: Engine, app: ASGIApp) -> None:
    number = a_meeting(
        served,
        {"title": "Welcome", "minutes": 5, "lead": "Lay co-chair", "notes": "Ask for quiet."},
        {"title": "Where we stand", "minutes": 20, "screen": "spectrum?network=SL", "notes": "Take time."},
        {"title": "A story", "screen": "story/gone"},
    )
    stage, notes = f"/live/meeting/{number}", f"/live/meeting/{number}/notes"
    reader, host = cookie_of(served, UserRole.LAY_PARTNER), cookie_of(served, UserRole.FORUM)
    for path in (stage, f"{stage}.json", notes, f"/live/changes?of={stage}"):
        refused = look(app, path)
        assert refused.status == 403
        assert "Sign in" in refused.body.decode()
    assert 'href="/sign-in"' in look(app, stage).body.decode()
    assert "Your account may not prepare and run meetings" in look(app, notes, cookie=reader).body.decode()

    shown = look(app, f"{stage}.json", cookie=reader)
    screens = told(shown)["screens"]
    assert header(shown, "cache-control") == "private, no-cache"
    assert screens[0]["title"] == "Autumn meeting"
    assert {one["key"].split("/")[0] for one in screens[1:]} == {"point-1", "point-2", "point-3"}
    assert "What stood here is no longer there." in screens[-1]["body"]
    assert b"Take time." not in shown.body
    assert b"Take time." not in look(app, stage, cookie=reader).body

    own = told(look(app, f"{notes}.json", cookie=host))
    assert [(one["key"], one["title"], one["minutes"]) for one in own["points"]] == [
        ("point-1", "Welcome", 5), ("point-2", "Where we stand", 20), ("point-3", "A story", 0),
    ]  # fmt: skip
    assert {one["notes"] for one in own["screens"] if one["key"].startswith("point-2/")} == {"Take time."}


def bodies(app: ASGIApp, number: int, state: str, cookie: str) -> str:
    screens = told(look(app, f"/live/meeting/{number}.json?as={state}", cookie=cookie))["screens"]
    return " ".join(one["body"] for one in screens if one["key"].startswith("point-"))


def test_a_meeting_shows_what_was_kept_what_is_now_or_both(served: Engine, app: ASGIApp) -> None:
    number = a_meeting(served, {"title": "Where we stand", "screen": "activities"})
    cookie = cookie_of(served, UserRole.CONTRIBUTOR)
    for state in ("meeting", "difference"):
        assert "These figures are kept when the meeting begins." in bodies(app, number, state, cookie)
    with unit_of_work(served, actor=OPERATOR, changes_facts=False) as work:
        begin_meeting(work, number)
    freeze_agenda(number, actor=OPERATOR)
    write(served, an_activity("A9", "SL", start_date=date(2026, 9, 9), rung_code="CODESIGN"))
    then, now = (bodies(app, number, state, cookie) for state in ("meeting", "now"))
    assert "As at the meeting, 22 November 2026" in then
    assert "As at the meeting" not in now
    assert ("2 of 4, and 1 of 1" in then, "3 of 5, and 1 of 1" in then) == (True, False)
    assert ("2 of 4, and 1 of 1" in now, "3 of 5, and 1 of 1" in now) == (False, True)
    assert "4 values differ" in bodies(app, number, "difference", cookie)
    assert look(app, "/live/meeting/999", cookie=cookie).status == 404


@pytest.mark.usefixtures("served")
def test_while_the_store_is_away_the_page_says_so_and_tries_again(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("a secret"))

    monkeypatch.setattr(routes, "read_now", fail)
    page = look(app, FIGURES)
    assert page.status == 503
    assert "This page tries again by itself." in page.body.decode()
    assert 'http-equiv="refresh"' in page.body.decode()
    assert b"a secret" not in page.body
    assert look(app, "/live/changes?of=/live/reach").status == 503


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("path", ["/live/reach", "/live/changes?of=/live/reach"])
def test_a_fault_of_ours_is_not_told_as_a_store_that_is_away(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def fail(*_: object) -> None:
        raise InvalidRecordError("A rule is broken.")

    monkeypatch.setattr(routes, "read_now", fail)
    with pytest.raises(InvalidRecordError):
        look(app, path)


def test_one_address_has_so_many_public_decks_made_in_a_minute_and_no_more(served: Engine) -> None:
    app = an_app(Live(new_decks=RateLimit(1)))
    for path in ("/live/reach", "/live/reach", "/live/reach/notes", "/live/reach.json"):
        assert look(app, path).status == 200
    refused = look(app, "/live/reach?network=SL")
    assert (refused.status, 0 < int(header(refused, "retry-after")) <= 60) == (429, True)
    assert 'http-equiv="refresh"' in refused.body.decode()
    assert told(look(app, "/live/lobby.json"))["said"].startswith("Many new screens were asked for from here")
    meeting = f"/live/meeting/{a_meeting(served)}"
    assert look(app, meeting, cookie=cookie_of(served, UserRole.FORUM)).status == 200
    raise_version(served)
    assert look(app, "/live/reach").status == 429


def test_the_newest_stories_stand_in_the_lobby_after_the_figures(served: Engine, app: ASGIApp) -> None:
    for place in range(5):
        moment = datetime(2026, 11, 3 + place, tzinfo=UTC)
        save(served, Story(
            slug=f"story-{place}", title=f"Story {place}", status=StoryStatus.PUBLISHED, approach="We asked.",
            created_at=moment, updated_at=moment, published_at=moment, provenance=Provenance.PUBLISHED,
            provenance_note="A report",
        ))  # fmt: skip
    raise_version(served)
    keys = [one["key"] for one in told(look(app, "/live/lobby.json"))["screens"]]
    heads = list(dict.fromkeys(key.split("/")[0] for key in keys))
    assert heads == ["overview", "spectrum", "reach", "change", "story"]
    stories = list(dict.fromkeys(key.split("/")[1] for key in keys if key.startswith("story/")))
    assert stories == ["story-4", "story-3", "story-2"]
    charts = {key for key in keys if "story" not in key}
    assert charts >= {"overview/glance", "spectrum/spectrum", "change/outcomes"}
    assert not {"reach/intersections", "change/evidence", "spectrum/practices", "overview/missing"} & charts
    assert len(keys) <= 20


def test_what_is_on_show_can_be_asked_for_before_the_rest_of_a_large_deck(
    served: Engine, app: ASGIApp
) -> None:
    meeting = a_meeting(
        served, {"title": "Figures", "screen": "spectrum"}, {"title": "Reach", "screen": "reach"}
    )
    cookie = cookie_of(served, UserRole.FORUM)
    room = f"/live/meeting/{meeting}.json"
    assert look(app, f"{room}?part=question", cookie=cookie).status == 404
    with unit_of_work(served, actor=OPERATOR, changes_facts=False) as work:
        begin_meeting(work, meeting)
        open_question(work, STATEMENT, meeting_id=meeting, key=new_key())
    for path, expected in [
        (room, ["start", "point-1", "point-2", "question"]),
        ("/live/lobby.json", ["overview", "spectrum", "reach", "change"]),
    ]:
        whole = told(look(app, path, cookie=cookie))["screens"]
        parts = {part: list(own) for part, own in groupby(whole, lambda one: one["key"].split("/")[0])}
        assert list(parts) == expected
        for part, own in parts.items():
            assert told(look(app, f"{path}?part={part}", cookie=cookie))["screens"] == own
        assert look(app, f"{path}?part=nothing", cookie=cookie).status == 404
