"""Views of a meeting: frozen once as they stood, read again as they were, and held against the same view now."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col

from components.publishing.board_pack.document import BoardPack
from components.publishing.live.packing import pack_to_json
from components.ui.frozen_views import difference, freeze_agenda, freeze_view, pack_now, pack_then
from components.ui.view_of_address import view_of_address
from data_access.engine import get_engine
from data_access.queries.snapshots import read_snapshot
from data_access.settings import get_settings
from data_access.tables import Activity, AgendaItem, Cohort, Meeting, Snapshot
from data_access.unit_of_work import store_version, unit_of_work
from domain.errors import InvalidRecordError, NotAllowedError, StoreError
from domain.permissions import OPERATOR, PUBLIC
from domain.vocabulary import MeetingState, Provenance, UserRole
from tests.integration.factories import an_activity, an_actor, save

pytestmark = [pytest.mark.xdist_group("pages"), pytest.mark.usefixtures("meeting")]
FORUM, READER = an_actor(UserRole.FORUM, ()), an_actor(UserRole.CONTRIBUTOR)
AGENDA = (
    "",
    "overview",
    "story/service-user-network-sun",
    "overview?year=2026-27&network=XX",
    "spectrum?network=SL&year=2025-26",
)
THE_YEAR = (date(2026, 4, 1), date(2026, 11, 22))
THIS = 77
FROZEN = ["overview?year=2026-27", "spectrum?network=SL&year=2025-26"]


@pytest.fixture
def meeting(use_folder: Callable[[Path], None], illustrative_folder: Path, tmp_path: Path) -> None:
    """Illustrative records with a meeting under way, of which two points show the same view."""
    shutil.copy(illustrative_folder / "heard.db", tmp_path / "heard.db")
    use_folder(tmp_path)
    begin(THIS, *AGENDA)


def begin(number: int, *screens: str) -> None:
    held = date(2026, 11, 9)
    row = Meeting(
        id=number, title="M", held_on=held, state=MeetingState.LIVE, provenance=Provenance.SUBMITTED
    )
    points = [
        AgendaItem(meeting_id=number, position=place, title=f"Point {place}", screen=screen)
        for place, screen in enumerate(screens, start=1)
    ]
    save(get_engine(), row, *points)


def write(*rows: Any) -> None:
    """Add records as a command would, so that the store's version rises."""
    with unit_of_work(get_engine(), actor=OPERATOR) as work:
        for row in rows:
            work.session.add(row)
            work.session.flush()
        work.audit("added", "activity", 1)


def kept() -> list[Any]:
    with get_engine().connect() as connection:
        return list(connection.execute(sa.select(Snapshot).order_by(col(Snapshot.id))))


def activities(pack: BoardPack) -> str:
    return next(one.value for one in pack.headlines if one.label == "Activities")


def test_every_view_of_the_agenda_is_frozen_once_and_a_write_shows_now_but_not_then() -> None:
    assert freeze_agenda(THIS, actor=FORUM) == 2
    before = kept()
    assert [row.view for row in before] == FROZEN
    then = pack_now("overview")
    write(an_activity("NEW", "SL", start_date=date(2026, 11, 20)))
    assert freeze_agenda(THIS, actor=FORUM) == 2
    assert kept() == before
    both = difference(THIS, "overview", actor=READER)
    assert both
    assert both.then.pack == then
    assert int(activities(both.now).replace(",", "")) == int(activities(then).replace(",", "")) + 1
    assert pack_then(THIS, "overview?network=SL", actor=READER) is None
    assert difference(THIS, "reach", actor=READER) is None


def test_the_view_of_a_decision_is_frozen_by_itself_and_found_again_when_the_meeting_is_over() -> None:
    number = freeze_view(THIS, "/change?network=SL", actor=FORUM)
    with get_engine().begin() as connection:
        connection.execute(sa.update(Meeting).values(state=MeetingState.OVER))
    assert freeze_view(THIS, "change?network=SL&network=YY", actor=FORUM) == number
    with pytest.raises(InvalidRecordError, match="while a meeting is under way"):
        freeze_view(THIS, "change", actor=FORUM)
    with pytest.raises(InvalidRecordError, match="address of a page of figures"):
        freeze_view(THIS, "story/service-user-network-sun", actor=FORUM)


