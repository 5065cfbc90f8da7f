"""The commands that write the store into a file and make a store of such a file."""

import argparse

from sqlalchemy.engine import Engine

from data_access.backup.restoring import restore_backup
from data_access.backup.writing import write_backup
from data_access.command_line.file_commands import say
from data_access.command_line.progress_bar import progress_bar
from domain.permissions import OPERATOR
from domain.wording import counted


def backup(engine: Engine, arguments: argparse.Namespace) -> int:
    """Write a backup while the app runs, and read it back."""
    with progress_bar() as tell:
        manifest = write_backup(engine, arguments.file, actor=OPERATOR, progress=tell)
    say(
        f"Wrote {manifest.rows:,} rows of {counted(len(manifest.tables), 'table', 'tables')} to {arguments.file}, "
        f"as of {manifest.moment:%d/%m/%Y %H:%M:%S} UTC, and read them back."
    )
    if manifest.audit_head is not None:
        say(f"The audit trail has {manifest.audit_count:,} events and ends in {manifest.audit_head}.")
    say("Keep the file as safe as the store: it holds accounts with the hashes of their passwords.")
    return 0


def restore(engine: Engine, arguments: argparse.Namespace) -> int:
    """Make a store of a backup; 1 if a check of it finds anything wrong."""
    with progress_bar() as tell:
        restored = restore_backup(
            engine, arguments.file, actor=OPERATOR, replace=arguments.replace, progress=tell
        )
    manifest = restored.manifest
    say(
        f"Restored {manifest.rows:,} rows as of {manifest.moment:%d/%m/%Y %H:%M:%S} UTC. "
        "Everybody has to sign in again."
    )
    if restored.kept is not None:
        say(f"The store that was there before is kept as {restored.kept}.")
    for result in restored.checks:
        say(result.line)
    return 0 if all(result.is_good for result in restored.checks) else 1
