"""Questions to the room and their dots: who may ask, what a phone may do, and that no dot is lost or doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from pydantic import ValidationError
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from data_access import unit_of_work as unit_of_work_module
from data_access.commands import dot_placing, taking_turns
from data_access.commands.dot_placing import IS_FULL, MEETING_IS_OVER, OTHER_WORDS, join_meeting
from data_access.commands.dots import (
    HAS_DOTS,
    IS_KEPT,
    NOT_SHOWN_YET,
    NOT_UNDER_WAY,
    ONE_AT_A_TIME,
    QuestionDraft,
    change_wording,
    close_and_keep,
    close_open_questions,
    open_again,
    open_question,
    reveal,
)
from data_access.commands.forum import Saved
from data_access.commands.meetings import end_meeting
from data_access.queries.dot_rooms import own_dots, results_for_phones, room_of_code
from data_access.queries.dots import question_on_show, questions_of, read_question
from data_access.tables import DotPhone, Meeting
from data_access.unit_of_work import UnitOfWork, unit_of_work
from domain.dot_question import mark_of_words
from domain.errors import HeardError, InvalidRecordError, NotAllowedError, NotFoundError, StoreError
from domain.permissions import PUBLIC, Actor
from domain.vocabulary import DotKind, DotScale, DotState, MeetingState, RaterKind
from tests.integration.dots.scene import (
    AT_CUBE,
    FORUM,
    STATEMENT,
    a_meeting,
    ask,
    dots,
    hold_meeting,
    place,
    words_of_question,
)
from tests.integration.factories import a_contributor, an_activity, count, events, save

STAFF, LAY = RaterKind.STAFF, RaterKind.LAY
READER = a_contributor("SL")


@pytest.fixture
def question(store: Engine) -> int:
    """A statement that is open to the room of meeting 1."""
    hold_meeting(store)
    return ask(store)


def do(store: Engine, deed: Callable[[UnitOfWork], Saved | None], *, actor: Actor = FORUM) -> Saved | None:
    with unit_of_work(store, actor=actor, changes_facts=False) as work:
        return deed(work)


def refused(deed: Callable[[], object], kind: type[HeardError] = InvalidRecordError) -> str:
    with pytest.raises(kind) as caught:
        deed()
    return str(caught.value)


def test_a_dot_is_hidden_from_everybody_until_the_host_shows_it(store: Engine, question: int) -> None:
    place(store, question, 3)
    place(store, question, 1, phone="another", capacity=STAFF)
    open_now = read_question(store, actor=READER, question_id=question)
    assert (open_now.current.staff, open_now.current.lay, open_now.current.dots) == (1, 1, ())
    assert results_for_phones(store, question) == ()
    do(store, lambda work: reveal(work, question))
    shown = read_question(store, actor=READER, question_id=question)
    assert [(dot.capacity, dot.value) for dot in shown.current.dots] == [(LAY, 3), (STAFF, 1)]
    assert [one.lay.values for one in results_for_phones(store, question)] == [(3,)]


def test_dots_of_a_question_that_hides_nothing_are_seen_as_they_come(store: Engine) -> None:
    hold_meeting(store)
    number = ask(store, STATEMENT.model_copy(update={"hides_dots": False}))
    place(store, number, 4)
    assert [dot.value for dot in read_question(store, actor=READER, question_id=number).current.dots] == [4]


def test_a_phone_moves_its_dot_and_has_one_however_often_it_asks(store: Engine, question: int) -> None:
    for value, capacity in ((3, LAY), (3, LAY), (0, STAFF)):
        place(store, question, value, capacity=capacity)
    (dot,) = dots(store)
    assert (dot.value, dot.capacity) == (0, STAFF)
    assert own_dots(store, question_id=question, phone="phone") == {1: {DotScale.AGREEMENT: 0}}
    assert "phone" not in dot.phone


def test_many_phones_that_answer_at_once_and_twice_have_one_dot_each(store: Engine, question: int) -> None:
    asked = [(f"phone {number}", number % 5) for number in range(24)] * 2
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda one: place(store, question, one[1], phone=one[0]), asked))
    assert sorted(dot.value for dot in dots(store)) == sorted(number % 5 for number in range(24))
    assert len({dot.phone for dot in dots(store)}) == 24


def test_the_four_dots_of_the_cube_are_all_in_or_none(store: Engine) -> None:
    hold_meeting(store)
    number = ask(store, QuestionDraft(kind=DotKind.CUBE, asked="How was this group?"))
    assert "each line" in refused(lambda: place(store, number, values={DotScale.VOICE: 10}))
    assert "on the line" in refused(lambda: place(store, number, values={**AT_CUBE, DotScale.WAYS: 101}))
    assert dots(store) == []
    place(store, number, values=AT_CUBE)
    assert {dot.scale: dot.value for dot in dots(store)} == AT_CUBE
    assert read_question(store, actor=READER, question_id=number).current.people == 1


def test_a_rung_is_one_of_the_ladder_and_its_activity_is_named(filled: Engine) -> None:
    hold_meeting(filled)
    activity = an_activity()
    save(filled, activity)
    number = ask(filled, QuestionDraft(kind=DotKind.RUNG, asked="Which rung?", activity_id=activity.id))
    seen = read_question(filled, actor=READER, question_id=number)
    assert (seen.activity, len(seen.scales[0].steps)) == (activity.title, 2)
    assert "on the line" in refused(lambda: place(filled, number, values={DotScale.RUNG: 2}))
    place(filled, number, values={DotScale.RUNG: 1})


def test_each_round_keeps_its_dots_and_a_late_one_is_not_taken(store: Engine, question: int) -> None:
    place(store, question, 1)
    assert refused(lambda: do(store, lambda work: open_again(work, question, seen_round=1))) == NOT_SHOWN_YET
    do(store, lambda work: reveal(work, question))
    assert "shown now" in refused(lambda: place(store, question, 2))
    do(store, lambda work: open_again(work, question, seen_round=1))
    # A second click has seen round 1 as well.
    assert do(store, lambda work: open_again(work, question, seen_round=1)) == Saved(question, None)
    assert "once more" in refused(lambda: place(store, question, 2))
    place(store, question, 4, round_number=2)
    do(store, lambda work: close_and_keep(work, question))
    assert "closed" in refused(lambda: place(store, question, 2, round_number=2))
    kept = read_question(store, actor=READER, question_id=question)
    assert [[dot.value for dot in one.dots] for one in kept.rounds] == [[1], [4]]
    for late in (
        lambda work: reveal(work, question),
        lambda work: open_again(work, question, seen_round=2),
        lambda work: change_wording(work, question, asked="Other", evidence=""),
    ):
        assert refused(lambda late=late: do(store, late)) == IS_KEPT


def test_the_trail_tells_what_the_host_did_and_how_it_came_out_but_of_no_phone(
    store: Engine, question: int
) -> None:
    place(store, question, 3)
    do(store, lambda work: reveal(work, question))
    do(store, lambda work: reveal(work, question))
    do(store, lambda work: close_and_keep(work, question))
    do(store, lambda work: close_and_keep(work, question))
    assert [event.action for event in events(store)] == ["opened", "revealed", "closed"]
    after = events(store)[-1].after or {}
    assert after["result_of_round_1"].startswith("Lay members (1 dot): the middle is “Mostly”.")


def test_a_meeting_has_one_question_on_show_and_its_end_closes_it(store: Engine, question: int) -> None:
    assert refused(lambda: ask(store)) == ONE_AT_A_TIME
    do(store, lambda work: reveal(work, question))
    assert refused(lambda: ask(store)) == ONE_AT_A_TIME
    on_show = question_on_show(store, actor=READER, meeting_id=1)
    assert on_show is not None
    assert on_show.id == question
    do(store, lambda work: close_open_questions(work, 1))
    assert question_on_show(store, actor=READER, meeting_id=1) is None
    another = ask(store)
    listed = questions_of(store, actor=READER, meeting_id=1)
    assert [(one.id, one.state) for one in listed] == [(question, DotState.CLOSED), (another, DotState.OPEN)]


def test_the_end_of_a_meeting_keeps_what_is_on_show(store: Engine, question: int) -> None:
    place(store, question, 2)
    do(store, lambda work: end_meeting(work, 1))
    kept = read_question(store, actor=READER, question_id=question)
    assert (kept.state, [dot.value for dot in kept.current.dots]) == (DotState.CLOSED, [2])


def test_a_form_that_is_handed_in_twice_opens_one_question(store: Engine) -> None:
    hold_meeting(store)
    for _ in range(2):
        do(store, lambda work: open_question(work, STATEMENT, meeting_id=1, key="the same form"))
    assert len(questions_of(store, actor=READER, meeting_id=1)) == 1


def test_words_change_until_the_first_dot(store: Engine, question: int) -> None:
    do(store, lambda work: change_wording(work, question, asked="We hear people.", evidence="Minutes."))
    assert do(
        store, lambda work: change_wording(work, question, asked="We hear people.", evidence="Minutes.")
    ) == Saved(question, None)
    seen = read_question(store, actor=READER, question_id=question)
    assert (seen.asked, seen.evidence) == ("We hear people.", "Minutes.")
    place(store, question)
    assert (
        refused(lambda: do(store, lambda work: change_wording(work, question, asked="A", evidence="")))
        == HAS_DOTS
    )
    do(store, lambda work: reveal(work, question))
    assert (
        refused(lambda: do(store, lambda work: change_wording(work, question, asked="A", evidence="")))
        == HAS_DOTS
    )


@pytest.mark.parametrize(
    "impossible", [{"asked": " "}, {"asked": "a" * 301}, {"asked": "What?", "evidence": "a" * 2_001}]
)
def test_words_that_no_question_can_have_are_refused(
    store: Engine, question: int, impossible: dict[str, str]
) -> None:
    wrong = {"evidence": "", **impossible}
    refused(lambda: do(store, lambda work: change_wording(work, question, **wrong)))
    assert read_question(store, actor=READER, question_id=question).asked == STATEMENT.asked


def test_an_answer_to_the_words_of_before_counts_under_no_others(store: Engine, question: int) -> None:
    read = words_of_question(store, question)
    do(store, lambda work: change_wording(work, question, asked="We hear people too late.", evidence=""))
    assert refused(lambda: place(store, question, words=read)) == OTHER_WORDS
    assert dots(store) == []


def test_a_phone_that_says_it_is_somebody_else_takes_its_open_dot_along_and_no_dot_that_was_shown(
    store: Engine, question: int
) -> None:
    def join(capacity: RaterKind) -> list[RaterKind]:
        join_meeting(store, meeting_id=1, phone="phone", capacity=capacity)
        return [dot.capacity for dot in dots(store)]

    place(store, question, 3)
    place(store, question, 3, phone="another")
    assert join(STAFF) == [STAFF, LAY]
    do(store, lambda work: reveal(work, question))
    assert join(LAY) == [STAFF, LAY]
    do(store, lambda work: open_again(work, question, seen_round=1))
    place(store, question, 3, round_number=2)
    assert join(STAFF) == [STAFF, LAY, STAFF]


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.OVER])
def test_nothing_is_asked_outside_a_meeting_under_way(store: Engine, state: MeetingState) -> None:
    save(store, a_meeting(state))
    assert refused(lambda: ask(store)) == NOT_UNDER_WAY


def test_when_the_meeting_is_over_no_dot_and_no_phone_is_taken_and_nothing_opened_again(
    store: Engine, question: int
) -> None:
    with unit_of_work(store, actor=FORUM, changes_facts=False) as work:
        work.session.get_one(Meeting, 1).state = MeetingState.OVER
        work.audit("ended", "meeting", 1)
    assert refused(lambda: place(store, question)) == MEETING_IS_OVER
    assert refused(lambda: join_meeting(store, meeting_id=1, phone="phone", capacity=LAY)) == MEETING_IS_OVER
    do(store, lambda work: reveal(work, question))
    assert refused(lambda: do(store, lambda work: open_again(work, question, seen_round=1))) == NOT_UNDER_WAY
    room = room_of_code(store, "KMRTX")
    assert room is not None
    assert room.mark == "over"


def test_a_phone_sees_the_question_on_show_and_hears_of_each_change(store: Engine) -> None:
    hold_meeting(store)
    assert room_of_code(store, "XXXXX") is None
    marks = []
    deeds = (
        lambda: ask(store),
        lambda: do(store, lambda work: reveal(work, 1)),
        lambda: do(store, lambda work: open_again(work, 1, seen_round=1)),
        lambda: do(store, lambda work: close_and_keep(work, 1)),
    )
    for deed in deeds:
        deed()
        room = room_of_code(store, "KMRTX")
        assert room is not None
        marks.append(room.mark)
    asked = mark_of_words(STATEMENT.asked)
    assert marks == [f"1.1.open.{asked}", f"1.1.revealed.{asked}", f"1.2.open.{asked}", "wait"]


def test_a_phone_joins_once(store: Engine, question: int) -> None:
    for phone in ("a", "b", "a"):
        join_meeting(store, meeting_id=1, phone=phone, capacity=LAY)
    assert count(store, DotPhone) == 2
    assert read_question(store, actor=READER, question_id=question).phones == 2
    refused(lambda: join_meeting(store, meeting_id=2, phone="a", capacity=LAY), NotFoundError)


def test_nobody_can_fill_the_store_with_phones(
    store: Engine, question: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dot_placing, "MOST_PHONES", 1)
    place(store, question, 1)
    join_meeting(store, meeting_id=1, phone="phone", capacity=LAY)
    assert refused(lambda: place(store, question, 1, phone="one too many")) == IS_FULL
    assert refused(lambda: join_meeting(store, meeting_id=1, phone="one too many", capacity=LAY)) == IS_FULL
    place(store, question, 2)
    assert [dot.value for dot in dots(store)] == [2]


def test_only_those_who_run_meetings_ask_and_only_accounts_read(store: Engine, question: int) -> None:
    deeds = (
        lambda work: open_question(work, STATEMENT, meeting_id=1, key="key"),
        lambda work: reveal(work, question),
        lambda work: open_again(work, question, seen_round=1),
        lambda work: close_and_keep(work, question),
        lambda work: close_open_questions(work, 1),
        lambda work: change_wording(work, question, asked="A", evidence=""),
    )
    for deed in deeds:
        refused(lambda deed=deed: do(store, deed, actor=READER), NotAllowedError)
    refused(lambda: read_question(store, actor=PUBLIC, question_id=question), NotAllowedError)
    refused(lambda: questions_of(store, actor=PUBLIC, meeting_id=1), NotAllowedError)
    refused(lambda: question_on_show(store, actor=PUBLIC, meeting_id=1), NotAllowedError)


def test_what_is_not_there_is_not_found(store: Engine) -> None:
    hold_meeting(store)
    refused(lambda: place(store, 9), NotFoundError)
    refused(lambda: read_question(store, actor=READER, question_id=9), NotFoundError)
    refused(lambda: do(store, lambda work: reveal(work, 9)), NotFoundError)
    refused(
        lambda: do(store, lambda work: open_question(work, STATEMENT, meeting_id=9, key="k")), NotFoundError
    )
    for draft in (
        QuestionDraft(kind=DotKind.SPECTRUM, asked="Where?", network_code="XX"),
        QuestionDraft(kind=DotKind.RUNG, asked="Which?", activity_id=9),
    ):
        refused(lambda draft=draft: ask(store, draft), NotFoundError)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": DotKind.SPECTRUM},
        {"kind": DotKind.RUNG},
        {"kind": DotKind.STATEMENT, "network_code": "SL"},
        {"kind": DotKind.CUBE, "activity_id": 1},
        {"kind": DotKind.STATEMENT, "asked": " "},
    ],
)
def test_a_question_is_about_what_its_kind_says(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        QuestionDraft(**{"asked": "What?", **wrong})


def test_a_store_that_another_writer_holds_is_tried_again_and_one_that_is_away_is_not(
    store: Engine, question: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, tries = unit_of_work_module.private_write, []

    def away(told: str, times: int) -> None:
        tries.clear()

        def held(engine: Engine) -> object:
            tries.append(told)
            if len(tries) > times:
                return real(engine)
            raise StoreError("away") from OperationalError("", {}, Exception(told))

        monkeypatch.setattr(taking_turns, "private_write", held)

    monkeypatch.setattr(taking_turns, "PAUSE_SECONDS", 0)
    away("database is locked", 2)
    place(store, question)
    assert len(tries) == 3
    away("database is locked", 9)
    refused(lambda: place(store, question), StoreError)
    assert len(tries) == 4
    away("connection refused", 9)
    refused(lambda: place(store, question), StoreError)
    assert len(tries) == 1


def test_a_refused_dot_leaves_those_that_came_with_it(
    store: Engine, question: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_wait = Barrier(4)
    real = unit_of_work_module.private_write

    def once_all_wait(engine: Engine) -> object:
        sleep(0.2)
        return real(engine)

    monkeypatch.setattr(taking_turns, "private_write", once_all_wait)

    def at_once(value: int) -> str:
        all_wait.wait()
        try:
            place(store, question, value, phone=f"phone {value}")
        except InvalidRecordError as error:
            return str(error)
        return ""

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(at_once, (1, 2, 3, 9)))
    assert told == ["", "", "", "A dot must stand on the line. Place it again, please."]
    assert sorted(dot.value for dot in dots(store)) == [1, 2, 3]
