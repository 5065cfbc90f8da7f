"""What differs between a view as it was kept and as it is now, on screens: both values, and the difference in words.

Keys are those of the view itself, so that whoever changes between the two and the difference stays where they are; the
drawings of a page in which nothing differs are named together under "<page>/same".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from components.publishing.board_pack.document import (
    AT_A_GLANCE,
    BoardPack,
    HeadFigure,
    PackPage,
    PackSection,
    PackTable,
)
from components.publishing.live.around import Around, around_of, keyed_pages
from components.publishing.live.differences import Difference, differences
from components.publishing.live.frame import is_lead
from components.publishing.live.of_view import OVERVIEW
from components.publishing.live.of_words import words_screens
from components.publishing.live.screen import Screen
from components.publishing.live.table_screens import table_screens
from components.publishing.office.text import short
from domain.wording import counted, day

AS_AT: Final = "As at the meeting"
NOW: Final = "Now"
NOTHING_DIFFERS: Final = "Nothing differs."
NOTHING_DIFFERS_IN: Final = "Nothing differs in"
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
    """Of each page a screen or more for each drawing that differs, and one that names those that do not.

    Drawings that are gone come last. At least one screen. `when` is what the earlier one is called.
    """
    before = _placed(then)
    screens = [screen for one in now.sections for screen in _of_section(one, before, then, now, when)]
    screens += _gone(before, then, now, when)
    around = _dated(around_of(now, "nothing", now.title), then, when)
    return tuple(screens) or words_screens(around.key, around.face(now.title), [NOTHING_DIFFERS])


def _of_section(
    section: PackSection, before: Mapping[str, _Placed], then: BoardPack, now: BoardPack, when: str
) -> Iterator[Screen]:
    same: list[str] = []
    drawings = [(AT_A_GLANCE, _at_a_glance(section, then, now, when))] if section.key == OVERVIEW else []
    for key, page in keyed_pages(section):
        around = _dated(around_of(now, key, section.heading), then, when)
        drawings.append((page.title, _of_drawing(around, before.get(key), page, (then, now), when)))
    for title, found in drawings:
        screens = tuple(found)
        yield from screens
        if not screens:
            same.append(title)
    around = _dated(around_of(now, f"{section.key}/same", section.heading), then, when)
    said = [f"{NOTHING_DIFFERS_IN}: {'; '.join(same)}."] if same else []
    yield from words_screens(around.key, around.face(section.heading, topic=_WHAT), said)


def _gone(before: Mapping[str, _Placed], then: BoardPack, now: BoardPack, when: str) -> Iterator[Screen]:
    after = _placed(now)
    for key, one in before.items():
        if key not in after:
            around = _dated(around_of(now, key, one.section), then, when)
            yield from words_screens(key, around.face(one.page.title, topic=_WHAT), [GONE_DRAWING])


def _placed(pack: BoardPack) -> dict[str, _Placed]:
    return {key: _Placed(page, one.heading) for one in pack.sections for key, page in keyed_pages(one)}


def _dated(around: Around, then: BoardPack, when: str) -> Around:
    """With the day from which the earlier figures are at its foot."""
    return replace(around, foot=f"{when}: {day(then.dated)}. {NOW}: {around.foot}")


def _at_a_glance(section: PackSection, then: BoardPack, now: BoardPack, when: str) -> Iterator[Screen]:
    around = around_of(now, f"{section.key}/glance", section.heading)
    found = differences(figures_table(then.headlines), figures_table(now.headlines))
    yield from _screens(_dated(around, then, when), AT_A_GLANCE, "", found, when)


def figures_table(headlines: Iterable[HeadFigure]) -> PackTable:
    """Headline figures as a table that may be compared."""
    return PackTable(("Figure", VALUE), tuple((one.label, one.value) for one in headlines))


def _of_drawing(
    around: Around, before: _Placed | None, page: PackPage, packs: tuple[BoardPack, BoardPack], when: str
) -> Iterator[Screen]:
    """Of a drawing of now; nothing where nothing differs."""
    if before is None:
        yield from words_screens(around.key, around.face(page.title, topic=_WHAT), [NEW_DRAWING])
        return
    headings = (_undated(one, pack) for one, pack in zip((before.page, page), packs, strict=True))
    said = f"{when}: {before.page.heading}" if len(set(headings)) > 1 else ""
    yield from _screens(around, page.title, said, differences(before.page.table, page.table), when)


def _undated(page: PackPage, pack: BoardPack) -> str:
    """Its heading without the day of the view, which is another one on every day."""
    return page.heading.replace(day(pack.dated), "")


def _screens(
    around: Around, title: str, said: str, found: tuple[Difference, ...], when: str
) -> Iterator[Screen]:
    """The values that differ; nothing where none does and `said`, what the finding was, is ""."""
    face = around.face(title, topic=_WHAT)
    if not found:
        yield from words_screens(around.key, face, [said])
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
