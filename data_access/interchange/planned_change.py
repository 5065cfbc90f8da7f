"""One change that an import would make: which record, in which row of the file, and what it would hold."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from data_access.commands.records import KIND_BY_NAME, RecordKind
from data_access.interchange.layout import SHEET_BY_KIND
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
