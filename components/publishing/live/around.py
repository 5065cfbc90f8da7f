"""What all screens of a drawing have in common: the key that they are found by, their section, their foot."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from components.publishing.board_pack.document import BoardPack, PackPage, PackSection
from components.publishing.live.frame import Face


@dataclass(frozen=True)
class Around:
    """The key of a drawing, its section, and what stands at the foot of its screens."""

    key: str
    section: str
    foot: str
    notice: str

    def face(self, title: str, *, topic: str = "") -> Face:
        """The words around a screen with this message."""
        kicker = " · ".join(one for one in (self.section, topic) if one and one != title)
        return Face(title, kicker, foot=self.foot, notice=self.notice)


def around_of(pack: BoardPack, key: str, section: str) -> Around:
    """What a drawing of this view has around it."""
    return Around(key, section, f"{pack.footer.rstrip('.')}. {pack.beside}".strip(), pack.notice)


def keyed_pages(section: PackSection) -> Iterator[tuple[str, PackPage]]:
    """The pages of a section under their keys: "<page>/<drawing>"."""
    times: Counter[str] = Counter()
    for page in section.pages:
        times[page.name] += 1
        # A drawing of two periods has a page for each where both find no room on one.
        again = f"-{times[page.name]}" if times[page.name] > 1 else ""
        yield f"{section.key}/{page.name}{again}", page
