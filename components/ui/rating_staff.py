"""Rating markers as staff: what is unfinished first, one form at a time, and where the network stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.spectrum import spectrum_figure
from components.ui.access import current_actor
from components.ui.chart_block import chart_block
from components.ui.outcome import note, say
from components.ui.plain_text import escaped
from components.ui.rating_form import (
    RatingForm,
    choose_marker,
    close_form,
    drafts_of,
    keep_draft,
    open_form,
    say_not_kept,
    see_again,
    throw_away,
)
from components.ui.spectrum_loaders import network_positions
from components.ui.view import View
from data_access.commands.drafts import MarkerAssessmentDraft, limits_of
from data_access.commands.ratings import rating_draft, save_rating
from data_access.engine import get_engine
from data_access.facts.reference import MarkerEntry
from data_access.queries.ratings import RatingSeen, marker_sources, staff_ratings
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError, StaleRecordError
from domain.filters import Filters
from domain.limits import MONTHS_AN_ASSESSMENT_COUNTS
from domain.periods import EARLIEST_DAY, months_before
from domain.permissions import Actor
from domain.personal_details import personal_detail_in
from domain.vocabulary import ChangeAction, Pole, RaterKind
from domain.wording import counted, day

_MARKER = "rating_staff_marker"
_MOST_BEFORE = 6
Ratings = Mapping[str, Sequence[RatingSeen]]


def rating_desk(view: View, *, actor: Actor, network: str) -> None:
    """Choose a marker, see what stood before, rate it, and see the network's line."""
    markers = view.facts.reference.markers
    ratings = staff_ratings(get_engine(), actor=actor, network=network)
    drafts = drafts_of(actor, network=network, kind=RaterKind.STAFF)
    st.text(_progress(markers, ratings, view.today))
    order = _unfinished_first(markers, ratings, view.today)
    code = choose_marker(
        _MARKER,
        "Marker to rate, unfinished ones first",
        options=order,
        named=lambda one: f"{markers[one].pole.label}: {markers[one].label}",
    )
    form = RatingForm(network, RaterKind.STAFF, code)
    following = next((one for one in order if one != code), code)
    with st.container(key="block_rating"), st.container(key="typed_rating_staff"):
        _draw_form(form, markers[code], ratings.get(code, ()), drafts.get(code, {}), view.today, following)
    say_not_kept()
    say(form.draft_name)
    _line_now(view, network)
    with st.expander("All markers of this network at a glance"):
        st.table(_at_a_glance(markers, ratings, drafts, view.today))


def is_fresh(rating: RatingSeen | None, today: date) -> bool:
    """Whether a rating still counts."""
    return rating is not None and rating.as_of >= months_before(today, MONTHS_AN_ASSESSMENT_COUNTS)


def _progress(markers: Mapping[str, MarkerEntry], ratings: Ratings, today: date) -> str:
    """How many count, and how many are to do, in words."""
    newest = [_newest(ratings.get(code)) for code in markers]
    fresh, never = sum(1 for one in newest if is_fresh(one, today)), newest.count(None)
    old = len(newest) - fresh - never
    said = f"{fresh} of {counted(len(markers), 'marker', 'markers')} rated by staff."
    if never:
        said += f" {counted(never, 'is', 'are')} not rated yet."
    if old:
        said += f" {counted(old, 'rating is', 'ratings are')} too old."
    return f"{said} A rating counts for {MONTHS_AN_ASSESSMENT_COUNTS} months, then the marker is not known."


def _unfinished_first(markers: Mapping[str, MarkerEntry], ratings: Ratings, today: date) -> list[str]:
    """Never rated, then too old, then by the day from which they run out; otherwise in the markers' order."""

    def urgency(code: str) -> tuple[bool, date]:
        newest = _newest(ratings.get(code))
        return is_fresh(newest, today), newest.as_of if newest else date.min

    return sorted(markers, key=urgency)


def _newest(ratings: Sequence[RatingSeen] | None) -> RatingSeen | None:
    return ratings[0] if ratings else None


def _draw_form(
    form: RatingForm,
    marker: MarkerEntry,
    before: Sequence[RatingSeen],
    typed: Mapping[str, Any],
    today: date,
    following: str,
) -> None:
    open_form(form, typed, seen=[one.mark for one in before])
    st.session_state.setdefault(form.key("as_of"), today)
    _what_it_asks(marker)
    _what_stood_before(marker, before, today)
    limits = {
        name: limits_of(MarkerAssessmentDraft, name)["max_length"] for name in ("evidence", "evidence_link")
    }
    keep = partial(keep_draft, form)
    st.radio(
        "Which of these is true of the network?",
        range(4),
        index=None,
        format_func=lambda level: escaped(f"{level}: {marker.levels[level]}"),
        key=form.key("level"),
        on_change=keep,
    )
    evidence = st.text_area(
        "Evidence for the level", key=form.key("evidence"), max_chars=limits["evidence"], on_change=keep
    )
    st.caption("Say what it rests on, such as a report or minutes. Do not name anybody who took part.")
    if detail := personal_detail_in(evidence):
        st.warning(f"The evidence holds what looks like {detail}. Everybody can read it: take it out.")
    st.text_input(
        "Link to the evidence",
        key=form.key("evidence_link"),
        max_chars=limits["evidence_link"],
        on_change=keep,
    )
    as_of = st.date_input(
        "As of",
        key=form.key("as_of"),
        min_value=EARLIEST_DAY,
        max_value=today,
        format="DD/MM/YYYY",
        on_change=keep,
    )
    if any(one.as_of == as_of for one in before):
        st.caption("There is a rating of this day already. If it is your network's own, saving changes it.")
    _buttons(form, typed, following)


