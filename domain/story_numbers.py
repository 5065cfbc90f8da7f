"""Numbers in a story's texts: `{{key}}` stands for the value of a metric, so that text and number cannot part."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from domain.story import TEXT_PARTS, MetricContent, StoryContent

_KEY = re.compile(r"\{\{\s*([a-z][a-z0-9-]*)(\.baseline)?\s*\}\}")
_DIGITS = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")
_PER_CENT = frozenset({"%", "per cent", "percent"})
_SYMBOLS = frozenset({"£", "€", "$"})
LONGEST_KEY = 40
_SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "for", "from", "had", "have", "in", "it", "of", "on", "or", "that", "the", "to", "was",
     "were", "who", "with")
)  # fmt: skip


def key_of(metric: MetricContent, place: int) -> str:
    """What texts call the metric at this place, counted from 0; one without a key goes by its place: "m1"."""
    return metric.key or f"m{place + 1}"


def new_key(label: str, taken: Collection[str]) -> str:
    """A key made of the first words of a label that no other metric has."""
    letters = "".join(one if one.isascii() and one.isalnum() else " " for one in label.lower())
    words = [word for word in letters.split() if word not in _SMALL_WORDS] or letters.split()
    stem = "-".join(words[:3])[: LONGEST_KEY - 4].strip("-")
    stem = stem if stem[:1].isalpha() else f"m-{stem}".rstrip("-")
    count, key = 2, stem
    while key in taken:
        key, count = f"{stem}-{count}", count + 1
    return key


def amount_text(value: float) -> str:
    """A number as people write it: commas between thousands, no digits after the point that say nothing."""
    if not math.isfinite(value):
        return str(value)
    # Twelve digits: no more are meant, and the rest is how machines hold tenths.
    rounded = float(f"{value:.12g}")
    if rounded == int(rounded):
        return f"{int(rounded):,}"
    whole, _, rest = f"{rounded:,.10f}".rstrip("0").partition(".")
    return f"{whole}.{rest}" if rest else whole


def with_unit(value: float, unit: str) -> str:
    """A number with its unit: "43%", "£1,200", "5 weeks"; the unit is in the singular where it is 1 of them."""
    unit = unit.strip()
    if unit.lower() in _PER_CENT:
        return f"{amount_text(value)}%"
    if unit in _SYMBOLS:
        sign = "−" if value < 0 else ""
        return f"{sign}{unit}{amount_text(abs(value))}"
    if not unit:
        return amount_text(value)
    return f"{amount_text(value)} {_one_of(unit) if abs(value) == 1 else unit}"


_SINGULARS = {
    "people": "person", "weeks": "week", "days": "day", "months": "month", "years": "year", "hours": "hour",
    "minutes": "minute", "points": "point", "visits": "visit", "pounds": "pound",
}  # fmt: skip


def _one_of(unit: str) -> str:
    first, _, rest = unit.partition(" ")
    return f"{_SINGULARS.get(first, first)} {rest}".strip()


def figure_text(metric: MetricContent) -> str:
    """The metric as it is printed: "43%", "5 weeks", "1,234 people"."""
    return with_unit(metric.value, metric.unit)


def figure_beside_label(metric: MetricContent) -> str:
    """As it is printed beside its label: "4" where the label says "objectives set", so that no unit is said twice."""
    unit, label = metric.unit.strip().lower(), metric.label.lower()
    if not unit or unit in _SYMBOLS or unit in _PER_CENT:
        return figure_text(metric)
    says_unit = any(re.search(rf"(?<!\w){re.escape(way)}(?!\w)", label) for way in (unit, _one_of(unit)))
    return amount_text(metric.value) if says_unit else figure_text(metric)


def bound(text: str, metrics: Sequence[MetricContent]) -> str:
    """The text with each `{{key}}` and `{{key.baseline}}` turned into the number; unknown keys stay as typed."""
    figures = _figures(metrics)
    return _KEY.sub(lambda found: figures.get(found[1] + (found[2] or ""), found[0]), text)


def _figures(metrics: Sequence[MetricContent]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, metric in enumerate(metrics):
        key = key_of(metric, place)
        found[key] = figure_text(metric)
        if metric.baseline is not None:
            found[f"{key}.baseline"] = with_unit(metric.baseline, metric.unit)
    return found


def unknown_keys(text: str, metrics: Sequence[MetricContent]) -> tuple[str, ...]:
    """Keys in the text that stand for no number, each once, in the order of the text."""
    known = _figures(metrics)
    asked = [found[1] + (found[2] or "") for found in _KEY.finditer(text)]
    return tuple(dict.fromkeys(key for key in asked if key not in known))


def unknown_keys_of(content: StoryContent) -> Mapping[str, tuple[str, ...]]:
    """Keys that stand for no number, by the part of the story that holds them; parts without are left out."""
    found = {part: unknown_keys(text, content.metrics) for part, text in texts_with_numbers(content)}
    return {part: keys for part, keys in found.items() if keys}


def texts_with_numbers(content: StoryContent) -> Iterator[tuple[str, str]]:
    """Path and text of every part in which `{{key}}` is turned into a number."""
    for part in ("title", "standfirst", *TEXT_PARTS, "easy_read"):
        yield part, getattr(content, part)
    for place, pair in enumerate(content.pairs):
        yield f"pairs.{place}.you_said", pair.you_said
        yield f"pairs.{place}.we_did", pair.we_did


def typed_numbers(text: str, metrics: Sequence[MetricContent]) -> tuple[tuple[str, str], ...]:
    """Numbers typed by hand that equal a metric's value or baseline, and the key to write in their place.

    They say the same today and may part tomorrow. Pairs of what was typed and of the key, in order of the text.
    """
    by_value: dict[float, str] = {}
    for place, metric in enumerate(metrics):
        key = key_of(metric, place)
        by_value.setdefault(metric.value, key)
        if metric.baseline is not None:
            by_value.setdefault(metric.baseline, f"{key}.baseline")
    numbers = [
        (found[0], float(found[0].replace(",", ""))) for found in _DIGITS.finditer(_KEY.sub(" ", text))
    ]
    return tuple(dict.fromkeys((typed, by_value[value]) for typed, value in numbers if value in by_value))


def with_key(text: str, *, typed: str, key: str, metrics: Sequence[MetricContent]) -> str:
    """The text with a number that was typed by hand turned into `{{key}}`, and its unit with it, as both are printed.

    "50% left" becomes "{{left}} left". What is no number of its own, as the 50 in "1,500" or in a key, stays.
    """
    units = {key_of(metric, place): metric.unit.strip() for place, metric in enumerate(metrics)}
    unit = units.get(key.removesuffix(".baseline"), "")
    sign = f"(?:{re.escape(unit)})?" if unit in _SYMBOLS else ""
    number = rf"{sign}(?<![\w.,]){re.escape(typed)}(?![\w]|[.,]\d)"
    ways = "|".join(re.escape(way) for way in _ways_to_write(unit))
    after = rf"(?:\s?(?:{ways})(?!\w))?" if ways else ""
    return re.sub(
        rf"{_KEY.pattern}|(?i:{number}{after})",
        lambda found: found[0] if found[0].startswith("{{") else f"{{{{{key}}}}}",
        text,
    )


def _ways_to_write(unit: str) -> tuple[str, ...]:
    """How a unit that follows its number is typed, longest first; none where it stands before it or is not there."""
    if unit.lower() in _PER_CENT:
        return tuple(sorted(_PER_CENT, key=len, reverse=True))
    return () if not unit or unit in _SYMBOLS else tuple(sorted({unit, _one_of(unit)}, key=len, reverse=True))
