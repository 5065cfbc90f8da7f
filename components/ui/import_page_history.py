"""The imports so far of one's own networks, and undoing one of them while nothing was built on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from itertools import islice

import streamlit as st

from components.ui.access import current_actor
from components.ui.import_page_visit import VISIT, choose_anew
from components.ui.long_work import Work, shown_until_done
from components.ui.outcome import note, say
from data_access.engine import get_engine
from data_access.interchange.blockers import Blocker
from data_access.interchange.history import imports_so_far, networks_of_import
from data_access.interchange.undoing import UndoResult, blockers, undo_import
from data_access.tables import ImportBatch
from domain.permissions import Action, Actor, may
from domain.vocabulary import ChangeAction, ImportState
from domain.wording import at_in_words, counted, join_and, whole

MOST_LISTED = 50
_AT_ONCE = 200
_ASKED = "import_undo_asked"
_WORK = "import_undo_work"
_UNDO = "import/undo"
_MOST_BLOCKERS = 10
_NAMED = {
    "activity": ("activity", "activities"),
    "cohort": ("group of people", "groups of people"),
    "outcome": ("outcome", "outcomes"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "marker_assessment": ("rating", "ratings"),
}
"""The kinds of records, one and many."""


def show_history(actor: Actor) -> None:
    """The imports that touched a network of the actor's, newest first, each with its undo."""
    st.header("Imports so far", anchor=False)
    _finish_undo()
    say(_UNDO)
    mine = list(islice(_mine(actor), MOST_LISTED))
    if not mine:
        st.text("No file has been imported for your networks yet.")
    for batch, networks in mine:
        with st.container(key=f"import_batch_{batch.id}", border=True):
            st.text(_line(batch, networks))
            if batch.state is ImportState.UNDONE and batch.undone_at:
                st.caption(f"Undone {at_in_words(batch.undone_at)}.")
            elif all(may(actor, Action.IMPORT, network=code) for code in networks):
                _undo(batch)
            else:
                st.caption("It holds other networks too, so you cannot undo it.")


@dataclass(frozen=True)
class _Import:
    """What tells an import from every other, also from one that had its number before the store was restored."""

    number: int
    fingerprint: str
    imported_at: datetime


def _mine(actor: Actor) -> Iterator[tuple[ImportBatch, frozenset[str]]]:
    """The imports that touched a network of the actor's, with all networks of each, newest first."""
    for batch in _newest_first():
        networks = _networks(_Import(batch.id or 0, batch.fingerprint, batch.imported_at))
        if any(may(actor, Action.IMPORT, network=code) for code in networks):
            yield batch, networks


def _newest_first() -> Iterator[ImportBatch]:
    oldest = None
    while batches := imports_so_far(get_engine(), older_than=oldest, most=_AT_ONCE):
        yield from batches
        oldest = batches[-1].id


@lru_cache(maxsize=2**15)
def _networks(one: _Import) -> frozenset[str]:
    # What an import did never changes, and its changes may be many.
    return networks_of_import(get_engine(), one.number)


def _line(batch: ImportBatch, networks: frozenset[str]) -> str:
    return (
        f"Import {batch.id}: {batch.file_name}, for {', '.join(sorted(networks))}. "
        f"{whole(batch.added)} added, {whole(batch.changed)} changed. "
        f"Imported {at_in_words(batch.imported_at)}, by {batch.imported_by}."
    )


def _undo(batch: ImportBatch) -> None:
    number = batch.id or 0
    if st.session_state.get(_ASKED) != number:
        st.button(f"Undo import {number}", key=f"import_undo_{number}", on_click=_ask, args=(number,))
        return
    found = blockers(get_engine(), number)
    if found:
        _name_blockers(found)
        st.button("Leave it as it is", key="import_undo_no", on_click=_ask, args=(None,))
        return
    st.text(
        "Undo it? What it added goes, and what it changed or removed is again as before. "
        "The audit trail keeps both."
    )
    with st.container(horizontal=True):
        st.button(
            f"Yes, undo import {number}",
            key="import_undo_yes",
            type="primary",
            on_click=_begin_undo,
            args=(number,),
        )
        st.button("No, leave it", key="import_undo_no", on_click=_ask, args=(None,))


def _name_blockers(found: list[Blocker]) -> None:
    st.warning("This import cannot be undone, because something was built on it:")
    for blocker in found[:_MOST_BLOCKERS]:
        st.text(f"• {blocker.sentence}")
    if len(found) > _MOST_BLOCKERS:
        st.text(f"and {whole(len(found) - _MOST_BLOCKERS)} more")


def _ask(number: int | None) -> None:
    st.session_state[_ASKED] = number


def _begin_undo(number: int) -> None:
    """Begin to undo, unless a first click has begun it already."""
    if st.session_state.get(_ASKED) == number:
        st.session_state[_ASKED] = None
        actor = current_actor()
        what = partial(undo_import, get_engine(), number, actor=actor)
        work = Work(lambda progress: what(progress=progress), is_finished_at_stop=True)
        st.session_state[_WORK] = (number, work)


def _finish_undo() -> None:
    if _WORK not in st.session_state:
        return
    number, work = st.session_state[_WORK]
    if not shown_until_done(work, saying=f"Undoing import {number}."):
        return
    del st.session_state[_WORK]
    if work.error:
        note(_UNDO, "error", work.sentence)
        return
    note(_UNDO, "success", _undone(number, work.result))
    if VISIT in st.session_state:
        # What was saved is gone: the page no longer says that it is there, nor that its file is chosen.
        choose_anew()
    st.rerun()


def _undone(number: int, result: UndoResult) -> str:
    done = (
        (ChangeAction.ADDED, "taken out"),
        (ChangeAction.CHANGED, "as before"),
        (ChangeAction.REMOVED, "brought back"),
    )
    said = ", ".join(
        f"{_in_words(result.counts[action])} {what}" for action, what in done if result.counts[action]
    )
    return f"Undid import {number}: {said}. To bring a file in again, choose it above once more."


def _in_words(counts: Mapping[str, int]) -> str:
    """1 activity and 2 groups of people."""
    return join_and([counted(counts[kind], *words) for kind, words in _NAMED.items() if kind in counts])
