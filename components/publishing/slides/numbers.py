"""The numbers of a story on slides: native charts for what can be compared, cards for the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from components.publishing.document import Metric
from components.publishing.office import words
from components.publishing.office.chart import Chart, charts_of
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import DISPLAY, Box, lines_of, width_of
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
_CHART_POINTS = 16.0
_LONGEST_LABEL = 90
_TALLEST_BAR = 0.85


@dataclass(frozen=True)
class _CardLook:
    """The sizes of a card's figure and label, in points."""

    figure: float
    label: float


_LOOKS: Final = tuple(
    _CardLook(figure, label)
    for figure, label in (
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
    compared = [metric for metric in metrics if _is_compared(metric)]
    alone = [metric for metric in metrics if not _is_compared(metric)]
    pages = list(
        zip_longest(_chunks(compared, _MOST_BARS), _chunks(alone, _MOST_BESIDE if compared else _MOST_CARDS))
    )
    for at, (charted, cards) in enumerate(pages, start=1):
        sheet = deck.add(TITLE_ONLY)
        sheet.title(words.NUMBERS if len(pages) == 1 else f"{words.NUMBERS} ({at} of {len(pages)})")
        _draw_numbers(sheet, charts_of(charted or ()), cards or (), speeches)
        sheet.feet()
        whole = [
            *noted([words.NUMBERS]),
            *(one for metric in metrics for one in metric_notes(metric, speeches)),
        ]
        sheet.notes(whole if at == 1 else noted([FOLLOWS]))


def _is_compared(metric: Metric) -> bool:
    return metric.share is not None or metric.baseline is not None


def _chunks(metrics: Sequence[Metric], most: int) -> list[Sequence[Metric]]:
    return [metrics[at : at + most] for at in range(0, len(metrics), most)]


def _draw_numbers(sheet: Sheet, charts: Sequence[Chart], cards: Sequence[Metric], speeches: Speeches) -> None:
    """Cards stand beside the charts, or in columns where there are none."""
    if not charts:
        draw_cards(sheet, cards, BODY, speeches, columns=max(2, min(_COLUMNS, len(cards))))
        return
    left = BODY.left
    if cards:
        draw_cards(sheet, cards, Box(left, BODY.top, _SIDE, BODY.height), speeches, columns=1)
        left += _SIDE + 2 * _GAP
    _draw_charts(sheet, charts, Box(left, BODY.top, BODY.left + BODY.width - left, BODY.height))


def _draw_charts(sheet: Sheet, charts: Sequence[Chart], box: Box) -> None:
    bars = sum(chart.bars for chart in charts)
    height = min(box.height, bars * _TALLEST_BAR + len(charts) * 0.5)
    top = box.top
    for chart in charts:
        share = height * (chart.bars * _TALLEST_BAR + 0.5) / (bars * _TALLEST_BAR + len(charts) * 0.5)
        sheet.chart(chart, Box(box.left, top, box.width, share), points=_CHART_POINTS)
        top += share


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
    """The largest sizes at which every figure stands on one line and every label below it."""
    return next(
        (
            look
            for look in _LOOKS
            if all(width_of(metric.figure, look.figure, DISPLAY) <= width for metric in metrics)
            and all(_card_height(metric, look, width) <= height for metric in metrics)
        ),
        _LOOKS[-1],
    )


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
