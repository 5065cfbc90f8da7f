"""The parts of the data protection page that the store has a say in: contact, and how long things are kept."""

import streamlit as st

from components.ui.plain_text import escaped
from data_access.engine import get_engine
from data_access.queries.settings import settings_now
from domain.choices import Choices
from domain.data_protection import REGISTER, Holding, contact_sentence, organisation_sentence

COLUMNS = 2


def who_answers() -> None:
    """Which organisation answers for what is held."""
    st.text(organisation_sentence(settings_now(get_engine()).operating_organisation))


def contact_now() -> None:
    """Where to ask."""
    st.text(contact_sentence(settings_now(get_engine()).data_protection_contact))


def holdings() -> None:
    """The register, a sheet for each kind of thing that is held."""
    choices = settings_now(get_engine())
    for start in range(0, len(REGISTER), COLUMNS):
        row = REGISTER[start : start + COLUMNS]
        for place, (column, holding) in enumerate(zip(st.columns(COLUMNS), row, strict=False), start):
            with column, st.container(key=f"sheet_held_{place}", border=True, height="stretch"):
                _holding(holding, choices)


def _holding(holding: Holding, choices: Choices) -> None:
    st.subheader(holding.name, anchor=False)
    st.text(holding.held)
    for label, text in (
        ("Why", holding.why),
        ("Who sees it", holding.seen_by),
        ("How long we keep it", holding.kept_under(choices)),
        ("Our reason in law", holding.basis),
    ):
        st.markdown(f"**{label}:** {escaped(text)}")
