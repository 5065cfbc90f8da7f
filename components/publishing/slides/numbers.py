"""The numbers of a story on slides: native charts for what can be compared, cards for the rest."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from components.publishing.document import Metric
from components.publishing.office import words
from components.publishing.office.chart import Chart, charts_of
from components.publishing.office.text import short
from components.publishing.slides.deck import Deck, Sheet, noted
from components.publishing.slides.fit import BOLD, DISPLAY, Box, height_of, size_for, width_of
from components.publishing.slides.master import BODY, TITLE_ONLY
from components.publishing.slides.sections import FOLLOWS
from components.publishing.slides.shapes import ACCENT, GOLD, INK, QUIET, TINT, Words
from components.publishing.slides.speeches import Speeches

_MOST_CARDS = 6
_MOST_BESIDE = 3
_MOST_BARS = 5
_COLUMNS = 3
_GAP = 0.3
_SIDE = 3.7
_INSET = 0.22
_FIGURE_SIZES: Final = (40.0, 34.0, 28.0, 24.0, 20.0, 16.0, 14.0)
_LABEL_SIZES: Final = (18.0, 16.0, 14.0)
_CHART_POINTS = 16.0
_LONGEST_LABEL = 90
_TALLEST_BAR = 0.85


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
        draw_cards(sheet, cards, BODY, speeches, columns=min(_COLUMNS, len(cards)))
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
    needed = max(_content_height(metric, width - 2 * _INSET) for metric in metrics) + 2 * _INSET
    height = min((box.height - _GAP * (rows - 1)) / rows, needed)
    for at, metric in enumerate(metrics):
        row, place = divmod(at, columns)
        _draw_card(
            sheet,
            metric,
            Box(box.left + place * (width + _GAP), box.top + row * (height + _GAP), width, height),
            speeches,
        )


def _content_height(metric: Metric, width: float) -> float:
    """How high a card's words stand when they are set in the sizes that are tried first."""
    size = _figure_size(metric, width)
    high = height_of([metric.figure], size, width=width, face=DISPLAY)
    high += height_of([metric.label], _LABEL_SIZES[0], width=width)
    compared = compared_words(metric)
    return high + (height_of([compared], _LABEL_SIZES[-1], width=width) if compared else 0)


def _figure_size(metric: Metric, width: float) -> float:
    return next(
        (size for size in _FIGURE_SIZES if width_of(metric.figure, size, DISPLAY) <= width), _FIGURE_SIZES[-1]
    )


def compared_words(metric: Metric) -> str:
    """What a number must be read with, "" where it stands alone."""
    return metric.sentence.removeprefix(f"{metric.figure} {metric.label}".strip()).lstrip(", ")


def _draw_card(sheet: Sheet, metric: Metric, box: Box, speeches: Speeches) -> None:
    inner = Box(0, 0, box.width - 2 * _INSET, box.height - 2 * _INSET)
    size = _figure_size(metric, inner.width)
    extra = height_of([metric.figure], size, width=inner.width, face=DISPLAY)
    label = metric.label
    points = size_for([label], inner, _LABEL_SIZES, BOLD, extra=extra)
    if points is None:
        label, points = short(label, _LONGEST_LABEL), _LABEL_SIZES[-1]
    texts = [
        Words(metric.figure, speeches.of(metric.label), size, is_bold=True, colour=ACCENT, is_display=True),
        Words(label, speeches.of(label), points, colour=INK, after=0),
    ]
    compared = compared_words(metric)
    used = extra + height_of([label], points, width=inner.width)
    if compared and used + height_of([compared], _LABEL_SIZES[-1], width=inner.width) <= inner.height:
        texts.append(Words(compared, speeches.of(compared), _LABEL_SIZES[-1], colour=QUIET, after=0))
    sheet.box(box, texts, colour=TINT, inset=_INSET)
    sheet.bar(Box(box.left, box.top, 0.07, box.height), GOLD)


def metric_notes(metric: Metric, speeches: Speeches) -> list[Words]:
    """A number with everything that it must be read with."""
    said = noted([metric.sentence], speeches.of(metric.label))
    return [*said, *noted([f"{words.SOURCE}: {metric.source}"] if metric.source else [])]
