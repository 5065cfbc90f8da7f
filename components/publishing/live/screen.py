"""One screen of what is shown to a room: its name for all who follow it, its words and its markup."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Screen:
    """A screen of 1920 by 1080, laid out in those pixels and scaled as a whole.

    `key` stays the same when its figures change, so that nobody loses their place. `title` is its heading in plain
    text. `body` is the markup of all of it: one `section`, without script. `notes` are the presenter's.
    """

    key: str
    title: str
    body: Markup
    notes: str = ""


@dataclass(frozen=True)
class Deck:
    """What is shown one after another; `name` is its title in the browser. An empty deck is never shown."""

    name: str
    screens: tuple[Screen, ...]
