"""The screen of a question: how to join while it is open, dots that stay within it, and nothing told early."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from components.publishing.live.question import question_screen
from components.publishing.live.question_chart import blocks_of
from components.publishing.live.room import SMALLEST, Room
from domain.dot_question import QuestionRecord, RoundSeen
from domain.dots import PlacedDot, results_of, scales_of
from domain.vocabulary import DotKind, DotState, MeetingState, Provenance, RaterKind

RUNGS = dict.fromkeys(("Coercion", "Educating", "Informing", "Consultation", "Engagement", "Co-design"), "")
STAFF, LAY = RaterKind.STAFF, RaterKind.LAY
CODE = Markup('<svg class="code-to-scan"></svg>')


def a_round(kind: DotKind, *, number: int = 1, people: int = 8, is_hidden: bool = False) -> RoundSeen:
    """As many staff as lay members, each with a dot on each scale, spread over it."""
    scales = scales_of(kind, rungs=RUNGS)
    dots = tuple(
        PlacedDot(capacity, scale.code, at * scale.greatest // people)
        for capacity in RaterKind
        for at in range(people)
        for scale in scales
    )
    return RoundSeen(number, people, people, () if is_hidden else dots)


def a_question(
    kind: DotKind = DotKind.SPECTRUM, *rounds: RoundSeen, state: DotState = DotState.OPEN
) -> QuestionRecord:
    return QuestionRecord(
        id=3, meeting_id=1, meeting_title="Autumn", meeting_state=MeetingState.LIVE,
        provenance=Provenance.SUBMITTED, room_code="KMRTX", phones=21,
        kind=kind, asked="Where does it stand?", evidence="Minutes of March.", network_code=None,
        network="South London", activity_id=None, activity=None, hides_dots=True, state=state,
        opened_at=datetime(2026, 11, 22, tzinfo=UTC), closed_at=None, scales=scales_of(kind, rungs=RUNGS),
        rounds=rounds or (a_round(kind, is_hidden=True),),
    )  # fmt: skip


def body_of(record: QuestionRecord) -> str:
    return str(question_screen(record, qr_svg=CODE, address="heard.example/d").body)


def test_dots_of_a_demonstration_say_so_on_the_screen() -> None:
    shown = question_screen(a_question(), qr_svg=CODE, address="heard.example/d", notice="Made up.")
    assert '<p class="notice">Made up.</p>' in str(shown.body)
    assert "notice" not in body_of(a_question())


def test_while_it_is_open_the_screen_says_how_to_join_and_counts_dots_without_their_places() -> None:
    screen = question_screen(a_question(), qr_svg=CODE, address="heard.example/d")
    body = str(screen.body)
    assert (screen.key, screen.title) == ("question/3", "Where does it stand?")
    for shown in (str(CODE), "heard.example/d", "KMRTX", "21 phones are here", "Minutes of March."):
        assert shown in body
    assert 'aria-label="Room code: K M R T X"' in body
    assert ("Staff: 8" in body, "Lay members: 8" in body) == (True, True)
    assert 'class="median"' not in body


def test_once_shown_middles_are_named_and_nobody_joins_any_more() -> None:
    body = body_of(a_question(DotKind.SPECTRUM, a_round(DotKind.SPECTRUM), state=DotState.REVEALED))
    assert body.count('class="median"') == 2
    assert ("Staff: 44" in body, "Lay members: 44" in body) == (True, True)
    assert "Lay people place it" in body or "at the same point" in body
    assert "KMRTX" not in body


def test_the_round_before_stays_pale() -> None:
    second = a_round(DotKind.STATEMENT, number=2, people=3)
    record = a_question(
        DotKind.STATEMENT, a_round(DotKind.STATEMENT, people=5), second, state=DotState.REVEALED
    )
    body = body_of(record)
    assert "Round 2" in body
    assert body.count("dot pale") == 5 + 1  # and the one that explains it
    assert "pale" not in body_of(replace(record, rounds=record.rounds[:1]))


def test_a_last_round_without_dots_leaves_the_one_that_has_them_on_the_screen() -> None:
    first, second = a_round(DotKind.SPECTRUM, people=5), RoundSeen(2, 0, 0, ())
    screen = question_screen(
        a_question(DotKind.SPECTRUM, first, second, state=DotState.CLOSED), qr_svg=CODE, address=""
    )
    body = str(screen.body)
    for shown in ("Nobody placed a dot in round 2. This is round 1.", "Staff: 40", "Round 1"):
        assert shown in body
    assert "Round before" not in body


def test_the_cube_and_the_ladder_name_their_source() -> None:
    cube = a_question(DotKind.CUBE, a_round(DotKind.CUBE), state=DotState.CLOSED)
    assert "Gibson, Welsman and Britten" in body_of(cube)
    assert body_of(cube).count("<figure") == 4
    assert "Think Local Act Personal" in body_of(a_question(DotKind.RUNG))


@pytest.mark.parametrize("kind", list(DotKind))
@pytest.mark.parametrize("people", [1, 100, 300])
def test_every_dot_stands_within_its_lane_however_many_there_are(kind: DotKind, people: int) -> None:
    scales = scales_of(kind, rungs=RUNGS)
    placed = a_round(kind, people=people).dots
    # All at one place is the worst that can come.
    together = [replace(dot, value=0) for dot in placed]
    for dots in (placed, together):
        for block in blocks_of(results_of(dots, scales=scales), Room(1200, 640)):
            assert sum(len(lane.dots) for lane in block.lanes) == 2 * people
            for lane in block.lanes:
                assert all(0 < one.y + lane.radius <= block.lane + 1 for one in lane.dots)
                assert all(0 <= one.x <= block.width for one in lane.dots)


def test_dots_do_not_cover_one_another_where_there_is_room() -> None:
    dots = [PlacedDot(STAFF, scales_of(DotKind.SPECTRUM)[0].code, value) for value in (50, 50, 50, 51, 90)]
    (block,) = blocks_of(results_of(dots, scales=scales_of(DotKind.SPECTRUM)), Room(1200, 640))
    (lane,) = block.lanes
    for at, one in enumerate(lane.dots):
        for other in lane.dots[at + 1 :]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (2 * lane.radius - 0.1) ** 2


def test_much_evidence_is_cut_and_nothing_is_smaller_than_24() -> None:
    for state in (DotState.OPEN, DotState.REVEALED):
        record = replace(a_question(state=state), evidence="A long account of it. " * 90)
        body = body_of(record)
        assert "…" in body
        assert min(int(size) for size in re.findall(r'font-size[:="]+(\d+)', body)) >= SMALLEST


def test_hostile_words_stay_words() -> None:
    record = replace(
        a_question(), asked="<script>alert(1)</script>", evidence='"><img src=x onerror=alert(1)>'
    )
    body = body_of(record)
    assert "<script" not in body
    assert "<img" not in body


def test_lines_of_the_evidence_stay_lines_and_what_is_cut_is_in_the_presenters_notes() -> None:
    few = replace(a_question(), evidence="Staff: yes.\nLay: no.")
    many = replace(a_question(), evidence="\n".join(f"Line {at} of a long account." for at in range(90)))
    for record, notes in ((few, ""), (many, many.evidence)):
        shown = question_screen(record, qr_svg=CODE, address="heard.example/d")
        assert shown.notes == notes
    assert "Staff: yes.\nLay: no." in body_of(few)
    assert "Line 0 of a long account.\nLine 1" in body_of(many)
    assert 'data-question="3" data-state="open" data-round="1"' in body_of(few)


def test_on_small_scales_the_round_before_is_a_bar_below_the_dots_and_in_the_names() -> None:
    cube, before = (
        results_of(a_round(DotKind.CUBE, people=people).dots, scales=scales_of(DotKind.CUBE))
        for people in (9, 3)
    )
    for block in blocks_of(cube, Room(1300, 640), earlier=before):
        assert block.is_small
        for lane in block.lanes:
            assert ", was 33" in lane.name
            assert min(one.y - lane.radius for one in lane.dots) >= 28
            assert max(one.y + lane.radius for one in lane.dots) <= block.lane - 26
    record = a_question(
        DotKind.CUBE,
        a_round(DotKind.CUBE, people=5),
        a_round(DotKind.CUBE, number=2),
        state=DotState.REVEALED,
    )
    assert "dot pale" not in body_of(record)
