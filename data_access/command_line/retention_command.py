"""The clean-up as a command: deletes what is too old, or says what it would delete."""

import argparse

from sqlalchemy.engine import Engine

from data_access.command_line.file_commands import say
from data_access.commands.retention import delete_too_old, deleted_in_words, would_delete
from data_access.queries.settings import settings_now
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR


def retain(engine: Engine, arguments: argparse.Namespace) -> int:
    """Delete what the settings say is too old."""
    if arguments.dry_run:
        counts = would_delete(engine, settings_now(engine), today=get_settings().current_day())
        say(f"This would delete {deleted_in_words(counts)}.")
        return 0
    say(f"Deleted {deleted_in_words(clean_up(engine))}.")
    return 0


def clean_up(engine: Engine) -> dict[str, int]:
    """Delete what is too old today, in the name of the operator; what there was none of is left out."""
    with unit_of_work(engine, actor=OPERATOR) as work:
        return delete_too_old(work, today=get_settings().current_day())
