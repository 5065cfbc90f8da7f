"""The bytes of a story's pictures."""

from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.queries.stories.record import read_story
from data_access.queries.stories.rows import PICTURE
from domain.permissions import Actor


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
    engine: Engine, *, actor: Actor, story_id: int, all_of_them: bool = False
) -> dict[int, StoredPicture]:
    """The story's pictures by number, those that it shows first, in their order: as this actor reads it.

    With `all_of_them` also those that were added and are not in the story as it stands. Raises NotFoundError
    where the actor may not read the story.
    """
    record = read_story(engine, actor=actor, story_id=story_id)
    asked = sa.select(PICTURE).where(PICTURE.c.story_id == story_id)
    if not all_of_them:
        shown = [one.picture_id for one in record.content.pictures]
        asked = asked.where(PICTURE.c.id.in_(shown))
    order = (PICTURE.c.position.is_(None), PICTURE.c.position, PICTURE.c.id)
    with engine.connect() as connection:
        return {
            row.id: StoredPicture(
                picture_id=row.id,
                media_type=row.media_type,
                width=row.width,
                height=row.height,
                content=bytes(row.content),
                is_shown=row.position is not None,
            )
            for row in connection.execute(asked.order_by(*order))
        }
