"""Compares figures frozen for meetings with their fingerprints, in their own row and in the trail."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.checks.finding import CheckResult, counted_wrong
from data_access.queries.snapshots import fingerprint_of
from data_access.tables import Table
from domain.audit_words import AuditedKind

_SNAPSHOT, _EVENT = (Table.metadata.tables[name] for name in ("snapshot", "audit_event"))


def check_frozen_figures(connection: Connection) -> CheckResult:
    """Whether all frozen figures are as they were kept, and the trail tells of each under its fingerprint."""
    told = _told(connection)
    asked = sa.select(_SNAPSHOT.c.id, _SNAPSHOT.c.view, _SNAPSHOT.c.content, _SNAPSHOT.c.fingerprint)
    changed = untold = 0
    for number, view, content, fingerprint in connection.execute(asked):
        changed += fingerprint_of(view, content) != fingerprint
        untold += (str(number), fingerprint) not in told
    if changed or untold:
        wrong = {"changed after they were kept": changed, "kept without an event": untold}
        return CheckResult("Frozen figures", f"not as kept: {counted_wrong(wrong)}", is_good=False)
    number = connection.scalar(sa.select(sa.func.count()).select_from(_SNAPSHOT))
    return CheckResult("Frozen figures", f"{number:,} compared with their fingerprints", is_good=True)


def _told(connection: Connection) -> set[tuple[str, str]]:
    """The numbers and fingerprints that the trail tells of."""
    asked = sa.select(_EVENT.c.record_id, _EVENT.c.after).where(
        _EVENT.c.record_type == AuditedKind.SNAPSHOT.value
    )
    return {(number, (after or {}).get("fingerprint", "")) for number, after in connection.execute(asked)}
