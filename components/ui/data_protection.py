"""The parts of the data protection page that the store has a say in: contact, and how long things are kept."""

import streamlit as st

from data_access.engine import get_engine
from data_access.queries.settings import settings_now
from domain.data_protection import REGISTER, contact_sentence, organisation_sentence


def who_answers() -> None:
    """Which organisation answers for what is held."""
    st.text(organisation_sentence(settings_now(get_engine()).operating_organisation))


def contact_now() -> None:
    """Where to ask."""
    st.text(contact_sentence(settings_now(get_engine()).data_protection_contact))


def holdings() -> None:
    """The register, a sheet for each kind of thing that is held."""
    choices = settings_now(get_engine())
    st.caption(
        "The reasons in law are what we propose. The organisation that runs Heard has to confirm them."
    )
    for place, holding in enumerate(REGISTER):
        with st.container(key=f"sheet_held_{place}", border=True):
            st.subheader(holding.name, anchor=False)
            for label, text in (
                ("What we hold", holding.held),
                ("Why", holding.why),
                ("Our reason in law", holding.basis),
                ("Who sees it", holding.seen_by),
                ("How long we keep it", holding.kept_under(choices)),
            ):
                st.markdown(f"**{label}**")
                st.text(text)
