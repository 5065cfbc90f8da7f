"""The clean-up as a command: deletes what is too old, or says what it would delete."""

import argparse
from collections.abc import Mapping

from sqlalchemy.engine import Engine
from sqlmodel import Session

from data_access.command_line.file_commands import say
from data_access.commands.retention import EVERY_AGEING, count_too_old, delete_too_old
from data_access.queries.settings import settings_in
from data_access.settings import get_settings
from data_access.unit_of_work import unit_of_work
from domain.permissions import OPERATOR
from domain.wording import counted, join_and


def retain(engine: Engine, arguments: argparse.Namespace) -> int:
    """Delete what the settings say is too old."""
    today = get_settings().current_day()
    if arguments.dry_run:
        with Session(engine) as session:
            counts = count_too_old(session, settings_in(session), today=today)
        say(f"This would delete {deleted_in_words(counts)}.")
        return 0
    say(f"Deleted {deleted_in_words(clean_up(engine))}.")
    return 0


def clean_up(engine: Engine) -> dict[str, int]:
    """Delete what is too old today, in the name of the operator; what there was none of is left out."""
    with unit_of_work(engine, actor=OPERATOR) as work:
        return delete_too_old(work, today=get_settings().current_day())


def deleted_in_words(counts: Mapping[str, int]) -> str:
    """12 comments and 1 unfinished form; "nothing" where all is empty."""
    parts = [counted(counts[one.code], one.one, one.many) for one in EVERY_AGEING if counts.get(one.code)]
    return join_and(parts) or "nothing"
