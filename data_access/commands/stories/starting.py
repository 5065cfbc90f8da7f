"""Beginning a story from the record."""

from collections.abc import Collection

from sqlalchemy.engine import Engine

from data_access.commands.stories.writing import SavedStory
from domain.permissions import Actor


def start_story(
    engine: Engine,
    *,
    actor: Actor,
    activities: Collection[int] = (),
    network: str | None = None,
    title: str = "",
) -> SavedStory:
    """Begin a draft from these activities, or an empty one of this network (None: all of England).

    Title, description as background, outcomes with "you said, we did" and metrics, groups and rung are taken
    over, and the records linked. A story of illustrative records is illustrative. Raises NotAllowedError for
    a network that the actor may not write stories for, NotFoundError for an activity that is gone,
    InvalidRecordError without activities and title.
    """
    raise NotImplementedError
