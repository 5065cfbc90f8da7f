"""Accounts."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.MANAGE_ACCOUNTS)
page_heading("Accounts", filtered=False)
