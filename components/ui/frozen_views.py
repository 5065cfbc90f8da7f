"""Views of a meeting: as they were frozen when it met, as they stand now, and both of them side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from components.publishing.board_pack.document import BoardPack
from components.publishing.live.packing import pack_from_json, pack_to_json
from components.ui.view_of_address import ShownView, query_of, view_of_address
from data_access.commands.snapshots import keep_snapshot
from data_access.engine import get_engine
from data_access.queries.meetings import MeetingRecord, read_meeting
from data_access.queries.snapshots import read_snapshot
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError
from domain.periods import FinancialYear, default_year
from domain.permissions import Action, Actor, check_may
from domain.screens import ScreenKind, read_screen
from domain.wording import join_and

_YEAR = "year"
_MOST_TRIES = 3
NOT_TO_COMPARE = "These figures cannot be compared with those of now."


@dataclass(frozen=True)
class AsAtTheMeeting:
    """A view as it was frozen, and when."""

    pack: BoardPack
    view: str
    taken_at: datetime


@dataclass(frozen=True)
class ThenAndNow:
    """The same view as at the meeting and now: the same page, the same filters, the same year."""

    then: AsAtTheMeeting
    now: BoardPack


def freeze_agenda(meeting_id: int, *, actor: Actor) -> int:
    """Freeze every view of a meeting's agenda as it stands now; answers how many views are frozen.

    All or none of them; one that was frozen before stays as it is. Raises as `keep_snapshot` does.
    """
    check_may(actor, Action.RUN_MEETINGS)
    record = read_meeting(get_engine(), actor=actor, meeting_id=meeting_id)
    return len(_freeze(record, _views_of_agenda(record), actor=actor))


def freeze_added(meeting_id: int, *, actor: Actor) -> int:
    """Freeze what the agenda shows by now and was not frozen yet; answers how many views that were."""
    check_may(actor, Action.RUN_MEETINGS)
    record = read_meeting(get_engine(), actor=actor, meeting_id=meeting_id)
    frozen = _freeze(record, _views_of_agenda(record), actor=actor)
    return len(frozen - {one.id for one in record.snapshots})


def snapshots_of_agenda(record: MeetingRecord) -> Mapping[int, int]:
    """The snapshots that points of the agenda show, each with the number of the first point that shows it."""
    found: dict[int, int] = {}
    for point in record.agenda:
        if point.screen and read_screen(point.screen).kind is ScreenKind.VIEW:
            number = _frozen(record, point.screen)
            if number is not None:
                found.setdefault(number, point.id)
    return found


def freeze_view(meeting_id: int, address: str, *, actor: Actor) -> int:
    """Freeze one view, as that which a decision rests on; answers the number of its snapshot.

    Raises as `keep_snapshot` and `view_of_address` do.
    """
    check_may(actor, Action.RUN_MEETINGS)
    record = read_meeting(get_engine(), actor=actor, meeting_id=meeting_id)
    if (number := _frozen(record, address)) is not None:
        return number
    (number,) = _freeze(record, [address], actor=actor)
    return number


def frozen_view(meeting_id: int, address: str, *, actor: Actor) -> int | None:
    """The number of the snapshot of a view, with or without a year; None where it was not frozen then."""
    return _frozen(read_meeting(get_engine(), actor=actor, meeting_id=meeting_id), address)


def pack_then(meeting_id: int, address: str, *, actor: Actor) -> AsAtTheMeeting | None:
    """A view as at the meeting; None where it was not frozen then.

    Raises StoreError where it is not as it was kept, and InvalidRecordError where another release kept it in a form
    that this one cannot read.
    """
    number = frozen_view(meeting_id, address, actor=actor)
    return None if number is None else _as_kept(number, actor=actor)


def _as_kept(number: int, *, actor: Actor) -> AsAtTheMeeting:
    found = read_snapshot(get_engine(), actor=actor, snapshot_id=number)
    return AsAtTheMeeting(pack_from_json(found.content), found.view, found.taken_at)


def pack_now(address: str) -> BoardPack:
    """A view as it stands now."""
    return view_of_address(address).pack


def difference(meeting_id: int, address: str, *, actor: Actor) -> ThenAndNow | None:
    """A view as at the meeting and now, of the year that the meeting saw; None where it was not frozen then.

    Raises InvalidRecordError where its year, or another of its filters, is not known any more, and as `pack_then`.
    """
    then = pack_then(meeting_id, address, actor=actor)
    return _beside_now(then) if then else None


def difference_of_snapshot(number: int, *, actor: Actor) -> ThenAndNow:
    """A frozen view by its number as at the meeting and now; it raises as `difference` and `read_snapshot` do."""
    return _beside_now(_as_kept(number, actor=actor))


def _beside_now(then: AsAtTheMeeting) -> ThenAndNow:
    now = view_of_address(then.view)
    # Without a code that nobody knows any more it is another view, and what differs would say nothing.
    if now.left_out:
        raise InvalidRecordError(f"{NOT_TO_COMPARE} Heard does not know {join_and(now.left_out)} any more.")
    return ThenAndNow(then, now.pack)


def _views_of_agenda(record: MeetingRecord) -> list[str]:
    """The addresses of the views that the agenda shows, in its order; stories and questions are none."""
    screens = [read_screen(point.screen) for point in record.agenda if point.screen]
    return [one.text for one in screens if one.kind is ScreenKind.VIEW]


def _freeze(record: MeetingRecord, addresses: Sequence[str], *, actor: Actor) -> set[int]:
    """The numbers of the snapshots of these views, the same for those that say the same."""
    found = {address: _frozen(record, address) for address in addresses}
    kept = {number for number in found.values() if number is not None}
    new = [address for address, number in found.items() if number is None]
    if not new:
        return kept
    packs = _packs_of_one_moment(record, new)
    with unit_of_work(get_engine(), actor=actor, changes_facts=False) as work:
        return kept | {
            keep_snapshot(work, meeting_id=record.head.id, view=view, content=pack_to_json(pack)).id
            for view, pack in packs.items()
        }


def _packs_of_one_moment(record: MeetingRecord, addresses: Iterable[str]) -> Mapping[str, BoardPack]:
    """The packs by the address that each is kept under, made anew where somebody wrote meanwhile."""
    packs: dict[str, BoardPack] = {}
    for _ in range(_MOST_TRIES):
        before = store_version(get_engine())
        packs = {one.address: one.pack for one in (_view_at(record, address) for address in addresses)}
        if store_version(get_engine()) == before:
            break
    return packs


def _frozen(record: MeetingRecord, address: str) -> int | None:
    """The snapshot of a view; None where it was not frozen."""
    wanted = _view_at(record, address).address
    return next((one.id for one in record.snapshots if one.view == wanted), None)


def _view_at(record: MeetingRecord, address: str) -> ShownView:
    """The view of an address; without a year it is of that which Heard opened on when the meeting was held."""
    screen = read_screen(address)
    if _YEAR in query_of(screen):
        return view_of_address(address)
    years = view_of_address(address).view.known.years
    year = default_year(record.head.held_on, map(FinancialYear.from_code, years))
    return view_of_address(replace(screen, query=(*screen.query, (_YEAR, year.code))).text)
