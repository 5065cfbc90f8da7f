"""Feedback."""

from components.ui.access import guard
from components.ui.shell import page_heading
from domain.permissions import Action

guard(Action.INVITE_FEEDBACK)
page_heading("Feedback", filtered=False)
