"""Writes who sits in the forum: its co-chairs and members, staff and lay; a name only with the person's consent."""

from collections.abc import Iterable
from datetime import date

from pydantic import Field

from data_access.commands.drafts import YEARS_AHEAD, BrokenRule, CleanText, Draft
from data_access.commands.forum import Saved, check_fresh, mark_of, origin_of
from data_access.commands.submissions import handed_in, note_handed_in
from data_access.settings import get_settings
from data_access.tables import Network, Role
from data_access.tables.base import number_of
from data_access.unit_of_work import UnitOfWork, row_values
from domain import permissions
from domain.audit_words import AuditedKind
from domain.errors import InvalidRecordError, NotFoundError
from domain.periods import EARLIEST_DAY
from domain.permissions import check_may
from domain.vocabulary import ChangeAction, RaterKind, RoleKind

OF_THE_FORUM = (RoleKind.FORUM_CO_CHAIR, RoleKind.FORUM_MEMBER)
LABELS = {
    "kind": "Role", "capacity": "Staff or lay", "network_code": "Network", "name_shown": "Name",
    "agreed_to_be_named": "Agreed to be named", "since": "Since", "until": "Until",
}  # fmt: skip
"""What the fields of a role are called on its form."""


class ForumRoleDraft(Draft):
    """A seat in the forum as handed in; a co-chair may belong to no network, a member belongs to one."""

    kind: RoleKind
    capacity: RaterKind
    network_code: str | None = None
    name_shown: CleanText = Field(default="", max_length=120)
    agreed_to_be_named: bool = False
    since: date
    until: date | None = None

    def broken_rules(self, today: date) -> Iterable[BrokenRule]:
        """Nobody is named who did not agree, and nobody leaves before coming."""
        latest = date(today.year + YEARS_AHEAD, 12, 31)
        if self.kind not in OF_THE_FORUM:
            yield BrokenRule("kind", "a role in the forum")
        if self.kind is RoleKind.FORUM_MEMBER and self.network_code is None:
            yield BrokenRule("network_code", "the network that the member comes from")
        if self.name_shown and not self.agreed_to_be_named:
            yield BrokenRule("name_shown", "no name, unless this person agreed to be named")
        if not EARLIEST_DAY <= self.since <= latest:
            yield BrokenRule("since", f"a day from {EARLIEST_DAY:%d/%m/%Y} to {latest:%d/%m/%Y}")
        if self.until is not None and not self.since <= self.until <= latest:
            yield BrokenRule("until", "a day on or after the first, or nothing")


def save_forum_role(work: UnitOfWork, draft: ForumRoleDraft, *, key: str) -> Saved:
    """Add a seat in the forum; `key` is that of the form, so that a second click saves nothing.

    Raises NotAllowedError, and NotFoundError for a network that is not known.
    """
    check_may(work.actor, permissions.Action.RUN_MEETINGS)
    if done := handed_in(work.session, key):
        return Saved(int(done.record_id), None)
    if draft.network_code and work.session.get(Network, draft.network_code) is None:
        raise NotFoundError("There is no such network.")
    row = Role(**draft.model_dump(exclude={"agreed_to_be_named"}), **origin_of(work))
    work.session.add(row)
    work.session.flush()
    work.audit(ChangeAction.ADDED.value, AuditedKind.ROLE.value, row.id, after=row_values(row))
    note_handed_in(work.session, key, record_type=AuditedKind.ROLE.value, record_id=number_of(row))
    return Saved(number_of(row), ChangeAction.ADDED)


def end_forum_role(work: UnitOfWork, number: int, *, until: date, seen: str) -> Saved:
    """Say on which day somebody leaves the forum: no page shows the name after it.

    Of a day that has come, the role loses its name; one with a day to come keeps it in the store, and the audit trail
    keeps it of both.
    `seen` is the mark of the role as it was shown. Raises NotAllowedError, NotFoundError, InvalidRecordError for a day
    before the first one, and StaleRecordError where somebody changed it meanwhile.
    """
    check_may(work.actor, permissions.Action.RUN_MEETINGS)
    row = work.session.get(Role, number)
    if row is None or row.kind not in OF_THE_FORUM:
        raise NotFoundError("There is no such role in the forum any more.")
    name = "" if until <= get_settings().current_day() else row.name_shown
    if (row.until, row.name_shown) == (until, name):
        return Saved(number, None)
    check_fresh(mark_of(row), seen)
    if until < row.since:
        raise InvalidRecordError(f"{LABELS['until']}: expected a day on or after the first.")
    before = row_values(row)
    row.until, row.name_shown = until, name
    work.session.flush()
    work.audit(
        ChangeAction.CHANGED.value, AuditedKind.ROLE.value, number, before=before, after=row_values(row)
    )
    return Saved(number, ChangeAction.CHANGED)
