"""The board pack of a view: its sections with the drawings that their pages show, and the files made of them."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module

from components.figures.drawing import Drawing
from components.figures.palette import LIGHT
from components.figures.two_periods import begun
from components.publishing.board_pack.document import BoardPack, HeadFigure, PackPage, PackSection
from components.publishing.board_pack.from_drawings import page_of, pages_of_two
from components.publishing.theme import HEARD
from components.ui.board_pack_lists import actions_drawing, not_possible_drawing, waiting_drawing
from components.ui.change_loaders import felt_heard_drawing, metrics_drawing
from components.ui.chart_block import ABOUT_PEOPLE, DISCLOSURE_NOTE
from components.ui.explore_drawings import EXPLORE_DRAWINGS, ExploreDrawing
from components.ui.headline_loaders import SEE_REACH, headlines
from components.ui.overview_loaders import what_is_missing
from components.ui.shell import ILLUSTRATIVE_LINE, POPULATION_SOURCES
from components.ui.strategy_loaders import pledges_drawing
from components.ui.two_periods import names_of, of_two_views, view_beside
from components.ui.view import View, ViewKey
from domain.two_periods import describe_beside
from domain.vocabulary import Code


class PackFormat(Code):
    """What a pack may be made as; the value ends the file's name."""

    PPTX = "pptx", "Slides"
    PDF = "pdf", "PDF"


MEDIA_TYPES = {
    PackFormat.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    PackFormat.PDF: "application/pdf",
}


@dataclass(frozen=True)
class Chapter:
    """A page that explores, as a section of the pack: its address, its name and its question."""

    key: str
    heading: str
    question: str
    others: tuple[ExploreDrawing, ...] = ()
    only: Collection[str] | None = None

    @property
    def drawings(self) -> tuple[ExploreDrawing, ...]:
        """Its drawings in the order of its page; with `only`, those of these names."""
        found = (*(one for one in EXPLORE_DRAWINGS if one.page == self.key), *self.others)
        return tuple(one for one in found if self.only is None or one.name in self.only)

    def with_only(self, names: Collection[str]) -> "Chapter":
        """The same with no drawings but these."""
        return replace(self, only=names)


def _is_today(key: ViewKey) -> bool:
    """People's answers of a past day are not told, as nobody knows when they were given."""
    return key.filters.as_of is None


CHAPTERS = (
    Chapter("overview", "Overview", "Where do we stand?"),
    Chapter("spectrum", "Spectrum", "Where does each network stand, and do lay people agree?"),
    Chapter("reach", "Reach", "Who was reached, and whom did we miss?"),
    Chapter("activities", "Activities", "What was done, and how were people involved?"),
    Chapter(
        "change",
        "Change",
        "What changed, for whom, and did people hear of it?",
        (
            ExploreDrawing("change", "waiting", waiting_drawing),
            ExploreDrawing("change", "not_possible", not_possible_drawing),
            ExploreDrawing("change", "felt_heard", felt_heard_drawing, _is_today),
            ExploreDrawing("change", "metrics", metrics_drawing),
        ),
    ),
    Chapter(
        "strategy",
        "Strategy",
        "What do we do for the strategy, and where are the gaps?",
        (
            ExploreDrawing("strategy", "actions", actions_drawing),
            ExploreDrawing("strategy", "pledges", pledges_drawing),
        ),
    ),
)
ONCE = frozenset(
    {
        "movement",
        "told_and_heard",
        "waiting",
        "not_possible",
        "felt_heard",
        "metrics",
        "actions",
        "pledges",
    }
)
"""Drawings that their pages show of one period alone, whatever is compared."""
JOINT = frozenset({"quarters", "rungs_over_time"})
"""Drawings that hold both periods in one."""
MAP = "tile_map"
"""The drawing whose networks lie on the map of tiles."""
NOT_COUNTED, NOT_COUNTED_WHY = "not counted", "People are not counted in this view, to protect them."
USUAL = ("overview", "spectrum", "reach", "change")


def usual_chapters(asked: str) -> tuple[str, ...]:
    """What a pack holds unless somebody chooses: the page that one came from, or the usual four."""
    known = [one.key for one in CHAPTERS]
    return (asked,) if asked in known else USUAL


