"""Activities and outcomes as rows of a list: each leads to the page of its activity."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from components.ui.linked_table import Cell
from components.ui.looking_back import IN_ADDRESS
from data_access.facts import Facts
from data_access.queries.record_lines import ActivityLine, OutcomeLine
from domain.outcome_words import DID
from domain.vocabulary import Provenance
from domain.wording import day

ACTIVITY_ADDRESS = "/activity"
ACTIVITY = "a"
NOT_RECORDED = "–"
OF_ACTIVITIES = ("Activity", "Network", "Began", "Programme", "Rung of the ladder")
OF_OUTCOMES = (
    "Activity",
    "Network",
    "Began",
    "Status",
    "Direction",
    "Of value to",
    "You said",
    "What came of it",
)


def activity_query(number: int, *, as_of: date | None) -> dict[str, str]:
    """The parameters of the page of one activity; with the day that its list looks back to, which it will name."""
    return {ACTIVITY: str(number)} | ({IN_ADDRESS: as_of.isoformat()} if as_of else {})


def activity_address(number: int, *, as_of: date | None) -> str:
    """The address of that page."""
    return f"{ACTIVITY_ADDRESS}?{urlencode(activity_query(number, as_of=as_of))}"


def activity_cells(
    lines: Sequence[ActivityLine | OutcomeLine], facts: Facts, *, as_of: date | None
) -> tuple[Sequence[str], list[list[Cell]]]:
    """The heads and the rows of a list of activities."""
    return OF_ACTIVITIES, [_activity(line, facts, as_of) for line in lines if isinstance(line, ActivityLine)]


def outcome_cells(
    lines: Sequence[ActivityLine | OutcomeLine], facts: Facts, *, as_of: date | None
) -> tuple[Sequence[str], list[list[Cell]]]:
    """The heads and the rows of a list of outcomes."""
    return OF_OUTCOMES, [_outcome(line, facts, as_of) for line in lines if isinstance(line, OutcomeLine)]


def _activity(line: ActivityLine, facts: Facts, as_of: date | None) -> list[Cell]:
    reference = facts.reference
    return [
        Cell(_title(line.title, line.provenance), activity_address(line.id, as_of=as_of)),
        Cell(reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(reference.programmes.get(line.programme or "", NOT_RECORDED)),
        Cell(reference.rungs.get(line.rung or "", NOT_RECORDED)),
    ]


def _outcome(line: OutcomeLine, facts: Facts, as_of: date | None) -> list[Cell]:
    did = line.we_did or line.reason_not_possible or line.metric_label
    return [
        Cell(_title(line.activity, line.provenance), activity_address(line.activity_id, as_of=as_of)),
        Cell(facts.reference.networks[line.network].short_name),
        Cell(day(line.start)),
        Cell(line.status.label),
        Cell(line.direction.label),
        Cell(line.level.label),
        Cell(line.you_said or NOT_RECORDED),
        Cell(f"{DID[line.status]}: {did}" if did else NOT_RECORDED),
    ]


def _title(title: str, provenance: Provenance) -> str:
    return f"{title} (illustrative)" if provenance is Provenance.ILLUSTRATIVE else title
