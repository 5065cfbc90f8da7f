"""The library of shared resources, searched and read page by page."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlmodel import Session, col

from data_access.queries.resources import SHARED_BY_ALL, ResourceLine, resource_line
from data_access.queries.text_search import holds, spellings
from data_access.tables import Resource
from domain.vocabulary import ResourceKind

ON_A_PAGE = 25


@dataclass(frozen=True)
class LibraryChoice:
    """What is looked for: each of the words in title or description; nothing chosen is all.

    `network` is a code or SHARED_BY_ALL, "" for any. `lines` are the codes of the strategy that count, None for any
    and for none at all.
    """

    words: tuple[str, ...] = ()
    kind: ResourceKind | None = None
    network: str = ""
    lines: Collection[str] | None = None


@dataclass(frozen=True)
class LibraryPage:
    """One page of what fits, shared last first: `number` counts from 1 and is never beyond the last.

    `by_kind` counts what fits of each kind, whatever kind is chosen; `total` what fits the whole choice.
    """

    number: int
    of: int
    total: int
    by_kind: Mapping[ResourceKind, int]
    resources: tuple[ResourceLine, ...]


def library_page(engine: Engine, choice: LibraryChoice, *, number: int) -> LibraryPage:
    """The page with this number, or the nearest that there is."""
    of_any_kind = _conditions(choice)
    of_kind = [] if choice.kind is None else [col(Resource.kind) == choice.kind]
    counting = sa.select(col(Resource.kind), sa.func.count()).where(*of_any_kind).group_by(col(Resource.kind))
    with Session(engine) as session:
        counted: dict[ResourceKind, int] = dict(session.execute(counting).all())
        by_kind = {kind: counted.get(kind, 0) for kind in ResourceKind}
        total = sum(by_kind.values()) if choice.kind is None else by_kind[choice.kind]
        pages = max(1, -(-total // ON_A_PAGE))
        number = min(max(number, 1), pages)
        asked = (
            sa.select(Resource)
            .where(*of_any_kind, *of_kind)
            .order_by(col(Resource.shared_on).desc(), col(Resource.id).desc())
            .limit(ON_A_PAGE)
            .offset((number - 1) * ON_A_PAGE)
        )
        found = tuple(resource_line(row) for row in session.scalars(asked))
    return LibraryPage(number, pages, total, by_kind, found)


def _conditions(choice: LibraryChoice) -> list[sa.ColumnElement[bool]]:
    """What a resource must meet, its kind left aside."""
    conditions: list[sa.ColumnElement[bool]] = []
    for word in choice.words:
        spelled = spellings(word)
        conditions.append(holds(col(Resource.title), spelled) | holds(col(Resource.description), spelled))
    if choice.network:
        of_all = choice.network == SHARED_BY_ALL
        conditions.append(
            col(Resource.network_code).is_(None) if of_all else col(Resource.network_code) == choice.network
        )
    if choice.lines is not None:
        conditions.append(col(Resource.priority_code).in_(choice.lines))
    return conditions
