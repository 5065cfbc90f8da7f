"""Writes illustrative meetings of the forum: three a year and the next one, with all that stands in their minutes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any

import numpy as np

from domain.periods import FinancialYear
from domain.vocabulary import MeetingState, RaterKind, RoleKind, StoryKind
from seed_data.illustrative.drafts import Scene
from seed_data.illustrative.meeting_words import (
    AGENDA,
    DECISIONS,
    LAY_CO_CHAIR,
    PLACES,
    STAFF_CO_CHAIR,
    TITLE,
)
from seed_data.illustrative.roles import COLUMNS as ROLE_COLUMNS
from seed_data.illustrative.rows import PROVENANCE, Rows
from seed_data.reference_files import read_case_studies, read_rows

MEETING_COLUMNS = (
    "id", "title", "held_on", "starts_at", "ends_at", "place", "staff_co_chair", "lay_co_chair", "chair_network",
    "secretariat_network", "notes", "join_link", "state", "began_at", "ended_at", "provenance", "provenance_note",
)  # fmt: skip
AGENDA_COLUMNS = ("meeting_id", "position", "title", "minutes", "lead", "screen", "notes")
ATTENDANCE_COLUMNS = ("meeting_id", "network_code", "capacity", "people")
DECISION_COLUMNS = ("meeting_id", "position", "text", "view", "due_on", "done_on")
MONTHS = (2, 6, 10)
STARTS, ENDS = "14:00:00.000000", "16:00:00.000000"
LINK = "https://example.org/illustrative/forum"

CAME_SHARE, LAY_CAME_SHARE = 0.8, 0.6
WITHOUT_LAY_CO_CHAIR = 4
"""The meeting, counted from 0, for which nobody recorded a lay co-chair."""
DECIDED = 2
SOONEST_DUE, LATEST_DUE = 60, 160
DONE_SHARE, LONGEST_DELAY = 0.75, 50
SOONEST_ACTION = 21
"""Days between a meeting and the day on which an action that it agreed is due, at least."""


@dataclass(frozen=True)
class MadeMeeting:
    """An illustrative meeting: its number, its day, and whether it took place."""

    id: int
    held_on: date
    took_place: bool


def lay_out_meetings(
    scene: Scene, *, first_id: int, taken: frozenset[date] = frozenset()
) -> tuple[MadeMeeting, ...]:
    """Three meetings in each whole financial year up to the last day, and the next one after it, by their days.

    A day on which there is a meeting already goes to the day after.
    """
    until = scene.days.until
    start = FinancialYear.containing(scene.days.first).next.first
    days = (_free_day(date(year, month, 8), taken) for year in count(start.year) for month in MONTHS)
    found = []
    for number, day in enumerate((one for one in days if one >= start), first_id):
        found.append(MadeMeeting(number, day, day < until))
        if day > until:
            break
    return tuple(found)


def _free_day(first: date, taken: frozenset[date]) -> date:
    """The first Wednesday from a day on that nobody else meets on."""
    day = first + timedelta(days=(2 - first.weekday()) % 7)
    while day in taken:
        day += timedelta(days=1)
    return day


def meeting_rows(scene: Scene, meetings: Sequence[MadeMeeting]) -> Iterator[Rows]:
    """Write the meetings with agenda, attendance and decisions, and the forum's co-chairs and staff members."""
    rng = np.random.default_rng([scene.cast.seed, 12])
    yield Rows("meeting", MEETING_COLUMNS, _heads(scene, meetings, rng))
    yield Rows("agenda_item", AGENDA_COLUMNS, _agenda(scene, meetings))
    held = [one for one in meetings if one.took_place]
    yield Rows(
        "attendance", ATTENDANCE_COLUMNS, [row for one in held for row in _attendance(one, scene, rng)]
    )
    yield Rows("decision", DECISION_COLUMNS, list(_decisions(held, scene.days.until, rng)))
    yield Rows("role", ROLE_COLUMNS, list(_seats(scene)))


