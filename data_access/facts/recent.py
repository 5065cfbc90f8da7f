"""Keeps the few things that were asked for last, without a lock."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """At most so many things by their keys; the one that was made first goes first.

    Two who ask for the same thing at once may both make it.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, T] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is kept by this key, or what is made now."""
        found = self._kept.get(key)
        if found is None:
            found = make()
            # Other threads write too, so that nothing is looped over: a copy of the keys is taken at once.
            while len(self._kept) >= self._most:
                self._kept.pop(next(iter(list(self._kept)), None), None)
            self._kept[key] = found
        return found