def _what_it_asks(marker: MarkerEntry) -> None:
    pole = (
        "Further practice: it moves no dot"
        if marker.pole == Pole.BOTH
        else f"Spectrum, {marker.pole.label.lower()}"
    )
    st.caption(pole)
    st.subheader(escaped(marker.label), anchor=False)
    if source := marker_sources(get_engine()).get(marker.code):
        st.text(f"In the strategy's words: “{source}”")


def _what_stood_before(marker: MarkerEntry, before: Sequence[RatingSeen], today: date) -> None:
    if not before:
        st.text("Staff have not rated this marker before.")
        return
    newest = before[0]
    with st.container(key="rating_before", border=True):
        age = "" if is_fresh(newest, today) else " This is too old to count now."
        st.text(f"What stood before: level {newest.level}, as of {day(newest.as_of)}.{age}")
        st.text(marker.levels[newest.level])
        for label, text in (("Evidence", newest.evidence), ("Link", newest.evidence_link)):
            if text:
                st.text(f"{label}: {text}")
        if older := [f"{one.level} ({day(one.as_of)})" for one in before[1:_MOST_BEFORE]]:
            st.caption(f"Before that: {', '.join(older)}")


def _buttons(form: RatingForm, typed: Mapping[str, Any], following: str) -> None:
    with st.container(horizontal=True):
        st.button(
            "Save and go on",
            type="primary",
            key=form.key("save_and_go"),
            on_click=_save,
            args=(form, following),
        )
        st.button("Save", key=form.key("save"), on_click=_save, args=(form, form.marker))
        if typed:
            st.button("Throw away what I typed", key=form.key("discard"), on_click=throw_away, args=(form,))


def _save(form: RatingForm, following: str) -> None:
    """Save what the form holds; where that fails, say why and leave the form as it is."""
    actor = current_actor()
    state = st.session_state
    typed, key = form.typed(), state.get(form.key("submission"))
    if key is None:
        return  # a second click on a form that the first one has saved and closed
    try:
        draft = rating_draft(
            network=form.network,
            marker=form.marker,
            rater_kind=RaterKind.STAFF,
            level=typed.get("level"),
            as_of=typed.get("as_of"),
            evidence=typed.get("evidence") or "",
            evidence_link=typed.get("evidence_link") or "",
        )
        with unit_of_work(get_engine(), actor=actor) as work:
            saved = save_rating(work, draft, key=key, seen=state[form.key("seen")])
        close_form(form, actor)
    except StaleRecordError as error:
        see_again(form)
        note(form.draft_name, "error", str(error))
    except HeardError as error:
        note(form.draft_name, "error", str(error))
    else:
        said = {
            ChangeAction.ADDED: "Saved",
            ChangeAction.CHANGED: "Changed; the history keeps what stood before",
        }
        words = said[saved.action] if saved.action else "Nothing to change: that is what Heard has"
        note(form.draft_name, "success", f"{words}: level {draft.level}, as of {day(draft.as_of)}.")
        state[_MARKER] = following


def _line_now(view: View, network: str) -> None:
    drawing = spectrum_figure(
        network_positions(view.facts, networks=(network,), on=view.today), on=view.today, palette=view.palette
    )
    one = replace(view, filters=Filters(year=view.known.default_year, networks=(network,)))
    chart_block(replace(drawing, title="Where the network stands now"), view=one, key="standing")


def _at_a_glance(
    markers: Mapping[str, MarkerEntry], ratings: Ratings, drafts: Mapping[str, object], today: date
) -> pd.DataFrame:
    rows = [
        {
            "Marker": escaped(marker.label),
            "Level by staff": _level(_newest(ratings.get(code)), today),
            "As of": day(newest.as_of) if (newest := _newest(ratings.get(code))) else "",
            "Typed, not saved": "yes" if code in drafts else "",
        }
        for code, marker in markers.items()
    ]
    return pd.DataFrame(rows).set_index("Marker")


def _level(rating: RatingSeen | None, today: date) -> str:
    if rating is None:
        return "Not rated"
    return f"{rating.level} of 3" + ("" if is_fresh(rating, today) else ", too old to count")
