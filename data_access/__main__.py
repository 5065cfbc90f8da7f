"""The command line of the store: `python -m data_access COMMAND`.

The one module of this package that calls `seed_data`, which otherwise stands above it.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from data_access.command_line import backup_commands, file_commands
from data_access.command_line.account_commands import account, demonstration_lines
from data_access.command_line.file_commands import say
from data_access.command_line.progress_bar import progress_bar
from data_access.command_line.retention_command import retain
from data_access.command_line.words import parser
from data_access.commands.retention import clean_up, deleted_in_words
from data_access.engine import get_engine, is_sqlite
from data_access.facts.current import current_facts, keep_held_facts
from data_access.schema import is_up_to_date, migrate
from data_access.settings import get_settings
from data_access.tidying import tidy_up
from data_access.unit_of_work import unit_of_work
from domain.errors import HeardError, SettingsError, StoreError
from domain.permissions import OPERATOR

Command = Callable[[Engine, argparse.Namespace], int]
INTERRUPTED = 130
# A command says by itself what went wrong, in one sentence.
logging.getLogger("data_access.unit_of_work").addHandler(logging.NullHandler())


def prepare(engine: Engine, arguments: argparse.Namespace) -> int:
    """Create the store, bring its tables up to date and fill it."""
    from seed_data.prepare import prepare as fill  # noqa: PLC0415  seed_data stands above this package

    migrated = migrate(engine)
    with progress_bar() as tell:
        prepared = fill(
            engine,
            with_illustrative=not arguments.without_illustrative,
            progress=lambda done, total: tell("Making illustrative records", done, total),
        )
    deleted = clean_up(engine)
    _keep_for_first_start(engine)
    if deleted:
        say(f"Deleted {deleted_in_words(deleted)}, older than the settings keep them.")
    if not (migrated or prepared.changed_anything or deleted):
        say("The store is ready; nothing had to change.")
        return 0
    say(
        f"The store is ready: {sum(prepared.reference.values()):,} rows of reference data, "
        f"{prepared.stories:,} case studies and {prepared.illustrative.get('activity', 0):,} "
        "illustrative activities were added or corrected."
    )
    if prepared.accounts:
        _say_lines(demonstration_lines(prepared.accounts))
    return 0


def bring_up_to_date(engine: Engine, _arguments: argparse.Namespace) -> int:
    """Bring the tables up to date."""
    say("The tables were brought up to date." if migrate(engine) else "The tables were up to date.")
    return 0


def seed(engine: Engine, _arguments: argparse.Namespace) -> int:
    """Load reference data and published case studies."""
    from seed_data.loader import load_case_studies, load_reference  # noqa: PLC0415  as above

    with unit_of_work(engine, actor=OPERATOR) as work:
        rows = sum(load_reference(work).values())
        stories = load_case_studies(work)
    say(f"{rows:,} rows of reference data and {stories:,} case studies were added or corrected.")
    return 0


def demo(engine: Engine, arguments: argparse.Namespace) -> int:
    """Put illustrative records in, in place of any that are there, or take all of them out."""
    if arguments.accounts:
        return _demonstration_accounts(engine)
    from seed_data.demonstration import (  # noqa: PLC0415  as above
        load_illustrative,
        remove_illustrative,
    )

    with progress_bar() as tell, unit_of_work(engine, actor=OPERATOR) as work:
        if arguments.remove:
            removed = remove_illustrative(work)
        else:
            written = load_illustrative(
                work,
                until=get_settings().current_day(),
                activities=arguments.activities,
                progress=lambda done, total: tell("Making illustrative records", done, total),
            )
    tidy_up(engine)
    _keep_for_first_start(engine)
    if arguments.remove:
        said = ", ".join(f"{count:,} of {name.replace('_', ' ')}" for name, count in removed.items())
        say(f"Illustrative records taken out: {said}." if removed else "There was no illustrative record.")
    else:
        say(f"{written['activity']:,} illustrative activities are in the store.")
    return 0


def _keep_for_first_start(engine: Engine) -> None:
    """A server that starts on a large store finds the snapshot on disk."""
    current_facts(engine)
    keep_held_facts(engine)


def _demonstration_accounts(engine: Engine) -> int:
    from seed_data.demonstration_accounts import add_demonstration_accounts  # noqa: PLC0415  as above

    with unit_of_work(engine, actor=OPERATOR, changes_facts=False) as work:
        made = add_demonstration_accounts(work)
    if made:
        _say_lines(demonstration_lines(made))
    else:
        say("There is a demonstration account for each role already.")
    return 0


def _say_lines(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


WITHOUT_A_STORE: dict[str, Command] = {
    "prepare": prepare,
    "migrate": bring_up_to_date,
    "restore": backup_commands.restore,
}
AT_ANY_REVISION: dict[str, Command] = {"check": file_commands.check, "backup": backup_commands.backup}
WITH_A_STORE: dict[str, Command] = {
    "seed": seed,
    "demo": demo,
    "account": account,
    "retain": retain,
    "import": file_commands.import_file,
    "export": file_commands.export_records,
    "template": file_commands.template,
    "undo": file_commands.undo,
    "imports": file_commands.imports,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what was asked. Errors are one sentence on the error stream."""
    parsed = parser().parse_args(arguments)
    try:
        return _run(parsed)
    except HeardError as error:
        return _fail(_with_reason(error))
    except DBAPIError as error:
        return _fail(f"The store could not be used: {_first_line(error.orig)}")
    except OSError as error:
        return _fail(f"A file could not be read or written: {error.strerror or error} ({error.filename}).")
    except KeyboardInterrupt:
        _fail("Stopped; nothing was saved.")
        return INTERRUPTED


def _run(parsed: argparse.Namespace) -> int:
    try:
        engine = get_engine()
    except ValidationError as error:
        wrong = error.errors()[0]
        raise SettingsError(f"The setting HEARD_{str(wrong['loc'][0]).upper()} is wrong.") from error
    try:
        return _command(engine, parsed.command)(engine, parsed)
    finally:
        engine.dispose()


def _command(engine: Engine, name: str) -> Command:
    if name in WITHOUT_A_STORE:
        return WITHOUT_A_STORE[name]
    database = engine.url.database
    if is_sqlite(engine) and database and not Path(database).exists():
        raise StoreError("There is no store yet. Make it with: python -m data_access prepare")
    if name in AT_ANY_REVISION:
        return AT_ANY_REVISION[name]
    if not is_up_to_date(engine):
        raise StoreError("The store's tables are not up to date. Run: python -m data_access migrate")
    return WITH_A_STORE[name]


def _with_reason(error: HeardError) -> str:
    """The error's sentence; for who runs commands, a store out of reach also says why."""
    cause = error.__cause__
    if isinstance(error, StoreError) and isinstance(cause, DBAPIError):
        return f"{error} The reason: {_first_line(cause.orig)}"
    return str(error)


def _first_line(error: object) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]


def _fail(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
