"""What a search of the audit trail found: events with what they changed, page by page, and all as a file."""

from functools import partial

import pandas as pd
import streamlit as st
from sqlalchemy.exc import SQLAlchemyError

from components.publishing.table_files import TableFile, to_csv
from components.ui.audit_search import pages_before
from components.ui.page_list import page_at
from components.ui.plain_text import escaped
from components.ui.visit import SESSION
from data_access.commands.sessions import actor_of_session
from data_access.engine import get_engine
from data_access.queries.audit import (
    MOST_COUNTED,
    MOST_IN_A_FILE,
    AuditPage,
    AuditSearch,
    count_events,
    events_for_file,
    find_events,
    lists_answers,
)
from data_access.queries.audit_entries import AuditEntry
from domain.audit_words import ANSWERS_WITHHELD, AuditedKind, label_of_kind
from domain.permissions import PUBLIC, Actor, may
from domain.wording import counted, whole

MOST_ON_A_PAGE = 20
_LONGEST_HEAD = 140
_PAGES = {
    AuditedKind.USER_ACCOUNT: ("accounts", "Open the accounts"),
    AuditedKind.SETTING: ("settings", "Open the settings"),
    AuditedKind.NETWORK: ("networks", "Open the networks"),
    AuditedKind.IMPORT_BATCH: ("import", "Open the imports"),
}


def audit_results(search: AuditSearch, *, actor: Actor) -> None:
    """How many events fit, one page of them, the way to the others, and the file."""
    engine = get_engine()
    older = pages_before()
    try:
        page = find_events(
            engine, search, actor=actor, older_than=older[-1] if older else None, most=MOST_ON_A_PAGE
        )
        # A question for words reads the whole trail: it is not asked twice where all it found is on this page.
        is_all = not older and page.older_than is None
        number = len(page.entries) if is_all else count_events(engine, search, actor=actor)
    except SQLAlchemyError:
        st.error("The store cannot be asked now. Try again in a minute.")
        return
    with st.container(key="audit_count"):
        st.subheader(_found(number), anchor=False)
        if not lists_answers(actor):
            st.caption(ANSWERS_WITHHELD)
    if not number:
        st.text("Nothing in the trail fits all of this. Leave something out, or choose other days.")
        return
    for entry in page.entries:
        _entry(entry, actor)
    _turn_pages(page, older)
    _download(search, number)


def _found(number: int) -> str:
    if number > MOST_COUNTED:
        return f"More than {whole(MOST_COUNTED)} events, newest first"
    return f"{counted(number, 'event', 'events')}, newest first" if number else "No event found"


def _entry(entry: AuditEntry, actor: Actor) -> None:
    with st.expander(escaped(_head(entry)), key=f"audit_entry_{entry.id}"):
        if entry.note:
            st.text(entry.note)
        if entry.changes:
            rows = [
                {"What": escaped(one.what), "Before": escaped(one.before), "After": escaped(one.after)}
                for one in entry.changes
            ]
            st.table(pd.DataFrame(rows).set_index("What"))
        if entry.withheld:
            st.text(entry.withheld)
        st.caption(f"Event {entry.id}")
        _link(entry, actor)


def _head(entry: AuditEntry) -> str:
    head = f"{entry.when}: {entry.sentence}"
    return head if len(head) <= _LONGEST_HEAD else f"{head[:_LONGEST_HEAD].rstrip()}…"


def _link(entry: AuditEntry, actor: Actor) -> None:
    """The way to the record, where it is still there and the reader may see it."""
    if entry.activity_id is not None:
        st.page_link(
            "pages/record/activity.py",
            label="Open the record",
            query_params={"activity": str(entry.activity_id)},
        )
    elif entry.kind == AuditedKind.MARKER_ASSESSMENT and entry.network:
        st.page_link(
            "pages/explore/spectrum.py", label="Open the spectrum", query_params={"look": entry.network}
        )
    elif entry.kind in _PAGES:
        address, label = _PAGES[AuditedKind(entry.kind)]
        page = page_at(address)
        if may(actor, page.needs):
            st.page_link(page.file, label=label)


def _turn_pages(page: AuditPage, older: list[int]) -> None:
    with st.container(horizontal=True):
        st.button("Newer events", key="audit_newer", on_click=_go_back, disabled=not older)
        st.button(
            "Older events",
            key="audit_older",
            on_click=_go_on,
            args=(page.older_than,),
            disabled=page.older_than is None,
        )


def _go_on(older_than: int) -> None:
    pages_before().append(older_than)


def _go_back() -> None:
    if pages := pages_before():
        pages.pop()


def _download(search: AuditSearch, number: int) -> None:
    if number > MOST_IN_A_FILE:
        st.caption(f"The file holds the newest {whole(MOST_IN_A_FILE)} events. Choose days to get others.")
    st.download_button(
        "Download what was found (CSV)",
        data=partial(audit_file, search, st.session_state.get(SESSION)),
        file_name="heard-audit.csv",
        mime="text/csv",
        on_click="ignore",
        key="audit_download",
    )


def audit_file(search: AuditSearch, session_id: int | None) -> bytes:
    """What was found as CSV, a line for each field that changed; made when it is asked for.

    Who asks is found out at that moment. Raises NotAllowedError.
    """
    engine = get_engine()
    actor = (actor_of_session(engine, session_id) if session_id is not None else None) or PUBLIC
    rows = [line for entry in events_for_file(engine, search, actor=actor) for line in _lines(entry)]
    columns = ["Event", "When", "Who", "What was done", "Kind", "Record", "Field", "Before", "After", "Note"]
    table = pd.DataFrame(rows, columns=columns)
    said = (_said(search),) if lists_answers(actor) else (_said(search), ANSWERS_WITHHELD)
    return to_csv(TableFile("Audit trail of Heard", said, table))


def _lines(entry: AuditEntry) -> list[list[object]]:
    head = [entry.id, entry.when, entry.person, entry.done, label_of_kind(entry.kind), entry.record]
    changes = [[one.what, one.before, one.after] for one in entry.changes] or [["", "", entry.withheld]]
    return [[*head, *change, entry.note] for change in changes]


def _said(search: AuditSearch) -> str:
    """The search in words."""
    parts = {
        "person": search.person,
        "kind": label_of_kind(search.kind) if search.kind else "",
        "number": search.record,
        "done": search.action,
        "words": search.text,
        "from": f"{search.first:%d/%m/%Y}" if search.first else "",
        "to": f"{search.last:%d/%m/%Y}" if search.last else "",
    }
    named = [f"{name}: {text}" for name, text in parts.items() if text]
    return f"Searched for {', '.join(named)}" if named else "All events"
