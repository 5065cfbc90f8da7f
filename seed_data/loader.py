"""Brings reference data and published case studies into the store; a second run changes nothing."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from data_access.tables import Story, Table
from data_access.unit_of_work import UnitOfWork
from domain.permissions import check_may_operate
from seed_data.published_stories import PublishedStory, published_stories
from seed_data.reference_rows import ReferenceTable, reference_tables

Row = dict[str, Any]
Key = tuple[Any, ...]


def load_reference(work: UnitOfWork) -> dict[str, int]:
    """Add and correct reference rows by their codes; the number of rows changed, by table.

    Tables where nothing changed are left out, so an empty answer means that the store was up to date,
    and then nothing is audited. Raises NotAllowedError.
    """
    check_may_operate(work.actor)
    changed = {
        str(reference.table.__tablename__): _load_table(work.session, reference)
        for reference in reference_tables()
    }
    changed = {table: rows for table, rows in changed.items() if rows}
    if changed:
        work.audit("loaded", "reference", "seed_data/reference", after=changed)
    return changed


def load_case_studies(work: UnitOfWork) -> int:
    """Add the published case studies, and correct those that nobody has edited or moved since; how many changed.

    Raises NotAllowedError.
    """
    check_may_operate(work.actor)
    changed = [story.slug for story in published_stories() if _load_story(work.session, story)]
    if changed:
        work.audit("loaded", "story", "published case studies", after={"slugs": changed})
    return len(changed)


def _load_table(session: Session, reference: ReferenceTable) -> int:
    table = _table_of(reference.table)
    wanted = {_key(row, reference.key): row for row in reference.rows()}
    found = session.execute(sa.select(table)).mappings()
    held: dict[Key, sa.RowMapping] = {_key(row, reference.key): row for row in found}
    new = [row for key, row in wanted.items() if key not in held]
    corrected = {
        key: {column: value for column, value in row.items() if column not in reference.begins_with}
        for key, row in wanted.items()
        if key in held
    }
    stale = [row for key, row in corrected.items() if _differs(held[key], row)]
    gone = [] if reference.is_referred_to else [key for key in held if key not in wanted]
    for key in gone:
        session.execute(sa.delete(table).where(_is_row(table, reference.key, key)))
    for row in stale:
        here = _is_row(table, reference.key, _key(row, reference.key))
        session.execute(sa.update(table).where(here).values(row))
    if new:
        session.execute(sa.insert(table), new)
    return len(new) + len(stale) + len(gone)


def _load_story(session: Session, story: PublishedStory) -> bool:
    """Whether the story was added or corrected."""
    table = _table_of(Story)
    held = session.execute(sa.select(table).where(table.c.slug == story.slug)).mappings().one_or_none()
    if held is None:
        written = session.execute(sa.insert(table).values(story.values).returning(table.c.id)).scalar_one()
        _write_parts(session, story, story_id=written)
        return True
    if held["version"] > 1 or held["updated_by"] or not _story_differs(session, story, held):
        return False
    session.execute(sa.update(table).where(table.c.id == held["id"]).values(story.values))
    for part in story.parts:
        session.execute(sa.delete(part).where(_table_of(part).c.story_id == held["id"]))
    _write_parts(session, story, story_id=held["id"])
    return True


def _story_differs(session: Session, story: PublishedStory, held: sa.RowMapping) -> bool:
    if _differs(held, story.values):
        return True
    for part, rows in story.parts.items():
        table = _table_of(part)
        found = session.execute(sa.select(table).where(table.c.story_id == held["id"])).mappings().all()
        if len(found) != len(rows):
            return True
        order = "position" if "position" in table.c else "group_code"
        in_order = sorted(found, key=lambda row, order=order: row[order])  # type: ignore[misc]
        if any(_differs(old, new) for old, new in zip(in_order, rows, strict=True)):
            return True
    return False


def _write_parts(session: Session, story: PublishedStory, *, story_id: int) -> None:
    for part, rows in story.parts.items():
        if rows:
            session.execute(sa.insert(_table_of(part)), [{"story_id": story_id, **row} for row in rows])


def _table_of(model: type[Table]) -> sa.Table:
    return Table.metadata.tables[str(model.__tablename__)]


def _key(row: Any, columns: Iterable[str]) -> Key:
    return tuple(row[column] for column in columns)


def _is_row(table: sa.Table, columns: Iterable[str], key: Key) -> sa.ColumnElement[bool]:
    return sa.and_(*(table.c[column] == value for column, value in zip(columns, key, strict=True)))


def _differs(held: Any, wanted: Row) -> bool:
    return any(held[column] != value for column, value in wanted.items())
