"""The sections of the form but people and outcomes: what was done, when, how, and what folds away."""

from datetime import date

import streamlit as st

from components.ui.plain_text import escaped
from components.ui.recording.fields import (
    Part,
    answer_field,
    choice_field,
    choices_field,
    day_field,
    labels_of,
    text_field,
    the_activity,
)
from components.ui.recording.form_state import FormState
from components.ui.recording.habits_offered import drop_habits, filled_in, offered_habit
from data_access.queries.recording_lists import RecordingLists
from domain.vocabulary import Mode, Stage, Who

HABITS = "Filled in from what is usual in your network."
ILLUSTRATIVE_HABITS = (
    "Filled in from the illustrative records of your network, as it has no others yet. "
    "Your own first record takes their place."
)
USUAL_NAMES = {
    "programme_code": "programme", "mode": "how people took part", "place": "place",
    "design_role": "who designed it", "delivery_role": "who delivered it",
}  # fmt: skip


def what_section(form: FormState, lists: RecordingLists, *, networks: list[str], today: date) -> None:
    """Title, what happened, and when."""
    activity = the_activity(form)
    st.subheader("What was done", anchor=False)
    if len(networks) > 1:
        choice_field(
            activity,
            "network_code",
            "Network",
            {code: lists.networks[code] for code in networks},
            empty="Choose a network",
        )
    text_field(activity, "title", "Title", placeholder="Workshop on hospital discharge letters")
    text_field(
        activity, "description", "What happened", area=True,
        hint="In plain English. Do not name anybody who took part.",
    )  # fmt: skip
    left, right = st.columns(2)
    with left:
        day_field(activity, "start_date", "First day", today=today)
    with right:
        day_field(activity, "end_date", "Last day, if it took more than one", today=today)


def how_section(form: FormState, lists: RecordingLists) -> None:
    """The rung of the ladder with its meaning, and what was filled in from habit."""
    activity = the_activity(form)
    st.subheader("How people were involved", anchor=False)
    rungs = {code: one.label for code, one in lists.rungs.items()}
    choice_field(activity, "rung_code", "Rung of the ladder", rungs, empty="Choose the rung, if you know it")
    offered_habit(form, "rung_code", rungs)
    chosen = lists.rungs.get(form.fields["rung_code"])
    if chosen:
        st.caption(f"{escaped(chosen.definition)} Look for: {escaped(chosen.evidence)}.")
        text_field(activity, "rung_reason", "Why this rung and not the next?")
    with st.expander("What the rungs mean"):
        for one in lists.rungs.values():
            st.markdown(f"**{escaped(one.label)}.** {escaped(one.definition)}")
    _say_what_is_usual(form, lists)


def _say_what_is_usual(form: FormState, lists: RecordingLists) -> None:
    usual = filled_in(form)
    if not usual:
        return
    with st.container(key="usual_values"):
        names = {"programme_code": lists.programmes, "mode": labels_of(Mode)}
        said = "; ".join(
            f"{USUAL_NAMES[name]}: {names.get(name, labels_of(Who)).get(value, value)}"
            for name, value in usual.items()
        )
        source = ILLUSTRATIVE_HABITS if form.typed.get("usual_is_illustrative") else HABITS
        st.text(f"{source} Please check: {said}.")
        st.button("Empty these", key=f"drop_usual_{form.opened}", on_click=drop_habits, args=(form,))


def more_section(form: FormState, lists: RecordingLists) -> None:
    """Programme, place, mode, stage, who designed and who delivered it."""
    activity = the_activity(form)
    choice_field(activity, "programme_code", "Programme", lists.programmes, empty="No programme")
    left, right = st.columns(2)
    with left:
        choice_field(activity, "mode", "How people took part", labels_of(Mode))
        choice_field(activity, "design_role", "Who designed it", labels_of(Who))
    with right:
        text_field(activity, "place", "Place", placeholder="Town or area, not an address")
        choice_field(activity, "delivery_role", "Who delivered it", labels_of(Who))
    choice_field(activity, "stage", "Stage of the innovation", labels_of(Stage))


def support_section(form: FormState, *, today: date) -> None:
    """Payment, expenses, access support, and reporting back."""
    activity = the_activity(form)
    answer_field(activity, "payment_offered", "Were people offered payment?")
    offered_habit(form, "payment_offered", {})
    answer_field(activity, "expenses_offered", "Were people offered their expenses?")
    offered_habit(form, "expenses_offered", {})
    text_field(
        activity, "access_support", "Support that helped people to take part",
        placeholder="BSL interpreter, large print, a lift there",
    )  # fmt: skip
    day_field(
        activity, "reported_back_on", "Day on which you told people what came of it", today=today,
        hint="Leave it empty if you have not yet.",
    )  # fmt: skip


def strategy_section(form: FormState, lists: RecordingLists) -> None:
    """Priorities and ways of working of the strategy."""
    activity = the_activity(form)
    choices_field(activity, "priorities", "Priorities of the strategy that it serves", lists.priorities)
    choices_field(activity, "ways_of_working", "Ways of working that it shows", lists.ways_of_working)


def reference_section(form: FormState) -> None:
    """The network's own reference."""
    text_field(
        the_activity(form), "local_reference", "Your own reference",
        hint="Unique within the network. We filled in the next one in your pattern.",
    )  # fmt: skip


def is_touched(part: Part, names: tuple[str, ...]) -> bool:
    """Whether any of these fields says something."""
    return any(part.values[name] not in ("", [], "not-recorded") for name in names)
