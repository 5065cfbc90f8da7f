"""Actions and resources: what was agreed, what is shared, and how a network meets the diversity pledges."""

from components.ui.access import guard
from components.ui.shell import page_heading
from components.ui.strategy_work import strategy_work
from domain.permissions import Action

actor = guard(Action.RECORD_STRATEGY_WORK)
view = page_heading("What did we agree to do, and what do we share?")
strategy_work(view, actor=actor)
