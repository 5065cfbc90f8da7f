"""Rating markers as a lay partner: in plain words, without staff's view first, then both side by side."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.ui.access import current_actor
from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from components.ui.rating_form import (
    CANNOT_SAY,
    NOTED,
    RatingForm,
    choose_marker,
    close_form,
    drafts_of,
    empty_form,
    keep_draft,
    note_in_draft,
    open_form,
    say_not_kept,
    see_again,
)
from components.ui.rating_lay_words import PlainMarker, in_plain_words
from components.ui.rating_staff import is_fresh
from components.ui.view import View
from data_access.commands.drafts import MarkerAssessmentDraft, limits_of
from data_access.commands.ratings import rating_draft, save_rating, take_back_ratings
from data_access.engine import get_engine
from data_access.queries.ratings import BlindView, RatingSeen, blind_views
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError, StaleRecordError
from domain.level_gap import describe_level_gap
from domain.permissions import Actor
from domain.personal_details import personal_detail_in
from domain.vocabulary import RaterKind
from domain.wording import day

_MARKER = "rating_lay_marker"
_LONGEST = limits_of(MarkerAssessmentDraft, "evidence")["max_length"]
INTRODUCTION = (
    "Say what you think. There is no wrong answer. First you say what you think, then you see what staff said. "
    "The two stand side by side. Nobody mixes them into one number."
)
WHO_SEES = (
    "Everyone can read your answers. Your name is not shown. A log keeps which account saved them, and only "
    "leaders and administrators of Heard can read it. Only you can change or take back what you said."
)
ABOUT_SPECTRUM = (
    "The page Spectrum is open to everyone and shows what staff said. "
    "Please answer here before you look there."
)


def introduce(*, is_folded: bool) -> None:
    """What this page is for and who sees the answers; folded for who has begun to answer."""
    sentences = (INTRODUCTION, ABOUT_SPECTRUM)
    if is_folded:
        with st.expander("What is this page for, and who can see my answers?"):
            for sentence in (*sentences, WHO_SEES):
                st.text(sentence)
        return
    for sentence in sentences:
        st.text(sentence)
    with st.expander("Who can see my answers?"):
        st.text(WHO_SEES)


def lay_questions(view: View, *, actor: Actor, network: str) -> bool:
    """One question at a time: the answer, then both views of it. Answers whether any was answered before."""
    markers = view.facts.reference.markers
    views = blind_views(get_engine(), actor=actor, network=network, today=view.today)
    drafts = drafts_of(actor, network=network, kind=RaterKind.LAY)
    asked = {code: in_plain_words(marker) for code, marker in markers.items()}
    answers = {code: _answer(views.get(code), drafts.get(code, {}), view.today) for code in markers}
    st.text(f"You have answered {sum(map(bool, answers.values()))} of {len(markers)} questions.")
    codes = list(markers)
    if _MARKER not in st.session_state and not st.query_params.get("marker"):
        st.session_state[_MARKER] = next((code for code in codes if not answers[code]), codes[0])
    code = choose_marker(
        _MARKER,
        "Question",
        options=codes,
        named=lambda one: f"{codes.index(one) + 1} of {len(codes)}",
    )
    form = RatingForm(network, RaterKind.LAY, code)
    seen = views.get(code, BlindView())
    with st.container(key="lay_question"), st.container(key="typed_rating_lay"):
        st.subheader(escaped(asked[code].question), anchor=False)
        if why := _why_again(seen, view.today):
            st.text(why)
        is_saved = bool(answers[code]) and not why
        _draw_form(form, asked[code], seen, drafts.get(code, {}), is_saved=is_saved)
        say_not_kept()
        say(form.key("answer"))
        if seen.own is not None and not why:
            _side_by_side(asked[code], own=seen.own, staff=seen.staff)
        _next(codes, code, has_answered=is_saved)
    with st.expander("All questions and your answers"):
        st.table(_so_far(asked, answers))
    return any(answers.values())


def _answer(seen: BlindView | None, typed: Mapping[str, Any], today: date) -> str:
    """What this lay partner has answered, in short; empty where there is no answer that counts."""
    if seen and is_fresh(seen.own, today) and seen.own:
        return f"You say {seen.own.level}."
    return "You cannot say." if typed.get(NOTED) else ""


def _why_again(seen: BlindView, today: date) -> str:
    """Why somebody who has answered before is asked again; empty where nothing asks for it."""
    if seen.own is None:
        return ""
    said = f"You said {seen.own.level} on {day(seen.own.as_of)}."
    if not is_fresh(seen.own, today):
        return f"{said} That is too long ago to count. What do you say today?"
    if seen.staff_is_hidden:
        return (
            f"{said} Staff have rated this again since then. "
            "Say what you think today, then you see what they say."
        )
    return ""


def _side_by_side(plain: PlainMarker, *, own: RatingSeen, staff: RatingSeen | None) -> None:
    st.markdown(f"**{describe_level_gap(own.level, staff=staff.level if staff else None)}**")
    for column, who, rating in zip(st.columns(2), ("You", "Staff"), (own, staff), strict=True):
        with column, st.container(key=f"lay_view_{who.lower()}", border=True, height="stretch"):
            _one_view(who, plain, rating)


def _one_view(who: str, plain: PlainMarker, rating: RatingSeen | None) -> None:
    if rating is None:
        st.markdown(f"**{who}: no rating**")
        return
    st.markdown(f"**{who}: {rating.level} of 3**")
    st.text(plain.levels[rating.level])
    for text in (rating.evidence, rating.evidence_link):
        if text:
            st.text(text)
    note = " Made up, to show how Heard works." if rating.is_illustrative else ""
    st.caption(f"{day(rating.as_of)}.{note}")


def _draw_form(
    form: RatingForm, plain: PlainMarker, seen: BlindView, typed: Mapping[str, Any], *, is_saved: bool
) -> None:
    own = seen.own
    own_words = {"level": own.level, "evidence": own.evidence} if own and own.as_of == _today() else {}
    open_form(form, typed or own_words, seen=[own.mark] if own else [])
    keep = partial(keep_draft, form)
    st.radio(
        "What is true, as far as you can see?",
        [0, 1, 2, 3, CANNOT_SAY],
        index=None,
        format_func=lambda level: (
            "I cannot say" if level == CANNOT_SAY else escaped(f"{level}: {plain.levels[level]}")
        ),
        key=form.key("level"),
        on_change=keep,
    )
    why = st.text_area(
        "Why do you think so? You can leave this empty.",
        key=form.key("evidence"),
        max_chars=_LONGEST,
        on_change=keep,
    )
    st.caption("Please do not write anybody's name. Everyone can read this.")
    if detail := personal_detail_in(why):
        st.warning(f"This looks like {detail}. Everyone can read it: please take it out.")
    st.button(
        "Save my answer",
        type="secondary" if is_saved else "primary",
        key=form.key("save"),
        on_click=_save,
        args=(form,),
    )


def _next(codes: list[str], code: str, *, has_answered: bool) -> None:
    place = codes.index(code)
    with st.container(horizontal=True):
        for label, to in (("Back", place - 1), ("Next question", place + 1)):
            if 0 <= to < len(codes):
                st.button(
                    label,
                    key=f"lay_go_{label.split()[0].lower()}",
                    type="primary" if has_answered and to > place else "secondary",
                    on_click=_go,
                    args=(codes[to],),
                )


def _go(code: str) -> None:
    st.session_state[_MARKER] = code


def _save(form: RatingForm) -> None:
    """Save the answer; where that fails, say why and leave the form as it is."""
    actor = current_actor()
    state = st.session_state
    typed, key = form.typed(), state.get(form.key("submission"))
    if key is None:
        return  # a second click on a form that the first one has saved and closed
    try:
        if typed.get("level") == CANNOT_SAY:
            sentence = _note_cannot_say(form, actor)
        else:
            sentence = _save_level(form, actor, typed, key)
    except StaleRecordError as error:
        see_again(form)
        note(form.key("answer"), "error", str(error))
    except HeardError as error:
        note(form.key("answer"), "error", str(error).replace("Level: ", "Your answer: "))
    else:
        note(form.key("answer"), "success", sentence)


def _save_level(form: RatingForm, actor: Actor, typed: Mapping[str, Any], key: str) -> str:
    draft = rating_draft(
        network=form.network,
        marker=form.marker,
        rater_kind=RaterKind.LAY,
        level=typed.get("level"),
        as_of=_today(),
        evidence=typed.get("evidence") or "",
    )
    with unit_of_work(get_engine(), actor=actor) as work:
        save_rating(work, draft, key=key, seen=st.session_state[form.key("seen")])
    close_form(form, actor)
    return "Saved. Thank you."


def _note_cannot_say(form: RatingForm, actor: Actor) -> str:
    """Remember that somebody cannot say; what they said before counts no longer.

    In this order: where the second step fails, the rating stands beside a note that says nothing against it.
    """
    note_in_draft(form, actor, level=CANNOT_SAY)
    with unit_of_work(get_engine(), actor=actor) as work:
        taken_back = take_back_ratings(work, network=form.network, marker=form.marker)
    empty_form(form)
    said = "Thank you. “I cannot say” counts as not known. It does not count as 0."
    return f"{said} We took back what you had said before." if taken_back else said


def _so_far(asked: Mapping[str, PlainMarker], answers: Mapping[str, str]) -> pd.DataFrame:
    rows = [
        {"Question": escaped(plain.question), "Your answer": answers[code] or "No answer yet"}
        for code, plain in asked.items()
    ]
    return pd.DataFrame(rows).set_index("Question")


def _today() -> date:
    return get_settings().current_day()
