"""A small store whose every count can be worked out by hand: five activities around the turn of a year.

| activity | network | starts       | programme | rung         | people                                        |
| A1       | SL      | 31 March 26  | MEDSIP    | CODESIGN     | 10 Asian carers, 5 of no group                |
| A2       | SL      | 1 April 26   | none      | none         | 4 Asian, 3 Asian and Black, 6 not known       |
| A3       | GM      | 1 April 26   | MEDSIP    | CONSULTATION | 20 carers (illustrative)                      |
| A4       | GM      | 30 June 26   | none      | CODESIGN     | nobody                                        |
| A5       | GM      | 1 July 26    | none      | CODESIGN     | nobody                                        |

ETH is the parent of ETH_ASIAN and ETH_BLACK.
"""

from datetime import date

from sqlalchemy.engine import Engine

from data_access.tables import (
    Activity,
    Cohort,
    Evidence,
    Group,
    Marker,
    MarkerAssessment,
    Outcome,
    Programme,
    Table,
)
from data_access.unit_of_work import unit_of_work
from domain.filters import Filters
from domain.permissions import OPERATOR
from domain.vocabulary import (
    Answer,
    Direction,
    EvidenceKind,
    Level,
    OutcomeStatus,
    Pole,
    Provenance,
    RaterKind,
)
from tests.integration.factories import a_group, a_marker, a_network, a_rung, an_activity

TODAY = date(2026, 11, 22)
ALL = Filters(year="2026-27")
"""Nothing is left out of the year that runs today."""


def write(store: Engine, *rows: Table) -> None:
    """Put rows into the store as a write of the operator does, so that the store's version rises."""
    with unit_of_work(store, actor=OPERATOR) as work:
        for row in rows:
            work.session.add(row)
            work.session.flush()
        work.audit("added", "test", "rows")


def a_child_group(code: str, position: int) -> Group:
    """A group whose people count for ETH too."""
    group = a_group(code, position)
    group.parent_code = "ETH"
    return group


def a_marker_of(code: str, position: int, pole: Pole) -> Marker:
    """A marker that speaks for this end of the spectrum."""
    marker = a_marker(code, position)
    marker.pole = pole
    return marker


def write_reference(store: Engine) -> None:
    """Two networks, four groups, a programme, two rungs and three markers."""
    write(
        store,
        a_network("SL", 0), a_network("GM", 1),
        a_group("ETH", 1), a_child_group("ETH_ASIAN", 2), a_child_group("ETH_BLACK", 3), a_group("CARER", 4),
        Programme(code="MEDSIP", name="Medicines safety", kind="test", source="test"),
        a_rung("CONSULTATION", 4), a_rung("CODESIGN", 6),
        a_marker_of("INF1", 1, Pole.INFLUENCING), a_marker_of("COO1", 2, Pole.CO_ORDINATING),
        a_marker_of("PRA1", 3, Pole.BOTH),
    )  # fmt: skip


def the_activities() -> list[Activity]:
    """A1 to A5, in order."""
    return [
        an_activity("A1", start_date=date(2026, 3, 31), programme_code="MEDSIP", rung_code="CODESIGN"),
        an_activity("A2", start_date=date(2026, 4, 1)),
        an_activity(
            "A3", "GM", start_date=date(2026, 4, 1), programme_code="MEDSIP", rung_code="CONSULTATION",
            provenance=Provenance.ILLUSTRATIVE,
        ),
        an_activity("A4", "GM", start_date=date(2026, 6, 30), rung_code="CODESIGN"),
        an_activity("A5", "GM", start_date=date(2026, 7, 1), rung_code="CODESIGN"),
    ]  # fmt: skip


def an_outcome(activity: Activity, reference: str = "1", **changes: object) -> Outcome:
    """A change that was made, for the better, about which nothing more is known."""
    values: dict[str, object] = {
        "direction": Direction.POSITIVE, "status": OutcomeStatus.MADE, "level": Level.INDIVIDUALS,
    } | changes  # fmt: skip
    return Outcome(activity_id=activity.id, local_reference=reference, **values)


def an_assessment(network: str, marker: str, level: int, on: date, **changes: object) -> MarkerAssessment:
    """A rating by staff."""
    values: dict[str, object] = {
        "rater_kind": RaterKind.STAFF, "provenance": Provenance.SUBMITTED, "evidence": f"{marker} at {level}",
    } | changes  # fmt: skip
    return MarkerAssessment(network_code=network, marker_code=marker, level=level, as_of=on, **values)


def write_worked_example(store: Engine) -> None:
    """Reference data, the five activities with their people, and four outcomes with their evidence."""
    write_reference(store)
    a1, a2, a3, a4, a5 = the_activities()
    write(store, a1, a2, a3, a4, a5)
    write(
        store,
        Cohort(activity_id=a1.id, groups_key="CARER+ETH_ASIAN", people=10),
        Cohort(activity_id=a1.id, groups_key="", people=5),
        Cohort(activity_id=a2.id, groups_key="ETH_ASIAN", people=4),
        Cohort(activity_id=a2.id, groups_key="ETH_ASIAN+ETH_BLACK", people=3),
        Cohort(activity_id=a2.id, groups_key="?", is_known=False, people=6),
        Cohort(activity_id=a3.id, groups_key="CARER", people=20),
    )
    compared = an_outcome(
        a2, "1", you_said="Too long.", we_did="Made it short.",
        metric_label="Waits", metric_value=3.0, metric_comparator="last year",
    )  # fmt: skip
    refused = an_outcome(
        a2, "2", direction=Direction.NEGATIVE, status=OutcomeStatus.NOT_POSSIBLE,
        reason_not_possible="No money.", you_said="Open at night.",
    )  # fmt: skip
    confirmed = an_outcome(
        a3, "1", direction=Direction.NO_CHANGE, status=OutcomeStatus.PLANNED, level=Level.SOCIETY,
        you_said="Ask us.", we_did="We will.", confirmed_by_people=Answer.YES,
        metric_label="Waits", metric_value=3.0,
    )  # fmt: skip
    earlier = an_outcome(a1, "1", you_said="Be kind.", we_did="We were.")
    write(store, compared, refused, confirmed, earlier)
    write(
        store,
        Evidence(outcome_id=compared.id, local_reference="1", kind=EvidenceKind.DOCUMENT, title="A report"),
        Evidence(outcome_id=compared.id, local_reference="2", kind=EvidenceKind.LINK, title="A page"),
        Evidence(outcome_id=refused.id, local_reference="1", kind=EvidenceKind.TESTIMONY, title="Letters"),
    )