def test_a_view_of_the_running_year_is_still_that_of_its_year_when_the_next_one_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    freeze_agenda(THIS, actor=FORUM)
    monkeypatch.setenv("HEARD_TODAY", "2027-11-30")
    get_settings.cache_clear()
    assert view_of_address("overview").address == "overview?year=2027-28"
    both = difference(THIS, "overview", actor=READER)
    assert both
    assert (both.then.view, both.then.pack.dated, both.now.dated) == (
        FROZEN[0],
        date(2026, 11, 22),
        date(2027, 11, 30),
    )
    assert both.now.sentence == "All 15 networks, 1 April 2026 to 31 March 2027"


def test_frozen_people_are_the_protected_ones_and_nothing_but_the_pack_is_kept() -> None:
    """Who reads the row itself learns what the page showed: no true count, and no words of a record."""
    activity = an_activity("BIG", "SL", start_date=date(2026, 11, 1), title="A title of the record")
    write(activity)
    write(Cohort(activity_id=activity.id or 0, people=3 + 5 * 600_000 - people_of_south_london() % 5))
    true = people_of_south_london()
    number = freeze_view(THIS, "reach?network=SL", actor=FORUM)
    content = read_snapshot(get_engine(), actor=READER, snapshot_id=number).content
    assert content == pack_to_json(pack_now("reach?network=SL"))
    told = json.dumps(content)
    assert f"{true + 2:,}" in told
    assert not [one for one in (str(true), f"{true:,}", activity.title, "Cohort") if one in told]


def people_of_south_london() -> int:
    asked = (
        sa.select(sa.func.sum(Cohort.people))
        .join(Activity, col(Activity.id) == col(Cohort.activity_id))
        .where(col(Activity.network_code) == "SL", col(Activity.start_date).between(*THE_YEAR))
    )
    with Session(get_engine()) as session:
        return session.scalar(asked) or 0


def test_frozen_figures_are_kept_by_those_who_run_meetings_and_read_by_accounts() -> None:
    for actor in (PUBLIC, READER):
        with pytest.raises(NotAllowedError):
            freeze_agenda(THIS, actor=actor)
        with pytest.raises(NotAllowedError):
            freeze_view(THIS, "overview", actor=actor)
    freeze_agenda(THIS, actor=FORUM)
    with pytest.raises(NotAllowedError):
        pack_then(THIS, "overview", actor=PUBLIC)


def test_figures_that_were_spoiled_in_the_store_are_shown_neither_alone_nor_beside_those_of_now() -> None:
    freeze_agenda(THIS, actor=FORUM)
    with get_engine().begin() as connection:
        content = pack_to_json(pack_now("overview?year=2025-26"))
        connection.execute(sa.update(Snapshot).values(content=content))
    for ask in (pack_then, difference):
        with pytest.raises(StoreError, match="fingerprint does not match"):
            ask(THIS, "overview", actor=READER)


def test_views_are_made_anew_where_somebody_wrote_while_they_were_frozen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The figures of one meeting are of one moment: a write between two of them is in both or in none."""
    wrote = []

    def version_after_a_write(engine: Any) -> int:
        if len(wrote) < 2:
            wrote.append(an_activity(f"W{len(wrote)}", "SL", start_date=date(2026, 11, 20)))
            write(wrote[-1])
        return store_version(engine)

    now = pack_now("overview")
    monkeypatch.setattr("components.ui.frozen_views.store_version", version_after_a_write)
    freeze_agenda(THIS, actor=FORUM)
    then = pack_then(THIS, "overview", actor=READER)
    assert then
    assert (
        int(activities(then.pack).replace(",", ""))
        == int(activities(now).replace(",", "")) + len(wrote)
        == 347
    )
