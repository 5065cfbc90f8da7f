"""Accounts: who may sign in and what they may do; added, changed, closed, and given links to set a password."""

from components.ui.access import guard
from components.ui.accounts_form import account_sheet
from components.ui.accounts_list import accounts_list, opened_account
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.MANAGE_ACCOUNTS)
view = page_heading("Who may do what in Heard?")
networks = view.facts.reference.networks
opened = opened_account()
if opened is None:
    accounts_list(networks)
else:
    account_sheet(opened, networks, actor=actor)
