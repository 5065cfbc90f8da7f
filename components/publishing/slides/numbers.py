"""The numbers of a story on slides: native charts for what can be compared, cards for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from components.publishing.document import Metric
from components.publishing.office import words
from components.publishing.office.chart import LABEL_SHARE
from components.publishing.office.charted import Chart, alone_of, charts_of
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import DISPLAY, Box, height_of, lines_of, width_of
from components.publishing.slides.master import BODY, TITLE_ONLY
from components.publishing.slides.sections import FOLLOWS
from components.publishing.slides.shapes import ACCENT, GOLD, INK, QUIET, TINT, Words
from components.publishing.slides.speeches import Speeches

_MOST_CARDS = 6
_MOST_BESIDE = 3
_MOST_BARS = 5
_COLUMNS = 3
_GAP = 0.22
_SIDE = 3.7
_INSET = 0.17
_COMPARED_SIZE = 14.0
_LINE = 1.22
_CHART_POINTS = 18.0
_SMALL_POINTS = 12.0
_LONGEST_LABEL = 90
_TALLEST_BAR = 1.15
_LEGEND = 0.5
_READ_WITH_SIZE = 14.0
_READ_WITH_LETTERS = 330
# With so few bars the first number also stands beside its chart, in large figures.
_FEW_BARS = 2


@dataclass(frozen=True)
class _CardLook:
    """The sizes of a card's figure and label, in points."""

    figure: float
    label: float


_LOOKS: Final = tuple(
    _CardLook(figure, label)
    for figure, label in (
        (72, 24),
        (60, 22),
        (48, 20),
        (40, 18),
        (36, 18),
        (34, 16),
        (30, 16),
        (26, 16),
        (24, 14),
        (20, 14),
        (16, 14),
        (14, 12),
    )
)


def add_numbers(deck: Deck, metrics: Sequence[Metric], speeches: Speeches) -> None:
    """As many slides as the charts and cards need; every number whole, in order, in the notes of the first."""
    charts = charts_of(metrics, most_labels=_MOST_BARS)
    alone = alone_of(metrics, charts)
    pages = list(zip_longest(_together(charts), _chunks(alone, _MOST_BESIDE if charts else _MOST_CARDS)))
    for at, (charted, cards) in enumerate(pages, start=1):
        sheet = deck.add(TITLE_ONLY)
        sheet.title(words.NUMBERS if len(pages) == 1 else f"{words.NUMBERS} ({at} of {len(pages)})")
        _draw_page(sheet, charted or (), cards or (), speeches)
        sheet.feet()
        whole = [
            *noted([words.NUMBERS]),
            *(one for metric in metrics for one in metric_notes(metric, speeches)),
        ]
        sheet.notes(whole if at == 1 else noted([FOLLOWS]))


def _chunks(metrics: Sequence[Metric], most: int) -> list[Sequence[Metric]]:
    return [metrics[at : at + most] for at in range(0, len(metrics), most)]


def _together(charts: Sequence[Chart]) -> list[Sequence[Chart]]:
    """Charts that share a slide, in order: together they have no more bars than one slide holds."""
    pages: list[list[Chart]] = []
    for chart in charts:
        if pages and sum(one.bars for one in (*pages[-1], chart)) <= _MOST_BARS:
            pages[-1].append(chart)
        else:
            pages.append([chart])
    return list(pages)


def _draw_page(sheet: Sheet, charts: Sequence[Chart], cards: Sequence[Metric], speeches: Speeches) -> None:
    """Cards stand beside the charts, or in columns where there are none."""
    if not charts:
        draw_cards(sheet, cards, BODY, speeches, columns=max(2, min(_COLUMNS, len(cards))))
        return
    charted = [metric for chart in charts for metric in chart.metrics]
    if not cards and sum(chart.bars for chart in charts) <= _FEW_BARS:
        cards = charted[:1]
    left = BODY.left
    if cards:
        draw_cards(sheet, cards, Box(left, BODY.top, _SIDE, BODY.height), speeches, columns=1)
        left += _SIDE + 2 * _GAP
    box = Box(left, BODY.top, BODY.left + BODY.width - left, BODY.height)
    draw_charts(sheet, charts, box, points=_CHART_POINTS, told=cards)


