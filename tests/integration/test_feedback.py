"""Links for feedback and the answers that come through them, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.commands.feedback import (
    EXPERIENCE_IDS,
    LETTERS_IN_A_TOKEN,
    LONGEST_COMMENT,
    AnswerDraft,
    Given,
    LinkState,
    close_link,
    was_handed_in,
)
from data_access.queries.feedback import Answers, Comment, asked_about, network_answers
from data_access.settings import get_settings
from data_access.tables import Activity, AuditEvent, Experience, FeedbackLink, Submission
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import NotAllowedError, NotFoundError
from domain.experience import Statement
from domain.permissions import OPERATOR, PUBLIC, Actor
from domain.vocabulary import Answer, Provenance
from tests.integration.factories import a_contributor, an_activity, count, events, only, reference_rows, save
from tests.integration.feedback_scene import LATER, STAFF, TODAY, answer, shared

pytestmark = pytest.mark.usefixtures("fixed_day")


def on_day(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setenv("HEARD_TODAY", day.isoformat())
    get_settings.cache_clear()


def test_an_answer_is_stored_with_its_day_and_nothing_that_says_who_or_when(
    store: Engine, activity: Activity
) -> None:
    link = shared(store, activity)
    given = answer(
        store, link.token, "key", comment=" It was good. ", heard_back=Answer.NO, language="en-simple"
    )
    assert given is Given.COUNTED
    row = only(store, Experience)
    assert row.model_dump(exclude={"id"}) == {
        "activity_id": activity.id, "answered_on": TODAY, "behaves_differently": None, "can_do_more": None,
        "at_the_heart": 4, "judge_of_good": None, "heard_back": Answer.NO, "comment": "It was good.",
        "comment_warning": "", "language": "en-simple", "provenance": Provenance.SUBMITTED, "provenance_note": "",
    }  # fmt: skip
    assert only(store, FeedbackLink).answers == 1


def test_the_trail_knows_that_an_answer_came_and_neither_which_nor_what(
    store: Engine, activity: Activity
) -> None:
    link = shared(store, activity)
    answer(store, link.token, "key", comment="A secret", heard_back=Answer.YES)
    event = events(store)[-1]
    assert (event.actor, event.user_id, event.action, event.record_type) == (
        "public",
        None,
        "added",
        "experience",
    )
    assert event.record_id == f"activity {activity.id}"
    assert (event.before, event.after) == (None, None)
    kept = f"{event.record_id} {event.note}"
    assert "secret" not in kept
    assert str(only(store, Experience).id) not in kept
    assert link.token not in kept


def test_the_numbers_of_answers_are_drawn_and_do_not_say_in_which_order_they_came(
    store: Engine, activity: Activity
) -> None:
    link = shared(store, activity)
    seen: list[int] = []
    for number in range(8):
        answer(store, link.token, f"key {number}")
        with Session(store) as session:
            ids = set(session.scalars(sa.select(Experience.id)))
        seen += ids - set(seen)
    assert all(number in EXPERIENCE_IDS for number in seen)
    assert seen != sorted(seen)  # 1 in 40,320 by chance
    assert EXPERIENCE_IDS[-1] < 2**31


def test_a_number_that_is_taken_is_drawn_again(
    store: Engine, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter([5, 5, 6])
    monkeypatch.setattr("data_access.commands.feedback.secrets.randbelow", lambda _most: next(drawn))
    monkeypatch.setattr("data_access.commands.feedback._new_token", lambda: "token")
    link = shared(store, activity)
    answer(store, link.token, "one")
    answer(store, link.token, "two")
    with Session(store) as session:
        ids = sorted(number - EXPERIENCE_IDS.start for number in session.scalars(sa.select(Experience.id)))
    assert ids == [5, 6]


def test_a_form_handed_in_twice_counts_once(store: Engine, activity: Activity) -> None:
    link = shared(store, activity)
    assert answer(store, link.token, "key") is Given.COUNTED
    before = (len(events(store)), store_version(store))
    assert answer(store, link.token, "key", at_the_heart=0) is Given.BEFORE
    assert count(store, Experience) == 1
    assert only(store, FeedbackLink).answers == 1
    assert (len(events(store)), store_version(store)) == before
    assert was_handed_in(store, "key")
    assert not was_handed_in(store, "another")


def test_what_marks_a_form_as_handed_in_leads_to_no_answer(store: Engine, activity: Activity) -> None:
    link = shared(store, activity)
    answer(store, link.token, "key")
    mark = only(store, Submission)
    assert mark.key_hash != "key"
    assert (mark.on_day, mark.record_type, mark.record_id) == (TODAY, "experience", "")


def test_a_link_takes_its_number_of_answers_and_no_more(store: Engine, activity: Activity) -> None:
    link = shared(store, activity, most=2)
    given = [answer(store, link.token, f"key {number}") for number in range(4)]
    assert given == [Given.COUNTED, Given.COUNTED, Given.REFUSED, Given.REFUSED]
    assert count(store, Experience) == 2
    assert only(store, FeedbackLink).answers == 2


def test_a_refused_answer_leaves_no_trace(store: Engine, activity: Activity) -> None:
    link = shared(store, activity, most=1)
    answer(store, link.token, "one")
    before = (len(events(store)), store_version(store), count(store, Submission))
    assert answer(store, link.token, "two") is Given.REFUSED
    assert (len(events(store)), store_version(store), count(store, Submission)) == before


def test_a_link_takes_answers_on_its_last_day_and_not_after(
    store: Engine, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = shared(store, activity)
    on_day(monkeypatch, LATER)
    assert answer(store, link.token, "one") is Given.COUNTED
    on_day(monkeypatch, LATER + timedelta(days=1))
    assert answer(store, link.token, "two") is Given.REFUSED
    about = asked_about(store, link.token)
    assert about is not None
    assert about.state is LinkState.OVER


def test_a_closed_link_takes_nothing_and_closing_it_again_changes_nothing(
    store: Engine, activity: Activity
) -> None:
    link = shared(store, activity)
    for _ in range(2):
        with unit_of_work(store, actor=STAFF, changes_facts=False) as work:
            close_link(work, link.id or 0)
    assert answer(store, link.token, "key") is Given.REFUSED
    closing = [event for event in events(store) if event.action == "changed"]
    assert [(event.before, event.after) for event in closing] == [
        (
            closing[0].before,
            (closing[0].before or {}) | {"is_closed": True},
        )
    ]


def test_an_unknown_token_is_not_found(store: Engine, activity: Activity) -> None:
    with pytest.raises(NotFoundError):
        answer(store, "a" * LETTERS_IN_A_TOKEN, "key")
    assert asked_about(store, "") is None
    assert count(store, Experience) == 0
    assert activity.id


@pytest.mark.parametrize(
    ("comment", "warning"),
    [
        ("Write to me at a@b.example", "an e-mail address"),
        ("Ring 07700 900123", "a telephone number"),
        ("07700 900123, 943 476 5919", "an NHS number and a telephone number"),
        ("a@b.example, 07700 900123, 943 476 5919, SW1A 1AA", "an NHS number and more"),
        ("It was good", ""),
    ],
)
def test_a_comment_with_a_personal_detail_is_marked(
    store: Engine, activity: Activity, comment: str, warning: str
) -> None:
    link = shared(store, activity)
    answer(store, link.token, "key", comment=comment)
    row = only(store, Experience)
    assert (row.comment, row.comment_warning) == (comment, warning)


def test_answers_about_an_illustrative_activity_are_illustrative(store: Engine) -> None:
    save(store, *reference_rows())
    row = an_activity(provenance=Provenance.ILLUSTRATIVE, provenance_note="Made up")
    save(store, row)
    link = shared(store, row)
    answer(store, link.token, "key")
    given = only(store, Experience)
    assert (given.provenance, given.provenance_note) == (Provenance.ILLUSTRATIVE, "Made up")
    about = asked_about(store, link.token)
    assert about is not None
    assert about.is_illustrative


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"comment": " \u0000 "},
        {"at_the_heart": 5},
        {"at_the_heart": -1},
        {"comment": "x" * (LONGEST_COMMENT + 1)},
        {"at_the_heart": 1, "language": "x" * 11},
        {"at_the_heart": 1, "answered_on": TODAY},
        {"at_the_heart": 1, "provenance": "published"},
    ],
    ids=str,
)
def test_an_answer_keeps_within_its_limits(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        AnswerDraft(**wrong)


def experience(activity: Activity, on: date, **typed: Any) -> Experience:
    """An answer in the store, past the command."""
    return Experience(
        activity_id=activity.id or 0,
        answered_on=on,
        provenance=Provenance.SUBMITTED,
        **{"at_the_heart": 4, **typed},
    )


def read(store: Engine, *, today: date = TODAY, network: str = "SL", actor: Actor = OPERATOR) -> Answers:
    return network_answers(store, actor=actor, network=network, today=today)


def test_answers_are_broken_down_once_there_are_five_of_a_past_week(
    store: Engine, activity: Activity
) -> None:
    week = date(2026, 11, 9)
    save(store, *[experience(activity, week, at_the_heart=level) for level in (0, 1, 3, 4)])
    found = read(store)
    assert (found.counted, found.waiting, found.agreement[Statement.AT_THE_HEART]) == (0, 4, (0, 0, 0, 0, 0))
    save(store, experience(activity, week, at_the_heart=None, judge_of_good=2, comment="Good"))
    found = read(store)
    assert (found.counted, found.waiting) == (5, 0)
    assert found.agreement[Statement.AT_THE_HEART] == (1, 1, 0, 1, 1)
    assert found.agreement[Statement.JUDGE_OF_GOOD] == (0, 0, 1, 0, 0)
    assert found.by_activity == {"A workshop": found.agreement}
    assert found.comments == (Comment("Good", "A workshop", ""),)
    # The sixth waits: alone it would be the difference of two views.
    save(store, experience(activity, TODAY, at_the_heart=0, comment="Bad"))
    later = read(store, today=TODAY + timedelta(days=14))
    assert (later.counted, later.waiting) == (5, 1)
    assert later.agreement == found.agreement
    assert later.comments == found.comments


def test_comments_of_small_activities_do_not_name_them(store: Engine, activity: Activity) -> None:
    other = an_activity("A2", title="A small meeting")
    save(store, other)
    week = date(2026, 11, 9)
    save(store, *[experience(activity, week, comment=word) for word in ("b", "c", "a")])
    save(
        store,
        *[experience(other, week, comment=word, comment_warning="an NHS number") for word in ("e", "d")],
    )
    found = read(store)
    assert found.by_activity == {}
    assert [comment.text for comment in found.comments] == ["a", "b", "c", "d", "e"]
    assert {comment.activity for comment in found.comments} == {""}


def test_hearing_back_stands_beside_what_staff_recorded(store: Engine, activity: Activity) -> None:
    told = an_activity("A2", title="Told", reported_back_on=date(2026, 6, 1))
    save(store, told)
    week = date(2026, 11, 9)
    save(
        store,
        *[experience(told, week, heard_back=said) for said in (Answer.YES, Answer.NO) for _ in range(3)],
    )
    save(store, *[experience(activity, week, heard_back=Answer.NO) for _ in range(5)])
    save(store, *[experience(told, date(2026, 11, 2), heard_back=Answer.YES)])
    found = read(store)
    assert dict(found.heard_back) == {(True, Answer.YES): 3, (True, Answer.NO): 3, (False, Answer.NO): 5}
    assert found.waiting == 1


def test_answers_are_read_by_those_who_may_for_their_networks(store: Engine, activity: Activity) -> None:
    save(store, *[experience(activity, date(2026, 11, 9)) for _ in range(5)])
    assert read(store, actor=STAFF).counted == 5
    assert read(store, network="GM").counted == 0
    for actor in (PUBLIC, a_contributor("GM")):
        with pytest.raises(NotAllowedError):
            read(store, actor=actor)


def test_no_word_and_no_number_of_an_answer_is_in_the_trail(store: Engine, activity: Activity) -> None:
    """Whatever the trail holds, no typed word and no number of an answer is in it."""
    link = shared(store, activity)
    for number in range(3):
        answer(store, link.token, f"key {number}", comment=f"Word{number}", language="en-simple")
    with Session(store) as session:
        trail = " ".join(str(event.model_dump()) for event in session.scalars(sa.select(AuditEvent)))
        ids = list(session.scalars(sa.select(Experience.id)))
    assert not any(f"Word{number}" in trail for number in range(3))
    assert not any(str(number) in trail for number in ids)
    assert "en-simple" not in trail
