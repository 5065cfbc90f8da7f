"""The page of what changed since a meeting: figures, decisions, actions, stories, and gaps that opened and closed."""

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from components.publishing.office.text import short
from components.ui.chart_block import records_link
from components.ui.left_out import say_left_out
from components.ui.linked_table import Cell, linked_table_html
from components.ui.live_links import live_meeting
from components.ui.looking_back import WHAT_IT_MEANS
from components.ui.meetings_address import ADDRESS, PARAMETER
from components.ui.overview_loaders import Gap
from components.ui.plain_text import escaped
from components.ui.since_agreed import Agreed, Promise
from components.ui.since_files import NO_CLOSED_GAP, NO_NEW_GAP, since_buttons
from components.ui.since_frozen import COLUMNS, FrozenFigures
from components.ui.since_loaders import OF_PEOPLE, ThenNow
from components.ui.since_meeting import (
    Since,
    can_be_looked_back_to,
    published_on,
    since_meeting,
    title_of,
)
from components.ui.stories.words import network_name
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingLine, meetings
from data_access.queries.stories import StoryCard
from domain.permissions import Actor
from domain.vocabulary import Provenance
from domain.wording import counted, day, whole

_CHOSEN, _ASKED = "since_meeting", "since_asked"
MOST_ROWS, MOST_OF_A_PART = 12, 5
MOST_DIFFERENCES = 10
"""Rows of a frozen view on the page."""
LONGEST = 200
"""Letters of a decision or an action on the page."""
FILES = "The files below have all."
AFTER_IT = "Once a meeting has been held, this page says what changed since."


def since_last_meeting(view: View, *, actor: Actor) -> None:
    """All of the page below its heading."""
    all_meetings = meetings(get_engine(), actor=actor)
    held = [one for one in all_meetings if can_be_looked_back_to(one, today=view.today)]
    if not held:
        _nothing_to_compare(all_meetings)
        return
    since = since_meeting(view, _choose(held), all_meetings=all_meetings, actor=actor)
    _compared(since)
    _figures(since)
    _as_the_meeting_saw_them(since)
    _agreed("Decisions", since.decisions, since, whose="Taken at")
    _agreed("Actions", since.actions, since, whose="Owner")
    st.page_link("pages/explore/strategy.py", label="See all agreed actions on the page Strategy")
    _stories(since, view)
    _gaps(since)
    since_buttons(since, view)


def _nothing_to_compare(planned: Sequence[MeetingLine]) -> None:
    if planned:
        st.text(f"No meeting has been held before today. {AFTER_IT}")
    else:
        st.text(f"No meeting is recorded yet. {AFTER_IT}")
    st.html(f'<p><a href="{ADDRESS}">Go to the meetings</a></p>')


def _choose(held: Sequence[MeetingLine]) -> MeetingLine:
    """The meeting of the address, or the last one; with more than one, a list to choose from."""
    by_number = {str(one.id): one for one in held}
    asked = st.query_params.get(PARAMETER, "").strip()
    if asked and asked not in by_number:
        say_left_out([asked], why="which is no meeting that was held", shown="show the last one")
    number = asked if asked in by_number else str(held[0].id)
    if st.session_state.get(_ASKED) != number or _CHOSEN not in st.session_state:
        st.session_state[_ASKED] = st.session_state[_CHOSEN] = number
    if len(held) > 1:
        st.selectbox(
            "Since which meeting?",
            list(by_number),
            format_func=lambda one: _named(by_number[one]),
            key=_CHOSEN,
            on_change=_keep_choice,
        )
    return by_number[number]


def _keep_choice() -> None:
    st.query_params[PARAMETER] = st.session_state[_CHOSEN]


def _named(meeting: MeetingLine) -> str:
    ending = " (illustrative)" if meeting.provenance is Provenance.ILLUSTRATIVE else ""
    return f"{day(meeting.held_on)}: {meeting.title}{ending}"


def _compared(since: Since) -> None:
    days = counted((since.today - since.meeting.held_on).days, "day", "days")
    st.text(f"{_named(since.meeting)}. That was {days} ago. {WHAT_IT_MEANS}")
    st.text(since.finding)


def _figures(since: Since) -> None:
    st.header("In figures", anchor=False)
    rows = [_figure(one) for one in since.figures]
    with st.container(key="wide_since_figures"):
        st.html(
            linked_table_html(("Figure", "Then", "Today", "Change"), rows, caption="Figures then and today")
        )
    st.caption(
        f"Then is {day(since.meeting.held_on)}, today is {day(since.today)}. All networks and all years together. "
        f"{OF_PEOPLE}"
    )


