"""Addresses of stories and issues: made of their titles, and each given once."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data_access.tables import Table
from domain.story import slug_of


def free_slug(connection: Connection, title: str, own: int | None = None, *, kind: str = "story") -> str:
    """An address made of the title that no other story or issue has; `own` is the number of this one.

    A command line knows both by it, so a story and an issue never share one.
    """
    stem = slug_of(title) or kind
    taken: set[str] = set()
    for one in ("story", "issue"):
        table = Table.metadata.tables[one]
        others = table.c.id != ((own or 0) if one == kind else 0)
        asked = sa.select(table.c.slug).where(table.c.slug.startswith(stem, autoescape=True), others)
        taken.update(connection.scalars(asked))
    count, slug = 2, stem
    while slug in taken:
        slug, count = f"{stem}-{count}", count + 1
    return slug