def board_pack(
    view: View, chapters: Sequence[str], *, has_front: bool = True, only: Collection[str] | None = None
) -> BoardPack:
    """The pack of a view with these sections, in the order of the pages; a drawing stands in it once.

    Without `has_front` it has neither headline figures nor what is missing: to count and protect people for them
    takes longer than all else. `only` are the names of the drawings to take, None for all.
    """
    view = replace(view, palette=LIGHT)
    other = view.other
    seen: set[str] = set()
    asked = [one if only is None else one.with_only(only) for one in CHAPTERS if one.key in chapters]
    sections = tuple(_section(one, view, seen) for one in asked)
    is_about_people = any(
        not ABOUT_PEOPLE.isdisjoint(one.load(view.key).measures)
        for chapter in asked
        for one in chapter.drawings
        if one.is_drawn(view.key)
    )
    return BoardPack(
        sentence=view.sentence,
        dated=view.today,
        notice=ILLUSTRATIVE_LINE if view.has_illustrative else "",
        headlines=_headlines(view, has_reach="reach" in chapters) if has_front else (),
        missing=_missing(view) if has_front else (),
        sections=_called_apart(sections),
        protection=DISCLOSURE_NOTE if is_about_people else "",
        sources=POPULATION_SOURCES,
        beside=describe_beside(view.period, other=other.period, as_of=other.filters.as_of) if other else "",
        dates_first=_dates_first(view),
    )


def _dates_first(view: View) -> str:
    """The sentence of the filters with its days at the head and networks by their short names."""
    short = {code: one.short_name for code, one in view.facts.reference.networks.items()}
    known = replace(
        view.known, networks={code: short.get(code, name) for code, name in view.known.networks.items()}
    )
    return view.filters.describe_dates_first(known, view.period)


def _called_apart(sections: tuple[PackSection, ...]) -> tuple[PackSection, ...]:
    """The sections with pages headed by their titles where a finding would head several alike."""
    times = Counter(page.heading for section in sections for page in section.pages)
    return tuple(
        replace(
            section,
            pages=tuple(
                replace(page, headline=page.title) if times[page.heading] > 1 else page
                for page in section.pages
            ),
        )
        for section in sections
    )


def _headlines(view: View, *, has_reach: bool) -> tuple[HeadFigure, ...]:
    shown = headlines(view.key, view.others) if view.others else headlines(view.key)
    return tuple(
        HeadFigure(one.label, NOT_COUNTED, NOT_COUNTED_WHY)
        if one.value == SEE_REACH and not has_reach
        else HeadFigure(one.label, one.value, one.comparison)
        for one in shown
    )


def _missing(view: View) -> tuple[str, ...]:
    """What the view lacks; of both periods, each under its name, where there are two."""
    other = view.other
    gaps = [gap.sentence for gap in what_is_missing(view.key)]
    if other is None:
        return tuple(gaps)
    names = names_of(view, other)
    of_other = [gap.sentence for gap in what_is_missing(other.key)]
    return (
        *(f"{begun(names.this)}: {sentence}" for sentence in gaps),
        *(f"{begun(names.other)}: {sentence}" for sentence in of_other),
    )


def titles_of(chapter: Chapter, view: View) -> list[str]:
    """What its drawings are called in this view, in their order."""
    key = replace(view, palette=LIGHT).key
    return [one.load(key).title for one in chapter.drawings if one.is_drawn(key)]


def _section(chapter: Chapter, view: View, seen: set[str]) -> PackSection:
    drawings = [one for one in chapter.drawings if one.is_drawn(view.key) and one.name not in seen]
    seen.update(one.name for one in drawings)
    pages = tuple(page for one in drawings for page in _pages(one, view))
    return PackSection(chapter.key, chapter.heading, chapter.question, pages)


def _pages(one: ExploreDrawing, view: View) -> tuple[PackPage, ...]:
    """The pages of a drawing; of two periods as its own page shows them."""
    this = one.load(view.key)
    other = view_beside(view, this)
    if other is None or one.name in ONCE:
        page = page_of(one.name, this)
        return (replace(page, places=_places(page, view)) if one.name == MAP else page,)
    if one.name in JOINT:
        both: Callable[..., Drawing] = one.load
        return (page_of(one.name, both(view.key, other.key)),)
    return pages_of_two(one.name, of_two_views(one.load, view, other), names=names_of(view, other))


def _places(page: PackPage, view: View) -> tuple[tuple[int, int], ...]:
    """Where the networks of a table lie on the map of tiles, moved to its top left corner."""
    known = {one.short_name: (one.tile_x, one.tile_y) for one in view.facts.reference.networks.values()}
    found = [known[row[0]] for row in page.table.rows]
    left, top = min((x for x, _ in found), default=0), min((y for _, y in found), default=0)
    return tuple((x - left, y - top) for x, y in found)


def pack_file(view: View, chapters: Sequence[str], one: PackFormat) -> bytes:
    """The file of a view's pack, made anew."""
    return file_of(board_pack(view, chapters), one)


def file_of(pack: BoardPack, one: PackFormat) -> bytes:
    """The file of a pack."""
    # Imported when a file is asked for: slides alone cost half a second.
    module, name = _MAKERS[one]
    made: bytes = getattr(import_module(f"components.publishing.board_pack.{module}"), name)(pack, HEARD)
    return made


_MAKERS: Mapping[PackFormat, tuple[str, str]] = {
    PackFormat.PPTX: ("slides", "board_pptx"),
    PackFormat.PDF: ("pages", "board_pdf"),
}
