"""Owns the order in which the server starts: the store is asked, the facts are read, then visitors are let in."""

from pathlib import Path

from components.server.application import APP_SCRIPT
from components.server.collector import settle
from components.server.daily_work import start_daily_work
from components.server.live.routes import Live
from components.server.routes import all_routes
from components.server.serving import serve
from components.server.warm_up import beside, import_modules
from components.ui.first_views import draw_first_views
from components.ui.long_work import finish_what_was_begun
from components.ui.view import facts_now
from data_access.engine import get_engine
from data_access.facts.current import keep_held_facts
from data_access.readiness import check_ready
from data_access.settings import get_settings


def check_store() -> None:
    """Raise StoreError, with what to do, unless the store can be asked."""
    check_ready(get_engine())


def hold_facts() -> None:
    """Have the facts in memory; no page can be answered without."""
    facts_now()


def keep_facts_for_next_start() -> None:
    """Keep a large snapshot on disk as it stands now."""
    keep_held_facts(get_engine())


def start(script: Path | None = None) -> None:
    """Serve Heard from its store; another script, given for a trial, is served without one."""
    if script is not None:
        serve(script, settings=get_settings(), on_start=[settle])
        return
    check_store()
    live = Live()
    serve(
        APP_SCRIPT,
        settings=get_settings(),
        routes=all_routes(live),
        ask_store=check_store,
        # What is there once the facts are stays; what live requests make beside it may not be frozen with it.
        on_start=[hold_facts, settle, start_daily_work, beside(draw_first_views, import_modules)],
        on_stop=[live.end],
        after_stop=[finish_what_was_begun, keep_facts_for_next_start],
    )
