"""The lists of known codes, from the vocabulary and the store, and how a written code or label is found."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.tables import Table
from domain.vocabulary import (
    Answer,
    Code,
    Direction,
    EvidenceKind,
    Level,
    Mode,
    OutcomeStatus,
    Provenance,
    RaterKind,
    Stage,
    Who,
)

VOCABULARIES: tuple[type[Code], ...] = (
    Answer, Direction, EvidenceKind, Level, Mode, OutcomeStatus, Provenance, RaterKind, Stage, Who,
)  # fmt: skip
_MOST_NAMED = 4
_LONGEST_COMPARED = 60
_MOST_COMPARED = 200
_ANSWERS = {"y": Answer.YES, "true": Answer.YES, "n": Answer.NO, "false": Answer.NO}


@dataclass(frozen=True)
class ReferenceList:
    """Where the store keeps a list of codes: its label, other names for a code, and its order.

    `in_words` says what an entry is, after "one of the".
    """

    table: str
    label: str
    order: str
    in_words: str
    other_names: tuple[str, ...] = ()


REFERENCE_LISTS = {
    "networks": ReferenceList("network", "name", "name", "networks", ("short_name", "name_before_2023")),
    "programmes": ReferenceList("programme", "name", "name", "programmes"),
    "rungs": ReferenceList("rung", "label", "position", "rungs of the ladder", ("position",)),
    "priorities": ReferenceList("priority", "title", "position", "lines of the strategy"),
    "ways of working": ReferenceList("way_of_working", "title", "position", "ways of working"),
    "groups": ReferenceList("seldom_heard_group", "label", "position", "groups of people"),
    "markers": ReferenceList("marker", "label", "position", "markers"),
}


def as_compared(text: object) -> str:
    """A code or label as it is compared: lower case, single spaces."""
    return " ".join(str(text).casefold().split())


@dataclass
class CodeList:
    """One list of codes with their labels, in order."""

    name: str
    labels: dict[str, str] = field(default_factory=dict)
    _by_code: dict[str, str] = field(default_factory=dict)
    _by_name: dict[str, str | None] = field(default_factory=dict)
    _nearest: dict[str, str | None] = field(default_factory=dict)

    def add(self, code: str, label: str, other_names: Iterable[object] = ()) -> None:
        """Add a code; a name that two codes share finds neither."""
        self.labels[code] = label
        self._by_code[as_compared(code)] = code
        for name in {as_compared(name) for name in (label, *other_names)}:
            self._by_name[name] = code if self._by_name.get(name, code) == code else None

    def find(self, text: str) -> str | None:
        """The code that the text names by code or label, in any case; None if it names none, or several."""
        if text in self.labels:
            return text
        name = as_compared(text)
        return self._by_code.get(name) or self._by_name.get(name)

    def expected(self, text: str, *, asked: str) -> str:
        """What may stand there instead of the text, in plain words: labels, the nearest first, a few of many.

        `asked` is the question of the column, for lists that are the answers to it.
        """
        near = self.nearest(text)
        first = [self.labels[near]] if near else []
        labels = list(dict.fromkeys([*first, *self.labels.values()]))
        source = REFERENCE_LISTS.get(self.name)
        if source is None:
            question = asked.partition(".")[0].partition(";")[0]
            return f"{question[:1].lower()}{question[1:]}: {_or(labels)}"
        return f"one of the {source.in_words}, such as {_or(labels[:_MOST_NAMED])}"

    def nearest(self, text: str) -> str | None:
        """The code whose code or label is written most like the text; None if none is near.

        A comparison costs time, so long texts and, after many different ones, further texts get None.
        """
        name = as_compared(text)
        if name not in self._nearest:
            if len(name) > _LONGEST_COMPARED or len(self._nearest) >= _MOST_COMPARED:
                return None
            names = {**self._by_name, **self._by_code}
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.7)
            self._nearest[name] = names[near[0]] if near else None
        return self._nearest[name]


def _or(labels: list[str]) -> str:
    """The labels in quotes, as some hold commas themselves."""
    quoted = [f"“{label}”" for label in labels]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


@dataclass(frozen=True)
class CodeLists:
    """All lists by name."""

    lists: dict[str, CodeList]

    @classmethod
    def from_store(cls, connection: Connection) -> Self:
        """The vocabulary's lists and the store's reference data."""
        lists = [_of_vocabulary(codes) for codes in VOCABULARIES]
        lists += [_of_store(connection, name, source) for name, source in REFERENCE_LISTS.items()]
        return cls({found.name: found for found in lists})

    def __getitem__(self, name: str) -> CodeList:
        return self.lists[name]


def _of_vocabulary(codes: type[Code]) -> CodeList:
    found = CodeList(codes.__name__)
    for member in codes:
        others = [written for written, answer in _ANSWERS.items() if codes is Answer and answer is member]
        found.add(member.value, member.label, [member.value.replace("-", " "), *others])
    return found


def _of_store(connection: Connection, name: str, source: ReferenceList) -> CodeList:
    columns = Table.metadata.tables[source.table].c
    wanted = [columns["code"], columns[source.label], *(columns[other] for other in source.other_names)]
    found = CodeList(name)
    for code, label, *others in connection.execute(sa.select(*wanted).order_by(columns[source.order])):
        found.add(code, label, others)
    return found
