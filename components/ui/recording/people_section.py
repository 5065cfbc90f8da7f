"""Who took part: rows of people who share the same groups, each person counted once."""

from collections.abc import Sequence

import streamlit as st

from components.ui.recording.fields import Part, choices_field, radio_field, text_field
from components.ui.recording.form_state import FormState
from components.ui.recording.typed import NONE_OF_THEM, NOT_ASKED, Typed, new_cohort
from data_access.queries.recording_lists import RecordingLists
from domain.wording import join_and

PAIR = 2
NAMES = frozenset({"Asian", "Black", "Deaf", "Gypsies", "Gypsy", "Roma"})
"""First words of groups that keep their capital within a sentence."""
WITHOUT_GROUPS = {NOT_ASKED: "We did not ask", NONE_OF_THEM: "They belong to none of these groups"}


def people_section(form: FormState, lists: RecordingLists) -> None:
    """All rows of people."""
    st.subheader("Who took part", anchor=False)
    st.caption(
        "Count each person once. Somebody who fits several groups stands in one row with all of them. "
        "The true numbers show only here, to those who may change this record."
    )
    cohorts: list[Typed] = form.typed["cohorts"]
    for place, cohort in enumerate(cohorts, start=1):
        with st.container(key=f"cohort_{cohort['id']}", border=len(cohorts) > 1):
            _cohort_row(form, cohort, lists, place=place, is_only=len(cohorts) == 1)
    st.button(
        "Add people with other groups", key=f"add_people_{form.opened}", on_click=_add_cohort, args=(form,)
    )


def _cohort_row(form: FormState, cohort: Typed, lists: RecordingLists, *, place: int, is_only: bool) -> None:
    part = Part(form, cohort["id"], cohort)
    few, many = st.columns([1, 3])
    with few:
        text_field(part, "people", "How many people", placeholder="12")
    with many:
        choices_field(
            part, "groups", "Groups that all of them belong to", lists.groups, empty="Choose one or more"
        )
    if len(cohort["groups"]) > 1:
        st.text(
            people_in_words(cohort["people"], [lists.groups.get(code, code) for code in cohort["groups"]])
        )
    if not cohort["groups"]:
        radio_field(part, "without", "If you chose no group", WITHOUT_GROUPS)
    if not is_only:
        st.button(
            f"Remove row {place}",
            key=f"drop_{cohort['id']}",
            on_click=_drop_cohort,
            args=(form, cohort["id"]),
        )


def people_in_words(people: str, groups: Sequence[str]) -> str:
    """Who a row of two or more groups counts: "12 people who are both unpaid carers and older people."."""
    number = people.strip()
    inside = join_and([_inside(one) for one in groups])
    all_of = "both" if len(groups) == PAIR else "all of these:"
    if number == "1":
        return f"One person among {all_of} {inside}."
    return f"{number or 'No number yet:'} people who are {all_of} {inside}."


def _inside(label: str) -> str:
    """A label as it stands inside a sentence: a common word starts small, a name keeps its capital."""
    return label if label.split(maxsplit=1)[0].rstrip(",") in NAMES else label[0].lower() + label[1:]


def _add_cohort(form: FormState) -> None:
    form.typed["cohorts"].append(new_cohort())


def _drop_cohort(form: FormState, cohort_id: str) -> None:
    form.typed["cohorts"] = [one for one in form.typed["cohorts"] if one["id"] != cohort_id]
