"""Starts Heard: `python -m components.server [SCRIPT]`."""

import argparse
import logging
import sys
from pathlib import Path

from components.server.application import APP_SCRIPT
from components.server.daily_work import start_daily_work
from components.server.live.routes import Live
from components.server.routes import all_routes
from components.server.serving import serve
from components.ui.first_views import draw_first_views
from data_access.engine import get_engine
from data_access.readiness import check_ready
from data_access.settings import get_settings
from domain.errors import HeardError


def check_store() -> None:
    """Raise StoreError, with what to do, unless the store can be asked."""
    check_ready(get_engine())


def start(script: Path) -> None:
    """Serve Heard from its store; another script, given for a trial, is served without one."""
    if script != APP_SCRIPT:
        serve(script, settings=get_settings())
        return
    check_store()
    live = Live()
    serve(
        script,
        settings=get_settings(),
        routes=all_routes(live),
        ask_store=check_store,
        on_start=[draw_first_views, start_daily_work],
        on_stop=[live.end],
    )


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; 1 and one sentence on standard error when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m components.server", description="Start Heard.")
    parser.add_argument("script", nargs="?", type=Path, default=APP_SCRIPT, help="Streamlit script to serve")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        start(chosen.script)
    except HeardError as error:
        sys.stderr.write(f"Heard cannot start: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
