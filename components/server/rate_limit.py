"""How often somebody may ask in a while, remembered by this process alone and never without bound."""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

MINUTE = 60.0
MOST_REMEMBERED = 2_000


@dataclass
class RateLimit:
    """At most so many requests in any minute, or in so many `seconds`, by each of those who ask.

    Who asked longest ago is forgotten first.
    """

    most: int
    clock: Callable[[], float] = monotonic
    seconds: float = MINUTE
    _times: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def takes(self, who: str) -> bool:
        """Whether one more may come now; it is counted if so."""
        return self.seconds_until_free(who) == 0.0

    def seconds_until_free(self, who: str) -> float:
        """0 where one more may come now, and it is counted; otherwise how long until one may."""
        now = self.clock()
        with self._lock:
            times = self._times.setdefault(who, deque())
            self._times.move_to_end(who)
            while len(self._times) > MOST_REMEMBERED:
                self._times.popitem(last=False)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.most:
                return times[0] + self.seconds - now
            times.append(now)
            return 0.0
