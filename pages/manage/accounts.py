"""Accounts: who may sign in and what they may do; added, changed, closed, and given links to set a password."""

import streamlit as st

from components.ui.access import guard
from components.ui.accounts_form import account_sheet
from components.ui.accounts_list import OPEN, accounts_list
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.MANAGE_ACCOUNTS)
view = page_heading("Who may do what in Heard?", filtered=False)
networks = view.facts.reference.networks
if OPEN in st.session_state:
    account_sheet(st.session_state[OPEN], networks, actor=actor)
else:
    accounts_list(networks)
