"""Records to look at again, for those who may edit them: what each misses, and texts that may name a person."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from components.ui.health_loaders import DetailsKey, HealthKey, details_of
from components.ui.plain_text import escaped
from components.ui.recording.opening import ACTIVITY
from data_access.engine import get_engine
from data_access.facts.reference import NetworkEntry
from data_access.queries.record_gaps import (
    MOST_READ,
    RecordWithDetail,
    RecordWithGaps,
    comments_with_details,
    records_with_gaps,
)
from domain.completeness import Part, missing_in_words
from domain.permissions import Action, Actor, own_networks
from domain.wording import counted, day, join_and, whole

RECORD_PAGE = "pages/record/activity.py"
ON_A_PAGE = 10
ANYTHING = "Any of these"
_FIRST, _READ_FROM = "gaps_first", "details_first"


def records_to_complete(
    key: HealthKey, networks: Mapping[str, NetworkEntry], *, chosen: Sequence[str], actor: Actor
) -> None:
    """The records that miss something, newest first, of those chosen networks that the actor may write for."""
    own = tuple(own_networks(actor, Action.RECORD, chosen))
    if not own:
        return
    st.header("Records that miss something", anchor=False)
    asked = st.selectbox(
        "What is missing",
        [ANYTHING, *Part],
        format_func=lambda part: part if part == ANYTHING else part.label,
        on_change=partial(_go_to, _FIRST, 0),
        key="gaps_part",
    )
    st.caption(f"Activities that started {key.since.value}, of {_names(networks, own)}, the newest first.")
    first = _place(_FIRST, (*own, key.since.value))
    found, has_more = records_with_gaps(
        get_engine(),
        networks=own,
        since=key.first_day,
        today=key.today,
        part=None if asked == ANYTHING else Part(asked),
        first=first,
        most=ON_A_PAGE,
    )
    if not found:
        st.text("No record here misses this.")
    for record in found:
        _one_with_gaps(record)
    _pages(_FIRST, first, ON_A_PAGE, has_more=has_more, newer="Newer records", older="Older records")


def personal_details(
    key: HealthKey, networks: Mapping[str, NetworkEntry], *, chosen: Sequence[str], actor: Actor
) -> None:
    """How many texts seem to hold a personal detail; where they are, for those who may edit them."""
    own = tuple(own_networks(actor, Action.RECORD, chosen))
    st.header("Personal details in texts", anchor=False)
    st.markdown(
        "Records should not hold an e\\-mail address, a telephone number, an NHS number or a full postcode. "
        "Heard can mistake other numbers for one: read before you change."
    )
    asked = own or tuple(chosen)
    first = _place(_READ_FROM, asked)
    read = details_of(DetailsKey(key.version, asked, first))
    st.text(_details_sentence(_names(networks, asked), len(read.found), read=read.read, first=first))
    comments = comments_with_details(get_engine(), networks=asked)
    if comments:
        st.text(f"In feedback, {counted(comments, 'comment seems', 'comments seem')} to hold one.")
    if read.in_ratings:
        seem = counted(read.in_ratings, "text seems", "texts seem")
        st.text(f"Beside the newest ratings, {seem} to hold one.")
    for place, found in enumerate(read.found[:ON_A_PAGE] if own else ()):
        _one_with_detail(found, place=place)
    if own and len(read.found) > ON_A_PAGE:
        st.text(f"And {whole(len(read.found) - ON_A_PAGE)} more. Mend these first; the others come up then.")
    _pages(
        _READ_FROM,
        first,
        MOST_READ,
        has_more=read.has_more,
        newer="Read newer records",
        older="Read older records",
    )


def _names(networks: Mapping[str, NetworkEntry], codes: tuple[str, ...]) -> str:
    if len(codes) == len(networks):
        return "all networks"
    return join_and([networks[code].short_name for code in codes])


def _one_with_gaps(record: RecordWithGaps) -> None:
    with st.container(key=f"record_link_gap_{record.id}", gap=None):
        _link(record.id, f"{record.network} {record.reference}: {record.title}")
        missing = join_and(missing_in_words(record.holding))
        st.caption(escaped(f"{day(record.start_date)}. Missing: {missing}."))


def _one_with_detail(found: RecordWithDetail, *, place: int) -> None:
    with st.container(key=f"record_link_detail_{place}", gap=None):
        _link(found.id, f"{found.network} {found.reference}")
        st.caption(escaped(f"“{found.field}” seems to hold {found.kind}."))


def _link(record_id: int, label: str) -> None:
    st.page_link(RECORD_PAGE, label=escaped(label), query_params={ACTIVITY: str(record_id)})


def _details_sentence(names: str, found: int, *, read: int, first: int) -> str:
    if not read:
        return f"There is no record to read of {names}."
    which = (
        f"Of the newest {counted(read, 'record', 'records')}"
        if not first
        else f"Of records {whole(first + 1)} to {whole(first + read)}"
    )
    how_many = counted(found, "text seems", "texts seem") if found else "no text seems"
    return f"{which} of {names}, {how_many} to hold one."


def _pages(name: str, first: int, most: int, *, has_more: bool, newer: str, older: str) -> None:
    if not (first or has_more):
        return
    with st.container(horizontal=True):
        st.button(
            newer,
            disabled=first == 0,
            key=f"{name}_newer",
            on_click=partial(_go_to, name, max(first - most, 0)),
        )
        st.button(
            older, disabled=not has_more, key=f"{name}_older", on_click=partial(_go_to, name, first + most)
        )


def _place(name: str, asked: tuple[str, ...]) -> int:
    """How many to pass over: from the start again where something else is asked for."""
    if st.session_state.get(f"{name}_of") != asked:
        st.session_state[f"{name}_of"] = asked
        _go_to(name, 0)
    place: int = st.session_state[name]
    return place


def _go_to(name: str, first: int) -> None:
    st.session_state[name] = first
