"""What differs between a view as it was kept and as it is now, on screens: both values, and the difference in words.

Keys are those of the view itself, so that whoever changes between the two and the difference stays where they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from components.publishing.board_pack.document import AT_A_GLANCE, BoardPack, HeadFigure, PackPage, PackTable
from components.publishing.live.around import Around, around_of, keyed_pages
from components.publishing.live.differences import Difference, differences
from components.publishing.live.frame import is_lead
from components.publishing.live.of_words import words_screens
from components.publishing.live.screen import Screen
from components.publishing.live.table_screens import table_screens
from components.publishing.office.text import short
from domain.wording import counted, day

AS_AT: Final = "As at the meeting"
NOW: Final = "Now"
NOTHING_DIFFERS: Final = "Nothing differs."
NEW_DRAWING: Final = "This was not there at the meeting."
GONE_DRAWING: Final = "This was there at the meeting, and is no longer."
VALUE: Final = "Value"
_WHAT: Final = "What differs"
_LONGEST: Final = 110
"""Letters of the values of a row that is told in one."""


@dataclass(frozen=True)
class _Placed:
    """A drawing and the heading of its section."""

    page: PackPage
    section: str


def screens_of_difference(then: BoardPack, now: BoardPack, *, when: str = AS_AT) -> tuple[Screen, ...]:
    """A screen or more for each drawing of now, then those that are gone; at least one.

    `when` is what the earlier one is called. Every drawing says what differs, or that nothing does.
    """
    screens = [*_at_a_glance(then, now, when), *_of_pages(then, now, when)]
    around = _dated(around_of(now, "nothing", now.title), then, when)
    return tuple(screens) or words_screens(around.key, around.face(now.title), [NOTHING_DIFFERS])


def _of_pages(then: BoardPack, now: BoardPack, when: str) -> Iterator[Screen]:
    before, after = _placed(then), _placed(now)
    for key, one in after.items():
        around = _dated(around_of(now, key, one.section), then, when)
        if key in before:
            yield from _of_page(around, before[key].page, one.page, when)
        else:
            yield from words_screens(key, around.face(one.page.title, topic=_WHAT), [NEW_DRAWING])
    for key, one in before.items():
        if key not in after:
            around = _dated(around_of(now, key, one.section), then, when)
            yield from words_screens(key, around.face(one.page.title, topic=_WHAT), [GONE_DRAWING])


def _placed(pack: BoardPack) -> dict[str, _Placed]:
    return {key: _Placed(page, one.heading) for one in pack.sections for key, page in keyed_pages(one)}


def _dated(around: Around, then: BoardPack, when: str) -> Around:
    """With the day from which the earlier figures are at its foot."""
    return replace(around, foot=f"{when}: {day(then.dated)}. {NOW}: {around.foot}")


def _at_a_glance(then: BoardPack, now: BoardPack, when: str) -> Iterator[Screen]:
    overview = next((one for one in now.sections if one.key == "overview"), None)
    if overview is None:
        return
    around = around_of(now, f"{overview.key}/glance", overview.heading)
    found = differences(_figures(then.headlines), _figures(now.headlines))
    yield from _screens(_dated(around, then, when), AT_A_GLANCE, "", found, when)


def _figures(headlines: tuple[HeadFigure, ...]) -> PackTable:
    return PackTable(("Figure", VALUE), tuple((one.label, one.value) for one in headlines))


def _of_page(around: Around, then: PackPage, now: PackPage, when: str) -> Iterator[Screen]:
    said = f"{when}: {then.heading}" if then.heading != now.heading else ""
    yield from _screens(around, now.title, said, differences(then.table, now.table), when)


def _screens(
    around: Around, title: str, said: str, found: tuple[Difference, ...], when: str
) -> Iterator[Screen]:
    """The values that differ, or the words that nothing does. `said` is what the finding was."""
    face = around.face(title, topic=_WHAT)
    if not found:
        yield from words_screens(around.key, face, [said or NOTHING_DIFFERS])
        return
    values = counted(len(found), "value differs", "values differ")
    face = replace(face, lead=said if is_lead(said) else "")
    columns = {one.column for one in found}
    if len(columns) == 1 and columns != {VALUE}:
        face = replace(face, kicker=" · ".join(one for one in (face.kicker, *columns) if one))
    table = _table(found, when)
    cut = f"{values}; these are the first of them."
    yield from table_screens(around.key, face, table, caption=f"{title}: {values}", cut=cut)
    if not face.lead:
        yield from words_screens(f"{around.key}/words", face, [said])


def _table(found: tuple[Difference, ...], when: str) -> PackTable:
    """The values side by side; what they are of is told where it differs between rows."""
    is_told = len({one.column for one in found}) > 1
    rows = (
        (
            one.row,
            *((one.column,) if is_told else ()),
            short(one.then, _LONGEST),
            short(one.now, _LONGEST),
            one.words,
        )
        for one in found
    )
    return PackTable((_WHAT, *(("Of it",) if is_told else ()), when, NOW, "Difference"), tuple(rows))
