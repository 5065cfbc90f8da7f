"""Pictures of a story: taken in clean, and erased for good."""

from dataclasses import dataclass

from sqlalchemy.engine import Engine

from domain.permissions import Actor


@dataclass(frozen=True)
class AddedPicture:
    """A picture in the store; the story shows it once its content names `picture_id` and is saved."""

    picture_id: int
    media_type: str
    width: int
    height: int


def add_picture(engine: Engine, *, actor: Actor, story_id: int, content: bytes) -> AddedPicture:
    """Take in a file: upright, sRGB, without hidden data, bounded. The same file twice is one picture.

    The story's version stays. Raises RefusedFileError with a sentence, NotAllowedError, NotFoundError.
    """
    raise NotImplementedError


def remove_picture(engine: Engine, *, actor: Actor, story_id: int, picture_id: int) -> None:
    """Erase a picture for good, from earlier versions too.

    Raises InvalidRecordError while the story as it stands shows it: take it out and save first.
    """
    raise NotImplementedError
