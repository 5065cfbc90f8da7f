"""What is wrong or worth a look in a file, each named by sheet, row and column."""

from dataclasses import dataclass, field
from typing import Self

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A value that cannot be taken. `cell` is its place as a spreadsheet names it, "" for a whole row or sheet.

    `instead` are whole sentences to say in place of what was expected.
    """

    sheet: str
    row: int | None
    column: str
    value: str
    expected: str
    cell: str = ""
    instead: str = ""

    @property
    def what_to_do(self) -> str:
        """What should stand there, as a sentence of its own."""
        return self.instead or f"Expected {self.expected}."

    @property
    def sentence(self) -> str:
        """The problem with its place."""
        if self.instead:
            return f"{_place(self)}: {self.instead}"
        found = f"“{self.value}” is there, " if self.value else ""
        return f"{_place(self)}: {found}expected {self.expected}."


@dataclass(frozen=True, slots=True)
class CellWarning:
    """Something that can be taken but is worth a look before it is. `message` ends the sentence."""

    sheet: str
    row: int | None
    column: str
    message: str
    cell: str = ""

    @property
    def sentence(self) -> str:
        """The warning in one sentence."""
        return f"{_place(self)}: {self.message}."


def _place(found: CellProblem | CellWarning) -> str:
    place = found.sheet
    if found.row is not None:
        place += f", row {found.row}"
    if found.column:
        place += f", {found.column}"
    return f"{place} ({found.cell})" if found.cell else place


@dataclass
class Findings:
    """Problems and warnings: all are counted, the first 200 of each are kept."""

    problems: list[CellProblem] = field(default_factory=list)
    warnings: list[CellWarning] = field(default_factory=list)
    problem_count: int = 0
    warning_count: int = 0

    def add(self, problem: CellProblem) -> None:
        """Note a problem."""
        self.problem_count += 1
        if len(self.problems) < MOST_LISTED:
            self.problems.append(problem)

    def warn(self, warning: CellWarning) -> None:
        """Note a warning."""
        self.warning_count += 1
        if len(self.warnings) < MOST_LISTED:
            self.warnings.append(warning)

    def copy(self) -> Self:
        """The same findings, to add to without touching these."""
        return type(self)(list(self.problems), list(self.warnings), self.problem_count, self.warning_count)
