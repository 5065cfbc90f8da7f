"""The README says what is true: its settings, its commands and its folders are those of the code."""

import re
from pathlib import Path

from data_access.__main__ import AT_ANY_REVISION, WITH_A_STORE, WITHOUT_A_STORE
from data_access.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_setting_is_in_the_readme_and_nothing_else() -> None:
    listed = set(re.findall(r"^\| `(HEARD_\w+)` \|", README, re.MULTILINE))
    assert listed == {f"HEARD_{name.upper()}" for name in Settings.model_fields}


def test_every_folder_that_the_readme_names_is_there() -> None:
    named = re.findall(r"^\| ((?:`[\w/.]+`(?:, )?)+) \|", README, re.MULTILINE)
    folders = [
        name for cell in named for name in re.findall(r"`([\w/.]+)`", cell) if not name.startswith("HEARD")
    ]
    assert folders
    assert [name for name in folders if not (ROOT / name).exists()] == []


def test_every_command_of_the_store_that_the_readme_shows_exists() -> None:
    shown = set(re.findall(r"python -m data_access (\w+)", README))
    assert shown
    assert shown <= {*WITHOUT_A_STORE, *AT_ANY_REVISION, *WITH_A_STORE}
