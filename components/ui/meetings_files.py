"""Buttons that make the files of meetings: agenda and minutes as Word and PDF, and calendar files."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st

from components.publishing.meetings.calendar import calendar_file
from components.publishing.meetings.laid_out import agenda_paper, minutes_paper
from components.publishing.meetings.pages import paper_pdf
from components.publishing.meetings.paper import Paper
from components.publishing.meetings.word import paper_docx
from components.publishing.meetings.words import AGENDA, FORUM, MINUTES
from components.publishing.rendering import DOCX
from components.publishing.theme import HEARD, Theme
from components.ui.meetings_documents import (
    Reader,
    agenda_document,
    calendar_entries,
    coming_meetings,
    minutes_document,
)
from components.ui.own_address import own_address
from components.ui.sign_in import SESSION
from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingRecord, read_meeting
from domain.errors import NotAllowedError
from domain.vocabulary import Code, MeetingState

HEADING: Final = "Take it with you"
CALENDAR_TYPE: Final = "text/calendar"


class PaperFormat(Code):
    """What a paper may be made as; the value ends the file's name."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"


MEDIA_TYPES: Final = {
    PaperFormat.DOCX: DOCX,
    PaperFormat.PDF: "application/pdf",
}
_MADE: Final[Mapping[PaperFormat, Callable[[Paper, Theme], bytes]]] = {
    PaperFormat.DOCX: paper_docx,
    PaperFormat.PDF: paper_pdf,
}


def meeting_files(record: MeetingRecord) -> None:
    """A button a file of one meeting; minutes once it has begun. A file is made when somebody presses."""
    st.header(HEADING, anchor=False)
    kinds = (AGENDA,) if record.head.state is MeetingState.PLANNED else (AGENDA, MINUTES)
    held_on = record.head.held_on.isoformat()
    asked = (st.session_state.get(SESSION), own_address(), record.head.id)
    with st.container(horizontal=True, key="meeting_files"):
        for kind in kinds:
            for one in PaperFormat:
                name = kind.lower()
                st.download_button(
                    f"{kind} ({one.label})",
                    data=partial(paper_file, *asked, kind=kind, form=one),
                    file_name=f"heard-forum-{name}-{held_on}.{one.value}",
                    mime=MEDIA_TYPES[one],
                    on_click="ignore",
                    key=f"meeting_{name}_{one.value}",
                )
        st.download_button(
            "Add to a calendar",
            data=partial(calendar_of_one, *asked),
            file_name=f"heard-forum-meeting-{held_on}.ics",
            mime=CALENDAR_TYPE,
            on_click="ignore",
            key="meeting_calendar",
        )


def coming_meetings_file() -> None:
    """A button for a calendar file of all meetings that are still to come."""
    st.download_button(
        "Add all coming meetings to a calendar",
        data=partial(calendar_of_coming, st.session_state.get(SESSION), own_address()),
        file_name="heard-forum-meetings.ics",
        mime=CALENDAR_TYPE,
        on_click="ignore",
        key="meetings_calendar",
    )


def paper_file(session: int | None, home: str, number: int, *, kind: str, form: PaperFormat) -> bytes:
    """Agenda or minutes of a meeting for who is signed in with this session at the press.

    Raises NotAllowedError, NotFoundError and StoreError.
    """
    reader = _reader(session, home)
    record = read_meeting(get_engine(), actor=reader.actor, meeting_id=number)
    if kind == MINUTES:
        paper = minutes_paper(minutes_document(record, reader))
    else:
        paper = agenda_paper(agenda_document(record, reader))
    return _MADE[form](paper, HEARD)


def calendar_of_one(session: int | None, home: str, number: int) -> bytes:
    """The calendar file of one meeting; raises as `paper_file` does."""
    return calendar_file(calendar_entries((number,), _reader(session, home)), name=FORUM)


def calendar_of_coming(session: int | None, home: str) -> bytes:
    """The calendar file of all meetings that are still to come; raises as `paper_file` does."""
    reader = _reader(session, home)
    return calendar_file(calendar_entries(coming_meetings(reader), reader), name=FORUM)


def _reader(session: int | None, home: str) -> Reader:
    actor = actor_of_session(get_engine(), session) if session is not None else None
    if actor is None:
        raise NotAllowedError("Please sign in again.")
    return Reader.now(actor, home)
