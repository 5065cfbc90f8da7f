"""What is written of a story on its way in: cleaned, held to its limits, and to codes and records that exist."""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.commands.text import text_to_print
from data_access.queries.stories.rows import LINKS, OWN_COLUMNS, PARTS, PICTURE, STORY
from data_access.tables import Table
from domain.errors import RefusedFieldsError
from domain.story import MetricContent, StoryContent
from domain.story_gate import part_label
from domain.story_numbers import key_of, new_key
from domain.vocabulary import Provenance
from domain.web_address import EXPECTED, is_web_address

LARGEST = 150_000
"""Characters of all texts of a story together: some 20,000 words."""
MOST_PARTS = 60
"""Metrics, quotes, pairs, pictures or sources that a story may hold, of each."""
_KEY = re.compile(r"[a-z][a-z0-9-]*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TABLES = Table.metadata.tables


def cleaned(content: StoryContent) -> StoryContent:
    """The content without control and direction characters and stray spaces; parts that say nothing are left out.

    Every number has a key. Groups and records stand in order, each once.
    """
    fields: dict[str, Any] = _clean(content.model_dump())
    fields["quotes"] = [one for one in fields["quotes"] if one["text"] or one["attribution"]]
    fields["pairs"] = [one for one in fields["pairs"] if one["you_said"] or one["we_did"]]
    fields["sources"] = [one for one in fields["sources"] if one["citation"] or one["link"]]
    for name in LINKS:
        fields[name] = sorted(set(fields[name]))
    taken = {one["key"] for one in fields["metrics"]} - {""}
    for metric in fields["metrics"]:
        metric["key"] = metric["key"] or new_key(metric["label"], taken)
        taken.add(metric["key"])
    return StoryContent.model_validate(fields)


def _clean(value: Any) -> Any:
    # A code is a text too, but one of a vocabulary.
    if type(value) is str:
        return text_to_print(value)
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value


def check_content(
    connection: Connection, content: StoryContent, *, story_id: int, provenance: Provenance
) -> None:
    """Raise RefusedFieldsError with a sentence for each field that cannot be stored, by its path."""
    refused: dict[str, str] = {}
    for path, sentence in (
        *_too_long(content),
        *_unfit(content),
        *_unknown_codes(connection, content),
        *_strangers(connection, content, story_id),
        *_demonstrations(connection, content, provenance),
    ):
        refused.setdefault(path, sentence)
    if refused:
        raise RefusedFieldsError(refused)


def _too_long(content: StoryContent) -> Iterator[tuple[str, str]]:
    for path, text, column in _texts(content):
        longest = getattr(column.type, "length", None)
        if longest and len(text) > longest:
            yield path, (f"{_field_label(path)}: use at most {longest} characters. There are {len(text)}.")
    if sum(len(text) for _, text, _ in _texts(content)) > LARGEST:
        yield "background", f"All texts of a story together may have {LARGEST:,} characters. Shorten some."
    for name in (*PARTS, "pictures"):
        if len(getattr(content, name)) > MOST_PARTS:
            yield name, f"{part_label(name)}: a story may have {MOST_PARTS} of them."


def _texts(content: StoryContent) -> Iterator[tuple[str, str, sa.Column[Any]]]:
    """Path, text and column of every text."""
    for name, column in OWN_COLUMNS.items():
        value = getattr(content, name)
        if type(value) is str:
            yield name, value, STORY.c[column]
    tables = {name: _TABLES[table] for name, (table, _) in PARTS.items()} | {"pictures": PICTURE}
    for name, table in tables.items():
        for place, part in enumerate(getattr(content, name)):
            for field, value in part:
                if isinstance(value, str):
                    yield f"{name}.{place}.{field}", value, table.c[field]


_FIELD_LABELS = {
    "label": "what it counts", "unit": "unit", "comparator": "compared with", "period": "period",
    "note": "note", "source": "source", "key": "name in texts", "text": "words", "attribution": "who said it",
    "you_said": "you said", "we_did": "we did", "citation": "source", "link": "link",
    "alt_text": "description", "credit": "credit",
}  # fmt: skip


def _field_label(path: str) -> str:
    field = path.rpartition(".")[2]
    return f"{part_label(path)}, {_FIELD_LABELS.get(field, field)}" if "." in path else part_label(path)


def _unfit(content: StoryContent) -> Iterator[tuple[str, str]]:
    if not content.title:
        yield "title", "Give the story a headline, if only a working one."
    if not _LANGUAGE.fullmatch(content.language):
        yield "language", "Choose the language that the story is written in."
    for place, source in enumerate(content.sources):
        if source.link and not is_web_address(source.link):
            yield f"sources.{place}.link", f"Source {place + 1}: {EXPECTED}"
    yield from _unfit_numbers(content.metrics)


def _unfit_numbers(metrics: Iterable[MetricContent]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for place, metric in enumerate(metrics):
        key = key_of(metric, place)
        values = [value for value in (metric.value, metric.baseline) if value is not None]
        if not all(math.isfinite(value) for value in values):
            yield f"metrics.{place}.value", f"Number {place + 1}: give a number."
        if not _KEY.fullmatch(key):
            yield (
                f"metrics.{place}.key",
                f"Number {place + 1}: its name in texts starts with a letter, and has small letters, digits and "
                "hyphens only.",
            )
        if key in seen:
            yield f"metrics.{place}.key", f"Number {place + 1}: another number is called {key} already."
        seen.add(key)


def _unknown_codes(connection: Connection, content: StoryContent) -> Iterator[tuple[str, str]]:
    asked = {
        "network": ("network", [content.network] if content.network else []),
        "rung": ("rung", [content.rung] if content.rung else []),
        "groups": ("seldom_heard_group", list(content.groups)),
    }
    for path, (table, codes) in asked.items():
        known = set(_present(connection, table, "code", codes))
        for code in codes:
            if code not in known:
                yield path, f"“{code[:40]}” is not one that Heard knows. Choose another."
    for path, table, numbers in (
        ("activities", "activity", content.activities),
        ("outcome_records", "outcome", content.outcome_records),
    ):
        if set(numbers) - set(_present(connection, table, "id", numbers)):
            yield path, "A record that this story tells of is gone. Take it out of the story."


def _present(connection: Connection, table: str, column: str, values: Iterable[Any]) -> list[Any]:
    held = _TABLES[table].c[column]
    return list(connection.scalars(sa.select(held).where(held.in_(list(values)))))


def _strangers(connection: Connection, content: StoryContent, story_id: int) -> Iterator[tuple[str, str]]:
    """Pictures and consents that are not this story's own, and pictures that stand in it twice."""
    pictures, consents = (
        own_numbers(connection, "story_picture", story_id),
        own_numbers(connection, "consent", story_id),
    )
    seen: set[int] = set()
    for place, picture in enumerate(content.pictures):
        if picture.picture_id not in pictures:
            yield f"pictures.{place}", f"Picture {place + 1} is gone. Take it out, or add it again."
        if picture.picture_id in seen:
            yield f"pictures.{place}", f"Picture {place + 1} stands in this story twice."
        seen.add(picture.picture_id)
    for name in ("quotes", "pictures"):
        for place, part in enumerate(getattr(content, name)):
            if part.consent_id is not None and part.consent_id not in consents:
                yield f"{name}.{place}", f"{part_label(f'{name}.{place}')}: choose a consent of this story."


def own_numbers(connection: Connection, table: str, story_id: int) -> set[int]:
    """The numbers of the rows of a table that belong to this story."""
    held = _TABLES[table]
    return set(connection.scalars(sa.select(held.c.id).where(held.c.story_id == story_id)))


def _demonstrations(
    connection: Connection, content: StoryContent, provenance: Provenance
) -> Iterator[tuple[str, str]]:
    if provenance is Provenance.ILLUSTRATIVE:
        return
    activity, outcome = _TABLES["activity"], _TABLES["outcome"]
    told_by_outcomes = sa.select(outcome.c.activity_id).where(outcome.c.id.in_(content.outcome_records))
    for path, numbers in (("activities", content.activities), ("outcome_records", told_by_outcomes)):
        asked = sa.select(activity.c.title).where(
            activity.c.id.in_(numbers), activity.c.provenance == Provenance.ILLUSTRATIVE
        )
        for title in connection.scalars(asked):
            yield path, f"“{title}” is a record for demonstration, and this story is not. Take it out."


def write_content(connection: Connection, content: StoryContent, *, story_id: int) -> None:
    """Put this content in place of what the story said; status, version and history are for the caller."""
    own = {column: getattr(content, name) for name, column in OWN_COLUMNS.items()}
    connection.execute(sa.update(STORY).where(STORY.c.id == story_id).values(own))
    for name, (table, column) in LINKS.items():
        rows = [{"story_id": story_id, column: value} for value in getattr(content, name)]
        _replace(connection, _TABLES[table], story_id, rows)
    for name, (table, _) in PARTS.items():
        parts = enumerate(getattr(content, name), start=1)
        rows = [{"story_id": story_id, "position": place, **part.model_dump()} for place, part in parts]
        _replace(connection, _TABLES[table], story_id, rows)
    connection.execute(sa.update(PICTURE).where(PICTURE.c.story_id == story_id).values(position=None))
    for place, picture in enumerate(content.pictures, start=1):
        values = picture.model_dump(exclude={"picture_id"})
        connection.execute(
            sa.update(PICTURE).where(PICTURE.c.id == picture.picture_id).values(position=place, **values)
        )


def _replace(connection: Connection, table: sa.Table, story_id: int, rows: list[dict[str, Any]]) -> None:
    connection.execute(sa.delete(table).where(table.c.story_id == story_id))
    if rows:
        connection.execute(sa.insert(table), rows)
