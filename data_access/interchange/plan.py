"""What an import would do, before it does it: made by `planning`, shown to the person, then committed."""

from collections import Counter
from dataclasses import dataclass, field

from data_access.interchange.change_list import ChangeList
from data_access.interchange.import_file import ImportFile
from data_access.interchange.layout import SHEETS
from data_access.interchange.parsed_file import ParsedFile
from data_access.interchange.planned_change import PlannedChange
from data_access.interchange.problems import CellProblem, CellWarning, Findings
from domain.vocabulary import ChangeAction


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
    """The dry run of an import. It changes nothing until it is committed.

    `file` is there to be read again where the store changes before that; the rows read from it are not kept.
    """

    content: ParsedFile
    findings: Findings
    store_version: int
    changes: ChangeList = field(default_factory=ChangeList)
    unchanged: Counter[str] = field(default_factory=Counter)
    file: ImportFile | None = None

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
        return sorted(self.changes.networks)

    @property
    def removals(self) -> list[PlannedChange]:
        """The records that would be removed."""
        return list(self.changes.of(action=ChangeAction.REMOVED))

    def summaries(self) -> list[SheetSummary]:
        """One summary a sheet of the layout, in its order."""
        counts = self.changes.counts
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
