"""The bytes of a story's pictures."""

from collections.abc import Collection
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.queries.stories.record import read_story
from data_access.queries.stories.rows import PICTURE
from domain.permissions import Actor
from domain.story_gate import check_may_see_consents


@dataclass(frozen=True)
class StoredPicture:
    """An upright sRGB picture without hidden data; `is_shown` where the story shows it as it stands."""

    picture_id: int
    media_type: str
    width: int
    height: int
    content: bytes = field(repr=False)
    is_shown: bool = True


def read_pictures(
    engine: Engine,
    *,
    actor: Actor,
    story_id: int,
    all_of_them: bool = False,
    only: Collection[int] | None = None,
) -> dict[int, StoredPicture]:
    """The story's pictures by number, those that it shows first, in their order: as this actor reads it.

    With `all_of_them` also those that were added and are not in the story as it stands, for those who may write
    or approve it; with `only`, of all these the ones with such a number. Raises NotAllowedError, and
    NotFoundError where the actor may not read the story.
    """
    record = read_story(engine, actor=actor, story_id=story_id)
    if all_of_them:
        check_may_see_consents(actor, record.content.network)
    order = {one.picture_id: place for place, one in enumerate(record.content.pictures)}
    asked = sa.select(PICTURE).where(PICTURE.c.story_id == story_id).order_by(PICTURE.c.id)
    if not all_of_them:
        asked = asked.where(PICTURE.c.id.in_(list(order)))
    if only is not None:
        asked = asked.where(PICTURE.c.id.in_(list(only)))
    with engine.connect() as connection:
        rows = connection.execute(asked).all()
    return {
        row.id: StoredPicture(
            picture_id=row.id,
            media_type=row.media_type,
            width=row.width,
            height=row.height,
            content=bytes(row.content),
            is_shown=row.id in order,
        )
        for row in sorted(rows, key=lambda row: order.get(row.id, len(order)))
    }
