"""The words of the command line: its commands, their arguments and their help."""

import argparse
from pathlib import Path

from domain.vocabulary import UserRole

FORMATS = ("xlsx", "csv")


def parser() -> argparse.ArgumentParser:
    """The parser of the command line; the parsed arguments have the command's name as `command`."""
    top = argparse.ArgumentParser(
        prog="python -m data_access",
        description="Looks after the store of Heard: its tables and its records.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_store_commands(commands)
    _add_file_commands(commands)
    _add_account_commands(commands)
    _add_backup_commands(commands)
    return top


def _add_store_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    prepare = commands.add_parser(
        "prepare", help="create the store, bring its tables up to date and fill it; again changes nothing"
    )
    prepare.add_argument(
        "--without-illustrative", action="store_true", help="leave the illustrative records out"
    )
    commands.add_parser("migrate", help="bring the tables up to date")
    commands.add_parser("seed", help="load reference data and the published case studies")
    demo = commands.add_parser("demo", help="put illustrative records in, or take all of them out")
    choice = demo.add_mutually_exclusive_group(required=True)
    choice.add_argument("--activities", type=_positive, metavar="N", help="how many activities to make")
    choice.add_argument(
        "--accounts", action="store_true", help="make an account for each role, as on a first start"
    )
    choice.add_argument("--remove", action="store_true", help="take all illustrative records out")
    retain = commands.add_parser("retain", help="delete what is older than the settings keep it")
    retain.add_argument("--dry-run", action="store_true", help="only say what would be deleted")
    commands.add_parser("check", help="check tables, rows, derived figures and the audit trail")


def _add_file_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    taken = commands.add_parser("import", help="import a workbook, a CSV file or a folder of CSV files")
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--dry-run", action="store_true", help="only say what would change")
    taken.add_argument("--yes", action="store_true", help="save without asking")
    given = commands.add_parser("export", help="export records to a workbook or a folder of CSV files")
    given.add_argument("file", type=Path, metavar="FILE")
    given.add_argument(
        "--network", nargs="+", action="extend", default=[], metavar="CODE", help="only these networks"
    )
    given.add_argument("--format", choices=FORMATS, default=FORMATS[0], help="csv writes FILE as a folder")
    template = commands.add_parser("template", help="write an empty workbook to fill in")
    template.add_argument("file", type=Path, metavar="FILE")
    undo = commands.add_parser("undo", help="undo a whole import, while nothing has built on it")
    undo.add_argument("batch", type=_positive, metavar="BATCH")
    commands.add_parser("imports", help="list the imports so far")


def _add_account_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    account = commands.add_parser("account", help="look after the accounts of those who sign in")
    actions = account.add_subparsers(dest="account_command", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="add an account, and show the link with which it sets a password")
    add.add_argument("email", metavar="EMAIL")
    add.add_argument("--name", required=True, help="what others see of it")
    add.add_argument(
        "--role",
        nargs="+",
        action="extend",
        default=[],
        choices=[role.value for role in UserRole],
        metavar="ROLE",
        help=f"what it may do: {', '.join(role.value for role in UserRole)}",
    )
    add.add_argument(
        "--network", nargs="+", action="extend", default=[], metavar="CODE", help="for which networks"
    )
    actions.add_parser("list", help="list the accounts")
    link = actions.add_parser("link", help="show a link with which an account sets a new password")
    link.add_argument("email", metavar="EMAIL")
    close = actions.add_parser("close", help="close an account; its records stay")
    close.add_argument("email", metavar="EMAIL")


def _add_backup_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = commands.add_parser("backup", help="write the whole store into one file, while the app runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="make a store of a backup, on SQLite or PostgreSQL")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--replace", action="store_true", help="put it in the place of the store that is there"
    )


def _positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1.")
    return number
