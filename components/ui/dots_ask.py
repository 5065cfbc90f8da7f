"""The form for a new question to the room: what it is about, its words, and the evidence beside it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from components.ui.kept_form import Field, Form, Shape, draw_form
from components.ui.plain_text import escaped
from components.ui.view import View
from data_access.commands.dots import LABELS, QuestionDraft, open_question
from data_access.commands.forum import Saved, draft_of
from data_access.engine import get_engine
from data_access.queries.public_record import public_record
from data_access.queries.record import recent_records
from data_access.queries.spectrum import marker_ratings
from data_access.unit_of_work import UnitOfWork
from domain.dots import CUBE_CITATION
from domain.permissions import Actor
from domain.vocabulary import ChangeAction, DotKind, RaterKind

LONGEST_ASKED, LONGEST_EVIDENCE = 300, 2_000
MOST_FOUND = 20
CUBE_SOURCE = f"The four scales are those of the Cube. {CUBE_CITATION}"
NOBODY_FOUND = "No activity has these words in its title or reference."
_KIND, _NETWORK, _WORDS, _ACTIVITY = "dots_kind", "dots_network", "dots_words", "dots_activity"


def ask_the_room(view: View, *, actor: Actor, meeting_id: int) -> None:
    """Choose what is asked about, word it, and open it to the room."""
    with st.container(key="block_dots_ask", border=True):
        st.header("Ask the room", anchor=False)
        kind = st.selectbox("What do people place their dots on?", [*DotKind], format_func=_label, key=_KIND)
        if kind is DotKind.SPECTRUM:
            _about_a_network(view, actor, meeting_id)
        elif kind is DotKind.RUNG:
            _about_an_activity(view, actor, meeting_id)
        else:
            if kind is DotKind.CUBE:
                st.caption(escaped(CUBE_SOURCE))
            asked = "How was it to take part?" if kind is DotKind.CUBE else ""
            draw_form(_form(meeting_id, kind, asked=asked), actor=actor)


def _label(kind: DotKind) -> str:
    return kind.label


def _about_a_network(view: View, actor: Actor, meeting_id: int) -> None:
    names = view.known.networks
    network = st.selectbox("Network", [*names], format_func=lambda code: names[code], key=_NETWORK)
    short_name = view.facts.reference.networks[network].short_name
    asked = f"Where does {short_name} stand between influencing and co-ordinating?"
    form = _form(
        meeting_id, DotKind.SPECTRUM, asked=asked, evidence=evidence_of(view, network), network=network
    )
    draw_form(form, actor=actor)


def _about_an_activity(view: View, actor: Actor, meeting_id: int) -> None:
    words = st.text_input("Find an activity, by words of its title or its reference", key=_WORDS)
    found = {
        one.activity_id: one
        for one in recent_records(get_engine(), networks=None, search=words, most=MOST_FOUND)
    }
    if not found:
        st.text(NOBODY_FOUND)
        return
    names = view.known.networks
    number = st.selectbox(
        "Activity", [*found], key=f"{_ACTIVITY}_{words}",
        format_func=lambda one: f"{found[one].title} ({names.get(found[one].network, found[one].network)})",
    )  # fmt: skip
    record = public_record(get_engine(), number)
    asked = "Which rung of the ladder was it?"
    form = _form(meeting_id, DotKind.RUNG, asked=asked, evidence=record.rung_reason, activity=number)
    draw_form(form, actor=actor)


def evidence_of(view: View, network: str) -> str:
    """What staff and lay partners wrote for their newest ratings of the spectrum's markers, as far as it has room."""
    lines = []
    for one in marker_ratings(view.facts, network=network, on=view.today):
        for who, rating in ((RaterKind.STAFF.label, one.staff), (RaterKind.LAY.label, one.lay)):
            if rating is not None and rating.evidence:
                lines.append(f"{one.marker.label} ({who}): {rating.evidence}")
    text = ""
    for line in lines:
        if len(text) + len(line) + 1 > LONGEST_EVIDENCE:
            break
        text = f"{text}\n{line}" if text else line
    return text


def _form(
    meeting_id: int,
    kind: DotKind,
    *,
    asked: str,
    evidence: str = "",
    network: str | None = None,
    activity: int | None = None,
) -> Form:
    """The form; what it begins with is another for another network or activity, and so is what is typed."""
    about = network or activity or ""
    return Form(
        name=f"dots_{meeting_id}_{kind.value}_{about}",
        where="dots",
        fields=(
            Field("asked", "Question", Shape.LINE, LONGEST_ASKED, begins_with=asked),
            Field(
                "evidence", "Evidence to show beside it", Shape.TEXT, LONGEST_EVIDENCE, begins_with=evidence,
                hint="Everybody in the room can read it, so name no person.",
            ),
            Field("hides_dots", "Hide the dots until I show them", Shape.CHECK, begins_with=True),
        ),
        row=None,
        seen="",
        save=partial(_save, meeting_id, {"kind": kind, "network_code": network, "activity_id": activity}),
        said={ChangeAction.ADDED: "The question is open. Phones can place their dots."},
        label="Open the question",
        changes_facts=False,
    )  # fmt: skip


def _save(
    meeting_id: int, about: Mapping[str, Any], work: UnitOfWork, typed: Mapping[str, Any], key: str
) -> Saved:
    draft = draft_of(QuestionDraft, labels=LABELS, **about, **typed)
    return open_question(work, draft, meeting_id=meeting_id, key=key)
