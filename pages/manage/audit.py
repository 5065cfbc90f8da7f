"""Audit."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.SEE_AUDIT)
page_heading("Audit", filtered=False)
