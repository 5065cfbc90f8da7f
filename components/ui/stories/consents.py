"""Consents: who agreed to what and until when; taken back, every place where the person appears is listed."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from components.ui import outcome
from components.ui.access import current_actor
from components.ui.plain_text import escaped
from components.ui.stories.editing.fields import sentences
from components.ui.stories.places import places_counted, places_list
from data_access.commands.stories import ConsentDraft, record_consent, withdraw_consent
from data_access.engine import get_engine
from data_access.queries.stories import (
    ConsentRecord,
    PlaceOfConsent,
    consents_about_to_expire,
    consents_of_story,
    places_of_consent,
)
from data_access.settings import get_settings
from domain.errors import HeardError
from domain.vocabulary import Channel, ConsentKind
from domain.wording import day, join_and

AGREED = "story_consents"
DAYS_BEFORE = 60
YEARS = 2


def consents_panel(story_id: int) -> None:
    """The consents of a story, and a form for a new one."""
    actor, today = current_actor(), get_settings().current_day()
    outcome.say(AGREED)
    found = consents_of_story(get_engine(), actor=actor, story_id=story_id)
    if not found:
        st.text("No consent is recorded for this story.")
    for one in found:
        with st.container(key=f"consent_{one.id}", border=True):
            _consent(one, today)
    with st.expander("Record a consent", expanded=not found):
        _new_consent(story_id, today)


def expiring_consents() -> None:
    """The reminder list: consents that end soon or have ended."""
    today = get_settings().current_day()
    found = consents_about_to_expire(get_engine(), actor=current_actor(), on=today, days=DAYS_BEFORE)
    st.header("Consents about to end", anchor=False)
    if not found:
        st.text(f"No consent ends within {DAYS_BEFORE} days.")
        return
    st.text("Ask these people again, or take their words and pictures out.")
    sentences(
        [f"{one.facts.person_reference}, in “{one.story_title}”: {_standing(one, today)}" for one in found]
    )


def _standing(one: ConsentRecord, today: date) -> str:
    why_not = one.facts.why_not(today)
    if why_not:
        return why_not
    return f"ends on {day(one.facts.expires_on)}" if one.facts.expires_on else "has no end"


def _consent(one: ConsentRecord, today: date) -> None:
    channels = join_and([channel.label for channel in Channel if channel in one.facts.channels])
    st.markdown(f"**{escaped(one.facts.person_reference)}** · {one.facts.kind.label}")
    st.text(f"Recorded by {one.obtained_by} on {day(one.facts.obtained_on)}; {_standing(one, today)}.")
    st.text(f"For: {channels or 'no channel'}.")
    places = places_of_consent(get_engine(), actor=current_actor(), consent_id=one.id)
    is_taken_back = one.facts.withdrawn_on is not None
    if places:
        title = f"Where this person appears: {places_counted(places)}"
        # A fold that is known already keeps its state: one of a consent that was taken back opens anew.
        moment = "after" if is_taken_back else "before"
        with st.expander(title, expanded=is_taken_back, key=f"places_{moment}_{one.id}"):
            places_list(places)
    if not is_taken_back:
        _take_back(one, places, today)


def _take_back(one: ConsentRecord, places: Sequence[PlaceOfConsent], today: date) -> None:
    """Two presses: the second beside what will happen, as nothing brings a consent back."""
    person, asked = one.facts.person_reference, f"asked_withdraw_{one.id}"
    if not st.session_state.get(asked):
        st.button(
            f"{escaped(person)} takes it back", key=f"withdraw_consent_{one.id}",
            on_click=_remember, args=(asked,),
        )  # fmt: skip
        return
    st.warning(
        escaped(f"{what_will_happen(one, places)} This cannot be undone: to agree again is a new consent.")
    )
    with st.container(horizontal=True):
        if st.button(f"Yes, {escaped(person)} takes it back", key=f"withdraw_now_{one.id}", type="primary"):
            _withdraw(one, today)
        st.button("No, leave it as it is", key=f"withdraw_not_{one.id}", on_click=_forget, args=(asked,))


def _remember(asked: str) -> None:
    st.session_state[asked] = True


def _forget(asked: str) -> None:
    st.session_state.pop(asked, None)


def what_will_happen(one: ConsentRecord, places: Sequence[PlaceOfConsent]) -> str:
    """What taking this consent back does, in sentences."""
    shown = "words" if one.facts.kind is ConsentKind.QUOTE else "pictures"
    told = (
        f"When {one.facts.person_reference} takes it back, the web page leaves these {shown} out at once, and no "
        "file is made with them any more."
    )
    if not places:
        return f"{told} The person appears nowhere yet."
    went_out = any(place.kind == "publication" for place in places)
    more = " What was printed or sent stays where it is: tell those who have it." if went_out else ""
    return f"{told} The person appears in {places_counted(places)}.{more}"


def _withdraw(one: ConsentRecord, today: date) -> None:
    try:
        places = withdraw_consent(get_engine(), actor=current_actor(), consent_id=one.id, on=today)
    except HeardError as error:
        outcome.note(AGREED, "error", str(error))
    else:
        where = f"in {places_counted(places)}: see the list below" if places else "nowhere"
        told = f"Noted. No file takes these words or pictures from today. The person appears {where}."
        outcome.note(AGREED, "success", told)
    st.session_state.pop(f"asked_withdraw_{one.id}", None)
    st.rerun()


def _new_consent(story_id: int, today: date) -> None:
    count = st.session_state.setdefault("consents_made", 0)
    person = st.text_input(
        "Who", key=f"consent_person_{count}", max_chars=120,
        placeholder="A reference that tells you who it is, such as Walker 3",
    )  # fmt: skip
    st.caption("Not the name: this list is for those who write, and a reference is enough.")
    kind = st.radio(
        "What for", list(ConsentKind), key=f"consent_kind_{count}", format_func=lambda one: one.label
    )
    channels = st.multiselect(
        "For which channels", list(Channel), key=f"consent_channels_{count}", format_func=lambda one: one.label,
        default=[], select_all=False, placeholder="Only those that the person agreed to",
    )  # fmt: skip
    by = st.text_input("Who asked them", key=f"consent_by_{count}", max_chars=120)
    on, until = st.columns(2)
    obtained = on.date_input("Agreed on", key=f"consent_on_{count}", value=today, format="DD/MM/YYYY")
    expires = until.date_input(
        "Until", key=f"consent_until_{count}", value=today.replace(year=today.year + YEARS, day=min(today.day, 28)),
        format="DD/MM/YYYY",
    )  # fmt: skip
    if not st.button("Record this consent", key="record_consent", type="primary"):
        return
    try:
        record_consent(
            get_engine(), actor=current_actor(), story_id=story_id, today=today,
            draft=ConsentDraft(
                kind=kind, person_reference=person or "", obtained_by=by or "",
                obtained_on=obtained or today, expires_on=expires, channels=tuple(channels),
            ),
        )  # fmt: skip
    except HeardError as error:
        st.error(escaped(str(error)))
    else:
        st.session_state["consents_made"] = count + 1
        outcome.note(AGREED, "success", "Recorded. Choose it beside the quote or picture.")
        st.rerun()
