"""The languages of the labels: each is one file, checked when it is read; a story in any other has them in English."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Final

from domain.errors import SettingsError
from domain.story import TEXT_PARTS

FOLDER: Final = Path(__file__).parent / "languages"
DEFAULT: Final = "en-GB"


@dataclass(frozen=True)
class Labels:
    """One language: its tag, its labels by name, and the headings of the parts that every story may have."""

    language: str
    texts: Mapping[str, str]
    headings: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def __call__(self, name: str, /, **values: str) -> str:
        """The label with these values in it."""
        return self.texts[name].format(**values)

    def heading(self, written: str) -> str:
        """The heading of a part of a story: in this language where it is one of ours, else as it was written."""
        return next((self.headings[part] for part, ours in TEXT_PARTS.items() if ours == written), written)


@lru_cache(maxsize=4)
def languages_in(folder: Path = FOLDER) -> Mapping[str, Labels]:
    """All languages of a folder by their tag.

    Raises SettingsError, naming the file and what it lacks, so that no page is printed with holes.
    """
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    if DEFAULT not in found:
        raise SettingsError(f"the labels of stories have no file {DEFAULT}.toml.")
    wanted = found[DEFAULT]
    for code, labels in found.items():
        amiss = _amiss(labels, wanted)
        if amiss:
            raise SettingsError(
                f"the labels in {code} lack these, have one too many, or other values: {amiss}."
            )
    return found


def _amiss(labels: Labels, wanted: Labels) -> str:
    """The names in which two languages differ, with commas between; "" where they agree."""
    names = (labels.texts.keys() ^ wanted.texts.keys()) | (labels.headings.keys() ^ TEXT_PARTS.keys())
    shared = labels.texts.keys() & wanted.texts.keys()
    names |= {name for name in shared if _values_in(labels[name]) != _values_in(wanted[name])}
    return ", ".join(sorted(names))


def _values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def labels_for(language: str) -> Labels:
    """The labels for a story in this language, whatever its region; English where they are not translated."""
    first = language.lower().partition("-")[0]
    found = languages_in()
    return next((labels for tag, labels in found.items() if tag.partition("-")[0] == first), found[DEFAULT])


def _read(path: Path) -> Labels:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return Labels(path.stem, dict(content["texts"]), dict(content["headings"]))
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsError(f"the labels' file {path.name} cannot be read: {error}.") from error


ENGLISH: Final = labels_for(DEFAULT)