def draw_charts(
    sheet: Sheet, charts: Sequence[Chart], box: Box, *, points: float, told: Sequence[Metric] = ()
) -> float:
    """Charts below each other, and what their numbers must be read with; the answer is the foot of it all.

    Numbers that are `told` beside them are not told again.
    """
    said = _read_with([one for chart in charts for one in chart.metrics if one not in told])
    room = height_of([said], _READ_WITH_SIZE, width=box.width) + _GAP if said else 0.0
    needed = [chart.bars * _TALLEST_BAR + (_LEGEND if chart.has_legend else 0.2) for chart in charts]
    scale = min(1.0, (box.height - room) / sum(needed))
    top = box.top
    for chart, height in zip(charts, needed, strict=True):
        size = points if _has_room(chart, box.width, height * scale, points) else _SMALL_POINTS
        sheet.chart(chart, Box(box.left, top, box.width, height * scale), points=size)
        top += height * scale
    if said:
        box = Box(box.left, top + _GAP / 2, box.width, room - _GAP / 2)
        sheet.box(box, [Words(said, size=_READ_WITH_SIZE, colour=QUIET)])
    return top + room


def _has_room(chart: Chart, width: float, height: float, points: float) -> bool:
    """Whether each label finds room beside its own bars."""
    room = height / len(chart.labels)
    return all(height_of([label], points, width=width * LABEL_SHARE) <= room for label in chart.labels)


def _read_with(metrics: Sequence[Metric]) -> str:
    """What charted numbers must be read with, "" where each stands alone."""
    said = [f"{metric.figure}: {compared_words(metric)}." for metric in metrics if compared_words(metric)]
    return short(" ".join(said), _READ_WITH_LETTERS)


def draw_cards(
    sheet: Sheet, metrics: Sequence[Metric], box: Box, speeches: Speeches, *, columns: int
) -> None:
    """Numbers as cards of one size, in so many columns."""
    rows = -(-len(metrics) // columns)
    width = (box.width - _GAP * (columns - 1)) / columns
    most = (box.height - _GAP * (rows - 1)) / rows
    look = _card_look(metrics, width - 2 * _INSET, most - 2 * _INSET)
    needed = (
        max(_card_height(metric, look, width - 2 * _INSET, whole=True) for metric in metrics) + 2 * _INSET
    )
    height = min(most, needed)
    for at, metric in enumerate(metrics):
        row, place = divmod(at, columns)
        card = Box(box.left + place * (width + _GAP), box.top + row * (height + _GAP), width, height)
        _draw_card(sheet, metric, card, look, speeches)


def _card_look(metrics: Sequence[Metric], width: float, height: float) -> _CardLook:
    """The largest sizes at which no word of a figure is broken and every label stands below it."""
    return next(
        (
            look
            for look in _LOOKS
            if all(_widest_word(metric.figure, look.figure) <= width for metric in metrics)
            and all(_card_height(metric, look, width) <= height for metric in metrics)
        ),
        _LOOKS[-1],
    )


def _widest_word(text: str, points: float) -> float:
    return max((width_of(word, points, DISPLAY) for word in text.split()), default=0.0)


def _card_height(metric: Metric, look: _CardLook, width: float, *, whole: bool = False) -> float:
    """The height of a card's words, in inches; with what the number is read with where it is asked `whole`."""
    points = lines_of(metric.figure, look.figure, width=width, face=DISPLAY) * look.figure
    points += lines_of(metric.label, look.label, width=width) * look.label
    compared = compared_words(metric)
    if whole and compared:
        points += lines_of(compared, _COMPARED_SIZE, width=width) * _COMPARED_SIZE
    return points * _LINE / 72


def compared_words(metric: Metric) -> str:
    """What a number must be read with, "" where it stands alone."""
    return metric.sentence.removeprefix(f"{metric.figure} {metric.label}".strip()).lstrip(", ")


def _draw_card(sheet: Sheet, metric: Metric, box: Box, look: _CardLook, speeches: Speeches) -> None:
    width, height = box.width - 2 * _INSET, box.height - 2 * _INSET
    label = metric.label
    if _card_height(metric, look, width) > height:
        label = short(label, _LONGEST_LABEL)
    spoken = speeches.of(metric.label)
    texts = [
        Words(metric.figure, spoken, look.figure, is_bold=True, colour=ACCENT, is_display=True, after=0),
        Words(label, spoken, look.label, colour=INK, after=0),
    ]
    compared = compared_words(metric)
    if compared and _card_height(metric, look, width, whole=True) <= height:
        texts.append(Words(compared, speeches.of(compared), _COMPARED_SIZE, colour=QUIET, after=0))
    sheet.box(box, texts, colour=TINT, inset=_INSET)
    sheet.bar(Box(box.left, box.top, 0.07, box.height), GOLD)


def metric_notes(metric: Metric, speeches: Speeches) -> list[Words]:
    """A number with everything that it must be read with."""
    said = noted([metric.sentence], speeches.of(metric.label))
    return [*said, *noted([f"{words.SOURCE}: {metric.source}"] if metric.source else [])]
