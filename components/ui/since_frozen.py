"""What differs between the views that a meeting froze and the same views now, in rows of words."""

from collections.abc import Iterator
from dataclasses import dataclass

from components.publishing.board_pack.document import AT_A_GLANCE, BoardPack, PackPage, PackTable
from components.publishing.live.around import keyed_pages
from components.publishing.live.differences import GONE, NEW, NOT_THERE, differences
from components.publishing.live.of_change import figures_table
from components.publishing.live.of_view import OVERVIEW
from components.publishing.office.text import short
from components.ui.board_pack_loaders import CHAPTERS
from components.ui.chart_block import ABOUT_PEOPLE
from components.ui.frozen_views import ThenAndNow, difference_of_snapshot
from components.ui.headline_loaders import PEOPLE_INVOLVED, REACHED
from components.ui.view_of_address import view_of_address
from data_access.engine import get_engine
from data_access.queries.meetings import SnapshotLine, read_meeting
from domain.errors import HeardError
from domain.measures import MEASURES
from domain.permissions import Actor
from domain.screens import read_screen
from domain.wording import counted

NOTHING_DIFFERS = "Nothing differs."
ONLY_PEOPLE_LEFT = "Nothing differs in what counts no people. Counts of people are not compared here."
COLUMNS = ("What differs", "As at the meeting", "Now", "Difference")
_THERE = "there"
_LONGEST = 110
_OF_ONE_VALUE = 2
"""Columns of a table whose rows have one value each."""
_OF_PEOPLE = frozenset(MEASURES[one].name for one in (*ABOUT_PEOPLE, "felt_heard", "told_and_heard"))
Row = tuple[str, str, str, str]


@dataclass(frozen=True)
class FrozenFigures:
    """A frozen view by its page and filters, and the rows (of `COLUMNS`) of what differs now; () where nothing does.

    `wrong` says why it cannot be shown; then there are no rows. Counts of people are left out; `has_people` says
    whether there were any.
    """

    sentence: str
    rows: tuple[Row, ...] = ()
    wrong: str = ""
    has_people: bool = False

    @property
    def said(self) -> str:
        """How much differs, or why nothing is shown, in a sentence."""
        if self.rows:
            return counted(len(self.rows), "value differs.", "values differ.")
        return self.wrong or (ONLY_PEOPLE_LEFT if self.has_people else NOTHING_DIFFERS)


def frozen_figures(meeting_id: int, *, actor: Actor) -> tuple[FrozenFigures, ...]:
    """What differs in each frozen view of a meeting, in the order in which they were frozen."""
    record = read_meeting(get_engine(), actor=actor, meeting_id=meeting_id)
    return tuple(_of_view(one, actor=actor) for one in record.snapshots)


def _of_view(line: SnapshotLine, *, actor: Actor) -> FrozenFigures:
    page = read_screen(line.view).name
    heading = next((one.heading for one in CHAPTERS if one.key == page), page)
    try:
        both = difference_of_snapshot(line.id, actor=actor)
    except HeardError as error:
        shown = view_of_address(line.view)
        # Filters with something left out are not those of the meeting.
        sentence = heading if shown.left_out else f"{heading}: {shown.view.sentence}"
        return FrozenFigures(sentence, wrong=str(error))
    sections = both.now.sections
    has_people = any(one.key == OVERVIEW or any(map(_is_of_people, one.pages)) for one in sections)
    return FrozenFigures(f"{heading}: {both.then.pack.sentence}", tuple(_rows(both)), has_people=has_people)


def _rows(both: ThenAndNow) -> Iterator[Row]:
    before, after = compared(both.then.pack), compared(both.now)
    for key, (title, table) in after.items():
        if key in before:
            yield from _of_drawing(title, before[key][1], table)
        else:
            yield title, NOT_THERE, _THERE, NEW
    yield from ((title, _THERE, NOT_THERE, GONE) for key, (title, _) in before.items() if key not in after)


def compared(pack: BoardPack) -> dict[str, tuple[str, PackTable]]:
    """The drawings of a view that count no people, by their keys: what they are called, and their tables."""
    found: dict[str, tuple[str, PackTable]] = {}
    for section in pack.sections:
        if section.key == OVERVIEW:
            shown = (one for one in pack.headlines if one.label not in {PEOPLE_INVOLVED, REACHED})
            found[OVERVIEW] = (AT_A_GLANCE, figures_table(shown))
        found |= {key: (one.title, one.table) for key, one in keyed_pages(section) if not _is_of_people(one)}
    return found


def _is_of_people(page: PackPage) -> bool:
    return any(one.name in _OF_PEOPLE for one in page.measures)


def _of_drawing(title: str, then: PackTable, now: PackTable) -> Iterator[Row]:
    """What differs in a drawing; the column of a row is told where there are several."""
    for one in differences(then, now):
        of_it = f", {one.column}" if one.column and len(now.columns) > _OF_ONE_VALUE else ""
        yield f"{title}: {one.row}{of_it}", short(one.then, _LONGEST), short(one.now, _LONGEST), one.words
