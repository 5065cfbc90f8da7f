"""Audit: who changed what and when, whether the trail is unbroken, and a search through all of it."""

from components.ui.access import guard
from components.ui.audit_chain_state import chain_state
from components.ui.audit_results import audit_results
from components.ui.audit_search import chosen_search
from components.ui.shell import page_heading
from domain.permissions import Action

actor = guard(Action.SEE_AUDIT)
page_heading("Who changed what, and when?")
chain_state()
audit_results(chosen_search(), actor=actor)
