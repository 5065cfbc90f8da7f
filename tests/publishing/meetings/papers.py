"""Agendas and minutes for the tests of their files: one full, one bare, one hostile."""

from datetime import UTC, date, datetime, time
from typing import Any

from components.publishing.meetings.document import (
    ActionPart,
    AgendaDocument,
    AgendaPoint,
    Attended,
    DecisionPart,
    DotResult,
    LookedAt,
    MeetingHead,
    MinutesDocument,
)
from domain.vocabulary import ActionState

MADE = date(2026, 11, 22)
HOSTILE = (
    'Tea, cake; "soup" & <b>bread</b> \\n C:\\new ]]>',
    "שלום לכולם and مرحبا بالجميع, 🙂 👩🏽‍⚕️",
    "=HYPERLINK(1) #import $x$ *bold* _it_ @ref :smile:",
    "Wales" * 60,
)


def a_head(**changes: Any) -> MeetingHead:
    given: dict[str, Any] = {
        "title": "PPI Forum: winter meeting",
        "held_on": date(2026, 12, 3),
        "starts_at": time(10),
        "ends_at": time(12, 30),
        "place": "Leeds Town Hall, The Headrow",
        "join_link": "https://meet.example.org/forum",
        "lay_co_chair": "A lay member of South London",
        "staff_co_chair": "Involvement lead of Yorkshire and Humber",
        "chair": "Health Innovation Yorkshire & Humber",
        "secretariat": "Health Innovation Network South London",
        "address": "https://heard.example/meetings?m=3",
    }
    return MeetingHead(**(given | changes))


POINTS = (
    AgendaPoint("Welcome", 10, "The lay co-chair"),
    AgendaPoint("Where each network stands", 50, "South London", "Spectrum", "https://heard.example/spectrum?network=SL"),
    AgendaPoint("Tea", 0),
    AgendaPoint("What we do next", 65, "The staff co-chair"),
)  # fmt: skip


def an_agenda(**changes: Any) -> AgendaDocument:
    given: dict[str, Any] = {"head": a_head(), "points": POINTS, "dated": MADE}
    return AgendaDocument(**(given | changes))


RESULT = DotResult(
    "Where does South London stand?",
    ("Staff (6 dots): the middle is 42.", "Lay members (8 dots): the middle is 61."),
)


def the_minutes(**changes: Any) -> MinutesDocument:
    given: dict[str, Any] = {
        "head": a_head(),
        "points": POINTS,
        "dated": MADE,
        "attendance": (Attended("South London", 2, 3), Attended("Yorkshire & Humber", 1, 0)),
        "decisions": (
            DecisionPart(
                "Ask each network for its reasons.",
                looked_at=LookedAt(
                    "Spectrum",
                    ("Lay partners place 4 of 6 networks nearer to influencing than staff do.",),
                    "https://heard.example/live/meeting/3?as=meeting",
                    datetime(2026, 12, 3, 10, 4, tzinfo=UTC),
                ),
                result=RESULT,
                due_on=date(2027, 3, 1),
            ),
            DecisionPart("Pay lay members within 10 days.", done_on=date(2026, 12, 10)),
        ),
        "results": (
            DotResult("How was the panel?", ("Nobody placed a dot.",)),
        ),
        "actions": (
            ActionPart("Write to all networks", "South London", date(2026, 11, 15), ActionState.OPEN),
        ),
        "carried_over": (
            ActionPart(
                "Publish how lay members are paid", "Secretariat", date(2026, 10, 1), ActionState.DONE,
                done_on=date(2026, 12, 3), agreed_on=date(2026, 7, 2),
            ),
        ),
        "next_on": date(2027, 4, 8),
        "notes": "The room was cold.\n\nWe thanked the hosts.",
    }  # fmt: skip
    return MinutesDocument(**(given | changes))


def bare_minutes() -> MinutesDocument:
    """The minutes of a meeting of which nothing but its day is known."""
    return MinutesDocument(MeetingHead("PPI Forum", date(2026, 12, 3)), (), MADE)


def hostile_minutes() -> MinutesDocument:
    """Minutes in which every text is hostile."""
    one, two, three, four = HOSTILE
    points = tuple(AgendaPoint(text, 5, text, text, "javascript:alert(1)") for text in HOSTILE)
    head = a_head(
        title=two,
        place=one,
        join_link="javascript:alert(1)",
        lay_co_chair=three,
        staff_co_chair=four,
        chair=one,
    )
    decided = tuple(
        DecisionPart(text, LookedAt(text, HOSTILE, "javascript:alert(1)"), DotResult(text, RESULT.findings))
        for text in HOSTILE
    )
    agreed = tuple(ActionPart(text, text, date(2027, 1, 15), ActionState.OPEN) for text in HOSTILE)
    return the_minutes(head=head, points=points, decisions=decided, actions=agreed, notes="\n".join(HOSTILE))
