"""What came of it: outcomes, good, bad or nothing, each with its number and its evidence."""

from datetime import date

import streamlit as st

from components.ui.recording.fields import (
    Part,
    answer_field,
    choice_field,
    day_field,
    fold,
    labels_of,
    radio_field,
    text_field,
    tick_field,
)
from components.ui.recording.form_state import FormState
from components.ui.recording.typed import Typed, new_evidence, new_outcome, next_part_reference
from domain.vocabulary import Direction, EvidenceKind, Level, OutcomeStatus

_METRIC = (
    "metric_label", "metric_value", "metric_unit", "metric_baseline", "metric_comparator", "metric_period",
)  # fmt: skip


def outcome_section(form: FormState, *, today: date) -> None:
    """All outcomes."""
    outcomes: list[Typed] = form.typed["outcomes"]
    if not outcomes:
        st.caption("Good news, bad news and no change all count. You can add this later.")
    for place, outcome in enumerate(outcomes, start=1):
        with st.container(key=f"outcome_{outcome['id']}", border=True):
            _outcome(form, outcome, place=place, today=today)
    st.button(
        "Add another outcome" if outcomes else "Add an outcome",
        key=f"add_outcome_{form.opened}",
        on_click=_add_outcome,
        args=(form,),
    )


def _outcome(form: FormState, outcome: Typed, *, place: int, today: date) -> None:
    part = Part(form, outcome["id"], outcome)
    st.markdown(f"**Outcome {place}**")
    said, done = st.columns(2)
    with said:
        text_field(part, "you_said", "You said: what people asked for", area=True)
    with done:
        text_field(part, "we_did", "We did: what changed because of it", area=True)
    radio_field(part, "direction", "Which way did it go?", labels_of(Direction))
    radio_field(part, "status", "Was the change made?", labels_of(OutcomeStatus))
    if outcome["status"] == OutcomeStatus.NOT_POSSIBLE:
        text_field(part, "reason_not_possible", "Why was it not possible?")
    radio_field(part, "level", "For whom is it of value?", labels_of(Level))
    day_field(part, "decided_on", "Day on which it was made or decided", today=today)
    answer_field(part, "confirmed_by_people", "Did people involved confirm it?")
    fold(
        form, f"{part.id}_metric", "A number that shows it",
        has_content=any(outcome[name] for name in _METRIC), draw=lambda: _metric(part),
    )  # fmt: skip
    _evidence(form, outcome)
    st.button(
        f"Remove outcome {place}",
        key=f"drop_{outcome['id']}",
        on_click=_drop_outcome,
        args=(form, outcome["id"]),
    )


def _metric(part: Part) -> None:
    text_field(part, "metric_label", "What was measured", placeholder="Letters understood at first reading")
    left, right = st.columns(2)
    with left:
        text_field(part, "metric_value", "The number", placeholder="84")
        text_field(part, "metric_baseline", "The same number before", placeholder="61")
        text_field(part, "metric_period", "The time that it is of", placeholder="October to December 2026")
    with right:
        text_field(part, "metric_unit", "What it counts", placeholder="% of patients asked")
        text_field(
            part, "metric_comparator", "What it is compared with", placeholder="The same ward a year before"
        )
    tick_field(part, "metric_is_share", "The number is a share of people")


def _evidence(form: FormState, outcome: Typed) -> None:
    pieces: list[Typed] = outcome["evidence"]
    for place, piece in enumerate(pieces, start=1):
        part = Part(form, piece["id"], piece)
        st.markdown(f"**Evidence {place}**")
        left, right = st.columns(2)
        with left:
            text_field(part, "title", "What it is called", placeholder="Survey of 120 patients")
            text_field(part, "link", "Link", placeholder="https://")
        with right:
            choice_field(part, "kind", "What kind it is", labels_of(EvidenceKind), empty="Choose")
            text_field(part, "what_it_shows", "What it shows, in one sentence")
        st.button(
            f"Remove evidence {place}",
            key=f"drop_{piece['id']}",
            on_click=_drop_evidence,
            args=(outcome, piece["id"]),
        )
    st.button(
        "Add a link or document that supports it",
        key=f"add_evidence_{outcome['id']}",
        on_click=_add_evidence,
        args=(outcome,),
    )


def _add_outcome(form: FormState) -> None:
    form.typed["outcomes"].append(new_outcome(next_part_reference(form.typed["outcomes"])))


def _drop_outcome(form: FormState, outcome_id: str) -> None:
    form.typed["outcomes"] = [one for one in form.typed["outcomes"] if one["id"] != outcome_id]


def _add_evidence(outcome: Typed) -> None:
    outcome["evidence"].append(new_evidence(next_part_reference(outcome["evidence"])))


def _drop_evidence(outcome: Typed, piece_id: str) -> None:
    outcome["evidence"] = [one for one in outcome["evidence"] if one["id"] != piece_id]
