"""Copy-fit: the look with which a story ends at the foot of its last page, found by setting it and asking."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, Final

from components.publishing.document import StoryDocument
from components.publishing.looks import Look, key_of, remember, remembered
from components.publishing.magazine_pages import Plates, story_values
from components.publishing.theme import Theme
from components.publishing.typesetting import Setting, typesetter
from domain.wording import day

PAGE_HEIGHT_MM: Final = 297.0
LEAST_PICTURE_MM: Final = 46.0
MOST_PICTURE_MM: Final = 100.0
LEAST_TEXT_MM: Final = 55.0
"""Of each column on the first page of a story that takes several."""
MOST_FITTED_PAGES: Final = 6
"""A longer story is set as it comes: to fit it would take seconds and please nobody."""
MOST_CLOSING_MM: Final = 150.0
SIZES: Final = ((12.0, 42.0), (12.0, 36.0), (11.25, 36.0), (10.5, 30.0))
"""Of text and headline in points, from those that readers should have to the least; all but the first are dense."""
# What a dense setting spares: a share of the column that the story takes, and in millimetres on its first page.
_SPARED: Final = (0.0, 0.2, 0.26, 0.32)
_SPARED_MM: Final = 40.0
_ENOUGH: Final = 0.5
"""A last page filled less than this asks for the next size, in case it falls away."""
_SPARE_MM: Final = 4.0
_STEP_MM: Final = 8.0
_WELL_FILLED: Final = 0.9
# A smaller size is tried where the room that it should spare is near to what is needed.
_HOPEFUL: Final = 0.8
_CLEARANCE_MM: Final = 7.0
_A_COLUMN_MM: Final = 40.0
_FEET: Final = ("band", "pairs")
_EDGES: Final = (*_FEET, "start", "body", "end")
_MM_PER_POINT: Final = 25.4 / 72
_AT_ONCE: Final = 2


@dataclass(frozen=True)
class Fit:
    """How a story fills its last page: lengths are of column, so a page holds twice its height.

    `first_mm` is the height of the columns on the first page, 0 where the text does not begin there;
    `total_mm` is what the story takes on all pages; `lower_mm` is what is left below the fuller of two columns
    that were parted; `parts` says how much of the last page is used before each part that begins on it.
    """

    pages: int
    first_mm: float
    total_mm: float
    used_mm: float
    room_mm: float
    lower_mm: float
    parts: dict[str, float]

    @property
    def left_mm(self) -> float:
        """What is left of the last page."""
        return self.room_mm - self.used_mm

    @property
    def filled(self) -> float:
        """The share of the last page that is used."""
        return self.used_mm / self.room_mm if self.room_mm else 1.0


def fitted_all(stories: Iterable[StoryDocument], theme: Theme) -> dict[StoryDocument, Look]:
    """The look of each story; what was fitted before is remembered. Raises TypesettingError."""
    chosen = tuple(dict.fromkeys(stories))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return dict(zip(chosen, pool.map(lambda one: fitted(one, theme), chosen), strict=True))


def fitted(story: StoryDocument, theme: Theme) -> Look:
    """The look of one story: the largest text that takes the fewest pages well, and pictures that fill them."""
    known = list(remembered((story,), theme).values())
    look = known[0] if known else _found(story, theme)
    remember({key_of(story, theme): look})
    return look


def _found(story: StoryDocument, theme: Theme) -> Look:
    look, fit = _sized(story, theme)
    if fit.pages > MOST_FITTED_PAGES:
        return look
    if fit.pages == 1:
        look, fit = _balanced(story, theme, look, fit)
        return _grown(story, theme, look, fit, part="picture_mm", most=MOST_PICTURE_MM)[0]
    most = min(MOST_PICTURE_MM, look.picture_mm + fit.first_mm - LEAST_TEXT_MM)
    look, fit = _grown(story, theme, look, fit, part="picture_mm", most=most)
    look, fit = _balanced(story, theme, look, fit)
    return _grown(story, theme, look, fit, part="closing_mm", most=MOST_CLOSING_MM)[0]


def _sized(story: StoryDocument, theme: Theme) -> tuple[Look, Fit]:
    """The size of the text: a smaller one only where it spares a page that would be left nearly empty."""
    look = Look(*SIZES[0], picture_mm=LEAST_PICTURE_MM)
    fit = _tried(story, theme, look)
    if fit.pages == 1 or fit.filled >= _ENOUGH or fit.pages > MOST_FITTED_PAGES:
        return look, fit
    for (body, headline), share in zip(SIZES[1:], _SPARED[1:], strict=True):
        spared = fit.total_mm * share + _SPARED_MM
        if spared < fit.used_mm * _HOPEFUL:
            continue
        smaller = replace(look, body=body, headline=headline, dense=True)
        found = _tried(story, theme, smaller)
        if found.pages < fit.pages:
            return smaller, found
    return look, fit


def _balanced(story: StoryDocument, theme: Theme, look: Look, fit: Fit) -> tuple[Look, Fit]:
    """Start the last column with the part that makes the columns of the last page most even."""
    if fit.filled > _WELL_FILLED or not fit.parts:
        return look, fit
    part = min(fit.parts, key=lambda name: max(fit.parts[name], fit.used_mm - fit.parts[name]))
    even = replace(look, break_before=part)
    found = _tried(story, theme, even)
    return (even, found) if found.pages == fit.pages else (look, fit)


def _grown(
    story: StoryDocument, theme: Theme, look: Look, fit: Fit, *, part: str, most: float
) -> tuple[Look, Fit]:
    """Let a picture grow into what is left: what it takes, it takes from both columns."""
    room = fit.lower_mm if look.break_before else fit.left_mm / 2
    grown = min(most, getattr(look, part) + room - _SPARE_MM)
    while grown >= max(LEAST_PICTURE_MM, getattr(look, part)):
        bigger = replace(look, **{part: round(grown, 1)})
        found = _tried(story, theme, bigger)
        if found.pages <= fit.pages and found.first_mm:
            return bigger, found
        grown -= _STEP_MM
    return look, fit


def _tried(story: StoryDocument, theme: Theme, look: Look) -> Fit:
    with typesetter(story_setting(story, theme, look, is_sketch=True)) as laid_out:
        return _fit_of(laid_out.told("places")[0], theme.margin_mm)


def story_setting(story: StoryDocument, theme: Theme, look: Look, *, is_sketch: bool = False) -> Setting:
    """One story with this look, ready for the typesetter; a sketch has blank drawings."""
    plates = Plates(is_sketch=is_sketch)
    values = story_values(story, theme, plates, look)
    content = {"stories": [values], "footer": [story.network, day(story.dated)]}
    return Setting("magazine/story.typ", content, theme, story.title, story.dated, plates.files)


@dataclass(frozen=True)
class _Place:
    page: int
    x_mm: float
    y_mm: float


def _fit_of(told: list[dict[str, Any]], margin_mm: float) -> Fit:
    """Read the marks that the template left: where columns and parts begin, and what stands at the foot."""
    marks = {one["kind"]: _place(one["at"]) for one in told}
    body, end = marks["body"], marks["end"]
    top, foot = _edges(marks, end.page, margin_mm)

    def along(place: _Place) -> float:
        return place.y_mm - top + (foot - top if abs(place.x_mm - body.x_mm) > _A_COLUMN_MM else 0.0)

    on_page = {kind: mark for kind, mark in marks.items() if mark.page == end.page and kind not in _EDGES}
    lowest = max(end.y_mm, marks["break"].y_mm) if "break" in on_page else foot
    return Fit(
        pages=end.page - marks["start"].page + 1,
        first_mm=_room(marks, body.page, margin_mm) / 2 if body.page == marks["start"].page else 0.0,
        total_mm=along(end) + sum(_room(marks, page, margin_mm) for page in range(body.page, end.page)),
        used_mm=along(end),
        room_mm=_room(marks, end.page, margin_mm),
        lower_mm=foot - lowest,
        parts={kind: along(mark) for kind, mark in on_page.items() if kind != "break" and along(mark) > 0},
    )


def _edges(marks: dict[str, _Place], page: int, margin_mm: float) -> tuple[float, float]:
    """Where the columns of a page begin and where they must end."""
    feet = [marks[kind].y_mm - _CLEARANCE_MM for kind in _FEET if kind in marks and marks[kind].page == page]
    body = marks["body"]
    return body.y_mm if page == body.page else margin_mm, min([PAGE_HEIGHT_MM - margin_mm, *feet])


def _room(marks: dict[str, _Place], page: int, margin_mm: float) -> float:
    top, foot = _edges(marks, page, margin_mm)
    return 2 * (foot - top)


def _place(at: dict[str, Any]) -> _Place:
    return _Place(at["page"], *(float(at[key].removesuffix("pt")) * _MM_PER_POINT for key in ("x", "y")))
