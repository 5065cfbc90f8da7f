"""Activities and outcomes as rows of a list: each leads to the page of its activity."""

from collections.abc import Sequence

from components.ui.linked_table import Cell
from data_access.facts import Facts
from data_access.queries.record_lines import ActivityLine, OutcomeLine
from domain.vocabulary import Provenance
from domain.wording import day

ACTIVITY_ADDRESS = "/activity?a="
NOT_RECORDED = "–"
OF_ACTIVITIES = ("Activity", "Network", "Began", "Programme", "Rung of the ladder")
OF_OUTCOMES = ("Activity", "Network", "Began", "Status", "Direction", "Of value to", "You said", "We did")


def activity_cells(
    lines: Sequence[ActivityLine | OutcomeLine], facts: Facts
) -> tuple[Sequence[str], list[list[Cell]]]:
    """The heads and the rows of a list of activities."""
    return OF_ACTIVITIES, [_activity(line, facts) for line in lines if isinstance(line, ActivityLine)]


def outcome_cells(
    lines: Sequence[ActivityLine | OutcomeLine], facts: Facts
) -> tuple[Sequence[str], list[list[Cell]]]:
    """The heads and the rows of a list of outcomes."""
    return OF_OUTCOMES, [_outcome(line, facts) for line in lines if isinstance(line, OutcomeLine)]


def _activity(line: ActivityLine, facts: Facts) -> list[Cell]:
    reference = facts.reference
    return [
        Cell(_title(line.title, line.provenance), f"{ACTIVITY_ADDRESS}{line.id}"),
        Cell(reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(reference.programmes.get(line.programme or "", NOT_RECORDED)),
        Cell(reference.rungs.get(line.rung or "", NOT_RECORDED)),
    ]


def _outcome(line: OutcomeLine, facts: Facts) -> list[Cell]:
    did = line.we_did or line.reason_not_possible or line.metric_label
    return [
        Cell(_title(line.activity, line.provenance), f"{ACTIVITY_ADDRESS}{line.activity_id}"),
        Cell(facts.reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(line.status.label),
        Cell(line.direction.label),
        Cell(line.level.label),
        Cell(line.you_said or NOT_RECORDED),
        Cell(did or NOT_RECORDED),
    ]


def _title(title: str, provenance: Provenance) -> str:
    return f"{title} (illustrative)" if provenance is Provenance.ILLUSTRATIVE else title
