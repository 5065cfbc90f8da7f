"""The decks that this process made: each once for a state of the store, shared by all who look at it."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from functools import cached_property
from threading import Lock
from typing import Any

import brotli

from components.publishing.live.screen import Screen
from components.ui.live_decks import LiveDeck

MOST_KEPT = 48
AT_ONCE = 2
"""Decks that are made at the same time, so that a busy store holds up nothing else."""
PACKED_QUALITY = 5


def mark_of(body: str) -> str:
    """A short text that is another for another body."""
    return hashlib.sha256(body.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class ShownDeck:
    """A deck with the mark of the store that it was made of, as pages and scripts take it."""

    live: LiveDeck
    mark: str
    assets: str

    @cached_property
    def content(self) -> bytes:
        """What a script exchanges, without what only the presenter reads."""
        return self._content(has_notes=False)

    @cached_property
    def content_with_notes(self) -> bytes:
        """The same for the presenter's window."""
        return self._content(has_notes=True)

    @cached_property
    def packed(self) -> bytes:
        """`content`, compressed."""
        return bytes(brotli.compress(self.content, quality=PACKED_QUALITY))

    @property
    def points(self) -> list[dict[str, Any]]:
        """The running order as the presenter's script takes it."""
        return [asdict(one) for one in self.live.points]

    def _content(self, *, has_notes: bool) -> bytes:
        told: dict[str, Any] = {
            "mark": self.mark,
            "assets": self.assets,
            "name": self.live.deck.name,
            "said": self.live.said,
            "screens": [_screen(one, has_notes=has_notes) for one in self.live.deck.screens],
        }
        if has_notes:
            told["points"] = self.points
        return json.dumps(told, ensure_ascii=False).encode()


def _screen(screen: Screen, *, has_notes: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "key": screen.key,
        "title": screen.title,
        "mark": mark_of(screen.body),
        "body": str(screen.body),
    }
    return told | ({"notes": screen.notes} if has_notes else {})


@dataclass
class Shelf:
    """The decks by what was asked for and the state of the store; the one used longest ago gives way."""

    _kept: OrderedDict[object, ShownDeck] = field(default_factory=OrderedDict)
    _making: dict[object, "Future[ShownDeck]"] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)
    _threads: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(AT_ONCE, thread_name_prefix="heard-live-deck")
    )

    def has(self, key: object) -> bool:
        """Whether the deck is there, or is being made."""
        with self._lock:
            return key in self._kept or key in self._making

    async def deck(self, key: object, make: Callable[[], ShownDeck]) -> ShownDeck:
        """The deck; who asks while it is made waits for the same one. Raises what `make` raises."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            future = self._making.get(key)
            if future is None:
                future = self._making[key] = self._threads.submit(self._made, key, make)
        # Whoever goes away leaves the others waiting for it.
        return await asyncio.shield(asyncio.wrap_future(future))

    def _made(self, key: object, make: Callable[[], ShownDeck]) -> ShownDeck:
        try:
            deck = make()
        except BaseException:
            with self._lock:
                self._making.pop(key, None)
            raise
        with self._lock:
            self._kept[key] = deck
            self._making.pop(key, None)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return deck
