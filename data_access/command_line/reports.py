"""What the command line says about imports, as lines of text."""

from collections.abc import Iterator, Sequence

from data_access.interchange.cells import shown
from data_access.interchange.plan import ImportPlan
from data_access.interchange.planned_change import PlannedChange
from data_access.tables import ImportBatch
from domain.vocabulary import ChangeAction

_LISTED = 50


def plan_lines(plan: ImportPlan) -> Iterator[str]:
    """What a dry run found: counts for each sheet, changes with both values, removals, warnings, problems."""
    for summary in plan.summaries():
        yield (
            f"{summary.sheet}: {summary.added:,} to add, {summary.changed:,} to change, "
            f"{summary.removed:,} to remove, {summary.unchanged:,} left alone"
        )
    changed = plan.changes.of(action=ChangeAction.CHANGED)
    yield from _listed("Changes", [line for change in changed for line in _change_lines(change)])
    yield from _listed("Removals", [_removal_line(change) for change in plan.removals])
    yield from _listed("Worth a look", [found.sentence for found in plan.warnings], plan.warning_count)
    yield from _listed("Problems", [found.sentence for found in plan.problems], plan.problem_count)


def _listed(title: str, lines: Sequence[str], count: int | None = None) -> Iterator[str]:
    if not lines:
        return
    total = count if count is not None else len(lines)
    yield f"{title} ({total:,}):"
    yield from (f"  {line}" for line in lines[:_LISTED])
    if total > _LISTED:
        yield f"  and {total - _LISTED:,} more"


def _change_lines(change: PlannedChange) -> Iterator[str]:
    for found in change.fields:
        yield f"{change.name}, {found.heading}: {_value(found.before)} → {_value(found.after)}"


def _removal_line(change: PlannedChange) -> str:
    return f"{change.name} ({(change.before or {})['people']:,} people)"


def _value(value: object) -> str:
    if isinstance(value, tuple):
        value = "; ".join(value)
    return f"“{shown(value)}”" if value not in {None, ""} else "empty"


def import_lines(imports: Sequence[ImportBatch]) -> Iterator[str]:
    """The imports so far, newest first."""
    if not imports:
        yield "No file has been imported."
    for batch in imports:
        when = batch.imported_at
        undone = f", undone on {batch.undone_at:%d/%m/%Y}" if batch.undone_at else ""
        yield (
            f"{batch.id}: {batch.file_name}, {when:%d/%m/%Y %H:%M} UTC by {batch.imported_by}, "
            f"{batch.added:,} added, {batch.changed:,} changed{undone}"
        )
