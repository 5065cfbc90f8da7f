"""Settings: what an administrator may set, with what it does, and the clean-up of what is too old."""

import streamlit as st

from components.ui.access import guard
from components.ui.settings_forms import settings_forms
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.CHANGE_SETTINGS)
page_heading("How long are things kept, how do links work, and who runs Heard?")
st.markdown("Each change is saved by itself and stands in the audit trail with your name.")
settings_forms(actor)
