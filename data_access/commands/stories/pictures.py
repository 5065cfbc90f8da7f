"""Pictures of a story: taken in clean, and erased for good."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data_access.pictures import clean_picture
from data_access.queries.stories.record import story_record
from data_access.queries.stories.rows import PICTURE
from data_access.unit_of_work import unit_of_work
from domain.audit_words import AuditAction, AuditedKind
from domain.errors import InvalidRecordError, NotFoundError
from domain.permissions import Actor
from domain.story_gate import check_may_write_story

MOST_PICTURES = 60
"""Pictures that may be kept for a story, those of earlier versions included."""


@dataclass(frozen=True)
class AddedPicture:
    """A picture in the store; the story shows it once its content names `picture_id` and is saved."""

    picture_id: int
    media_type: str
    width: int
    height: int


def add_picture(engine: Engine, *, actor: Actor, story_id: int, content: bytes) -> AddedPicture:
    """Take in a file: upright, sRGB, without hidden data, bounded. The same file twice is one picture.

    The story's version stays. Raises RefusedFileError with a sentence, NotAllowedError, NotFoundError,
    InvalidRecordError where the story has too many.
    """
    with engine.connect() as connection:
        check_may_write_story(actor, story_record(connection, story_id=story_id).content.network)
    # Reading the file takes a while, so no other writer waits for it.
    clean = clean_picture(content)
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        record = story_record(connection, story_id=story_id)
        check_may_write_story(actor, record.content.network)
        own = connection.execute(
            sa.select(PICTURE.c.id, PICTURE.c.fingerprint).where(PICTURE.c.story_id == story_id)
        ).all()
        number = next((row.id for row in own if row.fingerprint == clean.fingerprint), None)
        if number is None:
            if len(own) >= MOST_PICTURES:
                raise InvalidRecordError(f"A story may have {MOST_PICTURES} pictures. Remove one first.")
            number = connection.execute(
                sa.insert(PICTURE)
                .values(
                    story_id=story_id, position=None, media_type=clean.media_type, content=clean.content,
                    alt_text="", is_decorative=False, credit="", shows_people=True, width=clean.width,
                    height=clean.height, fingerprint=clean.fingerprint,
                )
                .returning(PICTURE.c.id)
            ).scalar_one()  # fmt: skip
            work.audit(
                AuditAction.ADDED.value, AuditedKind.STORY_PICTURE.value, number,
                after={
                    "story_id": story_id, "title": record.content.title,
                    "network_code": record.content.network, "width": clean.width, "height": clean.height,
                    "fingerprint": clean.fingerprint,
                },
            )  # fmt: skip
        return AddedPicture(number, clean.media_type, clean.width, clean.height)


def remove_picture(engine: Engine, *, actor: Actor, story_id: int, picture_id: int) -> None:
    """Erase a picture for good, from earlier versions too.

    Raises NotAllowedError, NotFoundError, and InvalidRecordError while the story as it stands shows it: take
    it out and save first.
    """
    with unit_of_work(engine, actor=actor, changes_facts=False) as work:
        connection = work.session.connection()
        record = story_record(connection, story_id=story_id)
        check_may_write_story(actor, record.content.network)
        own = sa.and_(PICTURE.c.id == picture_id, PICTURE.c.story_id == story_id)
        held = connection.execute(
            sa.select(PICTURE.c.position, PICTURE.c.fingerprint).where(own)
        ).one_or_none()
        if held is None:
            raise NotFoundError("This picture is gone already.")
        if held.position is not None:
            raise InvalidRecordError(
                "The story shows this picture. Take it out of the story and save, then it can be erased."
            )
        connection.execute(sa.delete(PICTURE).where(own))
        before = {
            "story_id": story_id, "title": record.content.title, "network_code": record.content.network,
            "fingerprint": held.fingerprint,
        }  # fmt: skip
        work.audit(AuditAction.REMOVED.value, AuditedKind.STORY_PICTURE.value, picture_id, before=before)
