"""Strategy: which of its lines the work serves and where nothing does, actions, ways of working and pledges."""

from components.ui.shell import page_heading
from components.ui.strategy_actions import actions
from components.ui.strategy_page import coverage, pledges, strategy_text

view = page_heading("What do we do for the strategy, and where are the gaps?", filtered=True, compared=True)
strategy_text(view)
coverage(view)
actions(view)
pledges(view)
