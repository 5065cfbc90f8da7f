"""The clean-up as a command: deletes what is too old, or says what it would delete."""

import argparse

from sqlalchemy.engine import Engine

from data_access.command_line.file_commands import say
from data_access.commands.retention import clean_up, deleted_in_words, would_delete
from data_access.queries.settings import settings_now
from data_access.settings import get_settings


def retain(engine: Engine, arguments: argparse.Namespace) -> int:
    """Delete what the settings say is too old."""
    if arguments.dry_run:
        counts = would_delete(engine, settings_now(engine), today=get_settings().current_day())
        say(f"This would delete {deleted_in_words(counts)}.")
        return 0
    say(f"Deleted {deleted_in_words(clean_up(engine))}.")
    return 0
