"""The forum's meetings: all of them by year, or the one that the address names."""

import streamlit as st

from components.ui.meetings_address import asked_meeting, forget_meeting
from components.ui.meetings_list import meetings_list
from components.ui.meetings_one import one_meeting
from components.ui.view import View
from data_access.engine import get_engine
from data_access.queries.meetings import read_meeting
from domain.errors import NotFoundError
from domain.permissions import Actor


def meetings_page(view: View, *, actor: Actor) -> None:
    """The list, or one meeting; an address that names none says so above the list."""
    number = asked_meeting()
    if number is None:
        meetings_list(view, actor=actor)
        return
    try:
        record = read_meeting(get_engine(), actor=actor, meeting_id=number)
    except NotFoundError as error:
        st.info(f"{error} These are the meetings that there are.")
        forget_meeting()
        meetings_list(view, actor=actor)
        return
    one_meeting(record, view, actor=actor)