def _figure(one: ThenNow) -> list[Cell]:
    return [
        Cell(one.label),
        Cell(whole(one.then), one.opens_then, is_number=True, in_full=f"{one.label}: {whole(one.then)} then"),
        Cell(whole(one.now), one.opens_now, is_number=True, in_full=f"{one.label}: {whole(one.now)} today"),
        Cell(
            one.difference,
            one.opens_new if one.then != one.now else "",
            is_number=True,
            in_full=f"{one.label}: {one.difference}",
        ),
    ]


def _as_the_meeting_saw_them(since: Since) -> None:
    """What differs between the views that were frozen for the meeting and the same views now."""
    if not since.frozen:
        st.caption("No figures were frozen at this meeting.")
        return
    st.subheader("As the meeting saw them", anchor=False)
    href = live_meeting(since.meeting.id, figures="difference")
    for place, one in enumerate(since.frozen):
        _frozen(one, place, href)
    st.html(f'<p><a href="{href}">Show the frozen figures and what differs now on a screen</a></p>')


def _frozen(one: FrozenFigures, place: int, href: str) -> None:
    if one.wrong:
        st.warning(escaped(f"{one.sentence}. {one.wrong}"))
        return
    if not one.rows:
        st.text(f"{one.sentence}. {one.said}")
        return
    rows = [[Cell(text) for text in row] for row in one.rows[:MOST_DIFFERENCES]]
    more = len(one.rows) - len(rows)
    with st.container(key=f"wide_since_frozen_{place}"):
        st.html(linked_table_html(COLUMNS, rows, caption=f"{one.sentence}."))
        if more:
            differ = counted(more, "more value differs", "more values differ")
            st.html(f'<p><a href="{href}">{differ}: see them on a screen</a></p>')


def _agreed(heading: str, agreed: Agreed, since: Since, *, whose: str) -> None:
    st.header(heading, anchor=False)
    if not agreed.all:
        st.text("None is open, and none was done since.")
        return
    st.text(agreed.finding(since=since.meeting.held_on))
    shown = agreed.all if len(agreed.all) <= MOST_ROWS else agreed.first(MOST_OF_A_PART)
    rows = [[_words(one), Cell(one.state(since.today)), Cell(one.whose, one.address)] for one in shown]
    with st.container(key=f"wide_since_{heading.lower()}"):
        st.html(linked_table_html((heading.removesuffix("s"), "State", whose), rows, caption=heading))
    if len(shown) < len(agreed.all):
        st.caption(
            f"{whole(len(shown))} of {whole(len(agreed.all))} stand here: all that is late, and the first of each "
            f"other kind. {FILES}"
        )


def _words(one: Promise) -> Cell:
    """The text, or how a long one begins, which leads to all of it."""
    return Cell(short(one.text, LONGEST), one.address if len(one.text) > LONGEST else "")


def _stories(since: Since, view: View) -> None:
    st.header("New stories", anchor=False)
    if not since.stories:
        st.text(f"No story was published since {day(since.meeting.held_on)}.")
        return
    rows = [_story(one, view) for one in since.stories[:MOST_ROWS]]
    with st.container(key="wide_since_stories"):
        st.html(linked_table_html(("Story", "Network", "Published"), rows, caption="New stories"))
    if len(since.stories) > MOST_ROWS:
        st.caption(
            f"The newest {whole(MOST_ROWS)} of {whole(len(since.stories))} stand here. The files have all."
        )


def _story(story: StoryCard, view: View) -> list[Cell]:
    return [
        Cell(title_of(story), f"/story?{urlencode({'s': story.slug})}"),
        Cell(network_name(view.facts, story.network)),
        Cell(published_on(story)),
    ]


def _gaps(since: Since) -> None:
    st.header("Gaps", anchor=False)
    for column, heading, gaps, none in zip(
        st.columns(2, gap="medium"),
        ("New gaps", "Gaps that closed"),
        (since.gaps.new, since.gaps.closed),
        (NO_NEW_GAP, NO_CLOSED_GAP),
        strict=True,
    ):
        with column, st.container(key=f"since_{heading.split()[0].lower()}_gaps"):
            st.subheader(heading, anchor=False)
            _gap_list(gaps, none)


def _gap_list(gaps: Sequence[Gap], none: str) -> None:
    if not gaps:
        st.text(none)
    for gap in gaps:
        with st.container(gap=None):
            st.markdown(f"- {escaped(gap.sentence)}")
            if gap.opens:
                records_link(gap.opens)
