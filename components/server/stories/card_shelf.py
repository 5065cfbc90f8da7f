"""The cards of stories for social networks: each is drawn once, apart, and kept in memory."""

import io
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from components.publishing.apart import ExportError, export_apart
from components.publishing.document import StoryDocument
from components.publishing.formats import Format
from components.publishing.theme import HEARD

MOST_KEPT = 64
SECONDS = 30
SIZE = "1200x630"


def draw_card(story: StoryDocument) -> bytes:
    """The card as a PNG of 1,200 by 630. Raises ExportError where it cannot be drawn in time."""
    packed = export_apart(story, [Format.SOCIAL], theme=HEARD, seconds=SECONDS)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = [name for name in archive.namelist() if SIZE in name and name.endswith(".png")]
        if not names:
            raise ExportError("The export holds no card of this size.")
        return archive.read(names[0])


@dataclass(frozen=True)
class CardShelf:
    """The cards that this process drew, by the fingerprint of the story; the one used longest ago gives way."""

    draw: Callable[[StoryDocument], bytes] = draw_card
    kept: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def card_of(self, story: StoryDocument) -> bytes:
        """The card; who asks while another is drawn waits, so that a crowd of readers costs one drawing."""
        with self.lock:
            if story.fingerprint not in self.kept:
                self.kept[story.fingerprint] = self.draw(story)
            self.kept.move_to_end(story.fingerprint)
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
            return self.kept[story.fingerprint]
