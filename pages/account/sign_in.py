"""Sign in; whoever is signed in already reads that they are."""

import streamlit as st

from components.ui.access import current_actor
from components.ui.shell import page_heading
from components.ui.sign_in import sign_in_form

page_heading("Sign in")
actor = current_actor()
if actor.user_id is None:
    sign_in_form()
else:
    st.text(f"You are signed in as {actor.name}. Choose a page above.")
