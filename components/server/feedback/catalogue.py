"""The languages of the feedback page: each is one file of texts, checked when it is read."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from domain.errors import SettingsError
from domain.experience import AGREEMENT, Statement

FOLDER = Path(__file__).parent / "languages"
DEFAULT = "en-GB"
LONGEST_CODE = 10
MONTHS = 12


@dataclass(frozen=True)
class Language:
    """One language: its tag, as `lang` and the store have it, and its texts by name."""

    code: str
    texts: Mapping[str, str]
    statements: Mapping[str, str]
    quoted: Mapping[str, str]
    agreement: tuple[str, ...]
    months: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def day(self, day: date) -> str:
        """A day in words."""
        return self["day"].format(day=day.day, month=self.months[day.month - 1], year=day.year)

    def days(self, first: date, last: date | None) -> str:
        """One day, or a span of days, in words."""
        if last is None or last == first:
            return self.day(first)
        return self["days"].format(first=self.day(first), last=self.day(last))


@lru_cache(maxsize=4)
def languages_in(folder: Path = FOLDER) -> Mapping[str, Language]:
    """All languages of a folder by their tag, English first.

    Raises SettingsError, naming the file and what it lacks, so that nobody meets a page with holes.
    """
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    if DEFAULT not in found:
        raise SettingsError(f"the feedback page has no file {DEFAULT}.toml.")
    wanted = found[DEFAULT].texts.keys()
    for code, language in found.items():
        if language.texts.keys() != wanted:
            names = ", ".join(sorted(language.texts.keys() ^ wanted))
            raise SettingsError(
                f"the feedback page in {code} lacks these texts, or has one too many: {names}."
            )
    return {DEFAULT: found[DEFAULT], **found}


def chosen_language(languages: Mapping[str, Language], *, asked: str, accepted: str) -> Language:
    """The language of `?lang=`, or else the best one of the Accept-Language header, or else English.

    What is not the tag of a language here is passed over, so that nothing typed goes any further.
    """
    by_tag = {code.casefold(): language for code, language in languages.items()}
    for wanted in (asked.casefold(), *_in_order(accepted)):
        if wanted in by_tag:
            return by_tag[wanted]
        # "pt-br" is content with "pt", and English with English.
        main = wanted.partition("-")[0]
        same = [one for tag, one in by_tag.items() if main and tag.partition("-")[0] == main]
        if same and wanted != asked.casefold():
            return same[0]
    return languages[DEFAULT]


def _in_order(accepted: str) -> list[str]:
    """The tags of an Accept-Language header, most wanted first; one with a broken weight is passed over."""
    weighted: list[tuple[float, str]] = []
    for entry in accepted[:400].casefold().split(","):
        tag, _, weight = entry.strip().partition(";")
        try:
            value = float(weight.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if tag and value > 0:
            weighted.append((-value, tag.strip()))
    return [tag for _, tag in sorted(weighted, key=lambda pair: pair[0])]


def _read(path: Path) -> Language:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        language = Language(
            code=path.stem,
            texts=dict(content["texts"]),
            statements={one.value: content["statements"][one.value] for one in Statement},
            quoted={one.value: content["quoted"][one.value] for one in Statement},
            agreement=tuple(content["agreement"]),
            months=tuple(content["months"]),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise SettingsError(f"the feedback page's file {path.name} cannot be read: {error}.") from error
    if len(path.stem) > LONGEST_CODE or (len(language.agreement), len(language.months)) != (
        len(AGREEMENT),
        MONTHS,
    ):
        raise SettingsError(
            f"{path.name} needs {len(AGREEMENT)} words of agreement, {MONTHS} months and a name of at most "
            f"{LONGEST_CODE} letters."
        )
    return language
