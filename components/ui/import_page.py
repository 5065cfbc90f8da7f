"""Importing a file on the page: choose it, look at the dry run, save it once."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from components.ui.access import current_actor
from components.ui.import_apart import Planned, committed, planned
from components.ui.import_page_files import XLSX, empty_workbook, file_label, own_records
from components.ui.import_page_plan import show_plan
from components.ui.import_page_visit import ROUND, VISIT, choose_anew
from components.ui.long_work import Work, shown_until_done
from components.ui.plain_text import escaped
from components.ui.sign_in import SESSION
from components.ui.view import View
from data_access.commands.progress import Progress
from data_access.engine import get_engine
from data_access.interchange.committing import ImportResult
from data_access.interchange.import_file import MOST_BYTES, MOST_ROWS, ImportFile
from domain.errors import HeardError
from domain.permissions import Action, Actor, check_may, own_networks
from domain.wording import whole

_NETWORK = "import_template_network"
LIMITS = (
    f"Excel (.xlsx) or CSV, up to {MOST_BYTES // 1024 // 1024} MB and {MOST_ROWS:,} rows. "
    "Do not write names of people who took part."
)
GOES_ON = (
    "You can look at other pages: this goes on meanwhile. If you close Heard, choose the file again later."
)
SAVED_ALL_THE_SAME = (
    "You can look at other pages: this goes on meanwhile. "
    "It is saved even if you close Heard, and is then listed below."
)


@dataclass
class Visit:
    """What one account has under way here: its file, the dry run, the saving. Nobody else's eyes are meant."""

    user_id: int | None
    name: str
    content: bytes
    planning: Work[Planned] | None = None
    saving: Work[ImportResult] | None = None


def offer_templates(view: View, actor: Actor) -> None:
    """The workbook to fill in: empty, or with the records of one's own networks."""
    st.header("1. Get the workbook", anchor=False)
    own = own_networks(actor, Action.IMPORT, view.known.networks)
    chosen = own
    if len(own) > 1:
        everything = "All of them"
        network = st.selectbox(
            "Records of",
            ["", *own],
            format_func=lambda code: view.known.networks.get(code, everything),
            key=_NETWORK,
        )
        chosen = [network] if network else own
    with st.container(horizontal=True):
        st.download_button(
            "Download an empty workbook",
            data=empty_workbook,
            file_name="heard-workbook.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="import_empty",
        )
        st.download_button(
            "Download with your records",
            data=partial(own_records, st.session_state[SESSION], tuple(chosen)),
            file_name=f"heard-records-{'-'.join(chosen) if len(chosen) == 1 else 'own'}.xlsx",
            mime=XLSX,
            on_click="ignore",
            key="import_own",
        )
    st.caption("The workbook with your records holds true counts of people. Do not publish it or pass it on.")


def take_file(actor: Actor) -> None:
    """Choose a file, see what it would do, save it."""
    st.header("2. Choose your file", anchor=False)
    number = st.session_state.setdefault(ROUND, 0)
    key = f"import_file_{number}"
    st.file_uploader("File with records", key=key, on_change=_taken, args=(key,))
    st.caption(LIMITS)
    visit = _visit_of(actor)
    if visit is None or visit.planning is None:
        return
    with st.container(key="block_import"):
        _show(visit)


def _visit_of(actor: Actor) -> Visit | None:
    """What this account has under way; another account's is dropped, as a dry run shows true counts."""
    visit: Visit | None = st.session_state.get(VISIT)
    if visit is not None and visit.user_id != actor.user_id:
        del st.session_state[VISIT]
        return None
    return visit


def _taken(key: str) -> None:
    """A file was chosen, or taken away: begin its dry run."""
    chosen = st.session_state[key]
    if chosen is None:
        st.session_state.pop(VISIT, None)
        return
    visit = Visit(current_actor().user_id, file_label(chosen.name), chosen.getvalue())
    st.session_state[VISIT] = visit
    _plan_anew(visit)


def _plan_anew(visit: Visit) -> None:
    visit.saving = None
    visit.planning = Work(partial(_planned, visit.name, visit.content, current_actor()))


def _planned(name: str, content: bytes, actor: Actor, progress: Progress) -> Planned:
    check_may(actor, Action.IMPORT)
    return planned(get_engine(), ImportFile.from_bytes(name, content), actor=actor, progress=progress)


def _show(visit: Visit) -> None:
    planning = visit.planning
    if planning is None:
        return
    if not shown_until_done(planning, saying=f"{visit.name}:"):
        st.caption(GOES_ON)
        return
    if planning.result is None:
        st.error(escaped(planning.sentence))
        if not isinstance(planning.error, HeardError):
            st.text(f"{visit.name} is still here.")
            st.button("Try again", key="import_again", on_click=_plan_anew, args=(visit,))
        return
    if visit.saving is not None:
        _show_saving(visit, visit.saving)
        return
    plan, grids = planning.result
    show_plan(plan, grids)
    if plan.is_sound and plan.changes_nothing:
        st.success("Heard already holds all of this, so there is nothing to save.")
    elif plan.is_sound:
        st.button("Save these changes", type="primary", key="import_save", on_click=_save, args=(visit,))


def _save(visit: Visit) -> None:
    """Begin to save; a second click finds it begun."""
    if visit.saving is None and visit.planning is not None and visit.planning.result is not None:
        plan, _ = visit.planning.result
        what: Any = partial(committed, get_engine(), plan, actor=current_actor())
        visit.saving = Work(lambda progress: what(progress=progress), is_finished_at_stop=True)


def _show_saving(visit: Visit, saving: Work[ImportResult]) -> None:
    if not shown_until_done(saving, saying=f"{visit.name}:"):
        st.caption(SAVED_ALL_THE_SAME)
        return
    result = saving.result
    if result is None:
        st.error(escaped(saving.sentence))
        st.text(f"{visit.name} is still here.")
        st.button("Look at a new dry run", key="import_again", on_click=_plan_anew, args=(visit,))
        return
    st.success(
        f"Saved as import {result.batch_id}: {whole(result.added)} added, {whole(result.changed)} changed, "
        f"{whole(result.removed)} removed. You can undo it below."
    )
    st.button("Import another file", key="import_next", on_click=choose_anew)
