"""Exports and consents: what went out, and whose consent ends soon."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.stories.consents import expiring_consents
from components.ui.stories.ledger import exports_so_far
from domain.permissions import Action

guard(Action.EXPORT_STORIES)
page_heading("What went out, and may it stay?")
expiring_consents()
exports_so_far()
