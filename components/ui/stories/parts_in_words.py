"""Parts of a story in plain lines, to be compared and read back: a line for each number, quote and picture."""

from collections.abc import Callable, Mapping
from typing import Any

from data_access.facts import Facts
from domain.story import (
    MetricContent,
    PairContent,
    PictureContent,
    QuoteContent,
    SourceContent,
    StoryContent,
)
from domain.story_numbers import figure_beside_label, with_unit


def part_lines(content: StoryContent, part: str, facts: Facts) -> list[str]:
    """What a part says, a line for each paragraph or row; empty where nothing is written."""
    value = getattr(content, part)
    if isinstance(value, tuple):
        return [_row(one, part, facts) for one in value]
    text = _code(value, part, facts)
    return [line for line in text.split("\n") if line.strip()]


def parts_that_differ(before: StoryContent, after: StoryContent) -> list[str]:
    """The names of the parts that differ, in the order of a story."""
    return [part for part in StoryContent.model_fields if getattr(before, part) != getattr(after, part)]


def parts_written(content: StoryContent) -> list[str]:
    """The names of the parts that say something, in the order of a story."""
    return [part for part in StoryContent.model_fields if getattr(content, part)]


def _code(value: Any, part: str, facts: Facts) -> str:
    reference = facts.reference
    if part == "rung":
        return reference.rungs.get(value or "", value or "")
    if part == "network":
        network = reference.networks.get(value or "")
        return network.short_name if network else value or ""
    if part == "kind":
        return str(value.label)
    return str(value or "")


def _row(value: Any, part: str, facts: Facts) -> str:
    if part == "groups":
        group = facts.reference.groups.get(value)
        return group.label if group else str(value)
    told = _ROWS.get(type(value))
    # What is left are numbers of records.
    return told(value) if told else f"Record {value}"


def _metric(metric: MetricContent) -> str:
    told = [f"{figure_beside_label(metric)} {metric.label}".strip()]
    if metric.baseline is not None:
        told.append(f"before: {with_unit(metric.baseline, metric.unit)}")
    told += [f"compared with {metric.comparator}"] if metric.comparator else []
    told += [one for one in (metric.period, metric.note) if one]
    told += [f"source: {metric.source}"] if metric.source else []
    return "; ".join(told)


def _quote(quote: QuoteContent) -> str:
    consent = f"consent {quote.consent_id}" if quote.consent_id is not None else "no consent chosen"
    return f"“{quote.text}” {quote.attribution} ({consent})"


def _pair(pair: PairContent) -> str:
    return f"You said: {pair.you_said} We did: {pair.we_did}"


def picture_line(picture: PictureContent) -> str:
    """A picture in words."""
    told = ["decorative" if picture.is_decorative else picture.alt_text or "not described yet"]
    told += [f"credit: {picture.credit}"] if picture.credit else []
    told.append("shows people" if picture.shows_people else "shows nobody")
    told += [f"consent {picture.consent_id}"] if picture.consent_id is not None else []
    return f"Picture no. {picture.picture_id}: {'; '.join(told)}"


def _source(source: SourceContent) -> str:
    return f"{source.citation} {source.link}".strip()


_ROWS: Mapping[type, Callable[[Any], str]] = {
    MetricContent: _metric,
    QuoteContent: _quote,
    PairContent: _pair,
    PictureContent: picture_line,
    SourceContent: _source,
}
