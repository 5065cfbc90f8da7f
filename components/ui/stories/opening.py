"""The story that an address asks for."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.stories import StoryRecord, read_story
from domain.errors import NotFoundError

IN_ADDRESS = "s"


def asked_story() -> StoryRecord | None:
    """The story named in the address, as this account may read it; None where there is none."""
    slug = st.query_params.get(IN_ADDRESS, "")
    if not slug:
        return None
    try:
        return read_story(get_engine(), actor=current_actor(), slug=slug)
    except NotFoundError as error:
        st.error(escaped(str(error)))
        return None