def agreed_at(meetings: Sequence[MadeMeeting], *, due: date, done: date | None, until: date) -> int | None:
    """The number of the latest meeting that can have agreed an action with these days; None where none can."""
    latest = min(due - timedelta(days=SOONEST_ACTION), until if done is None else done - timedelta(days=1))
    return max((one.id for one in meetings if one.took_place and one.held_on <= latest), default=None)


def _heads(scene: Scene, meetings: Sequence[MadeMeeting], rng: np.random.Generator) -> list[tuple[Any, ...]]:
    names = {row["code"]: row["short_name"] for row in read_rows("networks")}
    chairs, secretariats = ([scene.cast.codes[one] for one in rng.permutation(len(names))] for _ in range(2))
    rows = []
    for number, one in enumerate(meetings):
        chair, secretariat = chairs[number % len(names)], secretariats[number % len(names)]
        day = one.held_on.isoformat()
        lay = LAY_CO_CHAIR.format(network=names[secretariat])
        is_without = number == WITHOUT_LAY_CO_CHAIR or not one.took_place
        rows.append(
            (
                one.id, TITLE, day, STARTS, ENDS, PLACES[number % len(PLACES)],
                STAFF_CO_CHAIR.format(network=names[chair]), "" if is_without else lay,
                chair, secretariat if one.took_place else None, "", "" if one.took_place else LINK,
                (MeetingState.OVER if one.took_place else MeetingState.PLANNED).value,
                f"{day} 14:02:00.000000" if one.took_place else None,
                f"{day} 15:57:00.000000" if one.took_place else None,
                *PROVENANCE,
            )
        )  # fmt: skip
    return rows


def _agenda(scene: Scene, meetings: Sequence[MadeMeeting]) -> list[tuple[Any, ...]]:
    stories = [one["slug"] for one in read_case_studies() if one["kind"] == StoryKind.CASE_STUDY.value]
    return [
        (
            one.id,
            position,
            title,
            minutes,
            lead,
            screen.format(
                network=scene.cast.codes[number % len(scene.cast.codes)], story=stories[number % len(stories)]
            ),
            notes,
        )
        for number, one in enumerate(meetings)
        for position, (title, minutes, lead, screen, notes) in enumerate(AGENDA, 1)
    ]


def _attendance(meeting: MadeMeeting, scene: Scene, rng: np.random.Generator) -> Iterator[tuple[Any, ...]]:
    for code in scene.cast.codes:
        for capacity, share in ((RaterKind.STAFF, CAME_SHARE), (RaterKind.LAY, LAY_CAME_SHARE)):
            came, people = float(rng.random()) < share, int(rng.integers(1, 3))
            if came:
                yield (meeting.id, code, capacity.value, people)


def _decisions(
    held: Sequence[MadeMeeting], until: date, rng: np.random.Generator
) -> Iterator[tuple[Any, ...]]:
    for number, meeting in enumerate(held):
        for position in range(1, DECIDED + 1):
            text, view = DECISIONS[(number * DECIDED + position - 1) % len(DECISIONS)]
            due = meeting.held_on + timedelta(days=int(rng.integers(SOONEST_DUE, LATEST_DUE)))
            draw, delay = float(rng.random()), int(rng.integers(-30, LONGEST_DELAY))
            done = due + timedelta(days=delay)
            is_done = draw < DONE_SHARE and done <= until
            yield (meeting.id, position, text, view, due.isoformat(), done.isoformat() if is_done else None)


def _seats(scene: Scene) -> Iterator[tuple[Any, ...]]:
    """Both co-chairs, and one member of the staff of each network; lay members are written with other lay roles."""
    since = scene.days.first.isoformat()
    seats = [(None, RoleKind.FORUM_CO_CHAIR, capacity) for capacity in (RaterKind.LAY, RaterKind.STAFF)]
    members = [(code, RoleKind.FORUM_MEMBER, RaterKind.STAFF) for code in scene.cast.codes]
    for network, kind, capacity in [*seats, *members]:
        yield (network, kind.value, capacity.value, "", since, None, *PROVENANCE)
