"""What an import would do, before it does it: made by `planning`, shown to the person, then committed."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from data_access.commands.records import KIND_BY_NAME, RecordKind
from data_access.interchange.layout import SHEET_BY_KIND, SHEETS
from data_access.interchange.parsed_file import ParsedFile
from data_access.interchange.problems import CellProblem, CellWarning, Findings
from domain.vocabulary import Answer, ChangeAction

Key = tuple[Any, ...]
"""What finds a record again: network first, then the references down to it."""


class FieldChange(NamedTuple):
    """A field that would change; `before` is None for a record that would be added."""

    field: str
    heading: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """A record that would be added, changed or removed. A removal stands in no row of the file."""

    kind_name: str
    action: ChangeAction
    key: Key
    row: int | None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    record_id: int | None = None
    parent_id: int | None = None

    @property
    def kind(self) -> RecordKind:
        """The kind of record."""
        return KIND_BY_NAME[self.kind_name]

    @property
    def name(self) -> str:
        """The record as a person would name it: `SL A1, outcome 2`."""
        return name_of(self.kind_name, self.key)

    @property
    def fields(self) -> list[FieldChange]:
        """The fields that change, in the order of the draft; of a whole record those that say something."""
        before, after = self.before or {}, self.after or {}
        is_change = self.action is ChangeAction.CHANGED
        return [
            FieldChange(name, _heading(self.kind_name, name), before.get(name), after.get(name))
            for name in self.kind.fields
            if (before[name] != after[name] if is_change else _says_something((before or after)[name]))
        ]


def _says_something(value: object) -> bool:
    return not (value is None or value is False or value in {"", (), Answer.NOT_RECORDED})


def name_of(kind_name: str, key: Key) -> str:
    """A record as a person would name it."""
    root, rest = f"{key[0]} {key[1]}", [str(part) for part in key[2:] if str(part)]
    if kind_name == "cohort":
        named = {"": "none of the groups", "?": "not known"}
        return f"{root}, people: {named.get(str(key[2]), str(key[2]).replace('+', ', '))}"
    if kind_name in {"outcome", "evidence"}:
        steps = ("outcome", "evidence")
        return ", ".join([root, *(f"{step} {part}" for step, part in zip(steps, rest, strict=False))])
    return " ".join([root, *rest])


def _heading(kind_name: str, name: str) -> str:
    sheet = SHEET_BY_KIND[kind_name]
    return next((column.heading for column in sheet.columns if column.field == name), name)


@dataclass(frozen=True)
class SheetSummary:
    """How many records of one sheet would be added, changed, removed or left alone."""

    sheet: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@dataclass
class ImportPlan:
    """The dry run of an import. It changes nothing until it is committed."""

    content: ParsedFile
    findings: Findings
    store_version: int
    changes: list[PlannedChange] = field(default_factory=list)
    unchanged: Counter[str] = field(default_factory=Counter)

    @property
    def file_name(self) -> str:
        """The name of the file."""
        return self.content.name

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the file's content."""
        return self.content.fingerprint

    @property
    def row_count(self) -> int:
        """The number of rows that the file holds, headings and blank rows aside."""
        return self.content.row_count

    @property
    def problems(self) -> list[CellProblem]:
        """What is wrong, at most the first 200; `problem_count` counts all."""
        return self.findings.problems

    @property
    def problem_count(self) -> int:
        """How many problems there are."""
        return self.findings.problem_count

    @property
    def warnings(self) -> list[CellWarning]:
        """What is worth a look, at most the first 200; `warning_count` counts all."""
        return self.findings.warnings

    @property
    def warning_count(self) -> int:
        """How many warnings there are."""
        return self.findings.warning_count

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong, so that the plan may be committed."""
        return self.problem_count == 0

    @property
    def changes_nothing(self) -> bool:
        """Whether the store already holds all that the file says."""
        return not self.changes

    @property
    def networks(self) -> list[str]:
        """The networks whose records would change, sorted."""
        return sorted({change.key[0] for change in self.changes})

    @property
    def removals(self) -> list[PlannedChange]:
        """The records that would be removed."""
        return [change for change in self.changes if change.action is ChangeAction.REMOVED]

    def summaries(self) -> list[SheetSummary]:
        """One summary a sheet of the layout, in its order."""
        counts = Counter((change.kind_name, change.action) for change in self.changes)
        return [
            SheetSummary(
                sheet.name,
                added=counts[sheet.kind.name, ChangeAction.ADDED],
                changed=counts[sheet.kind.name, ChangeAction.CHANGED],
                removed=counts[sheet.kind.name, ChangeAction.REMOVED],
                unchanged=self.unchanged[sheet.kind.name],
            )
            for sheet in SHEETS
        ]
