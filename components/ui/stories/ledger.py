"""The ledger of exports: what went out, when, by whom, with which fingerprint, and where it was used."""

import pandas as pd
import streamlit as st

from components.publishing.formats import Format
from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from data_access.commands.stories import say_where_used
from data_access.engine import get_engine
from data_access.queries.stories import LedgerEntry, ledger
from domain.errors import HeardError
from domain.wording import day, in_uk

USED = "export_used"
SHORT = 12


def exports_so_far() -> None:
    """All exports, newest first, and a way to note where one was used."""
    st.header("What went out", anchor=False)
    outcome.say(USED)
    entries = ledger(get_engine(), actor=current_actor())
    if not entries:
        st.text("Nothing was exported yet.")
        return
    rows = [
        (
            day(in_uk(one.exported_at)), escaped(one.title), _format(one), _version(one), escaped(one.exported_by),
            escaped(one.where_used) or "not said yet", one.fingerprint[:SHORT],
        )
        for one in entries
    ]  # fmt: skip
    columns = ["Day", "Story or issue", "Format", "Version", "Who", "Where it was used", "Fingerprint"]
    with st.container(key="wide_ledger"):
        st.table(pd.DataFrame(rows, columns=columns).set_index("Day"))
    _where_used(entries)


def _version(entry: LedgerEntry) -> str:
    """The version, and where its file is not the same as the last one, that it is not."""
    return f"{entry.version}, made anew" if entry.is_anew else str(entry.version)


def _format(entry: LedgerEntry) -> str:
    known = {one.value: one.label for one in Format}
    return known.get(entry.format, entry.format)


def _where_used(entries: list[LedgerEntry]) -> None:
    by_id = {one.id: one for one in entries}
    with st.expander("Say where one was used"):
        chosen: int = st.selectbox(
            "Export", list(by_id), key="used_which",
            format_func=lambda one: f"{by_id[one].title}: {_format(by_id[one])}, {day(in_uk(by_id[one].exported_at))}",
        )  # fmt: skip
        where = st.text_input(
            "Where", key=f"used_where_{chosen}", value=by_id[chosen].where_used, max_chars=600,
            placeholder="Such as the newsletter of 3 November 2026",
        )  # fmt: skip
        if st.button("Note it", key="note_used"):
            try:
                say_where_used(get_engine(), actor=current_actor(), publication_id=chosen, where=where or "")
            except HeardError as error:
                outcome.note(USED, "error", str(error))
            else:
                outcome.note(USED, "success", "Noted.")
            st.rerun()
