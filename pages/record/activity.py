"""Add or edit: record an activity with the people who took part and what came of it."""

from components.ui.access import guard
from components.ui.recording.record_page import record_page
from domain.permissions import Action

record_page(guard(Action.RECORD))
