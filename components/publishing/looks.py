"""How stories are fitted to their pages, and the memory of it: fitting takes longer than all else of a magazine.

A page is made in a process of its own, which ends with it. So the app keeps what was found, and hands it on.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final

from components.publishing.document import StoryDocument
from components.publishing.theme import Theme

MOST_KEPT: Final = 1_000


@dataclass(frozen=True)
class Look:
    """How a story is fitted to its pages: sizes of its text in points, heights of its pictures in millimetres.

    `break_before` names the part that starts the last column, "" where the text finds its own way;
    `closing_mm` is the height of a drawing over the last page, 0 for none; a `dense` story has smaller headings and
    less air. A long headline shrinks further.
    """

    body: float = 12
    headline: float = 42
    picture_mm: float = 46
    break_before: str = ""
    closing_mm: float = 0
    dense: bool = False


_kept: Final[dict[str, Look]] = {}
_lock: Final = Lock()


def key_of(story: StoryDocument, theme: Theme) -> str:
    """A fingerprint of everything that a look may depend on: texts, numbers, pictures, and the theme."""
    digest = hashlib.sha256(f"{theme!r}/{story!r}".encode(errors="backslashreplace"))
    for picture in story.pictures:
        digest.update(hashlib.sha256(picture.content).digest())
    return digest.hexdigest()


def remember(looks: Mapping[str, Look]) -> None:
    """Keep looks by their keys; the oldest are forgotten."""
    with _lock:
        _kept.update(looks)
        for key in list(_kept)[: max(0, len(_kept) - MOST_KEPT)]:
            del _kept[key]


def remembered(stories: Iterable[StoryDocument], theme: Theme) -> dict[str, Look]:
    """What is known of these stories, by their keys."""
    keys = [key_of(one, theme) for one in stories]
    with _lock:
        return {key: _kept[key] for key in keys if key in _kept}


def as_known(stories: Iterable[StoryDocument], theme: Theme) -> dict[StoryDocument, Look]:
    """For each story the look that is known, otherwise a plain one: enough for a first view of its pages."""
    return {one: next(iter(remembered((one,), theme).values()), Look()) for one in stories}


def are_known(stories: Iterable[StoryDocument], theme: Theme) -> bool:
    """Whether nothing is left to fit."""
    return all(remembered((one,), theme) for one in stories)


def forget() -> None:
    """Start anew, as a process does."""
    with _lock:
        _kept.clear()
