"""Codes that what is typed seems to speak of, each one click away; none is ever set by itself."""

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.recording.form_state import FormState
from components.ui.recording.typed import Typed, new_cohort
from data_access.queries.recording_lists import RecordingLists
from domain.suggestions import suggestions

MOST_OF_A_KIND = 2
KINDS = {
    "programme_code": "programme",
    "rung_code": "rung",
    "groups": "group",
    "priorities": "priority",
    "ways_of_working": "way of working",
}
ONE_CODE = frozenset({"programme_code", "rung_code"})
LONGEST_LABEL = 60


def suggestions_offered(form: FormState, lists: RecordingLists) -> None:
    """A row of buttons, in the order of the form; nothing where the text speaks of nothing."""
    text = _what_is_typed(form)
    offered = [
        (name, code)
        for name, candidates in lists.candidates.items()
        for code in suggestions(text, candidates, without=_taken(form, name), most=MOST_OF_A_KIND)
        if not (name in ONE_CODE and form.fields[name])
    ]
    if not offered:
        return
    with st.container(key="suggested", horizontal=True):
        for name, code in offered:
            st.button(
                f"Suggested {KINDS[name]}: {escaped(_label(lists, name, code))}",
                key=f"suggested_{form.opened}_{name}_{code}",
                on_click=_take,
                args=(form, name, code),
            )


def _what_is_typed(form: FormState) -> str:
    parts = [form.fields["title"], form.fields["description"], form.fields["access_support"]]
    parts += [text for outcome in form.typed["outcomes"] for text in (outcome["you_said"], outcome["we_did"])]
    return ". ".join(parts)


def _taken(form: FormState, name: str) -> set[str]:
    if name == "groups":
        return {code for cohort in form.typed["cohorts"] for code in cohort["groups"]}
    value = form.fields[name]
    return {value} if isinstance(value, str) else set(value)


def _label(lists: RecordingLists, name: str, code: str) -> str:
    labels = {
        "programme_code": lists.programmes,
        "rung_code": {rung: one.label for rung, one in lists.rungs.items()},
        "groups": lists.groups,
        "priorities": lists.priorities,
        "ways_of_working": lists.ways_of_working,
    }[name]
    label = labels[code]
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _take(form: FormState, name: str, code: str) -> None:
    """Set a suggested code. A group has a row of people of its own: nobody is put into two groups by a click."""
    if name in ONE_CODE:
        form.put("activity", form.fields, name, code)
    elif name == "groups":
        row = _row_without_groups(form)
        form.put(row["id"], row, name, [code])
    else:
        form.put("activity", form.fields, name, [*form.fields[name], code])


def _row_without_groups(form: FormState) -> Typed:
    """The last row of people if it has no group and nobody said why, else a new one."""
    last: Typed = form.typed["cohorts"][-1]
    if last["groups"] or last["without"]:
        last = new_cohort()
        form.typed["cohorts"].append(last)
    return last
