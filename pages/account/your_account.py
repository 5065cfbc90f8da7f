"""Your account: who you are here, where you are signed in, and your password."""

import streamlit as st

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.your_account import about_account, change_password_form, devices
from domain.permissions import Action

actor = guard(Action.KEEP_ACCOUNT)
view = page_heading("Your account")
about_account(actor, view.known.networks)

st.header("Where you are signed in", anchor=False)
devices(actor)

st.header("Change your password", anchor=False)
change_password_form(actor)
