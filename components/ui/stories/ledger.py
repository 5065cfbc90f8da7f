"""The ledger of exports: what went out, when, by whom, with which fingerprint, and where it was used."""

from math import ceil

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.ledger_exports import Export, exports_of, format_label, matching
from data_access.commands.stories import say_where_used
from data_access.engine import get_engine
from data_access.queries.stories import LedgerEntry, ledger
from domain.errors import HeardError
from domain.vocabulary import Channel
from domain.wording import counted, join_and, moment_in_words

USED = "export_used"
SHORT = 12
MOST_FILES = 2_000
MOST_ON_A_PAGE = 25
_KILOBYTE = 1_024


def exports_so_far() -> None:
    """All exports, newest first, with a search, page by page, and a way to note where a file was used."""
    st.header("What went out", anchor=False)
    outcome.say(USED)
    entries = ledger(get_engine(), actor=current_actor(), most=MOST_FILES)
    if not entries:
        st.text("Nothing was exported yet.")
        return
    exports = exports_of(entries)
    found = _asked(exports)
    st.text(
        f"{counted(len(found), 'export', 'exports')}, newest first."
        if found
        else "No export fits all of this. Leave something out."
    )
    if len(entries) == MOST_FILES:
        st.caption(f"Only the newest {MOST_FILES:,} files are looked through.")
    for one in _on_this_page(found):
        _export(one)


def _asked(exports: list[Export]) -> list[Export]:
    """The exports that fit what is chosen above them."""
    titles = {one.of: one.first.title for one in reversed(exports)}
    people = sorted({one.first.exported_by for one in exports})
    with st.container(key="ledger_search"):
        words = st.text_input("Search", key="ledger_words", placeholder="Words, or part of a fingerprint")
        which, where, who = st.columns(3)
        of: tuple[str, int] | None = which.selectbox(
            "Story or issue", sorted(titles, key=lambda one: titles[one].casefold()), key="ledger_of", index=None,
            placeholder="All", format_func=lambda one: f"{titles[one]} ({one[0]})",
        )  # fmt: skip
        channel: Channel | None = where.selectbox(
            "Channel", list(Channel), key="ledger_channel", index=None, placeholder="All",
            format_func=lambda one: one.label,
        )  # fmt: skip
        person: str | None = who.selectbox(
            "Who exported it", people, key="ledger_person", index=None, placeholder="Everybody"
        )
    return matching(exports, words=words or "", of=of, channel=channel, person=person)


def _on_this_page(found: list[Export]) -> list[Export]:
    pages = ceil(len(found) / MOST_ON_A_PAGE)
    if pages <= 1:
        return found
    # A shorter list has its own pages, so that nobody is left behind its end.
    page = st.pagination(pages, key=f"ledger_page_{pages}")
    return found[(page - 1) * MOST_ON_A_PAGE : page * MOST_ON_A_PAGE]


def _export(export: Export) -> None:
    first = export.first
    with st.container(key=f"sheet_export_{first.id}", border=True, gap="xsmall"):
        anew = ", made anew: not the same as the file before" if export.is_anew else ""
        st.markdown(f"**{escaped(first.title)}**")
        st.text(
            f"{moment_in_words(first.exported_at)}, by {first.exported_by}. Version {first.version}{anew}."
        )
        st.text(f"Made: {join_and(export.formats)}.")
        st.text(f"Used: {'; '.join(export.uses)}" if export.uses else "Where it was used is not said yet.")
        fold = st.expander(
            f"Files and fingerprints ({len(export.files)})", key=f"files_{first.id}", on_change="rerun"
        )
        if fold.open:
            with fold:
                _files(export)


def _files(export: Export) -> None:
    for one in export.files:
        used = f" · used: {escaped(one.where_used)}" if one.where_used else ""
        anew = " · made anew" if one.is_anew else ""
        st.markdown(f"**{format_label(one)}** · {_size(one)} · {one.fingerprint[:SHORT]}{anew}{used}")
        st.caption(f"SHA-256: {_in_groups(one.fingerprint)}")
    _where_used(export)


def _size(entry: LedgerEntry) -> str:
    return f"{max(1, round(entry.size / _KILOBYTE)):,} kB"


def _in_groups(fingerprint: str) -> str:
    """In eights, so that it breaks on a phone and can be compared by eye."""
    return " ".join(fingerprint[start : start + 8] for start in range(0, len(fingerprint), 8))


def _where_used(export: Export) -> None:
    first = export.first
    by_id = {one.id: one for one in export.files}
    chosen: int | None = st.selectbox(
        "Which file was used", list(by_id), key=f"used_which_{first.id}",
        index=0 if len(by_id) == 1 else None, placeholder="Choose a file",
        format_func=lambda one: format_label(by_id[one]),
    )  # fmt: skip
    if chosen is None:
        return
    where = st.text_input(
        "Where", key=f"used_where_{chosen}", value=by_id[chosen].where_used, max_chars=600,
        placeholder="Such as the newsletter of 3 November 2026",
    )  # fmt: skip
    if st.button("Note where it was used", key=f"note_used_{first.id}"):
        try:
            say_where_used(get_engine(), actor=current_actor(), publication_id=chosen, where=where or "")
        except HeardError as error:
            outcome.note(USED, "error", str(error))
        else:
            outcome.note(USED, "success", "Noted.")
        st.rerun()
