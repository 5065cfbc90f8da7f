"""The dry run of an import on the page: counts, what is wrong beside its cells, and every change before it is made."""

from functools import partial
from itertools import islice

import pandas as pd
import streamlit as st

from components.ui.import_page_files import problem_list, problem_list_name
from components.ui.import_page_grid import FileGrids, grid_html
from components.ui.plain_text import escaped
from data_access.interchange.cells import shown
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planned_change import PlannedChange
from domain.vocabulary import ChangeAction, Code
from domain.wording import counted, whole

MOST_LINES = 200
_TALLEST = 420
_FEW_LINES = 10
_FIELDS_OF_A_NEW_RECORD = 4
# By the record's name, or of less use to whoever looks a file over.
_SAID_ALREADY = frozenset(
    {"network_code", "local_reference", "marker_code", "is_known", "provenance", "provenance_note"}
)


def show_plan(plan: ImportPlan, grids: FileGrids) -> None:
    """What the file would do, and what is wrong with it."""
    st.subheader("What this file would do", anchor=False)
    st.text(f"{plan.file_name}: {counted(plan.row_count, 'row', 'rows')}. Nothing is saved yet.")
    if not plan.is_sound:
        st.error(
            f"{counted(plan.problem_count, 'problem', 'problems')} to correct. Correct the file and choose it "
            "again. Nothing can be saved before."
        )
    _findings(plan, grids)
    _table(_summary(plan), "Counts for each sheet", index="Sheet")
    if plan.is_sound:
        _changes(plan)


def _findings(plan: ImportPlan, grids: FileGrids) -> None:
    if not plan.problem_count and not plan.warning_count:
        return
    if plan.is_sound:
        st.markdown(
            f"**{counted(plan.warning_count, 'thing is', 'things are')} worth a look.** You can save all the same."
        )
    for sentence in grids.elsewhere:
        st.text(sentence)
    for place, sheet in enumerate(grids.sheets):
        st.markdown(f"**{escaped(sheet.title)}**")
        with st.container(key=f"wide_import_{place}"):
            st.html(grid_html(sheet))
    listed = len(plan.problems) + len(plan.warnings)
    if (left := plan.problem_count + plan.warning_count - listed) > 0:
        st.text(f"{whole(left)} more are not shown. Correct these first, then choose the file again.")
    st.download_button(
        "Download this list as CSV",
        data=partial(problem_list, plan),
        file_name=problem_list_name(plan),
        mime="text/csv",
        on_click="ignore",
        key="import_problem_list",
    )


def _summary(plan: ImportPlan) -> pd.DataFrame:
    """Sheets of which the file has no row are left out, where it has any."""
    every = plan.summaries()
    told = [one for one in every if one.added + one.changed + one.removed + one.unchanged] or every
    return pd.DataFrame(
        [
            {
                "Sheet": one.sheet,
                "To add": whole(one.added),
                "To change": whole(one.changed),
                "To remove": whole(one.removed),
                "Left as it is": whole(one.unchanged),
            }
            for one in told
        ]
    )


def _changes(plan: ImportPlan) -> None:
    removed, changed, added = (
        _first(plan, action) for action in (ChangeAction.REMOVED, ChangeAction.CHANGED, ChangeAction.ADDED)
    )
    if removed:
        count = plan.changes.count(ChangeAction.REMOVED)
        st.warning(
            f"{counted(count, 'record', 'records')} would be removed: the rows of an activity in the sheet "
            "Cohorts are its whole account."
        )
        _table(_lines([_whole_record(one) for one in removed], count), "To remove")
    if changed:
        lines = [line for one in changed for line in _before_and_after(one)]
        count = max(len(lines), plan.changes.count(ChangeAction.CHANGED))
        _table(_lines(lines[:MOST_LINES], count), "To change")
    if added:
        count = plan.changes.count(ChangeAction.ADDED)
        _table(_lines([_whole_record(one) for one in added], count), "To add")


def _first(plan: ImportPlan, action: ChangeAction) -> list[PlannedChange]:
    """As many as are listed: of a large file no more are unpacked."""
    return list(islice(plan.changes.of(action=action), MOST_LINES))


def _lines(lines: list[dict[str, str]], total: int) -> pd.DataFrame:
    if total > len(lines):
        more = f"and {whole(total - len(lines))} more"
        lines = [*lines, dict.fromkeys(lines[0], "") | {"Record": more}]
    return pd.DataFrame(lines)


def _before_and_after(change: PlannedChange) -> list[dict[str, str]]:
    return [
        {
            "Record": change.name,
            "Row": _row(change),
            "What": found.heading,
            "Before": value_text(found.before),
            "After": value_text(found.after),
        }
        for found in change.fields
    ]


def _whole_record(change: PlannedChange) -> dict[str, str]:
    fields = [
        f"{found.heading}: {value_text(found.after if change.after else found.before)}"
        for found in change.fields
        if found.field not in _SAID_ALREADY
    ][:_FIELDS_OF_A_NEW_RECORD]
    return {"Record": change.name, "Row": _row(change), "What it holds": "; ".join(fields)}


def _row(change: PlannedChange) -> str:
    return "" if change.row is None else str(change.row)


def value_text(value: object) -> str:
    """A value as a person reads it; nothing is said to be empty."""
    if isinstance(value, Code):
        return value.label
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple | list):
        value = "; ".join(map(str, value))
    return shown(value) or "empty"


def _table(table: pd.DataFrame, title: str, *, index: str = "Record") -> None:
    st.markdown(f"**{title}**")
    st.table(
        table.map(lambda text: escaped(str(text))).set_index(index),
        height=_TALLEST if len(table) > _FEW_LINES else "content",
        alt=f"Table: {title}",
    )
