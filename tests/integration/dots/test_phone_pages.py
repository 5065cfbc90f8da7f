"""The light pages where people place dots: what each shows, what it refuses, and what it cannot be made to do."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.engine import Engine
from starlette.routing import Router

from components.server.dots import routes
from components.server.dots.phones import COOKIE
from components.server.dots.routes import MOST_NEW_PHONES, DotPages
from components.server.routes import all_routes
from components.ui.dots_screen import notice_of
from data_access.commands.dot_placing import MOST_PHONES
from data_access.commands.dots import QuestionDraft, change_wording, close_and_keep, open_again, reveal
from data_access.queries.dot_rooms import Room
from data_access.queries.dots import read_question
from data_access.tables import DotPhone, Meeting
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.errors import InvalidRecordError, NotFoundError, StoreError
from domain.vocabulary import DotKind, MeetingState, Provenance
from tests.integration.dots.phone import ROOM, Phone, heading, words
from tests.integration.dots.scene import FORUM, a_meeting, ask, dots, hold_meeting
from tests.integration.factories import count, save


@pytest.fixture
def pages(served: Engine) -> DotPages:
    """The pages of a meeting under way."""
    hold_meeting(served)
    return DotPages()


@pytest.fixture
def phone(pages: DotPages) -> Phone:
    return Phone(Router(pages.routes()))


@pytest.fixture
def joined(phone: Phone, served: Engine) -> Phone:
    """A lay member's phone before an open statement."""
    ask(served)
    phone.join()
    return phone


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on show is asked of the store each time."""
    monkeypatch.setattr("components.server.dots.rooms.KEPT_SECONDS", 0)


def host(store: Engine, deed: Callable[[UnitOfWork], object]) -> None:
    with unit_of_work(store, actor=FORUM, changes_facts=False) as work:
        deed(work)


def test_the_code_is_found_however_it_is_typed(phone: Phone) -> None:
    assert heading(phone.get("/d")) == "Place your dot"
    for typed in ("kmrtx", " KM-RT%20x "):
        answer = phone.get(f"/d?code={typed.replace(' ', '%20')}")
        assert (answer.status, dict(answer.headers)["location"]) == (303, ROOM)
    assert dict(phone.get("/d/kmrtx").headers)["location"] == ROOM


@pytest.mark.parametrize("typed", ["AAAAA", "BCDFG", "<script>", "K" * 4_000, "%00", "..%2f"])
def test_a_wrong_code_says_so_and_leads_back_to_the_form(phone: Phone, typed: str) -> None:
    answer = phone.get(f"/d?code={typed}")
    assert answer.status == 404
    assert "no room with this code" in words(answer)
    assert b"<script>" not in answer.body


def test_whoever_guesses_codes_is_stopped_and_those_in_the_room_are_not(
    joined: Phone, pages: DotPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.guesses, "most", 3)
    stranger = Phone(joined.app)
    assert [stranger.get("/d?code=BCDFG").status for _ in range(4)][-1] == 429
    assert stranger.get("/d/BCDFG/now").status == 429
    assert joined.get().status == 200


def test_a_phone_says_who_is_there_and_gets_a_cookie_of_this_room_alone(phone: Phone, served: Engine) -> None:
    assert heading(phone.get()) == "I am here as"
    answer = phone.join("staff")
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        ROOM, True, "lax", "43200",
    )  # fmt: skip
    assert count(served, DotPhone) == 1
    waiting = phone.get()
    assert heading(waiting) == "Wait for the next question"
    assert "You are here as staff" in words(waiting)
    # Another time it is the same phone.
    phone.join("lay")
    assert count(served, DotPhone) == 1
    assert "You are here as a lay member" in words(phone.get())
    assert heading(phone.get(f"{ROOM}?who=yes")) == "I am here as"


@pytest.mark.parametrize("capacity", ["", "admin", ["staff", "lay"]])
def test_somebody_else_than_staff_or_lay_member_is_asked_again(phone: Phone, capacity: object) -> None:
    answer = phone.join(capacity)
    assert answer.status == 422
    assert "Say who you are" in words(answer)
    assert not phone.cookie


def test_a_forged_cookie_is_none(phone: Phone, served: Engine) -> None:
    ask(served)
    good = Phone(phone.app)
    good.join("lay")
    other = good.cookie.replace(".lay.", ".staff.")
    for forged in ("x.lay", f"{'a' * 32}.lay", f"{'a' * 32}.lay.{'0' * 64}", other, "a" * 9_000):
        phone.cookie = forged
        assert heading(phone.get()) == "I am here as"
        phone.place(agreement=1)
    assert dots(served) == []


def test_a_dot_is_placed_seen_and_moved(joined: Phone, served: Engine) -> None:
    page = joined.get()
    assert heading(page) == "We hear people early enough."
    assert page.body.count(b'type="radio"') == 5
    answer = joined.place(agreement=3)
    assert (answer.status, dict(answer.headers)["location"]) == (303, ROOM)
    placed = joined.get()
    assert heading(placed) == "Your dot is placed"
    assert "You can move it until the dots are shown." in words(placed)
    assert "Mostly" in words(placed)
    assert b'value="3" required checked' in joined.get(f"{ROOM}?move=yes").body
    joined.place(agreement=0)
    assert [dot.value for dot in dots(served)] == [0]


def test_the_cube_has_four_lines_with_their_ends_and_its_source(phone: Phone, served: Engine) -> None:
    ask(served, QuestionDraft(kind=DotKind.CUBE, asked="How was it?"))
    phone.join()
    page = phone.get()
    assert page.body.count(b'type="range"') == 4
    assert page.body.count(b"<label for=") == 4
    assert "A weak voice" in words(page)
    assert "Gibson, Welsman and Britten" in words(page)
    assert "Place a dot on each line" in words(phone.place(voice=1, ways=2, concerns=3))
    assert phone.place(voice=0, ways=100, concerns=50, change=7).status == 303
    assert "0 of 100, from 0 “A weak voice” to 100 “A strong voice”" in words(phone.get())


def test_when_the_dots_are_shown_the_phone_tells_what_came_of_it_and_takes_none(
    joined: Phone, served: Engine
) -> None:
    joined.place(agreement=3)
    host(served, lambda work: reveal(work, 1))
    late = joined.place(agreement=0)
    assert late.status == 409
    assert "yours stays as it was" in words(late)
    shown = joined.get()
    assert heading(shown) == "Look at the screen"
    assert "Lay members (1 dot): the middle is “Mostly”." in words(shown)
    assert [dot.value for dot in dots(served)] == [3]


def test_a_vote_of_an_old_round_is_sent_back_with_the_new_one(joined: Phone, served: Engine) -> None:
    joined.place(agreement=3)
    host(served, lambda work: reveal(work, 1))
    host(served, lambda work: open_again(work, 1, seen_round=1))
    late = joined.place(agreement=0)
    assert late.status == 409
    assert "opened again" in words(late)
    assert b'name="round" value="2"' in late.body
    assert joined.place(round_number=2, agreement=1).status == 303


def test_a_question_of_another_room_or_one_that_is_closed_is_not_answered(
    joined: Phone, served: Engine
) -> None:
    assert joined.place(question=99, agreement=1).status == 409
    host(served, lambda work: close_and_keep(work, 1))
    closed = joined.place(agreement=1)
    assert (closed.status, heading(closed)) == (409, "Wait for the next question")
    assert "was not placed" in words(closed)
    assert dots(served) == []


@pytest.mark.parametrize(
    "forged",
    [
        {"agreement": "5"}, {"agreement": "-1"}, {"agreement": "1e1"}, {"agreement": "٣"}, {"agreement": ""}, {},
        {"agreement": ["1", "2"]}, {"agreement": "9" * 400}, {"position": "50"}, {"agreement": 1, "voice": 1},
        {"agreement": 1, "question": "x"}, {"agreement": 1, "round": "0"}, {"agreement": 1, "round": "9" * 30},
    ],
)  # fmt: skip
def test_a_forged_value_is_refused_with_a_sentence(
    joined: Phone, served: Engine, forged: dict[str, object]
) -> None:
    read = {"question": 1, "round": 1, "words": joined.words}
    answer = joined.post(f"{ROOM}/dots", {**read, **forged})
    assert answer.status == 409
    assert "Problem:" in words(answer)
    assert dots(served) == []


def test_what_is_no_form_is_too_large_or_comes_from_elsewhere_changes_nothing(
    joined: Phone, served: Engine
) -> None:
    good = b"question=1&round=1&agreement=1"
    assert joined.post(f"{ROOM}/dots", good + b"&x=" + b"x" * 70_000).status == 413
    assert joined.post(f"{ROOM}/dots", b"&".join(b"a=1" for _ in range(100))).status == 400
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "", "origin": "https://elsewhere.example"},
        {"content-type": "application/json"},
    ):
        joined.headers = headers
        assert joined.post(f"{ROOM}/dots", good).status in {400, 403}
        assert Phone(joined.app, headers=headers).join().status in {400, 403}
    assert dots(served) == []


def test_hostile_words_of_a_question_are_words(phone: Phone, served: Engine) -> None:
    asked = '"><script>alert(1)</script>{{ 7*7 }}'
    ask(served, QuestionDraft(kind=DotKind.STATEMENT, asked=asked))
    phone.join()
    page = phone.get()
    assert b"<script>alert" not in page.body
    assert "{{ 7*7 }}" in words(page)


def test_a_phone_that_asks_too_often_waits(
    joined: Phone, pages: DotPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages.moves, "most", 2)
    assert [joined.place(agreement=1).status for _ in range(3)] == [303, 303, 429]
    monkeypatch.setattr(pages.joins, "most", 1)
    assert Phone(joined.app).join().status == 429


def test_a_full_room_joins_from_one_address_and_thousands_do_not(
    joined: Phone, pages: DotPages, served: Engine
) -> None:
    assert all(pages.new_phones.takes("one address") for _ in range(200))
    assert MOST_NEW_PHONES < MOST_PHONES
    pages.new_phones.most = 1
    assert "from your network" in words(Phone(joined.app).join())
    # The phone that is in may still say that it is somebody else.
    assert joined.join("staff").status == 303
    assert count(served, DotPhone) == 1


def test_a_dot_of_a_phone_that_never_joined_waits_until_it_has(phone: Phone, served: Engine) -> None:
    ask(served)
    answer = phone.place(agreement=3)
    assert (answer.status, heading(answer)) == (403, "I am here as")
    assert dots(served) == []
    carried = dict(re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', answer.body.decode()))
    assert phone.post(f"{ROOM}/join", {**carried, "capacity": "lay"}).status == 303
    assert [(dot.value, dot.capacity.value) for dot in dots(served)] == [(3, "lay")]
    assert heading(phone.get()) == "Your dot is placed"


def test_in_other_words_the_page_comes_again_and_its_old_answer_is_not_taken(
    joined: Phone, served: Engine
) -> None:
    mark = joined.get(f"{ROOM}/now").body
    read = joined.words
    assert f'name="words" value="{read}"'.encode() in joined.get().body
    host(served, lambda work: change_wording(work, 1, asked="We hear people too late.", evidence=""))
    assert joined.get(f"{ROOM}/now").body != mark
    answer = joined.place(words=read, agreement=4)
    assert (answer.status, heading(answer)) == (409, "We hear people too late.")
    assert "in other words now" in words(answer)
    assert dots(served) == []
    assert joined.place(agreement=0).status == 303


def test_a_slider_begins_where_the_phone_put_its_dot_in_the_round_before(
    phone: Phone, served: Engine
) -> None:
    ask(served, QuestionDraft(kind=DotKind.CUBE, asked="How was it?"))
    phone.join()
    # One that nobody moved stands in the middle, and the script asks to move it first.
    assert phone.get().body.count(b"data-is-new") == 4
    phone.place(voice=11, ways=22, concerns=33, change=44)
    host(served, lambda work: reveal(work, 1))
    assert "They stay where they are." in words(phone.get())
    host(served, lambda work: open_again(work, 1, seen_round=1))
    again = phone.get().body
    assert (b'value="11"' in again, b"data-is-new" in again) == (True, False)
    host(served, lambda work: reveal(work, 1))
    assert "You placed no dot in this round." in words(phone.get())


def test_when_the_meeting_is_over_the_phone_says_thank_you(joined: Phone, served: Engine) -> None:
    def end(work: UnitOfWork) -> None:
        work.session.get_one(Meeting, 1).state = MeetingState.OVER
        work.audit("ended", "meeting", 1)

    host(served, end)
    for answer in (joined.get(), joined.place(agreement=1), joined.get("/d?code=KMRTX")):
        assert answer.status == 410
        assert "Thank you" in words(answer)
    assert joined.get(f"{ROOM}/now").body == b"over"


def test_the_script_hears_of_each_change_in_a_few_bytes(joined: Phone, served: Engine) -> None:
    marks = [joined.get(f"{ROOM}/now").body]
    host(served, lambda work: reveal(work, 1))
    marks.append(joined.get(f"{ROOM}/now").body)
    words_asked = marks[0].decode().rpartition(".")[2]
    assert marks == [f"1.1.{state}.{words_asked}".encode() for state in ("open", "revealed")]
    page = joined.get()
    assert f'data-mark="1.1.revealed.{words_asked}" data-ask="{ROOM}/now"'.encode() in page.body
    assert joined.get("/d/BCDFG/now").status == 404


def test_pages_that_wait_come_again_without_script_and_a_form_does_not(joined: Phone) -> None:
    refresh = b'<noscript><meta http-equiv="refresh"'
    assert refresh not in joined.get().body
    joined.place(agreement=1)
    assert refresh in joined.get().body


def test_no_page_is_kept_and_none_sends_its_address_on(joined: Phone) -> None:
    for answer in (joined.get("/d"), joined.get(), joined.place(agreement=9), joined.get(f"{ROOM}/now")):
        headers = dict(answer.headers)
        assert (headers["cache-control"], headers["referrer-policy"]) == ("no-store", "no-referrer")


def test_a_store_that_is_away_is_told_and_nothing_breaks(
    joined: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> Room | None:
        raise StoreError("away")

    monkeypatch.setattr(routes, "place_dots", away)
    assert joined.place(agreement=1).status == 503
    rooms = DotPages(rooms=routes.Rooms(read=away))
    lost = Phone(Router(rooms.routes()), joined.cookie)
    assert (lost.get().status, lost.get(f"{ROOM}/now").status) == (503, 503)
    assert "Wait a minute" in words(lost.get())


def test_a_meeting_that_was_taken_away_meanwhile_is_no_store_that_is_away_and_neither_is_a_fault_of_ours(
    phone: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object, **__: object) -> None:
        raise NotFoundError("There is no such meeting.")

    def wrong(*_: object) -> None:
        raise InvalidRecordError("Our own fault.")

    monkeypatch.setattr(routes, "join_meeting", lost)
    answer = phone.join()
    assert (answer.status, "There is no room with this code" in words(answer)) == (404, True)
    with pytest.raises(InvalidRecordError):
        Phone(Router(DotPages(rooms=routes.Rooms(read=wrong)).routes())).get()


def test_a_planned_meeting_has_no_room_yet(served: Engine) -> None:
    meeting = a_meeting(MeetingState.PLANNED)
    meeting.room_code = None
    save(served, meeting)
    assert Phone(Router(DotPages().routes())).get().status == 404


def test_the_server_answers_all_of_it() -> None:
    paths = {getattr(route, "path", "") for route in all_routes()}
    assert {"/d", "/d/{code}/now", "/live/question/{number:int}/{deed}"} <= paths


def test_the_host_reads_what_the_phones_placed(joined: Phone, served: Engine) -> None:
    joined.place(agreement=2)
    seen = read_question(served, actor=FORUM, question_id=1)
    assert (seen.phones, seen.current.lay, seen.current.staff) == (1, 1, 0)


def test_an_illustrative_meeting_says_so_from_its_first_page_on(served: Engine) -> None:
    meeting = a_meeting()
    meeting.provenance = Provenance.ILLUSTRATIVE
    save(served, meeting)
    phone = Phone(Router(DotPages().routes()))
    notice = notice_of(Provenance.ILLUSTRATIVE)
    assert notice in words(phone.get())
    phone.join()
    assert notice in words(phone.get())
