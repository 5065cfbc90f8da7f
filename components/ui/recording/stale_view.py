"""Two people changed one record: both versions side by side, and what was typed is kept."""

import pandas as pd
import streamlit as st

from components.ui.plain_text import escaped
from components.ui.recording.form_state import FormState, as_json
from components.ui.recording.typed import NOT_ASKED, Typed, put_together, typed_from
from data_access.engine import get_engine
from data_access.interchange.code_lists import CodeLists
from data_access.queries.record import read_record
from data_access.queries.record_history import groups_in_words, heading_of, in_words
from domain.errors import NotFoundError

_OUTCOME_NAMES = ("direction", "status", "you_said", "we_did", "metric_label", "metric_value")


def stale_view(form: FormState) -> None:
    """What differs between what is typed and what is saved by now, and the two ways on."""
    try:
        theirs = _theirs(form)
    except NotFoundError:
        st.error("This record was removed while you typed. What you typed is kept as a draft.")
        return
    mine = put_together(form.typed, theirs)
    with st.container(key="block_stale"):
        st.subheader("Somebody else changed this record meanwhile", anchor=False)
        st.text(form.refused)
        rows = _differences(mine, theirs)
        if rows:
            st.table(pd.DataFrame(rows).set_index("What"))
        else:
            st.text("You and they changed different things, so both fit together.")
        st.text(
            "What you did not touch becomes as they saved it. Nothing is saved until you choose Save record."
        )
        with st.container(horizontal=True):
            st.button("Go on with what I typed", key="stale_mine", on_click=_take, args=(form, mine))
            st.button("Take what they saved", key="stale_theirs", on_click=_take, args=(form, theirs))


def _theirs(form: FormState) -> Typed:
    record = read_record(get_engine(), form.typed["activity_id"])
    return typed_from(record, began=pd.Timestamp(form.typed["began"]).to_pydatetime())


def _take(form: FormState, typed: Typed) -> None:
    """Go on with this version: the widgets start anew from it."""
    form.typed = typed | {"key": form.typed["key"]}
    form.kept = as_json({})
    form.is_stale, form.refused, form.problems = False, "", {}
    form.renew_widgets()


def _differences(mine: Typed, theirs: Typed) -> list[dict[str, str]]:
    with get_engine().connect() as connection:
        lists = CodeLists.from_store(connection)
    rows = [
        _row(
            heading_of("activity", name),
            in_words("activity", name, mine["fields"], lists),
            in_words("activity", name, theirs["fields"], lists),
        )
        for name in mine["fields"]
        if mine["fields"][name] != theirs["fields"][name]
    ]
    for what, part, words in (("People", "cohorts", _people), ("Outcomes", "outcomes", _outcomes)):
        typed, saved = words(mine[part], lists), words(theirs[part], lists)
        if typed != saved:
            rows.append(_row(what, typed, saved))
    return rows


def _row(what: str, mine: str, theirs: str) -> dict[str, str]:
    return {"What": what, "You typed": escaped(mine), "They saved": escaped(theirs)}


def _people(cohorts: list[Typed], lists: CodeLists) -> str:
    return "; ".join(
        f"{groups_in_words({'groups': one['groups'], 'is_known': one['without'] != NOT_ASKED}, lists)}: "
        f"{one['people'] or 'no number'}"
        for one in cohorts
        if one["people"] or one["groups"] or one["without"]
    ) or "nobody"  # fmt: skip


def _outcomes(outcomes: list[Typed], lists: CodeLists) -> str:
    return "; ".join(
        f"{place}: "
        + ", ".join(in_words("outcome", name, one, lists) for name in _OUTCOME_NAMES if one[name])
        + (f", {len(one['evidence'])} evidence" if one["evidence"] else "")
        for place, one in enumerate(outcomes, start=1)
    ) or "nothing"  # fmt: skip
